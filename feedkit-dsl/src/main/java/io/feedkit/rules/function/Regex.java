package io.feedkit.rules.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression over UTF-8, in time linear in the text whatever the pattern.
 *
 * <p>RE2/J does the matching. It costs microseconds for a title and some twenty for a description, so a text first goes through an {@link Automaton}, which knows whether
 * the pattern can match at all, or is searched for the words without which it cannot ({@link RequiredWords}). Most texts of a catalogue end there. Immutable and thread-safe; a {@link Scan} is neither.
 */
final class Regex {
    private static final int MAX_PATTERN_CHARACTERS = 1_000;
    private static final int MAX_SIZE = 10_000;

    private final Pattern pattern;
    private final String flags;
    /** Made for the first text: most patterns are checked far more often than they run. Threads that come together make the same. */
    private @Nullable Tables tables;

    private Regex(Pattern pattern, String flags) {
        this.pattern = pattern;
        this.flags = flags;
    }

    /**
     * What answers for RE2/J.
     *
     * @param required asked where there is no automaton
     * @param places finds the matches, or null where only RE2/J can
     * @param groups finds the groups of a match, or null where there are none or only RE2/J can
     */
    private record Tables(
            RequiredWords required,
            @Nullable Automaton automaton,
            @Nullable FirstMatch places,
            @Nullable MatchGroups groups,
            boolean looksAround) {
        static Tables of(Pattern pattern, String flags) {
            String regex = pattern.pattern();
            PatternNet net = PatternNet.read(regex, flags);
            FirstMatch places = net == null ? null : FirstMatch.of(net);
            return new Tables(
                    RequiredWords.of(regex, flags.contains("i")),
                    net == null ? null : Automaton.of(net),
                    places,
                    places == null || net == null || pattern.groupCount() == 0
                            ? null
                            : new MatchGroups(net, pattern.groupCount()),
                    hasAnchors(regex));
        }

        boolean mayMatch(byte[] bytes, int from, int to) {
            return automaton == null ? required.mayMatch(bytes, from, to) : automaton.mayMatch(bytes, from, to);
        }

        /**
         * Whether RE2/J can be given the bytes. What looks at the characters on both sides of a place ({@code ^ $ \b}) takes one beyond ASCII for the start or end of the text when
         * it looks at bytes (version 1.8), so such patterns see such texts as strings.
         */
        boolean readsBytes(byte[] bytes, int from, int to) {
            return !looksAround || Utf8.isAscii(bytes, from, to);
        }
    }

    private Tables tables() {
        Tables known = tables;
        if (known == null) {
            known = Tables.of(pattern, flags);
            tables = known;
        }
        return known;
    }

    /** Throws {@link IllegalArgumentException} with a sentence for the rule's author when the pattern is no good. */
    static Regex of(CallSite.Pattern literal) {
        int head = inlineFlags(literal.regex());
        String regex = literal.regex().substring(head);
        String letters = literal.flags() + literal.regex().substring(0, head).replaceAll("\\W", "");
        if (regex.length() > MAX_PATTERN_CHARACTERS) {
            throw Objection.of(
                    "regex-length",
                    "A regular expression has at most 1000 characters; this one has {0}.",
                    regex.length());
        }
        if (RegexSize.of(regex) > MAX_SIZE) {
            throw Objection.of(
                    "regex-size",
                    "With its repeats written out, this regular expression is longer than {0} characters.",
                    MAX_SIZE);
        }
        int flags = 0;
        for (int i = 0; i < letters.length(); i++) {
            flags |= flag(letters.charAt(i));
        }
        try {
            return new Regex(Pattern.compile(regex, flags), letters);
        } catch (PatternSyntaxException e) {
            throw objection(regex, e);
        }
    }

    /** How long flags are that a pattern begins with, as in {@code (?i)cotton}; they are those behind the pattern, written in another place. */
    private static int inlineFlags(String regex) {
        int at = 2;
        while (regex.startsWith("(?") && at < regex.length() && "ims".indexOf(regex.charAt(at)) >= 0) {
            at++;
        }
        return at > 2 && at < regex.length() && regex.charAt(at) == ')' ? at + 1 : 0;
    }

    private static int flag(char flag) {
        return switch (flag) {
            case 'i' -> Pattern.CASE_INSENSITIVE;
            case 'm' -> Pattern.MULTILINE;
            case 's' -> Pattern.DOTALL;
            default ->
                throw Objection.of(
                        "regex-flag",
                        "A regular expression has no flag '{0}'; the flags are i (any case), m (^ and $ at each line)"
                                + " and s (. matches line ends).",
                        flag);
        };
    }

    private static Objection objection(String regex, PatternSyntaxException e) {
        if (regex.contains("(?=") || regex.contains("(?!") || regex.contains("(?<=") || regex.contains("(?<!")) {
            return Objection.of(
                    "look-around",
                    "A regular expression here cannot look ahead or behind: (?= (?! (?<= (?<! would make its time"
                            + " unbounded. Use a group and extract(…) instead.");
        }
        if (regex.matches("(?s).*\\\\[1-9].*")) {
            return Objection.of(
                    "back-reference",
                    "A regular expression here cannot refer back to a group (\\1), which would make its time"
                            + " unbounded.");
        }
        if (regex.contains("(?>") || regex.matches("(?s).*[*+?}]\\+.*")) {
            return Objection.of(
                    "possessive",
                    "A regular expression here has no atomic groups or possessive repeats; it never backtracks, so"
                            + " plain ones do the same.");
        }
        return Objection.of(
                "unreadable",
                "This regular expression cannot be read: {0} at '{1}'.",
                e.getDescription(),
                e.getPattern());
    }

    int groups() {
        return pattern.groupCount();
    }

    /** Whether the pattern matches anywhere in the text. */
    boolean isIn(byte[] bytes, int from, int to) {
        Tables known = tables();
        if (!known.mayMatch(bytes, from, to)) {
            return false;
        }
        Automaton automaton = known.automaton();
        if (automaton != null
                && automaton.isExact()
                && (automaton.isSureBeyondAscii() || Utf8.isAscii(bytes, from, to))) {
            return true;
        }
        FirstMatch places = known.places();
        if (places != null) {
            FirstMatch.Search search = places.search();
            if (!search.wantsAscii() || Utf8.isAscii(bytes, from, to)) {
                search.over(bytes, from, to);
                boolean found = search.next(from);
                if (!search.gaveUp()) {
                    return found;
                }
            }
        }
        Matcher matcher = known.readsBytes(bytes, from, to)
                ? pattern.matcher(Arrays.copyOfRange(bytes, from, to))
                : pattern.matcher(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        return matcher.find();
    }

    private static boolean hasAnchors(String regex) {
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            boolean negatesClass = i > 0 && regex.charAt(i - 1) == '[' && (i == 1 || regex.charAt(i - 2) != '\\');
            boolean escaped = "AzZbB".indexOf(c) >= 0 && i > 0 && regex.charAt(i - 1) == '\\';
            if (c == '$' || c == '^' && !negatesClass || escaped) {
                return true;
            }
        }
        return false;
    }

    /** The brackets that the pattern looks for, or null when there is more to it. */
    @Nullable
    Brackets brackets() {
        return Brackets.of(pattern.pattern());
    }

    Scan scan() {
        return new Scan();
    }

    /** Walks through the matches in one text after the other. Offsets are those of the array the text was given in. */
    final class Scan {
        private static final int OVER = -1;

        private final Tables known = tables();
        private final FirstMatch.@Nullable Search search =
                known.places() == null ? null : known.places().search();
        private final MatchGroups.@Nullable Walk walk =
                known.groups() == null ? null : known.groups().walk();
        /** Whether {@link #walk} has seen this match. */
        private boolean walked;

        private final Matcher matcher = pattern.matcher(new byte[0]);
        private byte[] source = new byte[0];
        private int sourceFrom;
        private int sourceTo;
        /** Whether {@link #search} finds the matches of this text, not the matcher. */
        private boolean searches;

        private int next;
        private byte[] copy = new byte[0];
        private @Nullable String string;
        /** A place in the string and the same place in the bytes; matches come in order, so it only moves a little. */
        private int knownChar;

        private int knownByte;

        /** Turns to a text, which must stay as it is until all matches were asked for; its array may be left for a longer one meanwhile. */
        Scan over(byte[] bytes, int from, int to) {
            source = bytes;
            sourceFrom = from;
            sourceTo = to;
            searches = search != null && (!search.wantsAscii() || Utf8.isAscii(bytes, from, to));
            if (search != null && searches) {
                search.over(bytes, from, to);
                next = from;
            } else if (known.mayMatch(bytes, from, to)) {
                match(0);
            } else {
                next = OVER;
            }
            return this;
        }

        /** Gives what stands behind so many bytes of the text to RE2/J. */
        private void match(int offset) {
            searches = false;
            knownChar = 0;
            knownByte = 0;
            if (known.readsBytes(source, sourceFrom, sourceTo)) {
                string = null;
                copy = Arrays.copyOfRange(source, sourceFrom, sourceTo);
                matcher.reset(copy);
                next = offset;
            } else {
                string = new String(source, sourceFrom, sourceTo - sourceFrom, StandardCharsets.UTF_8);
                matcher.reset(string);
                next = new String(source, sourceFrom, offset, StandardCharsets.UTF_8).length();
            }
        }

        boolean next() {
            if (search != null && searches) {
                if (search.next(next)) {
                    next = search.end();
                    walked = false;
                    return true;
                }
                if (!search.gaveUp()) {
                    return false;
                }
                match(next - sourceFrom);
            }
            if (next == OVER || !matcher.find(next)) {
                next = OVER;
                return false;
            }
            int end = matcher.end();
            next = end > matcher.start() ? end : oneFurther(end);
            return true;
        }

        /** Behind an empty match RE2/J itself would go on one byte further, into the middle of a character. */
        private int oneFurther(int end) {
            if (string == null) {
                return end < copy.length ? end + Utf8.width(copy[end]) : OVER;
            }
            return end < string.length() ? end + Character.charCount(string.codePointAt(end)) : OVER;
        }

        /** Where a group of the match starts (0 is the whole match), or -1 when the group took no part. */
        int start(int group) {
            if (search != null && searches) {
                if (group == 0) {
                    return search.start();
                }
                if (hasWalked(search)) {
                    return Objects.requireNonNull(walk).place(2 * group);
                }
            }
            int start = matcher.start(group);
            return start < 0 ? start : sourceFrom + byteOffset(start);
        }

        int end(int group) {
            if (search != null && searches) {
                if (group == 0) {
                    return search.end();
                }
                if (hasWalked(search)) {
                    return Objects.requireNonNull(walk).place(2 * group + 1);
                }
            }
            return sourceFrom + byteOffset(matcher.end(group));
        }

        /** Whether the groups of the match are known; else the matcher has found it again and goes on from here. */
        private boolean hasWalked(FirstMatch.Search found) {
            if (walk != null && !walked) {
                walked = walk.find(source, sourceFrom, sourceTo, found.start(), found.end());
            }
            if (!walked) {
                match(found.start() - sourceFrom);
                next();
            }
            return walked;
        }

        private int byteOffset(int offset) {
            if (string == null) {
                return offset;
            }
            while (knownChar < offset) {
                int c = string.codePointAt(knownChar);
                knownChar += Character.charCount(c);
                knownByte += Utf8.size(c);
            }
            while (knownChar > offset) {
                int c = string.codePointBefore(knownChar);
                knownChar -= Character.charCount(c);
                knownByte -= Utf8.size(c);
            }
            return knownByte;
        }
    }
}
