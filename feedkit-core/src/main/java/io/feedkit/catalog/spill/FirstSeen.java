package io.feedkit.catalog.spill;

import io.feedkit.problem.FeedException;
import org.jspecify.annotations.Nullable;

/**
 * Which values were seen before, and where: 64 bits of each value and the number of its first record, in memory as far as an {@link Allowance} goes and in a temporary file beyond it.
 *
 * <p>Fingerprints are those of {@link io.feedkit.batch.Fingerprint}, any number but 0; twelve bytes an entry, with room for a third more. Where they lie cannot be seen in what is found. When
 * the allowance is used up nothing more is remembered. For one thread at a time; close it to give back what is on disk, after which it may not be asked any more.
 */
public final class FirstSeen implements AutoCloseable {
    /** The value was not there; from {@link #put}: it is now. */
    public static final int NEW = -1;
    /** The value was not there and there is no room for it. */
    public static final int FULL = -2;

    static final int ENTRY_BYTES = Long.BYTES + Integer.BYTES;

    private final Allowance allowance;
    private final FirstSeenInMemory memory;
    private @Nullable FirstSeenOnDisk disk;
    private int size;

    /** What several of them may take together. */
    public static final class Allowance {
        private final String source;
        private long memoryLeft;
        private long diskLeft;
        private long bytesOnDisk;
        private String refusal = "";

        /**
         * So many bytes of each.
         *
         * @param source what problems name: for whom values are remembered
         */
        public Allowance(String source, long memoryBytes, long diskBytes) {
            this.source = source;
            memoryLeft = memoryBytes;
            diskLeft = diskBytes;
        }

        /** How many bytes of temporary files were taken, also when they are gone. */
        public long bytesOnDisk() {
            return bytesOnDisk;
        }

        /** Why the disk gave less than was allowed; empty when it did not. */
        public String refusal() {
            return refusal;
        }

        boolean takeMemory(long bytes) {
            if (bytes > memoryLeft) {
                return false;
            }
            memoryLeft -= bytes;
            return true;
        }

        /** A file in place of another that is given back when all was moved, or null when there is no room for both. */
        @Nullable
        MappedFile takeFile(long bytes, long insteadOf) {
            if (bytes > diskLeft || bytes > Integer.MAX_VALUE) {
                return null;
            }
            try {
                MappedFile file = MappedFile.of(bytes, source);
                diskLeft -= bytes - insteadOf;
                bytesOnDisk += bytes - insteadOf;
                return file;
            } catch (FeedException e) {
                // One that asks again and again would only be refused again.
                diskLeft = 0;
                refusal = e.problem().message();
                return null;
            }
        }
    }

    public FirstSeen(Allowance allowance) {
        this.allowance = allowance;
        memory = new FirstSeenInMemory(allowance);
    }

    /** How many values are remembered. */
    public int size() {
        return size;
    }

    /** The record a value was first seen in, or {@link #NEW}. */
    public int find(long fingerprint) {
        int known = memory.find(fingerprint);
        return known != NEW || disk == null ? known : disk.find(fingerprint);
    }

    /** The record a value was first seen in; {@link #NEW} when it is remembered from now on, {@link #FULL} when it cannot be. */
    public int put(long fingerprint, int record) {
        int known = find(fingerprint);
        if (known != NEW) {
            return known;
        }
        if (!memory.add(fingerprint, record) && !addOnDisk(fingerprint, record)) {
            return FULL;
        }
        size++;
        return NEW;
    }

    private boolean addOnDisk(long fingerprint, int record) {
        FirstSeenOnDisk open = disk;
        if (open == null) {
            open = new FirstSeenOnDisk(allowance);
            disk = open;
        }
        return open.add(fingerprint, record);
    }

    @Override
    public void close() {
        if (disk != null) {
            disk.close();
        }
    }
}
