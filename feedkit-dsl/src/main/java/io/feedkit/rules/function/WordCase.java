package io.feedkit.rules.function;

import io.feedkit.batch.TextBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Capitals as titles and sentences of a language have them.
 *
 * <p>A word with a capital behind its first letter (iPhone, USB, McQueen) is a name and stays, unless the whole text is in capitals and so tells nothing. Sizes (M, XL) stay
 * for the same reason; a single capital stays unless it is one of the language's small words.
 */
final class WordCase {
    private static final Map<String, Set<String>> SMALL_WORDS = Map.of(
            "en", words("a an and as at but by for from in into nor of off on onto or per the to up via vs with"),
            "fr",
                    words(
                            "à au aux avec ce ces chez d' dans de des du en et l' la le les ou par pas pour qu' que s' sans se ses son sous sur un une y"),
            "de",
                    words(
                            "als am an auf aus bei bis das dem den der des die ein eine einem einen einer eines für im in mit nach oder ohne um und von vom vor zu zum zur über"),
            "es", words("a al con de del e el en la las lo los o para por sin sobre su sus u un una y"),
            "it",
                    words(
                            "a ad ai al alla alle col con d' da dal dalla dei del della delle di e ed gli i il in l' la le lo nel nella o per su sul tra un una"),
            "pt", words("a ao aos as com da das de do dos e em na nas no nos o os ou para pela pelo por sem um uma"),
            "nl", words("aan bij de den der door een en het in met naar of om op over te tot uit van voor zonder"));

    private final Set<String> small;
    private final Locale locale;
    private final boolean keepsNouns;

    private WordCase(String language) {
        small = SMALL_WORDS.getOrDefault(language, Set.of());
        locale = Letters.localeOf(language);
        keepsNouns = language.equals("de") || language.equals("lb");
    }

    private static Set<String> words(String list) {
        return Set.of(list.split(" "));
    }

    static Kernel kernel(BiFunction<String, WordCase, String> change) {
        WordCase words = new WordCase("");
        return Kernels.text((text, slice) -> words.changed(text, slice, change));
    }

    /** In the language of the second argument, or of the member when there is none. */
    static Kernel kernel(CallSite site, BiFunction<String, WordCase, String> change) {
        WordCase ofMember = new WordCase(site.language());
        if (site.arguments() == 1) {
            return Kernels.text((text, slice) -> ofMember.changed(text, slice, change));
        }
        if (site.constants().get(1).isPresent()) {
            WordCase constant = new WordCase(site.word(1, ""));
            return Kernels.textText((text, slice, language) -> constant.changed(text, slice, change));
        }
        return Kernels.textText(
                (text, slice, language) -> new WordCase(text.string(language)).changed(text, slice, change));
    }

    private long changed(TextBuffer text, long slice, BiFunction<String, WordCase, String> change) {
        String old = text.string(slice);
        String changed = change.apply(old, this);
        return changed.equals(old) ? slice : text.append(changed);
    }

    /** The text with its first character in upper case. */
    String capitalized(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.codePointAt(0);
        String rest = text.substring(Character.charCount(first));
        if (first == 'i' && !locale.equals(Locale.ROOT)) {
            return "i".toUpperCase(locale) + rest;
        }
        return Character.toString(Character.toTitleCase(first)) + rest;
    }

    String titled(String text) {
        boolean shouting = isShouting(text);
        StringBuilder all = new StringBuilder(text.length());
        boolean first = true;
        for (int at = 0; at < text.length(); ) {
            int end = wordEnd(text, at);
            if (end == at) {
                all.append(text.charAt(at++));
                continue;
            }
            all.append(titledWord(text.substring(at, end), shouting, first));
            first = false;
            at = end;
        }
        return all.toString();
    }

    private String titledWord(String word, boolean shouting, boolean first) {
        String lower = word.toLowerCase(locale);
        if (!first && small.contains(lower)) {
            return lower;
        }
        int apostrophe = elision(lower);
        if (apostrophe > 0) {
            String prefix = lower.substring(0, apostrophe);
            return (first ? capitalized(prefix) : prefix) + titledWord(word.substring(apostrophe), shouting, true);
        }
        if (!shouting && isName(word)) {
            return word;
        }
        StringBuilder parts = new StringBuilder(word.length());
        int from = 0;
        for (int hyphen = lower.indexOf('-'); hyphen >= 0; hyphen = lower.indexOf('-', from)) {
            parts.append(capitalized(lower.substring(from, hyphen + 1)));
            from = hyphen + 1;
        }
        return parts.append(capitalized(lower.substring(from))).toString();
    }

    /** The length of a shortened article with its apostrophe: {@code d'}, {@code l'}; 0 when there is none. */
    private int elision(String lower) {
        int at = Math.max(lower.indexOf('\''), lower.indexOf('\u2019'));
        return at > 0 && at + 1 < lower.length() && small.contains(lower.substring(0, at) + "'") ? at + 1 : 0;
    }

    String asSentences(String text) {
        boolean shouting = isShouting(text);
        StringBuilder all = new StringBuilder(text.length());
        boolean opens = true;
        for (int at = 0; at < text.length(); ) {
            int end = wordEnd(text, at);
            if (end == at) {
                all.append(text.charAt(at++));
                continue;
            }
            String word = text.substring(at, end);
            String plain = keepsCapitals(word, shouting) ? word : word.toLowerCase(locale);
            all.append(opens ? opening(plain) : plain);
            opens = ".!?".indexOf(word.charAt(word.length() - 1)) >= 0;
            at = end;
        }
        return all.toString();
    }

    private String opening(String word) {
        return isName(word) ? word : capitalized(word);
    }

    private boolean keepsCapitals(String word, boolean shouting) {
        if (shouting) {
            return false;
        }
        boolean single = word.codePointCount(0, word.length()) == 1 && !small.contains(word.toLowerCase(locale));
        return keepsNouns || single || isName(word);
    }

    private static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length() && !Utf8.isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Whether there is a capital behind the first letter. */
    private static boolean isName(String word) {
        int letters = 0;
        for (int i = 0; i < word.length(); ) {
            int c = word.codePointAt(i);
            if (Character.isLetter(c)) {
                boolean afterHyphen = i > 0 && word.charAt(i - 1) == '-';
                boolean restIsLower = isLowerBehind(word, i);
                if (letters > 0 && Character.isUpperCase(c) && !(afterHyphen && restIsLower)) {
                    return true;
                }
                letters++;
            }
            i += Character.charCount(c);
        }
        return false;
    }

    /** Whether a capitalised part of a compound (T-Shirt) goes on in small letters. */
    private static boolean isLowerBehind(String word, int at) {
        int next = at + Character.charCount(word.codePointAt(at));
        return next < word.length() && Character.isLowerCase(word.codePointAt(next));
    }

    /** Whether all letters are capitals, and there are enough of them to be sure: more than one word or more than four. */
    private static boolean isShouting(String text) {
        boolean severalWords = text.strip().indexOf(' ') > 0;
        long letters = text.codePoints().filter(Character::isLetter).count();
        return text.codePoints().noneMatch(Character::isLowerCase) && letters > (severalWords ? 1 : 4);
    }
}
