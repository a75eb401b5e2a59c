package io.feedkit.channel;

/**
 * Under which name a field is written, where that is not simply its own.
 *
 * @param column header in delimited files and sheets
 * @param element place in XML, a {@link io.feedkit.feed.FeedPath}
 * @param key place in JSON, a {@link io.feedkit.feed.FeedPath}
 * @param cdata whether XML puts the text into a CDATA section
 * @param quoted whether JSON puts numbers and truth values in quotes
 */
public record Spelling(String column, String element, String key, boolean cdata, boolean quoted) {

    public static Spelling of(String name) {
        return new Spelling(name, name, name, false, false);
    }
}
