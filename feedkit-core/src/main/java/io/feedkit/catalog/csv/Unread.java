package io.feedkit.catalog.csv;

import java.io.IOException;
import java.io.InputStream;

/** What comes next of a source, of which some may have been read already: pieces can be looked at before they are taken, and given back. For one thread. */
final class Unread {
    private static final int BLOCK = 64 * 1024;

    private final InputStream in;
    private byte[] bytes = new byte[BLOCK];
    private int from;
    private int to;
    private boolean ended;
    private long taken;

    Unread(InputStream in) {
        this.in = in;
    }

    /** Reads on until so many bytes are at hand, or all there are. */
    void fetch(int least) throws IOException {
        if (to - from >= least || ended) {
            return;
        }
        makeRoom(0, least + BLOCK);
        while (to - from < least && !ended) {
            int got = in.read(bytes, to, bytes.length - to);
            count(got);
            to += Math.max(0, got);
        }
    }

    /** Moves what is at hand so that there is room before it and from its beginning on. */
    private void makeRoom(int before, int behind) {
        byte[] into = bytes.length < before + behind ? new byte[before + behind] : bytes;
        System.arraycopy(bytes, from, into, before, to - from);
        to += before - from;
        from = before;
        bytes = into;
    }

    private void count(int got) {
        ended = got < 0;
        taken += Math.max(0, got);
    }

    /** The array in which the bytes stand that are at hand. */
    byte[] bytes() {
        return bytes;
    }

    /** Where they begin. */
    int from() {
        return from;
    }

    /** Where they end. */
    int to() {
        return to;
    }

    /** How many bytes are at hand. */
    int count() {
        return to - from;
    }

    /** How many bytes of the source were read so far. */
    long taken() {
        return taken;
    }

    /** Goes behind bytes that are at hand. */
    void skip(int count) {
        from += count;
    }

    /** Takes at most so many of the bytes that are at hand. */
    int take(byte[] into, int at, int most) {
        int count = Math.min(most, to - from);
        System.arraycopy(bytes, from, into, at, count);
        from += count;
        return count;
    }

    /** Takes at most so many bytes, of those at hand if there are any; -1 at the end of the source. */
    int read(byte[] into, int at, int most) throws IOException {
        if (from < to) {
            return take(into, at, most);
        }
        int got = ended ? -1 : in.read(into, at, most);
        count(got);
        return got;
    }

    /** Gives back what was taken last. */
    void giveBack(byte[] source, int first, int end) {
        int count = end - first;
        if (count > from) {
            makeRoom(count, to - from);
        }
        from -= count;
        System.arraycopy(source, first, bytes, from, count);
    }

    /** Forgets what is at hand and all that would follow. */
    void end() {
        from = to;
        ended = true;
    }
}
