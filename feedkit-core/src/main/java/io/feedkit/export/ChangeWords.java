package io.feedkit.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.TextBuffer;
import io.feedkit.export.change.Change;
import io.feedkit.export.change.Changes;
import io.feedkit.feed.json.JsonWriter;
import java.util.Arrays;

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
        if (change == Change.ABSENT) {
            return NOTHING;
        }
        byte[] word = ALONE[change.ordinal()];
        if (change != Change.CHANGED) {
            return word;
        }
        TextBuffer said = new TextBuffer(128);
        said.append(word);
        said.append(FIELDS);
        JsonWriter json = new JsonWriter(said).array();
        changes.fields(row).forEach(json::text);
        json.endArray();
        return Arrays.copyOf(said.bytes(), said.end());
    }
}
