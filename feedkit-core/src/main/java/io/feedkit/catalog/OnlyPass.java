package io.feedkit.catalog;

import io.feedkit.batch.ProductBatch;

/** A pass that is closed together with what was kept for it. */
final class OnlyPass extends ForwardingProductReader {
    private final ProductReader reader;
    private final Passes passes;

    OnlyPass(ProductReader reader, Passes passes) {
        super(reader);
        this.reader = reader;
        this.passes = passes;
    }

    /** Nothing is done to the products here, so nothing stands against leaving some unread. */
    @Override
    public boolean read(ProductBatch into, RecordSieve sieve) {
        return reader.read(into, sieve);
    }

    @Override
    public void close() {
        try {
            super.close();
        } finally {
            passes.close();
        }
    }
}
