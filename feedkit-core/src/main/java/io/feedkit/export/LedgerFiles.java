package io.feedkit.export;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Where the ledger of a feed stands, packed or not. */
final class LedgerFiles {
    static final String PLAIN = ".ledger.ndjson";
    static final String PACKED = ".ledger.ndjson.gz";

    private static final int BUFFER = 1 << 16;

    private LedgerFiles() {}

    static Path beside(Path feed, String suffix) {
        return feed.resolveSibling(feed.getFileName() + suffix);
    }

    /** The ledger that is there; the plain one where both are. */
    static Path of(Path feed) {
        Path packed = beside(feed, PACKED);
        Path plain = beside(feed, PLAIN);
        return Files.exists(packed) && !Files.exists(plain) ? packed : plain;
    }

    static InputStream open(Path ledger) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(ledger), BUFFER);
        return ledger.toString().endsWith(".gz") ? new GZIPInputStream(bytes, BUFFER) : bytes;
    }
}
