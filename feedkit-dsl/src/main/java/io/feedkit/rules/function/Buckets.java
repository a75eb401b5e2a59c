package io.feedkit.rules.function;

import java.nio.charset.StandardCharsets;

/**
 * Deals keys into buckets: the same key always into the same one, different keys evenly, on every machine and in every version.
 *
 * <p>Bit for bit: {@code h} is MurmurHash3 (x86, 32 bits, seed 0) of the UTF-8 of the salt, one zero byte, and the UTF-8 of the key; the bucket is the upper half of the 64-bit
 * product of {@code h}, unsigned, with the number of buckets. Experiments deal their arms with it, salted with their name and version.
 */
final class Buckets {
    private final byte[] salt;

    private Buckets(byte[] salt) {
        this.salt = salt;
    }

    public static Buckets saltedWith(String salt) {
        byte[] utf8 = salt.getBytes(StandardCharsets.UTF_8);
        byte[] closed = new byte[utf8.length + 1];
        System.arraycopy(utf8, 0, closed, 0, utf8.length);
        return new Buckets(closed);
    }

    /** The bucket of a key, counted from 0. */
    public int bucket(byte[] bytes, int from, int to, int buckets) {
        byte[] all = new byte[salt.length + to - from];
        System.arraycopy(salt, 0, all, 0, salt.length);
        System.arraycopy(bytes, from, all, salt.length, to - from);
        return (int) ((hash(all) & 0xFFFFFFFFL) * buckets >>> 32);
    }

    /** MurmurHash3_x86_32 with seed 0, by Austin Appleby, who placed it in the public domain. */
    static int hash(byte[] bytes) {
        int hash = 0;
        int at = 0;
        for (; at + 4 <= bytes.length; at += 4) {
            int block = bytes[at] & 0xFF
                    | (bytes[at + 1] & 0xFF) << 8
                    | (bytes[at + 2] & 0xFF) << 16
                    | (bytes[at + 3] & 0xFF) << 24;
            hash = Integer.rotateLeft(hash ^ scrambled(block), 13) * 5 + 0xE6546B64;
        }
        int tail = 0;
        for (int i = bytes.length - 1; i >= at; i--) {
            tail = tail << 8 | bytes[i] & 0xFF;
        }
        hash ^= scrambled(tail) ^ bytes.length;
        hash = (hash ^ hash >>> 16) * 0x85EBCA6B;
        hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
        return hash ^ hash >>> 16;
    }

    private static int scrambled(int block) {
        return Integer.rotateLeft(block * 0xCC9E2D51, 15) * 0x1B873593;
    }
}
