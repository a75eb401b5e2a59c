package io.feedkit.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The language a shop in a country usually writes in, so that {@code google-shopping:FR} is enough.
 *
 * <p>Countries where the choice is real (Belgium, Canada, Switzerland …) have several; there the user has to say. The list holds official languages with a
 * market of their own and is a convenience of the command line: the library always takes a language.
 */
final class CountryLanguage {
    private static final Map<String, List<String>> SPOKEN =
            read("AE ar|AR es|AT de|AU en|BE nl fr de|BG bg|BR pt|CA en fr|CH de fr it|CL es|CN zh|CO es|CY el|CZ cs"
                    + "|DE de|DK da|EE et|EG ar|ES es|FI fi|FR fr|GB en|GR el|HK zh en|HR hr|HU hu|ID id|IE en|IL he|IN en hi|IT it|JP ja|KE en|KR ko|LT lt|LU fr de"
                    + "|LV lv|MA fr ar|MT en mt|MX es|MY ms en|NG en|NL nl|NO no|NZ en|PE es|PH en|PL pl|PT pt|RO ro|RS sr|RU ru|SA ar|SE sv|SG en|SI sl|SK sk|TH th|TR tr"
                    + "|TW zh|UA uk|US en|UY es|VN vi|ZA en");

    private CountryLanguage() {}

    private static Map<String, List<String>> read(String table) {
        Map<String, List<String>> spoken = new TreeMap<>();
        for (String country : table.split("\\|")) {
            List<String> words = List.of(country.split(" "));
            spoken.put(words.get(0), words.subList(1, words.size()));
        }
        return spoken;
    }

    /** The only language of a country; empty when there are several or the country is not in the list. */
    static Optional<String> of(String country) {
        List<String> spoken = SPOKEN.getOrDefault(country, List.of());
        return spoken.size() == 1 ? Optional.of(spoken.get(0)) : Optional.empty();
    }

    /** The languages to choose from; may be none. */
    static List<String> choices(String country) {
        return SPOKEN.getOrDefault(country, List.of());
    }
}
