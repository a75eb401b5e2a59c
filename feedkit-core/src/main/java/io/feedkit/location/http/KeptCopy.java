package io.feedkit.location.http;

import io.feedkit.location.LocationProblem;
import io.feedkit.location.SourceLimits;
import io.feedkit.location.StoredBytes;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What was fetched last from an address, on disk.
 *
 * <p>One file: three lines (version, charset, size) and then the bytes as they came. It is written beside and renamed, so two processes may share a folder. Its name
 * is a hash of the address and of the credentials' reference, so that nobody reads what others may see.
 */
record KeptCopy(Path file) {
    private static final String MARK = "feedkit-copy-1";
    private static final int MOST_LINE = 4096;

    static KeptCopy of(Path folder, HttpLocation location) {
        try {
            String key = location.address() + "\n" + location.options().credentials();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return new KeptCopy(folder.resolve(HexFormat.of().formatHex(hash).substring(0, 40) + ".copy"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /** The copy if the server says that it is still right, else what the server has now, fetched to its end and kept. */
    StoredBytes refreshed(HttpLocation location, SourceLimits limits) throws IOException {
        StoredBytes kept = open();
        if (kept != null) {
            StoredBytes fresh = fresh(location, kept);
            if (fresh == null) {
                return kept;
            }
            return replaced(fresh, location, limits);
        }
        return replaced(location.fetch("").orElseThrow(), location, limits);
    }

    private static @Nullable StoredBytes fresh(HttpLocation location, StoredBytes kept) throws IOException {
        StoredBytes fresh = null;
        boolean same = false;
        try {
            fresh = location.fetch(kept.version()).orElse(null);
            same = fresh == null;
            return fresh;
        } finally {
            if (!same) {
                kept.bytes().close();
            }
        }
    }

    private StoredBytes replaced(StoredBytes fresh, HttpLocation location, SourceLimits limits) throws IOException {
        try (InputStream in = fresh.bytes()) {
            keep(fresh, in, location.name(), limits.maxBytes());
        }
        StoredBytes now = open();
        if (now == null) {
            throw new IOException("the copy is gone again");
        }
        return now;
    }

    private void keep(StoredBytes fresh, InputStream in, String place, long maxBytes) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path beside = Files.createTempFile(file.toAbsolutePath().getParent(), "feedkit", ".part");
        try {
            Path bytes = Files.createTempFile(file.toAbsolutePath().getParent(), "feedkit", ".part");
            try {
                long size = copied(in, bytes, place, maxBytes);
                try (OutputStream out = Files.newOutputStream(beside)) {
                    String head =
                            MARK + "\n" + line(fresh.version()) + "\n" + line(fresh.charset()) + "\n" + size + "\n";
                    out.write(head.getBytes(StandardCharsets.UTF_8));
                    Files.copy(bytes, out);
                }
            } finally {
                Files.deleteIfExists(bytes);
            }
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static long copied(InputStream in, Path to, String place, long maxBytes) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(to)) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                size += got;
                if (size > maxBytes) {
                    throw new FeedException(new Problem(
                            LocationProblem.TOO_LARGE,
                            SourcePosition.unknown(place),
                            "The source is larger than " + maxBytes + " bytes.",
                            "If that is meant, raise maxSourceBytes of ReadLimits."));
                }
                out.write(buffer, 0, got);
            }
        }
        return size;
    }

    private static String line(String value) {
        return value.replaceAll("[\\r\\n]", " ");
    }

    /** The copy, or null when there is none or it is not whole: then it is fetched again. */
    private @Nullable StoredBytes open() throws IOException {
        InputStream in;
        try {
            in = Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            return null;
        }
        try {
            String mark = readLine(in);
            String version = readLine(in);
            String charset = readLine(in);
            String size = readLine(in);
            long head = mark.getBytes(StandardCharsets.UTF_8).length
                    + version.getBytes(StandardCharsets.UTF_8).length
                    + charset.getBytes(StandardCharsets.UTF_8).length
                    + size.length()
                    + 4L;
            if (mark.equals(MARK) && String.valueOf(Files.size(file) - head).equals(size)) {
                return new StoredBytes(in, Long.parseLong(size), version, charset);
            }
        } catch (IOException e) {
            in.close();
            throw e;
        }
        in.close();
        return null;
    }

    private static String readLine(InputStream in) throws IOException {
        byte[] line = new byte[MOST_LINE];
        int length = 0;
        for (int c = in.read(); c >= 0 && c != '\n' && length < MOST_LINE; c = in.read()) {
            line[length++] = (byte) c;
        }
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }
}
