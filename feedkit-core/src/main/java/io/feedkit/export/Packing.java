package io.feedkit.export;

import io.feedkit.location.StagedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** How a file is packed, as its name says: {@code .gz}, {@code .zip} with one entry, or not at all. */
enum Packing {
    NONE("") {
        @Override
        OutputStream onto(StagedFile file, String name, String extension) {
            return new Bytes(file);
        }
    },
    GZIP(".gz") {
        @Override
        OutputStream onto(StagedFile file, String name, String extension) throws IOException {
            return new GZIPOutputStream(new Bytes(file), BUFFER_BYTES);
        }
    },
    ZIP(".zip") {
        @Override
        OutputStream onto(StagedFile file, String name, String extension) throws IOException {
            ZipOutputStream out = new ZipOutputStream(new Bytes(file));
            String inside = name.substring(0, name.length() - ".zip".length());
            ZipEntry entry = new ZipEntry(inside.contains(".") ? inside : inside + "." + extension);
            // The same bytes on any day and in any zone.
            entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
            out.putNextEntry(entry);
            return out;
        }
    };

    private static final int BUFFER_BYTES = 1 << 16;

    private final String ending;

    Packing(String ending) {
        this.ending = ending;
    }

    static Packing of(String name) {
        return name.endsWith(GZIP.ending) ? GZIP : name.endsWith(ZIP.ending) ? ZIP : NONE;
    }

    /**
     * Starts to pack.
     *
     * @param name of the file
     * @param extension of what is packed, where the name does not say it
     */
    abstract OutputStream onto(StagedFile file, String name, String extension) throws IOException;

    /** Hands bytes on as they are. */
    private static final class Bytes extends OutputStream {
        private final StagedFile file;

        Bytes(StagedFile file) {
            this.file = file;
        }

        @Override
        public void write(int b) {
            file.write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int from, int length) {
            file.write(source, from, from + length);
        }
    }
}
