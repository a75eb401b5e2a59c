package io.feedkit.catalog.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds out the charset of a text from its first bytes.
 *
 * <p>In this order: a byte order mark says it; zero bytes in every second place mean UTF-16; bytes that are valid UTF-8 with at least one character beyond ASCII are
 * UTF-8, because hardly any other text is valid by chance; what remains has one byte for each character. Of those only Windows-1252 and ISO-8859-15 are told apart, by
 * where the euro sign and œ stand, and never for sure: the same bytes are letters in every charset of the kind, so somebody has to look.
 */
public final class CharsetFinder {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Charset ISO_8859_15 = Charset.forName("ISO-8859-15");
    private static final int ENOUGH_PAIRS = 4096;

    private CharsetFinder() {}

    /** @param complete whether the head is the whole source; if not, its last character may be cut */
    public static FoundCharset find(byte[] head, boolean complete) {
        FoundCharset marked = byMark(head);
        if (marked != null) {
            return marked;
        }
        FoundCharset wide = byZeros(head);
        if (wide != null) {
            return wide;
        }
        int firstHigh = 0;
        while (firstHigh < head.length && head[firstHigh] >= 0) {
            firstHigh++;
        }
        if (firstHigh == head.length) {
            return new FoundCharset(
                    StandardCharsets.UTF_8,
                    complete ? "nothing but ASCII" : "nothing but ASCII in the first " + head.length + " bytes",
                    complete);
        }
        int invalid = Utf8.firstInvalid(head, 0, head.length);
        boolean cut = !complete && head.length - invalid < 4 && invalid > firstHigh;
        if (invalid == head.length || cut) {
            return new FoundCharset(StandardCharsets.UTF_8, "valid UTF-8", true);
        }
        return damagedUtf8(head, firstHigh);
    }

    /** UTF-8 with a few bad bytes stays UTF-8: those are reported where they are, and all others would turn into mojibake otherwise. */
    private static FoundCharset damagedUtf8(byte[] head, int firstHigh) {
        int leads = 0;
        for (int p = firstHigh; p < head.length; p++) {
            if ((head[p] & 0xC0) == 0xC0) {
                leads++;
            }
        }
        int enough = leads / 10;
        int bad = Utf8.countInvalid(head, firstHigh, head.length, enough + 1);
        return bad <= enough
                ? new FoundCharset(
                        StandardCharsets.UTF_8, "valid UTF-8 but for " + bad + " of " + leads + " places", false)
                : singleByte(head);
    }

    private static @Nullable FoundCharset byMark(byte[] head) {
        if (starts(head, 0xEF, 0xBB, 0xBF)) {
            return new FoundCharset(StandardCharsets.UTF_8, "byte order mark", true);
        }
        if (starts(head, 0xFF, 0xFE, 0, 0)) {
            return new FoundCharset(Charset.forName("UTF-32LE"), "byte order mark", true);
        }
        if (starts(head, 0, 0, 0xFE, 0xFF)) {
            return new FoundCharset(Charset.forName("UTF-32BE"), "byte order mark", true);
        }
        if (starts(head, 0xFF, 0xFE)) {
            return new FoundCharset(StandardCharsets.UTF_16LE, "byte order mark", true);
        }
        if (starts(head, 0xFE, 0xFF)) {
            return new FoundCharset(StandardCharsets.UTF_16BE, "byte order mark", true);
        }
        return null;
    }

    private static boolean starts(byte[] head, int... bytes) {
        if (head.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((head[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** UTF-16 without a mark: most delimiters, digits and Latin letters have a zero byte, always on the same side. */
    private static @Nullable FoundCharset byZeros(byte[] head) {
        int pairs = Math.min(head.length / 2, ENOUGH_PAIRS);
        int before = 0;
        int after = 0;
        for (int pair = 0; pair < pairs; pair++) {
            if (head[2 * pair] == 0) {
                before++;
            }
            if (head[2 * pair + 1] == 0) {
                after++;
            }
        }
        // Commas, digits and line ends make up a good part of any table, even a Chinese one.
        int many = Math.max(2, pairs / 5);
        if (after >= many && before * 20 <= after) {
            return new FoundCharset(
                    StandardCharsets.UTF_16LE, "zero in " + after + " of " + pairs + " second bytes", true);
        }
        if (before >= many && after * 20 <= before) {
            return new FoundCharset(
                    StandardCharsets.UTF_16BE, "zero in " + before + " of " + pairs + " first bytes", true);
        }
        return null;
    }

    private static FoundCharset singleByte(byte[] head) {
        int high = 0;
        int inRuns = 0;
        int windows = 0;
        int latin9 = 0;
        for (int i = 0; i < head.length; i++) {
            int c = head[i] & 0xFF;
            if (c < 0x80) {
                continue;
            }
            high++;
            if (i > 0 && head[i - 1] < 0) {
                inRuns++;
            }
            if (c < 0xA0) {
                windows++;
            } else if (isLatin9(head, i)) {
                latin9++;
            }
        }
        String count = high + (high == 1 ? " byte" : " bytes") + " beyond ASCII, not valid UTF-8";
        if (inRuns * 2 > high && high > 8) {
            return new FoundCharset(
                    WINDOWS_1252, count + ", mostly side by side: probably not a Western charset", false);
        }
        if (windows > 0) {
            return new FoundCharset(WINDOWS_1252, count + ", " + windows + " of them from 80 to 9F", false);
        }
        if (latin9 > 0) {
            return new FoundCharset(
                    ISO_8859_15,
                    count + ", " + latin9 + " of them where € or œ is expected, none from 80 to 9F",
                    false);
        }
        return new FoundCharset(WINDOWS_1252, count + "; ISO-8859-1 and ISO-8859-15 would read alike", false);
    }

    /** The sign that is ¤ in the other charsets, beside a digit or blank; the ones that are ¼ and ½ there, beside letters. */
    private static boolean isLatin9(byte[] head, int i) {
        int before = i > 0 ? head[i - 1] : ' ';
        int after = i + 1 < head.length ? head[i + 1] : ' ';
        return switch (head[i] & 0xFF) {
            case 0xA4 -> isDigitOrBlank(before) || isDigitOrBlank(after);
            case 0xBC, 0xBD -> isLetter(after) && (isLetter(before) || !Character.isDigit(before));
            default -> false;
        };
    }

    private static boolean isDigitOrBlank(int c) {
        return c == ' ' || c >= '0' && c <= '9';
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
