package io.feedkit.catalog.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads parts of a text that is UTF-8 elsewhere, as files have that were put together from several.
 *
 * <p>A part is only read in another charset when nothing in it is UTF-8, so that what was damaged on the way does not become other words. Which charset that is, the head of the
 * text says where it holds such parts too. Otherwise a part speaks for itself, and the letters of the rest for it: what is written in a charset in which all of its letters occur
 * in the rest as well is in that one. Where two charsets are as likely, it is not read. What a part becomes depends on that part and on the head, never on where pieces of a
 * stream end.
 */
public final class OtherCharset {
    /** Reads nothing: somebody named the charset, and what is not valid in it is damaged. */
    public static final OtherCharset NONE = new OtherCharset(null, new BitSet(), false);

    private static final Charset USUAL = Charset.forName("windows-1252");
    private static final char MICRO = 'µ';

    private final @Nullable Charset known;
    private final BitSet letters;
    private final boolean reads;

    private OtherCharset(@Nullable Charset known, BitSet letters, boolean reads) {
        this.known = known;
        this.letters = letters;
        this.reads = reads;
    }

    /**
     * For a text that begins so.
     *
     * @param found what the head was found to be in
     */
    public static OtherCharset of(byte[] head, FoundCharset found) {
        BitSet letters = new BitSet();
        for (int p = Utf8.firstHigh(head, 0, head.length); p < head.length; p = Utf8.firstHigh(head, p, head.length)) {
            int length = Utf8.sequence(head, p, head.length);
            if (length == 2) {
                letters.set((head[p] & 0x1F) << 6 | head[p + 1] & 0x3F);
            } else if (length == 3) {
                letters.set((head[p] & 0xF) << 12 | (head[p + 1] & 0x3F) << 6 | head[p + 2] & 0x3F);
            }
            p += Math.max(1, length);
        }
        return new OtherCharset(found.other(), letters, true);
    }

    /** Whether these bytes, which are not UTF-8, may be in another charset. */
    public boolean isOther(byte[] bytes, int from, int to) {
        return reads && isNoUtf8(bytes, from, to);
    }

    /** Whether nothing beyond ASCII there is UTF-8; a character that the end cuts is. */
    static boolean isNoUtf8(byte[] bytes, int from, int to) {
        for (int p = Utf8.firstHigh(bytes, from, to); p < to; p = Utf8.firstHigh(bytes, p + 1, to)) {
            int b = bytes[p] & 0xFF;
            boolean cut = p == to - 1 && (b == 0xC2 || b == 0xC3 || b == 0xE2);
            if (cut || Utf8.sequence(bytes, p, to) > 0) {
                return false;
            }
        }
        return true;
    }

    /** The charset that these bytes are in, none of which are UTF-8; null where that is not clear. */
    public @Nullable Charset of(byte[] part) {
        return known != null ? known : letters.isEmpty() ? alone(part) : besideTheRest(part);
    }

    private @Nullable Charset besideTheRest(byte[] part) {
        Set<String> readings = new HashSet<>();
        Charset found = null;
        for (SingleByte one : SingleByte.all()) {
            String reading = read(part, 0, part.length, one.charset());
            if (reading != null && reading.chars().allMatch(c -> c < 0x80 || letters.get(c)) && readings.add(reading)) {
                found = one.charset();
            }
        }
        return readings.size() == 1 ? found : alone(part);
    }

    private static @Nullable Charset alone(byte[] part) {
        FoundCharset found = CharsetFinder.singleByte(part);
        String reading = read(part, 0, part.length, found.charset());
        // In what Macs and DOS wrote every byte is some letter.
        boolean usual = found.charset().name().startsWith("windows-");
        return usual && found.doubt() == null && reading != null && isPlausible(reading) ? found.charset() : null;
    }

    /** No capital behind a small letter, and no sign between letters. */
    private static boolean isPlausible(String text) {
        for (int i = 0; i < text.length(); i++) {
            char here = text.charAt(i);
            char before = i > 0 ? text.charAt(i - 1) : ' ';
            char after = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            boolean capitalInside = Character.isUpperCase(here) && Character.isLowerCase(before);
            boolean signInside = !Character.isLetter(here)
                    && Character.isLetter(before)
                    && Character.isLetter(after)
                    && "’\u00AD\u00A0".indexOf(here) < 0;
            if (here >= 0x80 && here != MICRO && (capitalInside || signInside || Character.isISOControl(here))) {
                return false;
            }
        }
        return true;
    }

    /** The bytes in a charset; null where they are not valid in it. */
    public static @Nullable String read(byte[] bytes, int from, int to, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder();
        try {
            CharBuffer text = decoder.decode(ByteBuffer.wrap(bytes, from, to - from));
            return text.toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** What the bytes would be in the charset that is most usual beside UTF-8, for people to look at. */
    public List<String> suggestion(byte[] bytes, int from, int to) {
        String text = reads ? read(bytes, from, to, USUAL) : null;
        return text == null ? List.of() : List.of(USUAL.name(), text);
    }
}
