package io.feedkit.export.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.TextBuffer;
import io.feedkit.export.api.Lane;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One product in a queue, on its way in one call.
 *
 * <pre>
 * int length of what follows | byte lane | byte 1 when it takes the product away | short call | long fingerprint of the id | long record in the catalogue, 0 when it is gone |
 * int n, n longs: the fields it carries, none for all | int bytes of the id, the id | the record, to the end
 * </pre>
 *
 * @param ordinal its place in the queue, from 0
 * @param removes whether it takes the product away
 * @param call which call of the plan
 * @param fields the fields it carries, a bit for each; none for all
 * @param record in the catalogue, from 1; 0 when the catalogue does not have it any more
 * @param body what stands for it in the body of the call
 */
record Item(
        int ordinal,
        Lane lane,
        boolean removes,
        int call,
        long fingerprint,
        long record,
        long[] fields,
        String id,
        byte[] body) {
    private static final int FIXED = 1 + 1 + Short.BYTES + Long.BYTES + Long.BYTES + Integer.BYTES + Integer.BYTES;
    /** A record of ours is smaller. */
    static final int MOST = 1 << 28;

    /** Appends one; the record itself is what {@code text} holds. */
    static void append(
            Lane lane,
            boolean removes,
            int call,
            long fingerprint,
            long record,
            long[] fields,
            byte[] id,
            TextBuffer text,
            TextBuffer out) {
        int length = FIXED + fields.length * Long.BYTES + id.length + text.end();
        ByteBuffer head =
                ByteBuffer.allocate(Integer.BYTES + length - text.end()).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(length)
                .put((byte) lane.ordinal())
                .put((byte) (removes ? 1 : 0))
                .putShort((short) call);
        head.putLong(fingerprint).putLong(record).putInt(fields.length);
        for (long word : fields) {
            head.putLong(word);
        }
        head.putInt(id.length).put(id);
        out.append(head.array());
        out.append(text.bytes(), 0, text.end());
    }

    /** Reads what {@link #append} wrote, without the length before it. */
    static Item parse(int ordinal, byte[] bytes) throws IOException {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            Lane lane = Lane.values()[in.get()];
            boolean removes = in.get() != 0;
            int call = in.getShort();
            long fingerprint = in.getLong();
            long record = in.getLong();
            long[] fields = new long[bounded(in, in.getInt(), Long.BYTES)];
            for (int i = 0; i < fields.length; i++) {
                fields[i] = in.getLong();
            }
            byte[] id = new byte[bounded(in, in.getInt(), 1)];
            in.get(id);
            byte[] body = Arrays.copyOfRange(bytes, in.position(), bytes.length);
            return new Item(ordinal, lane, removes, call, fingerprint, record, fields, new String(id, UTF_8), body);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IOException("the queue is broken", e);
        }
    }

    private static int bounded(ByteBuffer in, int count, int each) throws IOException {
        if (count < 0 || count > in.remaining() / each) {
            throw new IOException("the queue is broken");
        }
        return count;
    }

    boolean carries(int field) {
        int word = field / Long.SIZE;
        return word < fields.length && (fields[word] & 1L << field) != 0;
    }
}
