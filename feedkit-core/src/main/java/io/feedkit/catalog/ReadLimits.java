package io.feedkit.catalog;

/**
 * What reading may cost at most, whatever the source holds. A record over a limit becomes a problem; a source over a limit ends the reading with one.
 *
 * @param maxFieldBytes one cell, element text or JSON string
 * @param maxRecordBytes one record with all its cells
 * @param maxColumns different columns of a source
 * @param maxDepth nesting of XML elements or JSON values
 * @param maxSourceBytes the whole source, decompressed
 * @param maxInflation how many times larger than its compressed form a source may become (checked beyond the first 16 MiB)
 * @param maxParentBytes what is remembered of other rows in memory (parents that variants inherit from, tables, linked files); more lies on disk. A group of rows that
 *     stand together has to fit
 */
public record ReadLimits(
        int maxFieldBytes,
        int maxRecordBytes,
        int maxColumns,
        int maxDepth,
        long maxSourceBytes,
        int maxInflation,
        int maxParentBytes) {

    private static final int MIB = 1024 * 1024;

    /** For a merchant's own catalogue: generous, still safe in a small heap. */
    public static final ReadLimits DEFAULTS = new ReadLimits(MIB, 4 * MIB, 2_000, 64, 64L * 1024 * MIB, 200, 16 * MIB);

    /** For sources from strangers. */
    public static final ReadLimits STRICT = new ReadLimits(256 * 1024, MIB, 500, 32, 1024L * MIB, 100, 4 * MIB);

    public ReadLimits {
        if (maxFieldBytes < 1 || maxRecordBytes < maxFieldBytes || maxColumns < 1 || maxDepth < 1) {
            throw new IllegalArgumentException("limits are positive, and a record holds at least one field");
        }
    }
}
