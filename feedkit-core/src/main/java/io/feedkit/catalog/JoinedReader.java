package io.feedkit.catalog;

import io.feedkit.batch.ProductBatch;
import io.feedkit.problem.Problem;
import java.util.List;

/** A pass over a catalogue whose products are given what supplements say about them. */
final class JoinedReader implements ProductReader {
    private final ProductReader reader;
    private final List<Join> joins;
    private boolean ended;

    JoinedReader(ProductReader reader, List<Join> joins) {
        this.reader = reader;
        this.joins = joins;
    }

    @Override
    public ProductBatch newBatch() {
        return reader.newBatch();
    }

    @Override
    public boolean read(ProductBatch into) {
        boolean more = reader.read(into);
        // In the order they were named: a later one may use or replace what an earlier one gave.
        joins.forEach(join -> join.apply(into));
        if (!more && !ended) {
            ended = true;
            joins.forEach(Join::end);
        }
        return more;
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
        return joins.stream().map(Join::report).toList();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } finally {
            joins.forEach(Join::close);
        }
    }
}
