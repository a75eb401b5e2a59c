package io.feedkit.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.TextBuffer;
import io.feedkit.export.change.Change;
import io.feedkit.export.change.Changes;
import io.feedkit.feed.json.JsonWriter;
import java.util.Arrays;
import java.util.List;

/** What the ledger says of the changes in a batch. */
final class ChangeWords {
    private static final byte[] NOTHING = {};

    private static final byte[][] ALONE = Arrays.stream(Change.values())
            .map(change -> (",\"change\":\"" + change.word() + "\"").getBytes(UTF_8))
            .toArray(byte[][]::new);
    private static final byte[] FIELDS = ",\"fields\":".getBytes(UTF_8);

    private final Changes.Worker changes;
    private final Extent extent;

    ChangeWords(Changes.Worker changes, Extent extent) {
        this.changes = changes;
        this.extent = extent;
    }

    /** Whether the product is in the feed as it was, and is not sent again. */
    boolean isLeftAlone(int row) {
        return changes.of(row) == Change.UNCHANGED && !extent.isWhole();
    }

    /** What is new about a product, as part of its line; nothing when it was not in the feed and is not. */
    byte[] said(int row) {
        Change change = changes.of(row);
        return change == Change.ABSENT
                ? NOTHING
                : said(change, change == Change.CHANGED ? changes.fields(row) : List.of());
    }

    /** The same of what was in the feed or is. */
    static byte[] said(Change change, List<String> fields) {
        byte[] word = ALONE[change.ordinal()];
        if (change != Change.CHANGED) {
            return word;
        }
        TextBuffer said = new TextBuffer(128);
        said.append(word);
        said.append(FIELDS);
        JsonWriter json = new JsonWriter(said).array();
        fields.forEach(json::text);
        json.endArray();
        return Arrays.copyOf(said.bytes(), said.end());
    }
}
