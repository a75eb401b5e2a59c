package io.feedkit.location;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private Path part(int number) {
        return file.resolveSibling(PartName.of(String.valueOf(file.getFileName()), number));
    }

    /** Copies beside the files they will replace. */
    private final class Copies implements Staged {
        private final Shipment shipment;
        private final List<FilePublication> copies = new ArrayList<>();

        Copies(Shipment shipment) {
            this.shipment = shipment;
        }

        void make() {
            for (Shipment.Item item : shipment.items()) {
                FilePublication copy = FilePublication.open(part(copies.size() + 1));
                copies.add(copy);
                try (InputStream in = Files.newInputStream(item.file())) {
                    byte[] buffer = new byte[BUFFER_BYTES];
                    for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                        copy.write(buffer, 0, got);
                    }
                } catch (IOException e) {
                    throw PublishProblem.CANNOT_WRITE.at(
                            name(), "The finished feed cannot be read: " + Source.reason(e) + ".", e);
                }
                if (!copy.finish().sha256().equals(item.sha256())) {
                    throw PublishProblem.NOT_WHOLE.at(name(), "The finished feed changed while it was copied.");
                }
            }
        }

        @Override
        public void publish() {
            copies.forEach(FilePublication::publish);
            for (int superfluous : shipment.superfluousParts()) {
                try {
                    Files.deleteIfExists(part(superfluous));
                } catch (IOException e) {
                    throw PublishProblem.CANNOT_WRITE.at(
                            name(), "A part of the last feed cannot be removed: " + Source.reason(e) + ".", e);
                }
            }
        }

        @Override
        public void close() {
            copies.forEach(FilePublication::close);
        }
    }
}
