package io.feedkit.export;

import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedCharset;
import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedInfo;
import io.feedkit.feed.FeedLimits;
import io.feedkit.feed.Gathered;
import io.feedkit.location.PartName;
import io.feedkit.location.Publication;
import io.feedkit.location.PublishProblem;
import io.feedkit.location.StagedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The products of a feed, in as many files as the channel's limits ask for; each is a whole feed with head and tail. Filled in turn.
 *
 * <p>How small something packs is known too late, so a packed file is full when it would be too large if the next products did not pack at all. Files come out a little smaller than they might; those
 * whose head has to wait for the products are packed when they are full, and come out as small as if nothing packed.
 */
final class FeedBody implements AutoCloseable {
    /** A tail that counts so many is as long as any. */
    private static final long MOST_PRODUCTS = Integer.MAX_VALUE;

    /** What a packer may hold back or add beyond the bytes it was given. */
    private static final long PACKING_SLACK_BYTES = 70_000;

    private final Publication publication;
    private final String name;
    private final FeedEncoder encoder;
    private final FeedInfo info;
    private final FeedCharset charset;
    private final FeedLimits limits;
    private final String extension;
    private final Packing packing;
    private final TextBuffer head = new TextBuffer(1024);
    private final TextBuffer tail = new TextBuffer(256);
    private final List<PartFile> parts = new ArrayList<>();
    private @Nullable StagedFile file;
    private @Nullable OutputStream out;
    /** Holds the records where the head says something of them. */
    private @Nullable LateHead late;

    private long unpacked;
    private long products;

    /** One file of a feed, whole. */
    record PartFile(String name, StagedFile.Finished finished) {}

    FeedBody(
            Publication publication,
            String name,
            FeedEncoder encoder,
            FeedCharset charset,
            FeedInfo info,
            FeedLimits limits,
            String extension) {
        this.publication = publication;
        this.encoder = encoder;
        this.limits = limits;
        this.extension = extension;
        this.name = name;
        packing = Packing.of(name);
        encoder.head(info, head);
        charset.convert(head);
        this.info = info;
        this.charset = charset;
        start();
    }

    private void start() {
        String partName = PartName.of(name, parts.size() + 1);
        StagedFile opened = publication.file(partName);
        file = opened;
        unpacked = 0;
        products = 0;
        tail(MOST_PRODUCTS);
        try {
            out = packing.onto(opened, partName, extension);
        } catch (IOException e) {
            throw failed(e);
        }
        if (encoder.gathers()) {
            late = new LateHead(encoder, charset, info);
        } else {
            write(head.bytes(), head.end());
        }
    }

    private void write(byte[] bytes, int end) {
        OutputStream open = out;
        if (open == null) {
            throw new IllegalStateException("the feed is finished");
        }
        try {
            open.write(bytes, 0, end);
        } catch (IOException e) {
            throw failed(e);
        }
        unpacked += end;
    }

    private RuntimeException failed(IOException e) {
        return PublishProblem.CANNOT_WRITE.at(
                publication.main().toString(), "Packing failed: " + e.getMessage() + ".", e);
    }

    /** Whether so much more goes into the file that is being written, or would go into none. */
    boolean fits(FeedChunk chunk) {
        return limits.equals(FeedLimits.NONE) || products + chunk.count() <= limits.products() && fitsIn(chunk);
    }

    private boolean fitsIn(FeedChunk chunk) {
        long more = (long) chunk.records().end() + tail.end() + encoder.between().length;
        LateHead waiting = late;
        Gathered gathered = chunk.gathered();
        if (waiting != null && gathered != null) {
            return waiting.fits(gathered, Math.min(limits.unpackedBytes(), limits.fileBytes()) - more);
        }
        StagedFile open = file;
        long packed = open == null || packing == Packing.NONE ? unpacked : open.bytes() + PACKING_SLACK_BYTES;
        return more <= limits.unpackedBytes() - unpacked && more <= limits.fileBytes() - packed;
    }

    boolean isEmptyFile() {
        return products == 0;
    }

    /** Adds products to the file that is being written. */
    void append(FeedChunk chunk) {
        if (chunk.count() == 0) {
            return;
        }
        LateHead waiting = late;
        Gathered gathered = chunk.gathered();
        if (waiting != null && gathered != null) {
            waiting.add(chunk.records(), gathered);
        } else {
            byte[] between = products > 0 ? encoder.between() : FeedEncoder.NOTHING;
            write(between, between.length);
            write(chunk.records().bytes(), chunk.records().end());
        }
        products += chunk.count();
    }

    /** Ends the file that is being written and begins another. */
    void next() {
        end();
        start();
    }

    private void tail(long count) {
        tail.clear();
        encoder.tail(info, count, tail);
        charset.convert(tail);
    }

    private void end() {
        OutputStream open = out;
        StagedFile written = file;
        if (open == null || written == null) {
            throw new IllegalStateException("the feed is finished");
        }
        try (LateHead waiting = late) {
            if (waiting != null) {
                waiting.writeTo(open);
            }
            tail(products);
            write(tail.bytes(), tail.end());
            open.close();
        } catch (IOException e) {
            throw failed(e);
        }
        parts.add(new PartFile(PartName.of(name, parts.size() + 1), written.finish()));
        out = null;
        file = null;
        late = null;
    }

    /** Ends the feed. */
    List<PartFile> finish() {
        end();
        return List.copyOf(parts);
    }

    /** Gives up what was not finished. */
    @Override
    public void close() {
        if (late != null) {
            late.close();
        }
    }
}
