package io.feedkit.channel;

import java.util.Set;

/**
 * When a field must, should or may be there.
 *
 * @param required without it the product is refused
 * @param recommended without it the product sells worse
 * @param onlyWhen where this does not hold the field is left out
 * @param countries ISO 3166-1 alpha-2 codes of the only countries that know the field; empty for all
 */
public record Needs(Condition required, Condition recommended, Condition onlyWhen, Set<String> countries) {

    public static final Needs OPTIONAL = new Needs(Condition.NEVER, Condition.NEVER, Condition.ALWAYS, Set.of());

    public Needs {
        countries = Set.copyOf(countries);
    }

    public boolean servesCountry(String country) {
        return countries.isEmpty() || countries.contains(country);
    }
}
