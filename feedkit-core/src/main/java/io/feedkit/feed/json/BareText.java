package io.feedkit.feed.json;

/** Says which texts are values of JSON as they stand (RFC 8259): numbers, {@code true} and {@code false}. */
final class BareText {
    private final byte[] source;
    private final int to;
    private int at;

    private BareText(byte[] source, int from, int to) {
        this.source = source;
        this.to = to;
        at = from;
    }

    static boolean isValue(byte[] source, int from, int to) {
        return is("true", source, from, to)
                || is("false", source, from, to)
                || new BareText(source, from, to).isNumber();
    }

    private static boolean is(String word, byte[] source, int from, int to) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (source[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isNumber() {
        skip('-');
        boolean leadingZero = at < to && source[at] == '0';
        int whole = digits();
        if (whole == 0 || leadingZero && whole > 1 || skip('.') && digits() == 0) {
            return false;
        }
        if (skip('e') || skip('E')) {
            if (!skip('-')) {
                skip('+');
            }
            if (digits() == 0) {
                return false;
            }
        }
        return at == to;
    }

    private boolean skip(char sought) {
        boolean found = at < to && source[at] == sought;
        if (found) {
            at++;
        }
        return found;
    }

    private int digits() {
        int start = at;
        while (at < to && source[at] >= '0' && source[at] <= '9') {
            at++;
        }
        return at - start;
    }
}
