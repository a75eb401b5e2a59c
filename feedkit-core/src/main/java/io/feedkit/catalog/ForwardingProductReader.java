package io.feedkit.catalog;

import io.feedkit.batch.ProductBatch;
import io.feedkit.problem.Problem;
import java.util.List;

/** Passes everything on to another pass; see {@link ForwardingRecordReader}. */
abstract class ForwardingProductReader implements ProductReader {
    private final ProductReader reader;

    ForwardingProductReader(ProductReader reader) {
        this.reader = reader;
    }

    @Override
    public ProductBatch newBatch() {
        return reader.newBatch();
    }

    @Override
    public boolean read(ProductBatch into) {
        return reader.read(into);
    }

    @Override
    public long records() {
        return reader.records();
    }

    @Override
    public List<Problem> lost() {
        return reader.lost();
    }

    @Override
    public long bytesRead() {
        return reader.bytesRead();
    }

    @Override
    public List<SupplementReport> supplements() {
        return reader.supplements();
    }

    @Override
    public void close() {
        reader.close();
    }
}
