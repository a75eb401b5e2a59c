package io.feedkit.catalog;

import io.feedkit.batch.ProductBatch;
import java.util.List;

/** A pass over a catalogue whose products are given what supplements say about them. */
final class JoinedReader extends ForwardingProductReader {
    private final List<Join> joins;
    private boolean ended;

    JoinedReader(ProductReader reader, List<Join> joins) {
        super(reader);
        this.joins = joins;
    }

    @Override
    public boolean read(ProductBatch into) {
        boolean more = super.read(into);
        // In the order they were named: a later one may use or replace what an earlier one gave.
        joins.forEach(join -> join.apply(into));
        if (!more && !ended) {
            ended = true;
            joins.forEach(Join::end);
        }
        return more;
    }

    @Override
    public List<SupplementReport> supplements() {
        return joins.stream().map(Join::report).toList();
    }

    @Override
    public void close() {
        try {
            super.close();
        } finally {
            joins.forEach(Join::close);
        }
    }
}
