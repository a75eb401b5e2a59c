package io.feedkit.shop;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a pass showed its shop to be let in: tokens that a login gave, and pairs of name and password in the form they are sent in.
 *
 * <p>No reference leads to them, so they are noted when they are used, and taken out of whatever the shop says; a shop may repeat what it was asked with. For one pass and
 * one thread.
 */
final class Presented {
    /** Shorter ones would be found in ordinary words. */
    private static final int SHORTEST = 6;
    /** A signature is another one with each call. */
    private static final int MOST = 16;

    private final Deque<String> texts = new ArrayDeque<>();

    /** The value of a header, or a token. */
    void note(String value) {
        add(value.substring(value.indexOf(' ') + 1));
    }

    private void add(String text) {
        if (text.length() >= SHORTEST && !texts.contains(text)) {
            texts.addLast(text);
            if (texts.size() > MOST) {
                texts.removeFirst();
            }
        }
    }

    String scrubbed(String text) {
        String clean = text;
        for (String one : texts) {
            clean = clean.replace(one, "***");
        }
        return clean;
    }
}
