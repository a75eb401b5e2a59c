package io.feedkit.catalog.xlsx;

import io.feedkit.catalog.ReadLimits;
import io.feedkit.catalog.spill.Spill;
import io.feedkit.location.LocationProblem;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a workbook, by name.
 *
 * <p>The directory of a ZIP archive stands at its end and the parts of a workbook in any order, so the bytes are kept first, in memory or in a temporary file. The JDK's
 * own reader wants a file, believes the directory's sizes and checks no sums; here a part is believed only as far as the directory, the part's own head and what comes
 * out of it agree, and nothing of an archive is ever written to disk under a name of its own.
 */
final class Archive implements AutoCloseable {
    private static final int MEMORY_BYTES = 2 * 1024 * 1024;
    private static final int BLOCK = 64 * 1024;
    /** Growth below this does no harm, whatever it came from. */
    private static final long HARMLESS_BYTES = 16L << 20;

    private final String source;
    private final ReadLimits limits;
    private final InputStream in;
    private final Spill bytes;
    private final ZipDirectory directory;
    private final Map<String, ZipEntry> byName = new HashMap<>();
    private long inflated;
    private long deflated;

    /** Reads a stream to its end; it is closed with the archive. */
    Archive(InputStream in, String source, ReadLimits limits) {
        this.in = in;
        this.source = source;
        this.limits = limits;
        bytes = new Spill(source, MEMORY_BYTES);
        try {
            keep();
            directory = ZipDirectory.read(bytes, source);
            for (ZipEntry entry : directory.entries()) {
                byName.merge(plain(entry.name()), entry, (one, other) -> one.twice());
            }
        } catch (RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private void keep() {
        byte[] block = new byte[BLOCK];
        try {
            for (int got = in.read(block); got >= 0; got = in.read(block)) {
                bytes.write(block, 0, got);
            }
        } catch (IOException e) {
            throw new FeedException(
                    new Problem(
                            LocationProblem.READ_FAILED,
                            SourcePosition.unknown(source).withByteOffset(bytes.size()),
                            "Reading failed: " + e.getMessage() + "."),
                    e);
        }
    }

    /** Part names are compared without regard to case, and some writers part folders the wrong way. */
    private static String plain(String name) {
        String slashes = name.replace('\\', '/').toLowerCase(Locale.ROOT);
        return slashes.startsWith("/") ? slashes.substring(1) : slashes;
    }

    long size() {
        return bytes.size();
    }

    String source() {
        return source;
    }

    boolean has(String part) {
        return byName.containsKey(plain(part));
    }

    /** How many bytes a part says it has. */
    long sizeOf(String part) {
        ZipEntry entry = byName.get(plain(part));
        return entry == null ? 0 : entry.size();
    }

    /** The bytes of a part; throws when it is not there, or cannot be trusted. */
    InputStream open(String part) {
        ZipEntry entry = byName.get(plain(part));
        if (entry == null) {
            throw damaged("there is no part " + Problem.quote(part) + " in it.");
        }
        return new ZipStream(this, bytes, directory, entry);
    }

    /** Hears of what came out of the archive so far, and stops what grows too much. */
    void grew(long in, long out) {
        deflated += in;
        inflated += out;
        if (inflated > limits.maxSourceBytes()) {
            throw failure(
                    LocationProblem.TOO_LARGE,
                    "The workbook is larger than " + limits.maxSourceBytes() + " bytes.",
                    "If that is meant, raise maxSourceBytes of ReadLimits.");
        }
        if (inflated > HARMLESS_BYTES && inflated / limits.maxInflation() > deflated) {
            throw failure(
                    LocationProblem.INFLATES_TOO_MUCH,
                    "The compressed data grows more than " + limits.maxInflation() + " times.",
                    "If this is no decompression bomb, raise maxInflation of ReadLimits.");
        }
    }

    private FeedException failure(LocationProblem code, String message, String fix) {
        return new FeedException(new Problem(code, SourcePosition.unknown(source), message, fix));
    }

    FeedException damaged(String what) {
        return damaged(source, what, null);
    }

    static FeedException damaged(String source, String what, @Nullable Throwable cause) {
        Problem problem = new Problem(
                XlsxProblem.DAMAGED,
                SourcePosition.unknown(source),
                "the workbook is damaged: " + what,
                "Get it again, or open it in a spreadsheet program and save it anew.");
        return cause == null ? new FeedException(problem) : new FeedException(problem, cause);
    }

    static FeedException refused(String source, String what) {
        return new FeedException(new Problem(
                XlsxProblem.REFUSED,
                SourcePosition.unknown(source),
                "the workbook is refused: " + what,
                "Open it in a spreadsheet program you trust it to, and save it anew."));
    }

    @Override
    public void close() {
        bytes.close();
        try {
            in.close();
        } catch (IOException e) {
            throw new FeedException(
                    new Problem(
                            LocationProblem.READ_FAILED,
                            SourcePosition.unknown(source),
                            "Closing failed: " + e.getMessage() + "."),
                    e);
        }
    }
}
