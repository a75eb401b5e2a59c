package io.feedkit.catalog.spill;

/** Sorted entries on disk, to be read once from the first to the last. A page is some whole entries. */
final class Run implements AutoCloseable {
    private final Pages pages;
    private final Entries filling = new Entries(2 * PagedRows.PAGE_BYTES, 128);

    private final int level;

    /** @param level how often its entries were merged */
    Run(String source, int level) {
        pages = new Pages(source, 0, 0);
        this.level = level;
    }

    int level() {
        return level;
    }

    void add(byte[] bytes, int start) {
        if (filling.end() + Entries.size(bytes, start) > PagedRows.PAGE_BYTES) {
            end();
        }
        filling.add(bytes, start);
    }

    void end() {
        if (filling.count() > 0) {
            pages.add(filling.bytes(), 0, filling.end());
            filling.clear();
        }
    }

    int pages() {
        return pages.count();
    }

    byte[] page(int number) {
        return pages.read(number);
    }

    @Override
    public void close() {
        pages.close();
    }
}
