package io.feedkit.location;

import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A file of the default or any other file system, such as a mounted share. */
record FileDestination(Path file) implements Destination {
    private static final int BUFFER_BYTES = 1 << 16;

    FileDestination {
        Objects.requireNonNull(file, "file");
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public boolean isFile(Path other) {
        return Location.of(file).isFile(other);
    }

    @Override
    public Staged stage(Shipment shipment) {
        Copies copies = new Copies(shipment);
        try {
            copies.make();
            return copies;
        } catch (RuntimeException e) {
            copies.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return name();
    }

    /** Copies beside the files they will replace. */
    private final class Copies implements Staged {
        private final Shipment shipment;
        private final Publication publication;

        Copies(Shipment shipment) {
            this.shipment = shipment;
            publication = Publication.open(file);
        }

        private String part(int number) {
            return PartName.of(String.valueOf(file.getFileName()), number);
        }

        void make() {
            int number = 1;
            for (Shipment.Item item : shipment.items()) {
                StagedFile copy = publication.file(part(number++));
                try (InputStream in = Files.newInputStream(item.file())) {
                    byte[] buffer = new byte[BUFFER_BYTES];
                    for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                        copy.write(buffer, 0, got);
                    }
                } catch (IOException e) {
                    throw PublishProblem.CANNOT_WRITE.at(
                            name(), "The finished feed cannot be read: " + Publication.reason(e) + ".", e);
                }
                if (!copy.finish().sha256().equals(item.sha256())) {
                    throw PublishProblem.NOT_WHOLE.at(name(), "The finished feed changed while it was copied.");
                }
            }
            shipment.superfluousParts().forEach(gone -> publication.remove(part(gone)));
        }

        @Override
        public void publish() {
            publication.publish();
        }

        @Override
        public void close() {
            try {
                publication.close();
            } catch (FeedException e) {
                return; // the next run removes what is left
            }
        }
    }
}
