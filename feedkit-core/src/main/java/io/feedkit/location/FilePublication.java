package io.feedkit.location;

import java.nio.file.Path;

/** A {@link Publication} of one file that belongs to no other. */
public final class FilePublication implements AutoCloseable {
    private final Publication publication;
    private final StagedFile file;

    private FilePublication(Publication publication, StagedFile file) {
        this.publication = publication;
        this.file = file;
    }

    /** Starts to write a file; folders on the way are made. Throws {@code publish.busy} when another writer is at it. */
    public static FilePublication open(Path file) {
        Publication publication = Publication.open(file);
        StagedFile staged = null;
        try {
            staged = publication.file(String.valueOf(publication.main().getFileName()));
            return new FilePublication(publication, staged);
        } finally {
            if (staged == null) {
                publication.close();
            }
        }
    }

    /** Adds the bytes {@code from} to {@code to}, exclusive; the array is not kept. */
    public void write(byte[] source, int from, int to) {
        file.write(source, from, to);
    }

    /** Puts the file in its place. Nothing may be written afterwards. */
    public Published publish() {
        StagedFile.Finished finished = file.finish();
        publication.publish();
        return new Published(publication.main(), finished.bytes(), finished.sha256());
    }

    @Override
    public void close() {
        publication.close();
    }

    /**
     * A file that stands in its place.
     *
     * @param file where
     * @param bytes its size
     * @param sha256 its checksum in lower-case hexadecimal
     */
    public record Published(Path file, long bytes, String sha256) {}
}
