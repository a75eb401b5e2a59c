package io.feedkit.shop;

/**
 * Walks through a list that can only be asked for by position while somebody takes things out of it.
 *
 * <p>When an entry goes, all behind it move up by one, and the next page steps over one of them. The total that comes with each page tells of it: where it shrank,
 * the page is not taken but asked for again from as much further up. So entries may come twice, and whoever walks passes over what he has seen. One-shot and for
 * one thread.
 */
public final class OffsetWalk {
    private long offset;
    private long total;

    /** Before the first page. */
    public OffsetWalk() {}

    /** Where the next page starts. */
    public long offset() {
        return offset;
    }

    /** Whether nothing was stepped over before this page; if not, it is to be asked for again. */
    public boolean holds(long nowTotal) {
        long gone = total - nowTotal;
        total = nowTotal;
        if (gone > 0 && offset > 0) {
            offset = Math.max(0, offset - gone);
            return false;
        }
        return true;
    }

    /** Goes on behind a page of so many entries; says whether there is more. */
    public boolean taken(int entries) {
        offset += entries;
        return entries > 0 && offset < total;
    }
}
