package io.feedkit.export;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.export.call.ApiFeed;
import io.feedkit.export.change.Change;
import io.feedkit.export.change.ChangedRecords;
import io.feedkit.export.change.Interleaf;
import io.feedkit.export.document.GroupedProducts;
import io.feedkit.export.document.WholeRecords;
import io.feedkit.feed.FeedLayout;
import io.feedkit.location.StagedFile;
import io.feedkit.problem.ProblemSink;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a feed that hold several products: gathered while the catalogue is read, and written, compared and sent when it has been.
 *
 * <p>What is new is asked of records, not of products, since a record is sent whole. So nothing of such a feed is passed over in a delta: whether a record is as it was is known when all of its products were worked on.
 */
final class FeedDocuments implements AutoCloseable {
    private static final BitSet ALL = new BitSet(0);

    private final @Nullable DocumentWriter feed;
    private final @Nullable News news;
    private final GroupedProducts gathered;
    private final @Nullable LateLedger late;
    private final Interleaf.Out ledger;
    private final Selection chosen = new Selection(WholeRecords.MOST);
    private final TextBuffer queued = new TextBuffer(4096);
    private long leftAlone;

    /**
     * What becomes of records that are new or different.
     *
     * @param changes finds them
     * @param delta where they are written
     * @param calls what makes calls of them, or null
     * @param queue where these wait, or null
     */
    record News(
            ChangedRecords changes,
            DocumentWriter delta,
            ApiFeed.@Nullable Worker calls,
            @Nullable StagedFile queue) {}

    /**
     * @param whom the feed is for, as messages name it
     * @param memoryBytes for all of it; what is more goes to disk
     * @param feed what writes all records, or null
     * @param news what becomes of new ones, or null when nobody compares
     */
    FeedDocuments(
            String whom,
            FeedLayout layout,
            long memoryBytes,
            LedgerFile ledger,
            @Nullable DocumentWriter feed,
            @Nullable News news) {
        this.feed = feed;
        this.news = news;
        if (news == null) {
            late = null;
            this.ledger = ledger::write;
        } else {
            byte[] unchanged = feed == null
                    ? Ledger.late(ProductStatus.UNCHANGED, new byte[0])
                    : Ledger.late(ProductStatus.SENT, ChangeWords.said(Change.UNCHANGED, List.of()));
            LateLedger waiting = new LateLedger(whom, ledger, memoryBytes / 4, unchanged);
            late = waiting;
            this.ledger = waiting::write;
        }
        gathered = new GroupedProducts(whom, layout, late == null ? memoryBytes : memoryBytes - memoryBytes / 4);
    }

    /** One thread's part of gathering. */
    GroupedProducts.Worker worker() {
        return gathered.worker();
    }

    /** Where lines about products go. */
    Interleaf.Out ledger() {
        return ledger;
    }

    /** Whether lines of products that are sent have gaps, to be filled when their records are known. */
    boolean isLate() {
        return late != null;
    }

    /**
     * Puts records together and brings them on their way.
     *
     * @param catalog where products come from, as messages name it
     * @param tally counted the products as sent
     */
    void write(String catalog, Crew crew, FeedTally tally, ProblemSink problems) {
        gathered.drain(
                catalog,
                records -> {
                    crew.goOn();
                    write(records);
                },
                problems);
        if (late != null) {
            late.end();
        }
        if (feed == null) {
            tally.move(ProductStatus.SENT, ProductStatus.UNCHANGED, leftAlone);
        }
    }

    private void write(WholeRecords records) {
        if (feed != null) {
            chosen.all(records.count());
            feed.write(records, chosen);
        }
        if (news != null && late != null) {
            chosen.clear();
            for (int record = 0; record < records.count(); record++) {
                compare(records, record, news, late);
            }
            news.delta.write(records, chosen);
        }
    }

    private void compare(WholeRecords records, int record, News to, LateLedger lines) {
        int from = records.start(record);
        int end = records.end(record);
        Change change = to.changes.compare(records, record);
        if (change == Change.UNCHANGED) {
            leftAlone += end - from;
            return;
        }
        chosen.add(record);
        byte[] words = Ledger.late(ProductStatus.SENT, ChangeWords.said(change, to.changes.fields()));
        for (int row = from; row < end; row++) {
            lines.say(records.product(row), words);
        }
        if (to.calls != null && to.queue != null) {
            call(records, record, change, to, to.calls);
            to.queue.write(queued.bytes(), 0, queued.end());
        }
    }

    private void call(WholeRecords records, int record, Change change, News to, ApiFeed.Worker calls) {
        long name = records.name(record);
        String id = name == Column.MISSING ? "" : records.texts().text().string(name);
        ApiFeed.Whom whom = new ApiFeed.Whom(id, to.changes.id(), records.number(record));
        Selection rows = records.texts().rows();
        rows.clear();
        records.addRows(record, rows);
        queued.clear();
        // A call for stocks or prices alone may not speak of products that the channel does not have yet.
        BitSet changed = to.changes.hasSameProducts() ? to.changes.changed() : ALL;
        calls.append(records.texts(), rows, whom, change, changed, queued);
    }

    DocumentCount count() {
        return new DocumentCount(gathered.records(), gathered.bytesOnDisk() + (late == null ? 0 : late.bytesOnDisk()));
    }

    @Override
    public void close() {
        gathered.close();
        if (late != null) {
            late.close();
        }
    }
}
