package io.feedkit.catalog.spill;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Rows in sorted pages on disk. The first key of each page is in memory, so a row costs one page at most; pages in use are in a cache.
 *
 * <p>A page is the number of its entries, where each starts, and the entries. H2's MVStore was the alternative: it sorts while keys come in any order, by reading and
 * writing its tree all the time, and needs a library; sorting runs and putting them together once is what a source that is read from end to end allows.
 */
final class PagedRows implements KeyedRows {
    static final int PAGE_BYTES = 4 * 1024;

    private final Pages pages;
    /** The first entry of each page, its row left out. */
    private final Entries firsts = new Entries(16 * 1024, 256);
    /** How many entries lie before each page. */
    private int[] before = new int[256];

    private final Entries filling = new Entries(2 * PAGE_BYTES, 128);
    private final BitSet found = new BitSet();
    private int count;
    private long repeated;

    PagedRows(String source, long cachedBytes) {
        pages = new Pages(source, 0, cachedBytes);
    }

    /** Takes in the next entry; keys come in ascending order, each once. */
    void add(byte[] bytes, int start) {
        if (filling.end() + Entries.size(bytes, start) > PAGE_BYTES && filling.count() > 0) {
            endPage();
        }
        filling.add(bytes, start);
        count++;
    }

    private void endPage() {
        int head = 4 * (filling.count() + 1);
        byte[] page = new byte[head + filling.end()];
        Entries.putInt(page, 0, filling.count());
        for (int entry = 0; entry < filling.count(); entry++) {
            Entries.putInt(page, 4 * (entry + 1), head + filling.start(entry));
        }
        System.arraycopy(filling.bytes(), 0, page, head, filling.end());
        int number = pages.add(page, 0, page.length);
        if (number == before.length) {
            before = Arrays.copyOf(before, number * 2);
        }
        before[number] = count - filling.count();
        firsts.add(page, head + 8, head + 8 + Entries.getInt(page, head), page, 0, 0);
        filling.clear();
    }

    void end(long rowsRepeated) {
        if (filling.count() > 0) {
            endPage();
        }
        repeated = rowsRepeated;
    }

    @Override
    public @Nullable ByteBuffer find(byte[] key, int from, int to) {
        int low = 0;
        int high = pages.count() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (Entries.compare(firsts.bytes(), firsts.start(middle), key, from, to) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0 ? null : find(high, key, from, to);
    }

    private @Nullable ByteBuffer find(int number, byte[] key, int from, int to) {
        byte[] page = pages.get(number);
        int low = 0;
        int high = Entries.getInt(page, 0) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int start = Entries.getInt(page, 4 * (middle + 1));
            int order = Entries.compare(page, start, key, from, to);
            if (order == 0) {
                found.set(before[number] + middle);
                return Entries.row(page, start);
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return null;
    }

    @Override
    public void each(Taker taker) {
        for (int number = 0; number < pages.count(); number++) {
            byte[] page = pages.read(number);
            for (int entry = 0; entry < Entries.getInt(page, 0); entry++) {
                Entries.give(page, Entries.getInt(page, 4 * (entry + 1)), taker);
            }
        }
    }

    @Override
    public long keys() {
        return count;
    }

    @Override
    public long repeated() {
        return repeated;
    }

    @Override
    public long bytesOnDisk() {
        return pages.bytes();
    }

    @Override
    public long found() {
        return found.cardinality();
    }

    @Override
    public void close() {
        pages.close();
    }
}
