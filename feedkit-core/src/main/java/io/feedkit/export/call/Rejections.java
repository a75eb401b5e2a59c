package io.feedkit.export.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.spill.KeyedRowsWriter;
import io.feedkit.feed.json.JsonWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** What a channel refused in one run: a file for people, a line for each product, and the words for the ledger by the product's place in the queue. */
final class Rejections implements AutoCloseable {
    private static final long MEMORY_BYTES = 1 << 20;

    private final OutputStream file;
    private final KeyedRowsWriter words;
    private final byte[] key = new byte[Integer.BYTES];

    private Rejections(OutputStream file, KeyedRowsWriter words) {
        this.file = file;
        this.words = words;
    }

    /** @param channel whom problems name */
    static Rejections open(Path file, String channel) throws IOException {
        return new Rejections(
                new FileOutputStream(file.toFile()),
                new KeyedRowsWriter(channel, (first, second, into) -> {}, MEMORY_BYTES));
    }

    void add(String call, Item item, String message) throws IOException {
        TextBuffer line = new TextBuffer(256);
        JsonWriter json = new JsonWriter(line).object().field("id", item.id());
        json.field("status", "rejected").field("lane", item.lane().word());
        json.field("call", call);
        if (item.record() > 0) {
            json.field("record", item.record());
        }
        json.field("text", message).endObject().endLine();
        file.write(line.bytes(), 0, line.end());
        byte[] said = message.getBytes(UTF_8);
        ByteBuffer.wrap(key).putInt(item.ordinal());
        words.add(key, 0, key.length, said, 0, said.length);
    }

    /** Hears of refusals. */
    interface Taker {
        /** @param ordinal the item's place in the queue */
        void take(int ordinal, String message);
    }

    /** Gives all of them, in the order of the queue, once. */
    void drain(Taker taker) {
        words.drain((bytes, from, keyEnd, end) -> taker.take(
                ByteBuffer.wrap(bytes, from, Integer.BYTES).getInt(), new String(bytes, keyEnd, end - keyEnd, UTF_8)));
    }

    @Override
    public void close() throws IOException {
        try (words) {
            file.close();
        }
    }
}
