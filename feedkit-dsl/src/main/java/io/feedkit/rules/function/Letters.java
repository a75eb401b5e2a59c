package io.feedkit.rules.function;

import io.feedkit.batch.TextBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Upper case, lower case and folding.
 *
 * <p>Text that is already in the wanted form is given back as it is. ASCII and the accented letters of Latin-1, which is what catalogues are made of, are mapped
 * byte by byte; anything else takes the row through {@link String}, whose mappings know final sigma, ligatures and the rest.
 */
final class Letters {
    /** What each letter of U+00C0 to U+00FF becomes when folded. */
    private static final byte[][] FOLDED_LATIN = new byte[64][];

    static {
        for (int i = 0; i < FOLDED_LATIN.length; i++) {
            FOLDED_LATIN[i] = fold(Character.toString(0xC0 + i)).getBytes(StandardCharsets.UTF_8);
        }
    }

    private static final int LATIN_LEAD = 0xC3;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;

    private Letters() {}

    static long lower(TextBuffer text, long slice, Locale locale) {
        return cased(text, slice, locale, 'A', 0x80, 0x9E, 0x97, 0x20);
    }

    static long upper(TextBuffer text, long slice, Locale locale) {
        return cased(text, slice, locale, 'a', 0xA0, 0xBE, 0xB7, -0x20);
    }

    /**
     * @param firstAscii the first of the 26 ASCII letters that change
     * @param firstLatin the second byte of the first Latin-1 letter that changes, up to {@code lastLatin}, {@code sign} (× or ÷) excepted
     */
    private static long cased(
            TextBuffer text,
            long slice,
            Locale locale,
            int firstAscii,
            int firstLatin,
            int lastLatin,
            int sign,
            int distance) {
        byte[] bytes = text.bytes();
        int from = TextBuffer.start(slice);
        int to = TextBuffer.end(slice);
        int at = firstChanging(bytes, from, to, firstAscii);
        if (at == to) {
            return slice;
        }
        boolean upper = distance < 0;
        if (!locale.equals(Locale.ROOT)) {
            return changed(text, slice, upper, locale);
        }
        bytes = text.room(to - from + Long.BYTES);
        int shift = text.end() - from;
        System.arraycopy(bytes, from, bytes, from + shift, at - from);
        while (at < to) {
            while (at + Long.BYTES <= to) {
                long eight = (long) EIGHT.get(bytes, at);
                if ((eight & HIGH_BITS) != 0) {
                    break;
                }
                EIGHT.set(bytes, at + shift, eight ^ changing(eight, firstAscii) >>> 2);
                at += Long.BYTES;
            }
            int stop = Math.min(to, at + Long.BYTES);
            while (at < stop) {
                int width = casedOne(bytes, at, shift, firstAscii, firstLatin, lastLatin, sign, distance);
                if (width == 0) {
                    return changed(text, slice, upper, locale);
                }
                at += width;
            }
        }
        if (Utf8.equal(bytes, from, bytes, from + shift, to - from)) {
            return slice;
        }
        return text.advanceTo(to + shift);
    }

    /** Whether {@link #lower} leaves the text as it is; stops at the first character that it would change. */
    static boolean isLower(byte[] bytes, int from, int to) {
        return isCased(bytes, from, to, 'A', c -> Character.toString(c).toLowerCase(Locale.ROOT));
    }

    /** Whether {@link #upper} leaves the text as it is; stops at the first character that it would change. */
    static boolean isUpper(byte[] bytes, int from, int to) {
        return isCased(bytes, from, to, 'a', c -> Character.toString(c).toUpperCase(Locale.ROOT));
    }

    /** A character that stays as it is alone does so among others: only a final sigma looks around, and every capital sigma changes. */
    private static boolean isCased(byte[] bytes, int from, int to, int firstAscii, IntFunction<String> mapped) {
        int at = from;
        while (at < to) {
            at = firstChanging(bytes, at, to, firstAscii);
            if (at == to) {
                return true;
            }
            int stop = Math.min(to, at + Long.BYTES);
            while (at < stop) {
                byte b = bytes[at];
                if (b >= 0) {
                    if ((char) (b - firstAscii) < 26) {
                        return false;
                    }
                    at++;
                } else if (hasNoCase(bytes, at)) {
                    at += Utf8.width(b);
                } else {
                    int c = Utf8.codePoint(bytes, at);
                    boolean mayHaveCase = Character.getType(c) != Character.OTHER_LETTER;
                    if (mayHaveCase && !mapped.apply(c).equals(Character.toString(c))) {
                        return false;
                    }
                    at += Utf8.width(b);
                }
            }
        }
        return true;
    }

    /** The highest bit of each of eight ASCII bytes that is one of the 26 letters that change; the case of a letter is one bit, {@code 0x20}. */
    private static long changing(long eight, int firstAscii) {
        return eight + ONES * (0x80 - firstAscii) & ~(eight + ONES * (0x80 - firstAscii - 26)) & HIGH_BITS;
    }

    /** The first byte (or a place less than eight bytes before it) that may change, or {@code to}. */
    private static int firstChanging(byte[] bytes, int from, int to, int firstAscii) {
        int at = from;
        while (at + Long.BYTES <= to) {
            long eight = (long) EIGHT.get(bytes, at);
            if ((eight & HIGH_BITS) != 0 || changing(eight, firstAscii) != 0) {
                return at;
            }
            at += Long.BYTES;
        }
        while (at < to && bytes[at] >= 0 && (char) (bytes[at] - firstAscii) >= 26) {
            at++;
        }
        return at;
    }

    /** Writes one character in its other case, {@code shift} bytes further on, and says how many bytes it has; 0 for characters that need the JDK. */
    private static int casedOne(
            byte[] bytes, int at, int shift, int firstAscii, int firstLatin, int lastLatin, int sign, int distance) {
        int b = bytes[at];
        if (b >= 0) {
            bytes[at + shift] = (byte) ((char) (b - firstAscii) < 26 ? b + distance : b);
            return 1;
        }
        if ((b & 0xFF) == LATIN_LEAD) {
            int second = bytes[at + 1] & 0xFF;
            // ß and ÿ leave Latin-1 in upper case.
            if (distance < 0 && (second == 0x9F || second == 0xBF)) {
                return 0;
            }
            boolean changes = second >= firstLatin && second <= lastLatin && second != sign;
            bytes[at + shift] = (byte) b;
            bytes[at + 1 + shift] = (byte) (changes ? second + distance : second);
            return 2;
        }
        if (!hasNoCase(bytes, at)) {
            return 0;
        }
        int width = Utf8.width((byte) b);
        for (int i = at; i < at + width; i++) {
            bytes[i + shift] = bytes[i];
        }
        return width;
    }

    /** Whether this is one of the common signs beyond ASCII: those of Latin-1 (µ and the ordinals excepted) and general punctuation. */
    private static boolean hasNoCase(byte[] bytes, int at) {
        int lead = bytes[at] & 0xFF;
        int second = bytes[at + 1] & 0xFF;
        return lead == 0xC2 && second != 0xB5 && second != 0xAA && second != 0xBA
                || lead == 0xE2 && (second == 0x80 || second == 0x82)
                || lead == 0xE2 && second == 0x84 && (bytes[at + 2] & 0xFF) == 0xA2;
    }

    private static long changed(TextBuffer text, long slice, boolean upper, Locale locale) {
        String old = text.string(slice);
        String mapped = upper ? old.toUpperCase(locale) : old.toLowerCase(locale);
        return mapped.equals(old) ? slice : text.append(mapped);
    }

    /** The locale whose letters change case in their own way, or {@link Locale#ROOT} for all other languages. */
    static Locale localeOf(String language) {
        return switch (language) {
            case "tr", "az", "lt" -> Locale.forLanguageTag(language);
            default -> Locale.ROOT;
        };
    }

    static long fold(TextBuffer text, long slice) {
        byte[] bytes = text.bytes();
        int from = TextBuffer.start(slice);
        int to = TextBuffer.end(slice);
        int at = from;
        while (at < to && bytes[at] >= 0 && (char) (bytes[at] - 'A') >= 26) {
            at++;
        }
        if (at == to) {
            return slice;
        }
        // A folded Latin-1 letter is never longer than the two bytes it had.
        bytes = text.room(to - from);
        int end = text.end();
        for (at = from; at < to; at++) {
            int b = bytes[at];
            if (b >= 0) {
                bytes[end++] = (byte) ((char) (b - 'A') < 26 ? b + 0x20 : b);
            } else if ((b & 0xFF) == LATIN_LEAD) {
                byte[] folded = FOLDED_LATIN[bytes[++at] & 0x3F];
                for (byte f : folded) {
                    bytes[end++] = f;
                }
            } else {
                return text.append(fold(text.string(slice)));
            }
        }
        return text.advanceTo(end);
    }

    /** The compatibility form (ﬁ is fi, ² is 2), in lower case, without the accents of the European scripts. Marks that make another letter (が) stay. */
    static String fold(String text) {
        String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
        StringBuilder kept = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            if (!isAccent(plain.charAt(i))) {
                kept.append(plain.charAt(i));
            }
        }
        // The compatibility form of some signs (℡, ㎏) has capitals.
        return Normalizer.normalize(kept.toString().toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
    }

    static boolean isAccent(char c) {
        return c >= 0x300 && c <= 0x36F
                || c >= 0x1AB0 && c <= 0x1AFF
                || c >= 0x1DC0 && c <= 0x1DFF
                || c >= 0x20D0 && c <= 0x20FF
                || c >= 0xFE20 && c <= 0xFE2F;
    }
}
