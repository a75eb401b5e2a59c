package io.feedkit.channel.generate;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a generated descriptor is called and for whom it is.
 *
 * @param name of the channel and of its files: lower case with hyphens
 * @param label name for people; empty for the name
 * @param read when the marketplace answered: a day or a month, such as {@code 2026-11-20}
 * @param countries ISO 3166-1 alpha-2 codes; empty for any, or for what the description says
 * @param language ISO 639-1 code of the texts that are sent; empty for any, or for what the description says
 * @param limits what is too much
 */
public record GenerateOptions(
        String name, String label, String read, List<String> countries, String language, GenerateLimits limits) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}(-[0-9]{2})?");
    private static final Pattern LANGUAGE = Pattern.compile("([a-z]{2,3})?");

    public GenerateOptions {
        countries = List.copyOf(countries);
        check(NAME.matcher(name).matches(), "name", name, "Use lower-case letters, digits and single hyphens.");
        check(DATE.matcher(read).matches(), "date", read, "Write a day or a month, such as 2026-11-20 or 2026-11.");
        check(LANGUAGE.matcher(language).matches(), "language", language, "Write a code such as fr.");
        List<String> known = List.of(Locale.getISOCountries());
        for (String country : countries) {
            check(known.contains(country), "country", country, "Write a code such as FR.");
        }
    }

    private static void check(boolean good, String what, String value, String fix) {
        if (!good) {
            throw new FeedException(new Problem(
                    GenerateProblem.BAD_OPTION,
                    SourcePosition.unknown("options"),
                    Problem.quote(value) + " is no " + what + " for a descriptor.",
                    fix));
        }
    }

    /** For any country and language, within the usual limits. */
    public static GenerateOptions of(String name, String read) {
        return new GenerateOptions(name, "", read, List.of(), "", GenerateLimits.DEFAULTS);
    }

    public GenerateOptions withLabel(String words) {
        return new GenerateOptions(name, words, read, countries, language, limits);
    }

    public GenerateOptions withCountries(List<String> codes) {
        return new GenerateOptions(name, label, read, new ArrayList<>(codes), language, limits);
    }

    public GenerateOptions withLanguage(String code) {
        return new GenerateOptions(name, label, read, countries, code, limits);
    }

    public GenerateOptions withLimits(GenerateLimits others) {
        return new GenerateOptions(name, label, read, countries, language, others);
    }
}
