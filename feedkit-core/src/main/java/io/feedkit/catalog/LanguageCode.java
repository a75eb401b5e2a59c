package io.feedkit.catalog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which language the code of a shop's view names: {@code fr}, {@code de_DE}, {@code store_de}, {@code french}. */
final class LanguageCode {
    private static final Pattern LOCALE = Pattern.compile("([a-z]{2})[-_]([A-Z]{2})");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}]+");
    /** Codes that alone mean a language to whoever names a view; {@code be}, {@code uk}, {@code ch} and {@code eu} mean where it sells more often. */
    private static final Set<String> PLAIN = Set.of(
            "en", "de", "fr", "es", "it", "nl", "pl", "pt", "cs", "sk", "hu", "ro", "bg", "hr", "sl", "el", "da", "sv",
            "no", "nb", "nn", "fi", "et", "lv", "lt", "ru", "tr", "he", "ja", "ko", "zh", "vi", "th", "ga");

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("english", "en"),
            Map.entry("german", "de"),
            Map.entry("deutsch", "de"),
            Map.entry("french", "fr"),
            Map.entry("français", "fr"),
            Map.entry("francais", "fr"),
            Map.entry("spanish", "es"),
            Map.entry("español", "es"),
            Map.entry("espanol", "es"),
            Map.entry("italian", "it"),
            Map.entry("italiano", "it"),
            Map.entry("dutch", "nl"),
            Map.entry("nederlands", "nl"),
            Map.entry("polish", "pl"),
            Map.entry("polski", "pl"),
            Map.entry("portuguese", "pt"),
            Map.entry("português", "pt"),
            Map.entry("portugues", "pt"),
            Map.entry("czech", "cs"),
            Map.entry("čeština", "cs"),
            Map.entry("slovak", "sk"),
            Map.entry("hungarian", "hu"),
            Map.entry("romanian", "ro"),
            Map.entry("greek", "el"),
            Map.entry("danish", "da"),
            Map.entry("dansk", "da"),
            Map.entry("swedish", "sv"),
            Map.entry("svenska", "sv"),
            Map.entry("norwegian", "no"),
            Map.entry("norsk", "no"),
            Map.entry("finnish", "fi"),
            Map.entry("suomi", "fi"),
            Map.entry("russian", "ru"),
            Map.entry("ukrainian", "uk"),
            Map.entry("turkish", "tr"),
            Map.entry("arabic", "ar"),
            Map.entry("hebrew", "he"),
            Map.entry("japanese", "ja"),
            Map.entry("korean", "ko"),
            Map.entry("chinese", "zh"));
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    private LanguageCode() {}

    /** Its two letters; empty where the code names none, or several. */
    static String of(String code) {
        Matcher locale = LOCALE.matcher(code.strip());
        if (locale.matches() && LANGUAGES.contains(locale.group(1))) {
            return locale.group(1);
        }
        Set<String> found = new LinkedHashSet<>();
        for (String word : List.of(BETWEEN.split(code.toLowerCase(Locale.ROOT)))) {
            String named = NAMES.getOrDefault(word, PLAIN.contains(word) ? word : "");
            if (!named.isEmpty()) {
                found.add(named);
            }
        }
        return found.size() == 1 ? found.iterator().next() : "";
    }
}
