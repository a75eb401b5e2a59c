package io.feedkit.shop.shopify;

import io.feedkit.problem.FeedException;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.answer.Answer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file of a bulk operation: an object in a line, children in lines of their own that name their parent.
 *
 * <p>Children usually follow their parent, but the shop does not promise it. A first look through the file finds those that do not and notes where they stand; for a
 * file in order it notes nothing. One-shot and for one thread.
 */
final class BulkFile implements AutoCloseable {
    private static final int MAX_SCATTERED = 2_000_000;
    private static final int MAX_LINE_BYTES = 32 << 20;

    /** A product with the lines that name it as their parent. */
    record Entry(Answer product, List<Answer> children) {}

    private final ShopApi api;
    private final Lines lines;
    private final RandomAccessFile scattered;
    private final Map<String, List<Long>> offsets;
    private @Nullable Answer ahead;

    private BulkFile(ShopApi api, Path file, Map<String, List<Long>> offsets) throws IOException {
        this.api = api;
        this.offsets = offsets;
        lines = new Lines(Files.newInputStream(file));
        scattered = new RandomAccessFile(file.toFile(), "r");
        ahead = read();
    }

    static BulkFile open(Path file, ShopApi api) {
        try {
            return new BulkFile(api, file, scattered(file, api));
        } catch (IOException e) {
            throw unreadable(api, e);
        }
    }

    private static FeedException unreadable(ShopApi api, IOException e) {
        return api.unreadable("the file of the bulk operation cannot be read: " + e.getMessage() + ".");
    }

    private static String parent(Answer line) {
        return line.get("__parentId").text();
    }

    private static Map<String, List<Long>> scattered(Path file, ShopApi api) throws IOException {
        Map<String, List<Long>> offsets = new HashMap<>();
        int count = 0;
        String product = "";
        try (Lines lines = new Lines(Files.newInputStream(file))) {
            long at = 0;
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                Answer object = api.parse(line);
                String parent = parent(object);
                if (parent.isEmpty()) {
                    product = object.get("id").text();
                } else if (!parent.equals(product)) {
                    // What stands behind a stranger does not follow its product either.
                    product = "";
                    if (++count > MAX_SCATTERED) {
                        throw api.unreadable(
                                "more than " + MAX_SCATTERED + " lines stand far from what they belong to.");
                    }
                    offsets.computeIfAbsent(parent, id -> new ArrayList<>(2)).add(at);
                }
                at = lines.position;
            }
        }
        return offsets;
    }

    /** The next product, or null behind the last. */
    @Nullable
    Entry next() {
        try {
            while (ahead != null && !parent(ahead).isEmpty()) {
                ahead = read();
            }
            Answer product = ahead;
            if (product == null) {
                return null;
            }
            String id = product.get("id").text();
            List<Answer> children = new ArrayList<>();
            for (ahead = read(); ahead != null && parent(ahead).equals(id); ahead = read()) {
                children.add(ahead);
            }
            List<Long> apart = offsets.remove(id);
            for (long offset : apart == null ? List.<Long>of() : apart) {
                children.add(scatteredAt(offset));
            }
            return new Entry(product, children);
        } catch (IOException e) {
            throw unreadable(api, e);
        }
    }

    /** Behind the last product: the ids that lines name as their parents, but no product has. */
    Set<String> orphans() {
        return Set.copyOf(offsets.keySet());
    }

    private Answer scatteredAt(long offset) throws IOException {
        scattered.seek(offset);
        byte[] line = new Lines(Channels.newInputStream(scattered.getChannel())).next();
        return line == null ? Answer.MISSING : api.parse(line);
    }

    private @Nullable Answer read() throws IOException {
        byte[] line = lines.next();
        return line == null ? null : api.parse(line);
    }

    @Override
    public void close() throws IOException {
        lines.close();
        scattered.close();
    }

    /** Bytes between line ends. */
    private static final class Lines implements AutoCloseable {
        private final InputStream in;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private long position;

        Lines(InputStream in) {
            this.in = new BufferedInputStream(in, 1 << 16);
        }

        byte @Nullable [] next() throws IOException {
            line.reset();
            int c = in.read();
            while (c >= 0 && c != '\n') {
                if (line.size() == MAX_LINE_BYTES) {
                    throw new IOException("a line is longer than " + MAX_LINE_BYTES + " bytes");
                }
                line.write(c);
                position++;
                c = in.read();
            }
            if (c < 0 && line.size() == 0) {
                return null;
            }
            position++;
            return line.toByteArray();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
