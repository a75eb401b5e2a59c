package io.feedkit.rules.function;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Words of which a text must contain at least one for a pattern to match: {@code coton} or {@code laine} for {@code \d+ ?% (coton|laine)}.
 *
 * <p>Found by a cautious reading of the pattern: wherever it meets something it does not know, it requires nothing. A wrong answer would lose matches, no answer
 * only loses time. Where case does not matter, words end at k, s and every letter beyond ASCII, because those have case variants of other lengths (K is also
 * the Kelvin sign).
 */
final class RequiredWords {
    private static final RequiredWords NONE = new RequiredWords(List.of(), false);
    private static final int MAX_WORDS = 8;

    private final byte[][] words;
    private final boolean ignoreCase;

    private RequiredWords(List<String> words, boolean ignoreCase) {
        this.words = words.stream().map(w -> w.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
        this.ignoreCase = ignoreCase;
    }

    static RequiredWords of(String regex, boolean ignoreCase) {
        Reader reader = new Reader(regex, ignoreCase);
        List<String> found = reader.alternatives();
        if (found == null || reader.unsure || reader.at < regex.length() || found.size() > MAX_WORDS) {
            return NONE;
        }
        return new RequiredWords(found, ignoreCase);
    }

    List<String> words() {
        List<String> texts = new ArrayList<>();
        for (byte[] word : words) {
            texts.add(new String(word, StandardCharsets.UTF_8));
        }
        return texts;
    }

    boolean mayMatch(byte[] bytes, int from, int to) {
        if (words.length == 0) {
            return true;
        }
        for (byte[] word : words) {
            boolean there = ignoreCase
                    ? containsIgnoringCase(bytes, from, to, word)
                    : Utf8.find(bytes, from, to, word, 0, word.length) >= 0;
            if (there) {
                return true;
            }
        }
        return false;
    }

    private static boolean containsIgnoringCase(byte[] bytes, int from, int to, byte[] lower) {
        byte first = lower[0];
        byte firstUpper = upper(first);
        for (int i = from; i <= to - lower.length; i++) {
            byte b = bytes[i];
            if ((b == first || b == firstUpper) && equalIgnoringCase(bytes, i, lower)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equalIgnoringCase(byte[] bytes, int at, byte[] lower) {
        for (int i = 1; i < lower.length; i++) {
            byte b = bytes[at + i];
            if (b != lower[i] && b != upper(lower[i])) {
                return false;
            }
        }
        return true;
    }

    private static byte upper(byte lower) {
        return lower >= 'a' && lower <= 'z' ? (byte) (lower - 0x20) : lower;
    }

    /** Reads a pattern by recursive descent. Null stands for "nothing is required". */
    private static final class Reader {
        private final String regex;
        private final boolean ignoreCase;
        private int at;
        private boolean unsure;

        Reader(String regex, boolean ignoreCase) {
            this.regex = regex;
            this.ignoreCase = ignoreCase;
        }

        /** Branches parted by bars, up to the end or a closing parenthesis: each must require something, and the words of all count. */
        @Nullable
        List<String> alternatives() {
            List<String> all = new ArrayList<>();
            boolean eachRequires = true;
            while (true) {
                List<String> words = branch();
                if (words == null) {
                    eachRequires = false;
                } else {
                    all.addAll(words);
                }
                if (at == regex.length() || regex.charAt(at) != '|') {
                    return eachRequires ? all : null;
                }
                at++;
            }
        }

        private @Nullable List<String> branch() {
            List<String> best = null;
            StringBuilder run = new StringBuilder();
            while (at < regex.length() && !unsure && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
                if (regex.charAt(at) == '(') {
                    best = better(best, ended(run));
                    List<String> inner = group();
                    boolean needed = repeatsAtLeastOnce();
                    best = better(best, needed ? inner : null);
                    continue;
                }
                int literal = literal();
                boolean repeats = at < regex.length() && "?*+{".indexOf(regex.charAt(at)) >= 0;
                if (!repeats) {
                    if (literal >= 0) {
                        run.appendCodePoint(literal);
                    } else {
                        best = better(best, ended(run));
                    }
                } else {
                    boolean needed = repeatsAtLeastOnce();
                    if (needed && literal >= 0) {
                        run.appendCodePoint(literal);
                    }
                    best = better(best, ended(run));
                }
            }
            return better(best, ended(run));
        }

        private static @Nullable List<String> ended(StringBuilder run) {
            if (run.length() == 0) {
                return null;
            }
            List<String> word = List.of(run.toString());
            run.setLength(0);
            return word;
        }

        /** The more telling of two requirements: the one whose shortest word is longer, at equal lengths the one with fewer words. */
        private static @Nullable List<String> better(@Nullable List<String> a, @Nullable List<String> b) {
            if (a == null || b == null) {
                return a == null ? b : a;
            }
            int byLength = Integer.compare(shortest(a), shortest(b));
            return byLength > 0 || byLength == 0 && a.size() <= b.size() ? a : b;
        }

        private static int shortest(List<String> words) {
            return words.stream().mapToInt(String::length).min().orElse(0);
        }

        private @Nullable List<String> group() {
            at++;
            if (at < regex.length() && regex.charAt(at) == '?') {
                if (regex.startsWith("?:", at)) {
                    at += 2;
                } else if (regex.startsWith("?P<", at)) {
                    at = regex.indexOf('>', at) + 1;
                } else {
                    // Flags inside the pattern change what follows.
                    unsure = true;
                    return null;
                }
            }
            List<String> inner = alternatives();
            if (at < regex.length() && regex.charAt(at) == ')') {
                at++;
            } else {
                unsure = true;
            }
            return inner;
        }

        /** Reads the repeat behind an atom, if there is one: whether the atom must be there once at least. */
        private boolean repeatsAtLeastOnce() {
            boolean needed = true;
            while (at < regex.length() && "?*+{".indexOf(regex.charAt(at)) >= 0) {
                char c = regex.charAt(at);
                if (c == '{') {
                    int close = regex.indexOf('}', at);
                    if (close < 0 || !Character.isDigit(regex.charAt(at + 1))) {
                        unsure = true;
                        return false;
                    }
                    needed &= !regex.substring(at + 1, close).matches("0+(,.*)?");
                    at = close + 1;
                } else {
                    // The ? of a lazy +? asks for less than it is; that only costs a filter.
                    needed &= c == '+';
                    at++;
                }
            }
            return needed;
        }

        /** Reads one atom: its character, or -1 when it is a class or a place, or a character that has case variants of other lengths. */
        private int literal() {
            int c = regex.codePointAt(at);
            at += Character.charCount(c);
            switch (c) {
                case '.', '^', '$':
                    return -1;
                case '[':
                    skipClass();
                    return -1;
                case '\\':
                    return escaped();
                default:
                    return plain(c);
            }
        }

        private int plain(int c) {
            if (!ignoreCase) {
                return c;
            }
            boolean hasOtherForms = c >= 0x80 || c == 'k' || c == 'K' || c == 's' || c == 'S';
            return hasOtherForms ? -1 : c >= 'A' && c <= 'Z' ? c + 0x20 : c;
        }

        private int escaped() {
            if (at == regex.length()) {
                unsure = true;
                return -1;
            }
            char c = regex.charAt(at++);
            if ("dDwWsSbBAz".indexOf(c) >= 0) {
                return -1;
            }
            if (c < 0x80 && !Character.isLetterOrDigit(c)) {
                return plain(c);
            }
            switch (c) {
                case 'n':
                    return '\n';
                case 't':
                    return '\t';
                case 'r':
                    return '\r';
                default:
                    unsure = true;
                    return -1;
            }
        }

        private void skipClass() {
            if (at < regex.length() && regex.charAt(at) == '^') {
                at++;
            }
            boolean first = true;
            while (at < regex.length()) {
                char c = regex.charAt(at++);
                if (c == ']' && !first) {
                    return;
                }
                if (c == '\\') {
                    at++;
                } else if (c == '[') {
                    // Named classes such as [:alpha:] are rare enough to give up on.
                    unsure = true;
                    return;
                }
                first = false;
            }
            unsure = true;
        }
    }
}
