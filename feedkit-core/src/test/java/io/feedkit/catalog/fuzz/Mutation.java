package io.feedkit.catalog.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes bytes as accidents and attackers do: in single places, by words that mean something, and by taking pieces from elsewhere. */
final class Mutation {
    private static final int MOST_CHANGES = 6;
    private static final int LONGEST = 20_000;

    private final Random random;
    private final List<String> words;

    /** @param words what means something in the format */
    Mutation(Random random, List<String> words) {
        this.random = random;
        this.words = words;
    }

    byte[] of(byte[] seed, byte[] other) {
        byte[] bytes = seed;
        for (int i = random.nextInt(MOST_CHANGES); i >= 0; i--) {
            bytes = changed(bytes, other);
        }
        return bytes.length <= LONGEST ? bytes : Arrays.copyOf(bytes, LONGEST);
    }

    private byte[] changed(byte[] bytes, byte[] other) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(12));
        return switch (random.nextInt(9)) {
            case 0 -> replaced(bytes, from, Math.min(bytes.length, from + 1), new byte[] {(byte) random.nextInt(256)});
            case 1 -> replaced(bytes, from, from, new byte[] {(byte) random.nextInt(128)});
            case 2 -> replaced(bytes, from, to, new byte[0]);
            case 3, 4 -> replaced(bytes, from, random.nextBoolean() ? from : to, word());
            case 5 -> replaced(bytes, from, from, piece(bytes, 200));
            case 6 -> replaced(bytes, from, to, piece(other, 400));
            case 7 -> replaced(bytes, from, from, repeated(bytes));
            default -> random.nextInt(4) == 0 ? Arrays.copyOf(bytes, from) : flipped(bytes, from);
        };
    }

    private byte[] word() {
        return words.get(random.nextInt(words.size())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] piece(byte[] bytes, int most) {
        int from = random.nextInt(bytes.length + 1);
        return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + random.nextInt(most)));
    }

    private byte[] repeated(byte[] bytes) {
        byte[] piece = random.nextBoolean() ? word() : piece(bytes, 8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 1 << random.nextInt(11); i > 0; i--) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        if (at < copy.length) {
            copy[at] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(by);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }
}
