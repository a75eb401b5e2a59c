package io.feedkit.channel.generate;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names for fields, lists and sets that conditions can use without quotes, each given once: {@code Couleur (détail)} becomes {@code couleur_detail}. */
final class Names {
    private static final int LONGEST = 60;
    private static final Set<String> RESERVED = Set.of(
            "and",
            "or",
            "not",
            "in",
            "is",
            "if",
            "then",
            "else",
            "case",
            "when",
            "where",
            "set",
            "clear",
            "add",
            "remove",
            "exclude",
            "keep",
            "warn",
            "let",
            "fn",
            "true",
            "false",
            "missing",
            "present",
            "matches",
            "contains",
            "starts",
            "ends",
            "country",
            "language",
            "currency",
            "account",
            "today",
            "now",
            "source",
            "trunk",
            "channel");

    private final Set<String> given = new HashSet<>();

    Names(Set<String> taken) {
        given.addAll(taken);
    }

    /** A code as words of a message, where braces would mean something. */
    static String words(String code) {
        return code.replace("{", "{{").replace("}", "}}");
    }

    String of(String code) {
        String name = plain(code);
        if (RESERVED.contains(name)) {
            name += "_value";
        }
        String unique = name;
        for (int i = 2; !given.add(unique); i++) {
            unique = name + "_" + i;
        }
        return unique;
    }

    private static String plain(String code) {
        String letters = Normalizer.normalize(code, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_+|_+$", "");
        String cut = letters.length() > LONGEST ? letters.substring(0, LONGEST).replaceAll("_+$", "") : letters;
        if (cut.isEmpty()) {
            return "field";
        }
        return Character.isDigit(cut.charAt(0)) ? "n" + cut : cut;
    }
}
