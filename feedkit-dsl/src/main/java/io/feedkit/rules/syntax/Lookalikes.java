package io.feedkit.rules.syntax;

import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.SourceText;
import io.feedkit.rules.syntax.grammar.RulesLexer;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds what does not read as it is written: names of letters that belong to different scripts, as an а of Cyrillic among Latin letters, and signs that turn the direction of reading
 * so that a line shows other rules than it holds.
 */
final class Lookalikes {
    /** A file with more of them has no mistakes but a habit. */
    private static final int MOST = 20;

    private static final Set<UnicodeScript> JAPANESE =
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.LATIN);
    private static final Set<UnicodeScript> KOREAN =
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HANGUL, UnicodeScript.LATIN);
    private static final Set<UnicodeScript> CHINESE =
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.BOPOMOFO, UnicodeScript.LATIN);

    private Lookalikes() {}

    /** Reports them, each name and each line once. */
    static void report(SourceText source, List<RuleToken> tokens, Findings findings) {
        if (!isAscii(source.content())) {
            names(tokens, findings);
            turns(source, findings);
        }
    }

    private static void names(List<RuleToken> tokens, Findings findings) {
        Set<String> told = new HashSet<>();
        for (RuleToken token : tokens) {
            String name = token.getType() == RulesLexer.NAME ? findings.textOf(token) : "";
            if (told.size() < MOST && !isAscii(name) && isMixed(name) && told.add(name)) {
                findings.report(findings.about(RuleProblem.LOOKALIKE, token)
                        .with("name", name)
                        .with("scripts", scripts(name)));
            }
        }
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Words with an underscore between them may be of different languages. */
    private static boolean isMixed(String name) {
        for (String word : name.split("_")) {
            Set<UnicodeScript> scripts = scriptsOf(word);
            if (scripts.size() > 1
                    && !JAPANESE.containsAll(scripts)
                    && !KOREAN.containsAll(scripts)
                    && !CHINESE.containsAll(scripts)) {
                return true;
            }
        }
        return false;
    }

    private static Set<UnicodeScript> scriptsOf(String word) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        word.codePoints().forEach(c -> scripts.add(UnicodeScript.of(c)));
        scripts.remove(UnicodeScript.COMMON);
        scripts.remove(UnicodeScript.INHERITED);
        return scripts;
    }

    private static String scripts(String name) {
        return scriptsOf(name).stream()
                .map(script ->
                        script.name().charAt(0) + script.name().substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** In texts and comments; elsewhere they are characters that mean nothing. */
    private static void turns(SourceText source, Findings findings) {
        String content = source.content();
        int told = 0;
        int last = -1;
        for (int i = 0; i < content.length() && told < MOST; i++) {
            if (turns(content.charAt(i)) && source.lineAt(i) != last && !findings.hasErrorBetween(i, i)) {
                last = source.lineAt(i);
                told++;
                String sign = String.format(Locale.ROOT, "%04X", (int) content.charAt(i));
                findings.report(findings.about(RuleProblem.LOOKALIKE, i, i + 1)
                        .variant("turned")
                        .with("sign", "U+" + sign)
                        .with("escape", "\\u{" + sign + "}"));
            }
        }
    }

    /** Embeddings, overrides and isolates; the marks of Hebrew and Arabic writing harm nobody. */
    private static boolean turns(char c) {
        return c >= '\u202A' && c <= '\u202E' || c >= '\u2066' && c <= '\u2069';
    }
}
