package io.feedkit.catalog;

/** A pass that is closed together with what was kept for it. */
final class OnlyPass extends ForwardingProductReader {
    private final Passes passes;

    OnlyPass(ProductReader reader, Passes passes) {
        super(reader);
        this.passes = passes;
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
