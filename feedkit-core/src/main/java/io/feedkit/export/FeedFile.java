package io.feedkit.export;

import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedCharset;
import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedInfo;
import io.feedkit.location.FilePublication;
import java.nio.file.Path;

/** One file of a feed in the making: what stands before the products, the products piece by piece, what stands after them. Touched in turn. */
final class FeedFile implements AutoCloseable {
    private final FilePublication publication;
    private final FeedEncoder encoder;
    private final FeedCharset charset;
    private final FeedInfo info;
    /** Whether a product stands in the file. */
    private boolean begun;

    private FeedFile(FilePublication publication, FeedEncoder encoder, FeedCharset charset, FeedInfo info) {
        this.publication = publication;
        this.encoder = encoder;
        this.charset = charset;
        this.info = info;
    }

    static FeedFile open(Path file, FeedEncoder encoder, FeedCharset charset, FeedInfo info) {
        FeedFile opened = new FeedFile(FilePublication.open(file), encoder, charset, info);
        TextBuffer head = new TextBuffer(1024);
        encoder.head(info, head);
        opened.write(head);
        return opened;
    }

    /** Adds products as they are encoded already, in the charset of the file. */
    void append(TextBuffer products) {
        if (products.end() == 0) {
            return;
        }
        if (begun) {
            byte[] between = encoder.between();
            publication.write(between, 0, between.length);
        }
        begun = true;
        publication.write(products.bytes(), 0, products.end());
    }

    /** Ends the file, which nobody sees yet. Nothing may be appended afterwards. */
    FilePublication.Published finish() {
        TextBuffer tail = new TextBuffer(256);
        encoder.tail(info, tail);
        write(tail);
        return publication.finish();
    }

    /** Puts the finished file in its place. */
    FilePublication.Published publish() {
        return publication.publish();
    }

    private void write(TextBuffer text) {
        charset.convert(text);
        publication.write(text.bytes(), 0, text.end());
    }

    @Override
    public void close() {
        publication.close();
    }
}
