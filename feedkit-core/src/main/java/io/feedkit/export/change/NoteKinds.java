package io.feedkit.export.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.TextBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of notes of one log, by their numbers. It stands behind the rows, in the order of the numbers, so that it does not depend on which thread met a kind first.
 */
final class NoteKinds {
    /** A rule set or a channel with more is not one; remarks beyond are not kept, and their products are worked on each time. */
    private static final int MOST = 1 << 16;

    private final Map<Integer, NoteKind> byNumber = new TreeMap<>();

    /** What a thread knows of them: each kind is looked for among all of them once. */
    static final class Known {
        private final NoteKinds all;
        private final Map<NoteKind, Integer> numbers = new HashMap<>();

        Known(NoteKinds all) {
            this.all = all;
        }

        /** The number of a kind, or null when it cannot be kept. */
        @Nullable
        Integer number(NoteKind kind) {
            Integer number = numbers.get(kind);
            if (number == null && all.add(kind)) {
                number = kind.number();
                numbers.put(kind, number);
            }
            return number;
        }
    }

    /** Whether the kind is among them now. */
    synchronized boolean add(NoteKind kind) {
        int number = kind.number();
        NoteKind there = byNumber.get(number);
        if (there == null && byNumber.size() < MOST) {
            byNumber.put(number, kind);
            return true;
        }
        return kind.equals(there);
    }

    synchronized Collection<NoteKind> all() {
        return byNumber.values();
    }

    synchronized byte[] bytes() {
        TextBuffer out = new TextBuffer(1024);
        for (NoteKind kind : byNumber.values()) {
            byte[] text = kind.text().getBytes(UTF_8);
            SentRow.putInt(out.room(Integer.BYTES), out.end(), text.length);
            out.advanceTo(out.end() + Integer.BYTES);
            out.append(text);
        }
        return java.util.Arrays.copyOf(out.bytes(), out.end());
    }

    /** Reads what {@link #bytes} wrote; null when it is something else. */
    static @Nullable NoteKinds parse(byte[] bytes) {
        NoteKinds kinds = new NoteKinds();
        int at = 0;
        while (at + Integer.BYTES <= bytes.length) {
            int length = SentRow.getInt(bytes, at);
            at += Integer.BYTES;
            if (length < 0 || length > bytes.length - at) {
                return null;
            }
            try {
                kinds.add(NoteKind.parse(new String(bytes, at, length, UTF_8)));
            } catch (IllegalArgumentException notOurs) {
                return null;
            }
            at += length;
        }
        return at == bytes.length ? kinds : null;
    }
}
