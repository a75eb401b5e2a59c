package io.feedkit.catalog;

import io.feedkit.product.Currencies;
import io.feedkit.product.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the end of a column's name says about its values: a unit, a currency, a language, a sales channel.
 *
 * @param base the name without it
 * @param unit as written, or empty
 * @param currency an ISO 4217 code, or empty
 * @param language an ISO 639-1 code, or empty
 * @param channel a sales channel, or empty
 */
record HeaderName(String base, String unit, String currency, String language, String channel) {
    private static final Pattern TAIL = Pattern.compile(
            "(.+?)\\s*(?:[(\\[]\\s*(?:in\\s+)?([^()\\[\\]]+?)\\s*[)\\]]|\\s+in\\s+(\\S+)|[-_\\s:.@]+([^-_\\s:.@]+))");
    private static final Pattern LOCALE = Pattern.compile("(.+?)[-_:.@ (\\[]+([a-z]{2})(?:[-_]([A-Z]{2}))?[)\\]]?");
    private static final Pattern AKENEO = Pattern.compile("(.+?)-([a-z]{2})_[A-Z]{2}(?:-(\\w+))?");
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    /** A unit or a currency at the end: {@code Weight (kg)}, {@code price-EUR}, {@code Preis €}; empty when there is neither. */
    static Optional<HeaderName> counted(String column) {
        Matcher tail = TAIL.matcher(column.strip());
        if (!tail.matches()) {
            return Optional.empty();
        }
        String base = tail.group(1);
        String word = tail.group(2) != null ? tail.group(2) : tail.group(3) != null ? tail.group(3) : tail.group(4);
        String code = word.equals("€") ? "EUR" : word.equals("£") ? "GBP" : word.toUpperCase(Locale.ROOT);
        if (Currencies.isKnown(code)) {
            return Optional.of(new HeaderName(base, "", code, "", ""));
        }
        return Unit.named(word).isPresent() ? Optional.of(new HeaderName(base, word, "", "", "")) : Optional.empty();
    }

    /** A language at the end: {@code title_fr}, {@code description (de)}, {@code name-en_US}. */
    static Optional<HeaderName> inLanguage(String column) {
        Matcher locale = LOCALE.matcher(column.strip());
        return locale.matches() && LANGUAGES.contains(locale.group(2))
                ? Optional.of(new HeaderName(locale.group(1), "", "", locale.group(2), ""))
                : Optional.empty();
    }

    /** A locale and a sales channel, or one of both, as PIM exports write them: {@code description-en_US-print}. */
    static Optional<HeaderName> scoped(String column, List<String> channels) {
        Matcher locale = AKENEO.matcher(column);
        if (locale.matches() && LANGUAGES.contains(locale.group(2))) {
            String channel = locale.group(3) == null ? "" : locale.group(3);
            return Optional.of(new HeaderName(locale.group(1), "", "", locale.group(2), channel));
        }
        for (String channel : channels) {
            if (column.endsWith("-" + channel) && column.length() > channel.length() + 1) {
                String base = column.substring(0, column.length() - channel.length() - 1);
                return Optional.of(new HeaderName(base, "", "", "", channel));
            }
        }
        return Optional.empty();
    }
}
