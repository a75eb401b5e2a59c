package io.feedkit.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.Column;
import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.export.change.Interleaf;
import io.feedkit.export.change.Said;
import io.feedkit.export.change.SentProduct;
import io.feedkit.feed.json.JsonWriter;
import io.feedkit.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the ledger of one feed: NDJSON, one line per product of the run, in the order of the catalogue, unreadable records among them.
 *
 * <p>{@code {"id":"A1","status":"sent"}}; the status is {@code sent}, {@code excluded} (by rules), {@code invalid} (by the channel's contract),
 * {@code unreadable}, {@code unchanged} (in the feed, and not sent again) or {@code removed} (not in the catalogue any more), after calls to an API also {@code rejected} (by the
 * channel) or {@code waiting} (for the next run; {@link AnsweredLedger}); where feeds are compared {@code change} says
 * what is new ({@code added}, {@code changed} with the {@code fields}, {@code unchanged}, {@code removed}), of the record where several products stand in one;
 * {@code notes} say by which rule or check and in which words, with the rule's owner and tags; the one of a fault also holds the
 * {@code failure}: which part of the rule failed, and the attributes it was made from. Nothing disappears silently: the lines, but those of removed products, add up to the records that were read.
 */
final class Ledger {
    private static final byte[] NO_ID = {};
    private static final byte[] NOTHING = {};
    private static final byte[] ID = "{\"id\":".getBytes(UTF_8);
    private static final byte[][] STATUS = Arrays.stream(ProductStatus.values())
            .map(status -> (",\"status\":\"" + status.word() + "\"").getBytes(UTF_8))
            .toArray(byte[][]::new);
    private static final byte[] NOTES = ",\"notes\":[".getBytes(UTF_8);
    private static final byte[] TEXT = ",\"text\":".getBytes(UTF_8);
    private static final byte[] COMMA = ",".getBytes(UTF_8);
    private static final byte[] END = "}\n".getBytes(UTF_8);
    private static final byte[] NOTES_END = "]}\n".getBytes(UTF_8);
    private final int[] firstNote = new int[ProductBatch.ROWS];
    private final int idSlot;
    private int[] nextNote = new int[64];

    private static final int REMEMBERED = 16;
    private final @Nullable Phrase[] remembered = new @Nullable Phrase[REMEMBERED];
    private int nextRemembered;

    private final Map<String, RuleLabel> labels;

    /** What lines say of each status. */
    private final byte[][] status = STATUS.clone();

    private final byte[][] statusAlone;

    /** How lines end of products that are not worked on, by what was said of them. */
    private final @Nullable Ending[] endings = new @Nullable Ending[Said.MOST];

    private record Ending(Said said, ProductStatus status, byte[] bytes) {}

    /**
     * A note as JSON but for its text, in which prices and names may stand.
     *
     * @param before all that stands before the text
     * @param after all that stands behind it
     */
    private record Phrase(Note.Kind kind, String by, String attribute, byte[] before, byte[] after) {
        /** Rules give the same objects again and again. */
        boolean isOf(Note note) {
            return by == note.by() && kind == note.kind() && attribute == note.attribute();
        }
    }

    /** @param isLate whether lines of products that are sent have a {@link LateLedger#GAP} where {@link #late} stands in the end */
    Ledger(int idSlot, Map<String, RuleLabel> labels, boolean isLate) {
        this.idSlot = idSlot;
        this.labels = labels;
        if (isLate) {
            status[ProductStatus.SENT.ordinal()] = new byte[] {LateLedger.GAP};
        }
        statusAlone = Arrays.stream(status)
                .map(said -> {
                    byte[] alone = Arrays.copyOf(said, said.length + END.length);
                    System.arraycopy(END, 0, alone, said.length, END.length);
                    return alone;
                })
                .toArray(byte[][]::new);
    }

    /** What stands in the gap of a line. */
    static byte[] late(ProductStatus status, byte[] change) {
        byte[] said = STATUS[status.ordinal()];
        byte[] both = Arrays.copyOf(said, said.length + change.length);
        System.arraycopy(change, 0, both, said.length, change.length);
        return both;
    }

    /** Appends a line for every row of a batch and counts it; {@code changes} says what is new, if anybody compared. */
    void append(ProductBatch batch, Interleaf all, FeedTally tally, @Nullable ChangeWords changes) {
        TextBuffer out = all.rows();
        List<Note> notes = batch.notes();
        link(notes, batch.rows());
        Column ids = batch.column(idSlot);
        Selection live = batch.live();
        JsonWriter json = new JsonWriter(out);
        int nextLive = 0;
        for (int row = 0; row < batch.rows(); row++) {
            boolean sent = nextLive < live.size && live.rows[nextLive] == row;
            if (sent) {
                nextLive++;
            }
            byte[] source = ids.isMissing(row) ? NO_ID : batch.text().bytes();
            long id = ids.isMissing(row) ? TextBuffer.EMPTY_SLICE : ids.bits[row];
            out.append(ID);
            json.quoted(source, TextBuffer.start(id), TextBuffer.end(id));
            boolean again = changes == null || !changes.isLeftAlone(row);
            ProductStatus became = !again ? ProductStatus.UNCHANGED : sent ? ProductStatus.SENT : statusOf(notes, row);
            byte[] change = changes == null || !again ? NOTHING : changes.said(row);
            if (firstNote[row] < 0 && change.length == 0) {
                // All there is to most products.
                out.append(statusAlone[became.ordinal()]);
            } else {
                out.append(status[became.ordinal()]);
                out.append(change);
                appendNotes(notes, row, out);
            }
            tally.count(became);
            all.endRow();
        }
        for (Note note : notes) {
            tally.count(note, batch, all.before(note.row()) + 1L);
        }
    }

    /** Appends a line for a product that is not worked on and in no batch, and counts it. */
    void appendPassedOver(SentProduct sent, Said said, TextBuffer out, FeedTally tally) {
        Ending ending = endings[said.place()];
        if (ending == null || ending.said != said) {
            ending = ending(said);
            endings[said.place()] = ending;
        }
        long id = sent.idText();
        out.append(ID);
        new JsonWriter(out).quoted(sent.bytes(), TextBuffer.start(id), TextBuffer.end(id));
        out.append(ending.bytes);
        tally.count(ending.status);
        for (Note note : said.notes()) {
            tally.count(note);
        }
    }

    private Ending ending(Said said) {
        boolean excluded = said.notes().stream().noneMatch(note -> note.kind() != Note.Kind.ADVICE)
                || said.notes().stream().anyMatch(note -> note.kind() == Note.Kind.EXCLUDED);
        ProductStatus left = excluded ? ProductStatus.EXCLUDED : ProductStatus.INVALID;
        ProductStatus status = said.isSent() ? ProductStatus.UNCHANGED : left;
        TextBuffer out = new TextBuffer(256);
        out.append(STATUS[status.ordinal()]);
        byte[] before = NOTES;
        for (Note note : said.notes()) {
            if (note.kind() != Note.Kind.ADVICE) {
                out.append(before);
                append(note, out);
                before = COMMA;
            }
        }
        out.append(before == NOTES ? END : NOTES_END);
        return new Ending(said, status, Arrays.copyOf(out.bytes(), out.end()));
    }

    /** Appends a line for a product that was in the feed and is not in the catalogue any more, or for a record of several that is not in the feed any more. */
    static void appendRemoved(String id, boolean isRecord, TextBuffer out) {
        new JsonWriter(out)
                .object()
                .field(isRecord ? "document" : "id", id)
                .field("status", ProductStatus.REMOVED.word())
                .endObject()
                .endLine();
    }

    /** Appends a line for a record that never became a product. */
    static void appendUnreadable(Problem problem, TextBuffer out) {
        JsonWriter json = new JsonWriter(out).object();
        problem.at().record().ifPresent(record -> json.field("record", record));
        problem.at().line().ifPresent(line -> json.field("line", line));
        json.field("status", "unreadable").array("notes").object();
        json.field("by", problem.code().id()).field("text", problem.message());
        json.endObject().endArray().endObject().endLine();
    }

    /** Threads the notes of each row together in the order they were said. */
    private void link(List<Note> notes, int rows) {
        Arrays.fill(firstNote, 0, rows, -1);
        if (nextNote.length < notes.size()) {
            nextNote = new int[notes.size() * 2];
        }
        for (int i = notes.size() - 1; i >= 0; i--) {
            if (notes.get(i).kind() == Note.Kind.ADVICE) {
                continue;
            }
            int row = notes.get(i).row();
            nextNote[i] = firstNote[row];
            firstNote[row] = i;
        }
    }

    private ProductStatus statusOf(List<Note> notes, int row) {
        for (int i = firstNote[row]; i >= 0; i = nextNote[i]) {
            if (notes.get(i).kind() == Note.Kind.EXCLUDED) {
                return ProductStatus.EXCLUDED;
            }
        }
        return firstNote[row] < 0 ? ProductStatus.EXCLUDED : ProductStatus.INVALID;
    }

    private void appendNotes(List<Note> notes, int row, TextBuffer out) {
        if (firstNote[row] < 0) {
            out.append(END);
            return;
        }
        out.append(NOTES);
        boolean first = true;
        for (int i = firstNote[row]; i >= 0; i = nextNote[i]) {
            if (!first) {
                out.append(COMMA);
            }
            first = false;
            append(notes.get(i), out);
        }
        out.append(NOTES_END);
    }

    private void append(Note note, TextBuffer out) {
        Phrase phrase = phrase(note);
        out.append(phrase.before);
        if (!note.text().isEmpty()) {
            out.append(TEXT);
            new JsonWriter(out).text(note.text());
        }
        if (!note.failure().isNone()) {
            FailureJson.append(note.failure(), new JsonWriter(out).following());
        }
        out.append(phrase.after);
    }

    /** The last few are remembered. */
    private Phrase phrase(Note note) {
        for (Phrase known : remembered) {
            if (known != null && known.isOf(note)) {
                return known;
            }
        }
        Phrase phrase = new Phrase(note.kind(), note.by(), note.attribute(), before(note), after(note));
        nextRemembered = (nextRemembered + 1) % REMEMBERED;
        remembered[nextRemembered] = phrase;
        return phrase;
    }

    private static byte[] before(Note note) {
        TextBuffer out = new TextBuffer(128);
        JsonWriter json = new JsonWriter(out);
        json.object().field("kind", note.kind().name().toLowerCase(Locale.ROOT)).field("by", note.by());
        if (!note.attribute().isEmpty()) {
            json.field("attribute", note.attribute());
        }
        return Arrays.copyOf(out.bytes(), out.end());
    }

    /** Whom to ask about a rule, and what it belongs to. */
    private byte[] after(Note note) {
        TextBuffer out = new TextBuffer(64);
        RuleLabel label = labels.getOrDefault(note.by(), RuleLabel.NONE);
        JsonWriter json = new JsonWriter(out).following();
        if (!label.owner().isEmpty()) {
            json.field("owner", label.owner());
        }
        if (!label.tags().isEmpty()) {
            json.array("tags");
            label.tags().forEach(json::text);
            json.endArray();
        }
        json.endObject();
        return Arrays.copyOf(out.bytes(), out.end());
    }
}
