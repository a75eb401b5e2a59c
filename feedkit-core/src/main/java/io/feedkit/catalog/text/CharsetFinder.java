package io.feedkit.catalog.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out the charset of a text from its first bytes.
 *
 * <p>In this order: a byte order mark says it; zero bytes in every second place mean UTF-16; bytes that are valid UTF-8 with at least one character beyond ASCII are
 * UTF-8, because hardly any other text is valid by chance; what remains is told by which letters stand where: see {@link SingleByte} and {@link EastAsian}. Where two
 * charsets make different words of a text and both are likely, the result says so, with words to look at.
 *
 * <p>What a server states counts as evidence among other evidence, since servers are often wrong: it tips the scales where the letters do not, and never makes bytes mean
 * what they hardly can. ISO-8859-1 counts for nothing; servers say that when nobody told them anything.
 */
public final class CharsetFinder {
    /** By how much the logarithm of the likelihood must be greater: one in 30. */
    private static final double CLEAR = 3.4;
    /** What a stated charset is worth, as the logarithm of its likelihood: one in 1 000. */
    private static final double STATED = 7;
    /** So many bytes beyond ASCII in the head speak for what follows it as well. */
    private static final int ENOUGH_BYTES = 20;

    private static final int LONGEST_NAME = 40;
    /** One line of so many has to be UTF-8. */
    private static final int FEWEST_LINES = 20;

    private static final int EXAMPLES = 3;
    private static final int LONGEST_HALF = 20;
    private static final int ENOUGH_PAIRS = 4096;

    private CharsetFinder() {}

    /** @param complete whether the head is the whole source; if not, its last character may be cut */
    public static FoundCharset find(byte[] head, boolean complete) {
        return find(head, complete, "");
    }

    /** @param stated the name of the charset that the place says the text is in, or empty */
    public static FoundCharset find(byte[] head, boolean complete, String stated) {
        FoundCharset found = byBytes(head, complete, stated(stated));
        boolean other = !stated.isEmpty() && !found.charset().equals(stated(stated));
        return other ? found.withEvidence("; the server says " + shortened(stated)) : found;
    }

    /** None for a name that no charset has, and for one that says nothing. */
    private static @Nullable Charset stated(String name) {
        try {
            Charset charset = name.isEmpty() ? null : Charset.forName(name);
            return StandardCharsets.ISO_8859_1.equals(charset) ? null : charset;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }

    private static FoundCharset byBytes(byte[] head, boolean complete, @Nullable Charset stated) {
        FoundCharset marked = byMark(head);
        if (marked != null) {
            return marked;
        }
        FoundCharset wide = byThreeZeros(head);
        wide = wide == null ? byZeros(head) : wide;
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
        return damagedUtf8(head, firstHigh, complete, stated);
    }

    /** UTF-8 with a few bad bytes stays UTF-8: those are reported where they are, and all others would turn into mojibake otherwise. */
    private static FoundCharset damagedUtf8(byte[] head, int firstHigh, boolean complete, @Nullable Charset stated) {
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
                : lineByLine(head, complete, stated);
    }

    /** A file put together from several may be UTF-8 in some lines and something else in others; by chance hardly any line is UTF-8. */
    private static FoundCharset lineByLine(byte[] head, boolean complete, @Nullable Charset stated) {
        FoundCharset whole = byStatistics(head, complete, stated);
        ByteArrayOutputStream others = new ByteArrayOutputStream();
        int valid = 0;
        int invalid = 0;
        for (int from = 0, to; from < head.length; from = to + 1) {
            to = from;
            while (to < head.length && head[to] != '\n' && head[to] != '\r') {
                to++;
            }
            if (Utf8.firstHigh(head, from, to) == to || to == head.length && !complete) {
                continue;
            }
            if (Utf8.firstInvalid(head, from, to) == to) {
                valid++;
            } else {
                invalid++;
                if (OtherCharset.isNoUtf8(head, from, to)) {
                    others.write(head, from, to - from);
                    others.write('\n');
                }
            }
        }
        boolean wide = SingleByte.all().stream().noneMatch(one -> one.charset().equals(whole.charset()));
        if (wide || valid == 0 || valid * FEWEST_LINES < invalid) {
            return whole;
        }
        String evidence = "valid UTF-8 in " + valid + " of " + (valid + invalid) + " lines beyond ASCII";
        FoundCharset other = byStatistics(others.toByteArray(), true, stated);
        boolean told = other.charset().name().startsWith("windows-") && others.size() > 0
                || Utf8.countInvalid(others.toByteArray(), 0, others.size(), ENOUGH_BYTES) == ENOUGH_BYTES;
        return told
                ? new FoundCharset(
                        StandardCharsets.UTF_8,
                        evidence + "; the others are read as " + other.charset().name(),
                        false,
                        other.doubt(),
                        other.charset())
                : new FoundCharset(StandardCharsets.UTF_8, evidence, false);
    }

    /** What a few bytes are in that are not UTF-8, taken for themselves. */
    static FoundCharset singleByte(byte[] part) {
        int[] histogram = new int[256];
        int high = 0;
        for (byte b : part) {
            histogram[b & 0xFF]++;
            high += b < 0 ? 1 : 0;
        }
        return singleByte(part, true, histogram, high, null);
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

    /** UTF-32 without a mark: three bytes of four are zero nearly everywhere, on the same side. */
    private static @Nullable FoundCharset byThreeZeros(byte[] head) {
        int quads = Math.min(head.length / 4, ENOUGH_PAIRS);
        int little = 0;
        int big = 0;
        for (int p = 0; p < 4 * quads; p += 4) {
            little += (head[p] | head[p + 1]) != 0 && head[p + 2] == 0 && head[p + 3] == 0 ? 1 : 0;
            big += (head[p + 2] | head[p + 3]) != 0 && head[p] == 0 && head[p + 1] == 0 ? 1 : 0;
        }
        if (quads < 3 || Math.max(little, big) < quads) {
            return null;
        }
        return new FoundCharset(
                Charset.forName(little == quads ? "UTF-32LE" : "UTF-32BE"),
                "zeros in two of four bytes, " + quads + " times",
                true);
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
        if (isEndedByZeros(head)) {
            return null;
        }
        // Commas, digits and line ends make up a part of any table, even a Thai one; text of one byte for each
        // character has no zeros at all.
        int many = Math.max(2, pairs / 10);
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

    /** Zeros that end rows or fill cells stand among letters of ASCII; of the characters that have no zero in UTF-16, hardly one is two of those. */
    private static boolean isEndedByZeros(byte[] head) {
        int zeros = 0;
        for (int i = 0; i < Math.min(head.length, 2 * ENOUGH_PAIRS); i++) {
            byte b = head[i];
            zeros += b == 0 ? 1 : 0;
            if (b < 0 || b > 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
                return false;
            }
        }
        return zeros * 3 < Math.min(head.length, 2 * ENOUGH_PAIRS);
    }

    /** One byte for each character, or two for those of East Asia. */
    private static FoundCharset byStatistics(byte[] head, boolean complete, @Nullable Charset stated) {
        int[] histogram = new int[256];
        int high = 0;
        int inRuns = 0;
        for (int i = 0; i < head.length; i++) {
            histogram[head[i] & 0xFF]++;
            if (head[i] < 0) {
                high++;
                inRuns += i > 0 && head[i - 1] < 0 ? 1 : 0;
            }
        }
        FoundCharset narrow = singleByte(head, complete, histogram, high, stated);
        return inRuns * 3 > high ? EastAsian.find(head, complete, narrow, stated) : narrow;
    }

    private static FoundCharset singleByte(
            byte[] head, boolean complete, int[] histogram, int high, @Nullable Charset stated) {
        List<SingleByte> all = SingleByte.all();
        double[] likelihood = new double[all.size()];
        int best = 0;
        for (int i = 0; i < likelihood.length; i++) {
            double said = all.get(i).charset().equals(stated) ? STATED : 0;
            likelihood[i] = all.get(i).likelihood(head, histogram, high) + said;
            best = likelihood[i] > likelihood[best] ? i : best;
        }
        SingleByte found = all.get(best);
        int rival = -1;
        for (int i = 0; i < likelihood.length; i++) {
            boolean other = i != best && !all.get(i).readsLike(found, histogram);
            rival = other && (rival < 0 || likelihood[i] > likelihood[rival]) ? i : rival;
        }
        boolean equal = rival >= 0 && likelihood[best] - likelihood[rival] < CLEAR;
        String usual = high == 1
                ? "one byte beyond ASCII, not valid UTF-8; it is a usual letter or sign"
                : high + " bytes beyond ASCII, not valid UTF-8; they are usual letters and signs";
        String evidence = usual + (found.charset().equals(stated) ? ", and the server says so" : "");
        if (!equal) {
            return new FoundCharset(found.charset(), evidence, complete || high >= ENOUGH_BYTES);
        }
        SingleByte other = all.get(rival);
        List<int[]> words = differing(head, found, other);
        FoundCharset.Doubt doubt =
                new FoundCharset.Doubt(other.charset(), texts(head, words, found), texts(head, words, other));
        return new FoundCharset(
                found.charset(), evidence + " in " + other.charset().name() + " as well", false, doubt);
    }

    /** Words that two charsets read differently, from and to. */
    private static List<int[]> differing(byte[] head, SingleByte one, SingleByte other) {
        List<int[]> words = new ArrayList<>();
        for (int i = 0; i < head.length && words.size() < EXAMPLES; i++) {
            if (head[i] < 0 && one.character(head[i]) != other.character(head[i])) {
                int from = i;
                while (from > 0 && i - from < LONGEST_HALF && isWord(head[from - 1])) {
                    from--;
                }
                int to = i + 1;
                while (to < head.length && to - i < LONGEST_HALF && isWord(head[to])) {
                    to++;
                }
                words.add(new int[] {from, to});
                i = to;
            }
        }
        return words;
    }

    /** A blank belongs to a price: the sign beside it decides. */
    private static boolean isWord(byte b) {
        return b < 0 || b > ' ' && b != ',' && b != ';' && b != '"' && b != '|';
    }

    private static List<String> texts(byte[] head, List<int[]> words, SingleByte charset) {
        List<String> texts = new ArrayList<>();
        for (int[] word : words) {
            texts.add(new String(head, word[0], word[1] - word[0], charset.charset()));
        }
        return texts;
    }
}
