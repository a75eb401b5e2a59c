package io.feedkit.export;

import io.feedkit.location.Publication;
import io.feedkit.location.StagedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The ledger of one feed in the making, packed or not. A ledger of the other form that an earlier run left is taken away, since it tells of another feed. */
final class LedgerFile {
    private static final int BUFFER = 1 << 15;

    private final StagedFile file;
    private final @Nullable OutputStream packer;

    private LedgerFile(StagedFile file, @Nullable OutputStream packer) {
        this.file = file;
        this.packer = packer;
    }

    static LedgerFile open(Publication publication, Path feed, boolean packed) {
        String plain = feed.getFileName() + LedgerFiles.PLAIN;
        String small = feed.getFileName() + LedgerFiles.PACKED;
        publication.remove(packed ? plain : small);
        StagedFile file = publication.file(packed ? small : plain);
        try {
            return new LedgerFile(file, packed ? new GZIPOutputStream(new Into(file), BUFFER) : null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(byte[] source, int from, int to) {
        if (packer == null) {
            file.write(source, from, to);
            return;
        }
        try {
            packer.write(source, from, to - from);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it; nothing may be written afterwards. */
    StagedFile.Finished finish() {
        try {
            if (packer != null) {
                packer.close();
            }
            return file.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file as a stream; closing it leaves the file open. */
    private static final class Into extends OutputStream {
        private final StagedFile file;

        Into(StagedFile file) {
            this.file = file;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int from, int count) {
            file.write(source, from, from + count);
        }
    }
}
