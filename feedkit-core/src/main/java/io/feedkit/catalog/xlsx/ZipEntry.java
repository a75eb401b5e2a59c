package io.feedkit.catalog.xlsx;

/**
 * What the directory of an archive says about one entry.
 *
 * @param ambiguous whether another entry goes by the same name
 */
record ZipEntry(
        String name, int flags, int method, long crc, long packedSize, long size, long offset, boolean ambiguous) {
    static final int STORED = 0;
    static final int DEFLATED = 8;

    ZipEntry twice() {
        return new ZipEntry(name, flags, method, crc, packedSize, size, offset, true);
    }

    boolean isEncrypted() {
        return (flags & 0x41) != 0;
    }
}
