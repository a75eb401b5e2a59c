package io.feedkit.feed.xml;

import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.DocumentRows;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedInfo;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.Gathered;
import org.jspecify.annotations.Nullable;

/** Writes the records of one layout; its tags are bytes from the start. */
final class XmlEncoder implements FeedEncoder {
    private final XmlFrame frame;
    private final XmlNode.Branch record;
    private final boolean several;
    private final @Nullable XmlCategories categories;

    /**
     * @param root the path of the element that holds the records
     * @param record the element of one record
     */
    XmlEncoder(FeedLayout layout, String root, String record) {
        frame = new XmlFrame(layout, root);
        categories = XmlCategories.of(layout);
        this.record = XmlTree.record(record, layout, categories == null ? -1 : categories.fieldOutsideRecords());
        several = !layout.documents().isNone();
    }

    @Override
    public void head(FeedInfo info, TextBuffer out) {
        out.append(frame.head(info));
    }

    @Override
    public boolean gathers() {
        return categories != null;
    }

    @Override
    public void gather(FeedBatch batch, Gathered into) {
        if (categories != null) {
            categories.gather(batch, into);
        }
    }

    @Override
    public void head(FeedInfo info, Gathered products, TextBuffer out) {
        if (categories == null) {
            head(info, out);
        } else {
            out.append(frame.head(info, categories.place(), categories.list(info, products.categories())));
        }
    }

    @Override
    public void encode(FeedBatch batch, TextBuffer out) {
        Selection rows = batch.rows();
        long[][] texts = batch.texts();
        if (several) {
            DocumentRows documents = DocumentRows.of(batch);
            rows = documents.first();
            texts = documents.texts();
        }
        if (categories != null) {
            texts = categories.numbered(batch);
        }
        byte[] source = batch.text().bytes();
        for (int i = 0; i < rows.size; i++) {
            record.append(source, texts, rows.rows[i], out);
        }
    }

    @Override
    public void tail(FeedInfo info, long products, TextBuffer out) {
        out.append(frame.tail());
    }
}
