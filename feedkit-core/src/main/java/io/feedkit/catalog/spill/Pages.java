package io.feedkit.catalog.spill;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;

/**
 * Numbered blocks of bytes over a {@link Spill}; the ones in use stay in memory, within a budget of their own.
 *
 * <p>The cache does its housekeeping in the thread that asks: a library starts no threads behind its host's back. For one thread.
 */
public final class Pages implements AutoCloseable {
    private final Spill spill;
    private final Cache<Integer, byte[]> cache;
    private long[] starts = new long[64];
    private int count;

    /** @param cachedBytes how much of what is on disk may be in memory as well */
    public Pages(String source, long budgetBytes, long cachedBytes) {
        spill = new Spill(source, budgetBytes);
        cache = Caffeine.newBuilder()
                .maximumWeight(cachedBytes)
                .<Integer, byte[]>weigher((number, page) -> page.length + 64)
                .executor(Runnable::run)
                .build();
    }

    public int count() {
        return count;
    }

    /** Bytes of all pages together. */
    public long bytes() {
        return spill.size();
    }

    public boolean isOnDisk() {
        return spill.isOnDisk();
    }

    /** Takes in a page and returns its number; the first is 0. */
    public int add(byte[] bytes, int from, int to) {
        if (starts.length == count) {
            starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count] = spill.size();
        spill.write(bytes, from, to);
        return count++;
    }

    /** The bytes of a page, not to be changed. */
    public byte[] get(int number) {
        byte[] cached = cache.getIfPresent(number);
        if (cached == null) {
            cached = read(number);
            cache.put(number, cached);
        }
        return cached;
    }

    /** The bytes of a page for somebody who goes through all of them once; the cache keeps what it has. */
    public byte[] read(int number) {
        long end = number + 1 < count ? starts[number + 1] : spill.size();
        byte[] page = new byte[(int) (end - starts[number])];
        spill.read(starts[number], page, 0, page.length);
        return page;
    }

    @Override
    public void close() {
        cache.invalidateAll();
        spill.close();
    }
}
