package io.feedkit.export;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.spill.Spill;
import io.feedkit.feed.FeedCharset;
import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedInfo;
import io.feedkit.feed.Gathered;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A file whose head says something of the records behind it: they wait, in a temporary file beyond a little memory, until all are known.
 *
 * <p>Which products reach a feed is known only when its contract has seen them, so a scan of the catalogue beforehand could not say it.
 */
final class LateHead implements AutoCloseable {
    private static final long MEMORY_BYTES = 1 << 20;
    private static final int PIECE_BYTES = 1 << 16;
    private static final int UNKNOWN = -1;

    private final FeedEncoder encoder;
    private final FeedCharset charset;
    private final FeedInfo info;
    private final Gathered all = new Gathered();
    private final TextBuffer head = new TextBuffer(1024);
    /** How long the head is at most that says all this; asked only where files have a limit. What several batches list counts as often, until the head is put together. */
    private long headBytes = UNKNOWN;

    private boolean isCounted;

    private final Spill records;
    private final Spill behind;

    LateHead(FeedEncoder encoder, FeedCharset charset, FeedInfo info) {
        this.encoder = encoder;
        this.charset = charset;
        this.info = info;
        records = new Spill(info.member().toString(), MEMORY_BYTES);
        behind = new Spill(info.member().toString(), MEMORY_BYTES);
    }

    /**
     * Whether the file would have no more bytes, without its tail and with more records. What both list counts twice, and the head is put together only where that matters: for every
     * batch that adds to a long list, the work would grow with its square.
     */
    boolean fits(Gathered more, long most) {
        if (headBytes == UNKNOWN) {
            count();
        }
        boolean isListed = all.categories().holds(more.categories());
        long inHead = isListed ? 0 : head(more);
        long rest =
                most - inHead - records.size() - behind.size() - more.behind().end();
        if (headBytes > rest && !isCounted) {
            count();
        }
        return headBytes <= rest;
    }

    private void count() {
        headBytes = head(all);
        isCounted = true;
    }

    private int head(Gathered of) {
        head.clear();
        encoder.head(info, of, head);
        charset.convert(head);
        return head.end();
    }

    /** Takes in records, and what is said of them. */
    void add(TextBuffer more, Gathered said) {
        byte[] between = records.size() == 0 ? FeedEncoder.NOTHING : encoder.between();
        records.write(between, 0, between.length);
        records.write(more.bytes(), 0, more.end());
        if (!all.categories().holds(said.categories())) {
            headBytes += headBytes == UNKNOWN ? 0 : head(said);
            isCounted = false;
            all.categories().addAll(said.categories());
        }
        behind.write(said.behind().bytes(), 0, said.behind().end());
    }

    /** Writes head, records, and what stands behind them. */
    void writeTo(OutputStream out) throws IOException {
        int end = head(all);
        out.write(head.bytes(), 0, end);
        copy(records, out);
        copy(behind, out);
    }

    private static void copy(Spill from, OutputStream to) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        for (long at = 0; at < from.size(); at += PIECE_BYTES) {
            int count = (int) Math.min(PIECE_BYTES, from.size() - at);
            from.read(at, piece, 0, count);
            to.write(piece, 0, count);
        }
    }

    @Override
    public void close() {
        records.close();
        behind.close();
    }
}
