package io.feedkit.catalog;

import io.feedkit.batch.ProductBatch;
import io.feedkit.problem.Problem;
import java.util.List;

/** A pass that is closed together with what was kept for it. */
record OnlyPass(ProductReader reader, Passes passes) implements ProductReader {
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
        try {
            reader.close();
        } finally {
            passes.close();
        }
    }
}
