package io.feedkit.export;

import io.feedkit.feed.json.JsonWriter;

/**
 * Where records of a feed hold several products: what they were put together to.
 *
 * @param records how many records the feed has; 0 where each product is one
 * @param diskBytes what was put on disk on the way, because it did not fit in memory
 */
public record DocumentCount(long records, long diskBytes) {
    /** A record for each product. */
    public static final DocumentCount NONE = new DocumentCount(0, 0);

    /** Adds it to an object, where there is something to say. */
    static void append(DocumentCount documents, JsonWriter json) {
        if (!documents.equals(NONE)) {
            json.object("documents").field("records", documents.records);
            json.field("diskBytes", documents.diskBytes).endObject();
        }
    }

    DocumentCount plus(DocumentCount other) {
        return new DocumentCount(records + other.records, diskBytes + other.diskBytes);
    }
}
