package io.feedkit.catalog.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads text as UTF-8 whose charset its head did not tell, because there was nothing but ASCII in it.
 *
 * <p>As long as ASCII goes on, all charsets mean the same. Where it ends, what follows is looked at like a head, and transcoded from there on where it is not UTF-8. How the
 * bytes arrive makes no difference: what is looked at is always as long.
 */
public final class LateCharsetStream extends InputStream {
    private static final int LOOKED_AT = 64 * 1024;
    /** Letters before the first one beyond ASCII tell of which word it is. */
    private static final int BEFORE = 64;

    /** Hears of what was found out. */
    public interface Listener {
        /** @param at where the first character beyond ASCII stands in the source */
        void decided(FoundCharset charset, long at);
    }

    private final InputStream source;
    private final String stated;
    private final Listener listener;
    private final byte[] before = new byte[BEFORE];
    private int beforeCount;
    private long ascii;
    /** What is read from once ASCII ended, as UTF-8. */
    private @Nullable InputStream decided;

    private boolean transcoding;

    /** @param stated the name of the charset that the place says the text is in, or empty */
    public LateCharsetStream(InputStream source, String stated, Listener listener) {
        this.source = source;
        this.stated = stated;
        this.listener = listener;
    }

    /** Whether what is read differs from the bytes of the source. */
    public boolean isTranscoding() {
        return transcoding;
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (decided != null) {
            return decided.read(into, from, length);
        }
        int got = source.read(into, from, length);
        if (got <= 0) {
            return got;
        }
        int high = Utf8.firstHigh(into, from, from + got);
        remember(into, from, high);
        ascii += high - from;
        if (high == from + got) {
            return got;
        }
        InputStream text = decide(into, high, from + got);
        decided = text;
        return high > from ? high - from : text.read(into, from, length);
    }

    private void remember(byte[] bytes, int from, int to) {
        int added = Math.min(BEFORE, to - from);
        int kept = Math.min(beforeCount, BEFORE - added);
        System.arraycopy(before, beforeCount - kept, before, 0, kept);
        System.arraycopy(bytes, to - added, before, kept, added);
        beforeCount = kept + added;
    }

    private InputStream decide(byte[] bytes, int from, int to) throws IOException {
        byte[] rest = new byte[Math.max(LOOKED_AT, to - from)];
        System.arraycopy(bytes, from, rest, 0, to - from);
        int filled = to - from + source.readNBytes(rest, to - from, rest.length - (to - from));
        int looked = Math.min(filled, LOOKED_AT);
        byte[] head = Arrays.copyOf(before, beforeCount + looked);
        System.arraycopy(rest, 0, head, beforeCount, looked);
        FoundCharset found = CharsetFinder.find(head, looked < LOOKED_AT, stated);
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(rest, 0, filled), source);
        transcoding = !found.charset().equals(StandardCharsets.UTF_8);
        listener.decided(found, ascii);
        return transcoding ? new TranscodedStream(all, found.charset()) : all;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
