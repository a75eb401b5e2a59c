package io.feedkit.catalog;

import io.feedkit.batch.RecordBatch;
import io.feedkit.problem.Problem;
import java.util.List;

/**
 * Passes everything on to another reader. Whoever changes one thing about a reader extends this and says that one thing; what readers learn to tell later comes along by itself.
 */
public abstract class ForwardingRecordReader implements RecordReader {
    private final RecordReader reader;

    protected ForwardingRecordReader(RecordReader reader) {
        this.reader = reader;
    }

    @Override
    public List<String> columns() {
        return reader.columns();
    }

    @Override
    public List<Detection> detections() {
        return reader.detections();
    }

    @Override
    public boolean read(RecordBatch into) {
        return reader.read(into);
    }

    /** A reader that makes records of its own out of those of another one cannot pass them over; see {@link LinkedReader}. */
    @Override
    public long pass(long plan, KnownRecords known) {
        return reader.pass(plan, known);
    }

    @Override
    public List<Problem> lost() {
        return reader.lost();
    }

    @Override
    public References references() {
        return reader.references();
    }

    @Override
    public long bytesRead() {
        return reader.bytesRead();
    }

    @Override
    public void close() {
        reader.close();
    }
}
