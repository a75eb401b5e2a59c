package io.feedkit.rules.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Arrays;

/**
 * A regular expression over UTF-8, in time linear in the text whatever the pattern.
 *
 * <p>RE2/J does the matching. It costs some twenty microseconds for a description, so a text is first searched for the words without which the pattern cannot
 * match ({@link RequiredWords}); most texts of a catalogue do not have them. Immutable and thread-safe; a {@link Scan} is neither.
 */
final class Regex {
    private static final int MAX_PATTERN_CHARACTERS = 1_000;

    private final Pattern pattern;
    private final RequiredWords required;

    private Regex(Pattern pattern, RequiredWords required) {
        this.pattern = pattern;
        this.required = required;
    }

    /** Throws {@link IllegalArgumentException} with a sentence for the rule's author when the pattern is no good. */
    static Regex of(CallSite.Pattern literal) {
        String regex = literal.regex();
        if (regex.length() > MAX_PATTERN_CHARACTERS) {
            throw new IllegalArgumentException(
                    "A regular expression has at most 1000 characters; this one has " + regex.length() + ".");
        }
        int flags = 0;
        for (int i = 0; i < literal.flags().length(); i++) {
            flags |= flag(literal.flags().charAt(i));
        }
        try {
            Pattern pattern = Pattern.compile(regex, flags);
            boolean ignoreCase = (flags & Pattern.CASE_INSENSITIVE) != 0;
            return new Regex(pattern, RequiredWords.of(regex, ignoreCase));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(sentence(regex, e), e);
        }
    }

    private static int flag(char flag) {
        return switch (flag) {
            case 'i' -> Pattern.CASE_INSENSITIVE;
            case 'm' -> Pattern.MULTILINE;
            case 's' -> Pattern.DOTALL;
            default ->
                throw new IllegalArgumentException("A regular expression has no flag '" + flag
                        + "'; the flags are i (any case), m (^ and $ at each line) and s (. matches line ends).");
        };
    }

    private static String sentence(String regex, PatternSyntaxException e) {
        if (regex.contains("(?=") || regex.contains("(?!") || regex.contains("(?<=") || regex.contains("(?<!")) {
            return "A regular expression here cannot look ahead or behind: (?= (?! (?<= (?<! would make its time unbounded. Use a group and extract(…) instead.";
        }
        if (regex.matches("(?s).*\\\\[1-9].*")) {
            return "A regular expression here cannot refer back to a group (\\1), which would make its time unbounded.";
        }
        if (regex.contains("(?>") || regex.matches("(?s).*[*+?}]\\+.*")) {
            return "A regular expression here has no atomic groups or possessive repeats; it never backtracks, so plain ones do the same.";
        }
        return "This regular expression cannot be read: " + e.getDescription() + " at '" + e.getPattern() + "'.";
    }

    int groups() {
        return pattern.groupCount();
    }

    /** Whether the pattern matches anywhere in the text. */
    boolean isIn(byte[] bytes, int from, int to) {
        return required.mayMatch(bytes, from, to)
                && pattern.matcher(Arrays.copyOfRange(bytes, from, to)).find();
    }

    Scan scan() {
        return new Scan();
    }

    /** Walks through the matches in one text after the other. Offsets are those of the array the text was given in. */
    final class Scan {
        private static final int OVER = -1;

        private final Matcher matcher = pattern.matcher(new byte[0]);
        private byte[] copy = new byte[0];
        private int shift;
        private int next;

        /** Turns to a text, of which a copy is made, so that its array may grow meanwhile. */
        Scan over(byte[] bytes, int from, int to) {
            next = OVER;
            if (required.mayMatch(bytes, from, to)) {
                copy = Arrays.copyOfRange(bytes, from, to);
                matcher.reset(copy);
                shift = from;
                next = 0;
            }
            return this;
        }

        boolean next() {
            if (next == OVER || !matcher.find(next)) {
                next = OVER;
                return false;
            }
            int end = matcher.end();
            if (end > matcher.start()) {
                next = end;
            } else {
                // RE2/J itself would go on one byte further, into the middle of a character.
                next = end < copy.length ? end + Utf8.width(copy[end]) : OVER;
            }
            return true;
        }

        /** Where a group of the match starts (0 is the whole match), or -1 when the group took no part. */
        int start(int group) {
            int start = matcher.start(group);
            return start < 0 ? start : start + shift;
        }

        int end(int group) {
            return matcher.end(group) + shift;
        }
    }
}
