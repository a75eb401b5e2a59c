package io.feedkit.shop;

import java.io.InputStream;

/** The offers of a shop as lines of JSON, asked for page by page as they are read. */
final class OfferStream extends InputStream {
    private final OfferPages pages;
    private final OfferLines lines;
    private byte[] at = new byte[0];
    private int given;
    private boolean more = true;

    OfferStream(OfferPages pages, OfferLines lines) {
        this.pages = pages;
        this.lines = lines;
    }

    @Override
    public int read() {
        return ahead() ? at[given++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        if (length == 0) {
            return 0;
        }
        if (!ahead()) {
            return -1;
        }
        int count = Math.min(length, at.length - given);
        System.arraycopy(at, given, into, from, count);
        given += count;
        return count;
    }

    private boolean ahead() {
        while (given == at.length && more) {
            more = pages.next(lines);
            at = lines.take();
            given = 0;
        }
        return given < at.length;
    }

    @Override
    public void close() {
        pages.close();
    }
}
