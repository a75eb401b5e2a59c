package io.feedkit.rules.function;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks one question about a text in place, prepared once: does it contain, start or end with this, does this pattern occur in it? Immutable and thread-safe. */
@FunctionalInterface
public interface TextMatch {
    /** Whether the text in from..to, valid UTF-8, matches. */
    boolean test(byte[] bytes, int from, int to);

    /** Exactly these characters, case and accents included. */
    static TextMatch contains(String part) {
        byte[] needle = part.getBytes(StandardCharsets.UTF_8);
        return (bytes, from, to) -> contains(bytes, from, to, needle, 0, needle.length);
    }

    /** The same answers as looking for {@code part} in what a function of one text gives, but on the text itself; empty when that cannot be done. */
    static Optional<TextMatch> containsBehind(Kernel function, byte[] part) {
        return function == CaseFunctions.LOWER ? Optional.ofNullable(LoweredSearch.of(part)) : Optional.empty();
    }

    /** Whether a function of one text leaves the text as it is, asked of the text itself; empty when that cannot be done. */
    static Optional<TextMatch> unchangedBy(Kernel function) {
        if (function == CaseFunctions.LOWER) {
            return Optional.of(Letters::isLower);
        }
        return function == CaseFunctions.UPPER ? Optional.of(Letters::isUpper) : Optional.empty();
    }

    /** The other answer. */
    default TextMatch not() {
        return (bytes, from, to) -> !test(bytes, from, to);
    }

    static TextMatch startsWith(String start) {
        byte[] needle = start.getBytes(StandardCharsets.UTF_8);
        return (bytes, from, to) -> startsWith(bytes, from, to, needle, 0, needle.length);
    }

    static TextMatch endsWith(String end) {
        byte[] needle = end.getBytes(StandardCharsets.UTF_8);
        return (bytes, from, to) -> endsWith(bytes, from, to, needle, 0, needle.length);
    }

    /** Whether the pattern matches anywhere in the text. Throws {@link IllegalArgumentException} with a sentence for the author when it is no good. */
    static TextMatch matches(CallSite.Pattern pattern) {
        return Regex.of(pattern)::isIn;
    }

    static boolean contains(byte[] bytes, int from, int to, byte[] part, int partFrom, int partTo) {
        return Utf8.find(bytes, from, to, part, partFrom, partTo) >= 0;
    }

    static boolean startsWith(byte[] bytes, int from, int to, byte[] start, int startFrom, int startTo) {
        int length = startTo - startFrom;
        return to - from >= length && Utf8.equal(bytes, from, start, startFrom, length);
    }

    static boolean endsWith(byte[] bytes, int from, int to, byte[] end, int endFrom, int endTo) {
        int length = endTo - endFrom;
        return to - from >= length && Utf8.equal(bytes, to - length, end, endFrom, length);
    }
}
