package io.feedkit.export;

import io.feedkit.location.FilePublication;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The ledger of one feed in the making, packed or not. A ledger of the other form that an earlier run left is taken away, since it tells of another feed. */
final class LedgerFile implements AutoCloseable {
    private static final int BUFFER = 1 << 15;

    private final FilePublication publication;
    private final @Nullable OutputStream packer;
    private final Path other;

    private LedgerFile(FilePublication publication, @Nullable OutputStream packer, Path other) {
        this.publication = publication;
        this.packer = packer;
        this.other = other;
    }

    static LedgerFile open(Path feed, boolean packed) {
        Path plain = LedgerFiles.beside(feed, LedgerFiles.PLAIN);
        Path small = LedgerFiles.beside(feed, LedgerFiles.PACKED);
        if (!packed) {
            return new LedgerFile(FilePublication.open(plain), null, small);
        }
        FilePublication publication = FilePublication.open(small);
        try {
            return new LedgerFile(publication, new GZIPOutputStream(new Into(publication), BUFFER), plain);
        } catch (IOException e) {
            publication.close();
            throw new UncheckedIOException(e);
        }
    }

    void write(byte[] source, int from, int to) {
        if (packer == null) {
            publication.write(source, from, to);
            return;
        }
        try {
            packer.write(source, from, to - from);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FilePublication.Published publish() {
        try {
            if (packer != null) {
                packer.close();
            }
            FilePublication.Published published = publication.publish();
            Files.deleteIfExists(other);
            return published;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        publication.close();
    }

    /** A publication as a stream; closing it leaves the publication open. */
    private static final class Into extends OutputStream {
        private final FilePublication publication;

        Into(FilePublication publication) {
            this.publication = publication;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int from, int count) {
            publication.write(source, from, from + count);
        }
    }
}
