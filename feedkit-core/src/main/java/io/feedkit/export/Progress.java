package io.feedkit.export;

/**
 * How far a run is.
 *
 * @param records records read so far
 * @param bytes bytes of the catalogue read so far
 * @param totalBytes bytes of the whole catalogue, or 0 when that is not known
 */
public record Progress(long records, long bytes, long totalBytes) {}
