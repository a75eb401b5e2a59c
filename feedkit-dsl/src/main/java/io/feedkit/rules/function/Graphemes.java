package io.feedkit.rules.function;

/**
 * Where one character ends as a reader sees it: a letter with its accents, a flag, a family of emoji, a syllable.
 *
 * <p>The rules are those of extended grapheme clusters, UAX #29, written out here because what {@code java.text.BreakIterator} and the regex {@code \X} do
 * differs between Java versions. Only "is this a combining mark" is asked of the JDK. The conjuncts of Indic scripts (rule GB9c, Unicode 15.1) are not joined.
 */
final class Graphemes {
    private static final int OTHER = 0;
    private static final int CONTROL = 1;
    private static final int EXTEND = 2;
    private static final int JOINER = 3;
    private static final int PREPEND = 4;
    private static final int FLAG_LETTER = 5;
    private static final int PICTURE = 6;
    private static final int HANGUL_L = 7;
    private static final int HANGUL_V = 8;
    private static final int HANGUL_T = 9;
    private static final int HANGUL_LV = 10;
    private static final int HANGUL_LVT = 11;

    // Extended_Pictographic of emoji-data.txt, as pairs of first and last, ascending.
    private static final int[] PICTURES = {
        0xA9, 0xA9, 0xAE, 0xAE, 0x203C, 0x203C, 0x2049, 0x2049, 0x2122, 0x2122, 0x2139, 0x2139, 0x2194, 0x2199, 0x21A9,
        0x21AA, 0x231A, 0x231B, 0x2328, 0x2328, 0x2388, 0x2388, 0x23CF, 0x23CF, 0x23E9, 0x23F3, 0x23F8, 0x23FA, 0x24C2,
        0x24C2, 0x25AA, 0x25AB, 0x25B6, 0x25B6, 0x25C0, 0x25C0, 0x25FB, 0x25FE, 0x2600, 0x2605, 0x2607, 0x2612, 0x2614,
        0x2685, 0x2690, 0x2705, 0x2708, 0x2712, 0x2714, 0x2714, 0x2716, 0x2716, 0x271D, 0x271D, 0x2721, 0x2721, 0x2728,
        0x2728, 0x2733, 0x2734, 0x2744, 0x2744, 0x2747, 0x2747, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755, 0x2757,
        0x2757, 0x2763, 0x2767, 0x2795, 0x2797, 0x27A1, 0x27A1, 0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2934, 0x2935, 0x2B05,
        0x2B07, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55, 0x3030, 0x3030, 0x303D, 0x303D, 0x3297, 0x3297, 0x3299,
        0x3299, 0x1F000, 0x1F0FF, 0x1F10D, 0x1F10F, 0x1F12F, 0x1F12F, 0x1F16C, 0x1F171, 0x1F17E, 0x1F17F, 0x1F18E,
        0x1F18E, 0x1F191, 0x1F19A, 0x1F1AD, 0x1F1E5, 0x1F201, 0x1F20F, 0x1F21A, 0x1F21A, 0x1F22F, 0x1F22F, 0x1F232,
        0x1F23A, 0x1F23C, 0x1F23F, 0x1F249, 0x1F3FA, 0x1F400, 0x1F53D, 0x1F546, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F774,
        0x1F77F, 0x1F7D5, 0x1F7FF, 0x1F80C, 0x1F80F, 0x1F848, 0x1F84F, 0x1F85A, 0x1F85F, 0x1F888, 0x1F88F, 0x1F8AE,
        0x1F8FF, 0x1F90C, 0x1F93A, 0x1F93C, 0x1F945, 0x1F947, 0x1FAFF, 0x1FC00, 0x1FFFD
    };

    private Graphemes() {}

    /** Whether this is an ASCII character with another behind it, or none: nearly always, and then it is a grapheme. */
    static boolean isAlone(byte[] bytes, int at, int to) {
        return bytes[at] >= ' ' && (at + 1 == to || bytes[at + 1] >= 0);
    }

    /** Where the grapheme that starts at {@code from} ends. */
    static int end(byte[] bytes, int from, int to) {
        if (isAlone(bytes, from, to)) {
            return from + 1;
        }
        int codePoint = Utf8.codePoint(bytes, from);
        int at = from + Utf8.width(bytes[from]);
        if (codePoint == '\r') {
            return at < to && bytes[at] == '\n' ? at + 1 : at;
        }
        int last = kind(codePoint);
        boolean afterPicture = last == PICTURE;
        boolean flagOpen = last == FLAG_LETTER;
        while (at < to) {
            int next = kind(Utf8.codePoint(bytes, at));
            boolean joined = switch (next) {
                case EXTEND, JOINER -> last != CONTROL;
                case CONTROL -> false;
                case PICTURE -> last == JOINER && afterPicture || last == PREPEND;
                case FLAG_LETTER -> flagOpen || last == PREPEND;
                case HANGUL_L, HANGUL_LV, HANGUL_LVT -> last == HANGUL_L || last == PREPEND;
                case HANGUL_V -> last == HANGUL_L || last == HANGUL_V || last == HANGUL_LV || last == PREPEND;
                case HANGUL_T ->
                    last == HANGUL_V || last == HANGUL_T || last == HANGUL_LV || last == HANGUL_LVT || last == PREPEND;
                default -> last == PREPEND;
            };
            if (!joined) {
                break;
            }
            flagOpen = next == FLAG_LETTER && !flagOpen;
            afterPicture = next == PICTURE || afterPicture && (next == EXTEND || next == JOINER);
            last = next;
            at += Utf8.width(bytes[at]);
        }
        return at;
    }

    /** How many graphemes there are. */
    static int count(byte[] bytes, int from, int to) {
        int count = 0;
        for (int at = from; at < to; at = end(bytes, at, to)) {
            count++;
        }
        return count;
    }

    private static int kind(int c) {
        if (c < 0x300) {
            return c < ' ' || c >= 0x7F && c < 0xA0 || c == 0xAD ? CONTROL : c == 0xA9 || c == 0xAE ? PICTURE : OTHER;
        }
        if (c >= 0x1100 && c <= 0x11FF || c >= 0xA960 && c <= 0xA97C || c >= 0xAC00 && c <= 0xD7FB) {
            return hangul(c);
        }
        if (c == 0x200D) {
            return JOINER;
        }
        if (c >= 0x1F3FB && c <= 0x1F3FF
                || c >= 0xE0020 && c <= 0xE007F
                || c == 0x200C
                || c == 0xFF9E
                || c == 0xFF9F
                || c == 0xE33
                || c == 0xEB3) {
            return EXTEND;
        }
        if (c >= 0x1F1E6 && c <= 0x1F1FF) {
            return FLAG_LETTER;
        }
        if (isPicture(c)) {
            return PICTURE;
        }
        return switch (Character.getType(c)) {
            // Spacing marks join like extending ones.
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> EXTEND;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.CONTROL -> CONTROL;
            case Character.FORMAT -> isPrepended(c) ? PREPEND : CONTROL;
            default -> OTHER;
        };
    }

    private static boolean isPrepended(int c) {
        return c >= 0x600 && c <= 0x605 || c == 0x6DD || c == 0x70F || c == 0x8E2 || c == 0x110BD || c == 0x110CD;
    }

    private static int hangul(int c) {
        if (c <= 0x115F || c >= 0xA960 && c <= 0xA97C) {
            return HANGUL_L;
        }
        if (c <= 0x11A7 || c >= 0xD7B0 && c <= 0xD7C6) {
            return HANGUL_V;
        }
        if (c <= 0x11FF || c >= 0xD7CB) {
            return HANGUL_T;
        }
        if (c > 0xD7A3) {
            return OTHER;
        }
        return (c - 0xAC00) % 28 == 0 ? HANGUL_LV : HANGUL_LVT;
    }

    /** Whether this is an emoji or a picture that may become part of one. */
    static boolean isPicture(int c) {
        int low = 0;
        int high = PICTURES.length / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (c < PICTURES[2 * middle]) {
                high = middle - 1;
            } else if (c > PICTURES[2 * middle + 1]) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }
}
