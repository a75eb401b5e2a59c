package io.feedkit.channel;

import java.util.Map;
import java.util.Set;

/**
 * Where a channel sells, and what that changes.
 *
 * @param countries ISO 3166-1 alpha-2 codes; empty for any
 * @param languages ISO 639-1 codes; empty for any
 * @param tax whether prices carry VAT, where a country does not say otherwise
 * @param perCountry what is different in single countries
 */
public record Members(Set<String> countries, Set<String> languages, Tax tax, Map<String, Terms> perCountry) {

    public static final Members ANYWHERE = new Members(Set.of(), Set.of(), Tax.INCLUDED, Map.of());

    public Members {
        countries = Set.copyOf(countries);
        languages = Set.copyOf(languages);
        perCountry = Map.copyOf(perCountry);
    }

    /** Whether prices of a feed carry VAT or sales tax. */
    public enum Tax {
        INCLUDED,
        EXCLUDED,
        /** The merchant's account with the channel decides. */
        EITHER
    }

    /**
     * What is different in one country.
     *
     * @param languages the only languages there; empty for those of the channel
     * @param currency the only currency there, or empty for the country's own
     * @param tax whether prices carry VAT there
     */
    public record Terms(Set<String> languages, String currency, Tax tax) {
        public Terms {
            languages = Set.copyOf(languages);
        }
    }

    public Tax tax(String country) {
        Terms terms = perCountry.get(country);
        return terms == null ? tax : terms.tax();
    }

    /** The currency of prices in a country, ISO 4217: the channel's, else the one the country uses; empty when the country is not known. */
    public String currency(String country) {
        Terms terms = perCountry.get(country);
        if (terms != null && !terms.currency().isEmpty()) {
            return terms.currency();
        }
        return Countries.currency(country);
    }

    public boolean serves(String country, String language) {
        Terms terms = perCountry.get(country);
        Set<String> spoken = terms == null || terms.languages().isEmpty() ? languages : terms.languages();
        return (countries.isEmpty() || countries.contains(country)) && (spoken.isEmpty() || spoken.contains(language));
    }
}
