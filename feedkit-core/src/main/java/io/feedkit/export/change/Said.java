package io.feedkit.export.change;

import io.feedkit.batch.Note;
import java.util.List;

/**
 * What was said the last time of a product that is not worked on. The same object again and again, since most products have nothing said of them and others the same.
 *
 * @param isSent whether the product is in the feed
 * @param notes what was said, in that order; their row says nothing
 * @param place a small number that only this one has among those that are in use
 */
public record Said(boolean isSent, List<Note> notes, int place) {
    /** How many there are at a time. */
    public static final int MOST = 256;
}
