package io.feedkit.location.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** What a request carries; it can be sent several times. */
sealed interface HttpBody {
    HttpBody NONE = new Bytes(new byte[0]);

    long length();

    /** A publisher for one sending, which counts the bytes that were handed over. */
    BodyPublisher publisher(AtomicLong sent);

    record Bytes(byte[] content) implements HttpBody {
        @Override
        public long length() {
            return content.length;
        }

        @Override
        public BodyPublisher publisher(AtomicLong sent) {
            return BodyPublishers.ofByteArray(content);
        }
    }

    /** A piece of a file that nobody changes meanwhile. */
    record FilePiece(Path file, long offset, long length) implements HttpBody {
        @Override
        public BodyPublisher publisher(AtomicLong sent) {
            return length == 0
                    ? BodyPublishers.ofByteArray(new byte[0])
                    : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> open(sent)), length);
        }

        private InputStream open(AtomicLong sent) {
            try {
                InputStream in = Files.newInputStream(file);
                try {
                    in.skipNBytes(offset);
                    return new Counted(in, length, sent);
                } catch (IOException e) {
                    in.close();
                    throw e;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The next so many bytes of a stream. */
    final class Counted extends InputStream {
        private final InputStream in;
        private final AtomicLong sent;
        private long left;

        Counted(InputStream in, long length, AtomicLong sent) {
            this.in = in;
            this.left = length;
            this.sent = sent;
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int got = in.read(into, from, (int) Math.min(length, left));
            if (got > 0) {
                left -= got;
                sent.addAndGet(got);
            }
            return got;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
