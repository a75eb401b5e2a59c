package io.feedkit.export.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.Fingerprint;
import io.feedkit.batch.TextBuffer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Corrects the log of what a channel holds by what the channel says it has. The list is written to the disk first, in the form of a log, so memory does not grow with it.
 *
 * <p>A product that the channel does not have leaves the log, and is new then; a field that holds another text there counts as changed. What a number looks like says nothing: 12.5 is 12.50.
 */
public final class Reconciliation implements AutoCloseable {
    /** A field is kept as it was written, without zeros at its end, and with two places. */
    private static final int FORMS = 3;
    /** What no text has. */
    private static final int NOTHING_LIKE_IT = 2;

    private static final int MOST_NUMBER_CHARS = 40;
    /** A log that no run wrote. */
    private static final String NO_RUN = Instant.EPOCH.toString();

    private final Path file;
    private final List<String> fields;
    private final LogWriter listed;
    private long count;

    private Reconciliation(Path file, List<String> fields, LogWriter listed) {
        this.file = file;
        this.fields = fields;
        this.listed = listed;
    }

    /** What came of it. */
    public record Result(long listed, long missing, long different, long unknown) {}

    /**
     * Begins a list.
     *
     * @param file where it is kept meanwhile
     * @param fields names of the fields the channel tells
     */
    public static Reconciliation begin(Path file, List<String> fields) throws IOException {
        List<String> forms = new ArrayList<>();
        for (String field : fields) {
            for (int form = 0; form < FORMS; form++) {
                forms.add(field + " " + form);
            }
        }
        return new Reconciliation(
                file, List.copyOf(fields), LogWriter.open(file, new SentHeader("", NO_RUN, 0, forms), new NoteKinds()));
    }

    /** The fingerprint of an id, as logs have it. */
    public static long id(String id) {
        return id(id.getBytes(UTF_8));
    }

    static long id(byte[] bytes) {
        return Fingerprint.end(Fingerprint.with(Fingerprint.START, bytes, TextBuffer.slice(0, bytes.length)));
    }

    /** Adds a product that the channel has, with the texts of the fields in their order; an empty text is no value. */
    public void add(String id, List<String> texts) throws IOException {
        listed.plain(id(id), id);
        for (int i = 0; i < fields.size(); i++) {
            for (int form = 0; form < FORMS; form++) {
                listed.field(i * FORMS + form, fingerprint(form(texts.get(i), form)));
            }
        }
        count++;
    }

    private static String form(String text, int form) {
        if (form == 0 || text.isEmpty() || text.length() > MOST_NUMBER_CHARS || !text.matches("-?[0-9]+(\\.[0-9]+)?")) {
            return text;
        }
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        int places = Math.max(form == 1 ? 0 : 2, number.scale());
        return number.setScale(places).toPlainString();
    }

    private static int fingerprint(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return text.isEmpty() ? 0 : SentRows.fingerprint(bytes, TextBuffer.slice(0, bytes.length));
    }

    /**
     * Corrects a log; there may be none.
     *
     * @param names the fields of the feed, for a log that is not there yet
     * @param unknown told the ids of products that are not in the log, the first few
     * @param takesUnknown whether they are added to it, so that they are sent or taken away
     */
    public Result correct(Path log, List<String> names, Consumer<String> unknown, boolean takesUnknown)
            throws IOException {
        listed.finish();
        try (SentProducts before = SentProducts.open(log);
                SentProducts there = SentProducts.open(file)) {
            SentHeader header = before.isNothing() ? new SentHeader("", NO_RUN, 0, names) : before.header();
            try (LogWriter out = LogWriter.open(log, header, before.kinds())) {
                long[] found = known(before, there, out, takesUnknown);
                long strangers = strangers(before, there, unknown, takesUnknown ? out : null);
                out.finish();
                return new Result(count, found[0], found[1], strangers);
            }
        }
    }

    private long[] known(SentProducts before, SentProducts there, LogWriter out, boolean takesUnknown)
            throws IOException {
        long missing = 0;
        long different = 0;
        SentProducts.Cursor row = before.cursor();
        SentProducts.Cursor entry = there.cursor();
        int[] places = fields.stream()
                .mapToInt(field -> before.header().fields().indexOf(field))
                .toArray();
        for (boolean any = before.count() > 0 && row.next(true); any; any = row.next(false)) {
            boolean listed = entry.findSent(row.id());
            if (!row.isSent()) {
                // What the feed leaves out and the channel has gets another row, so that it is taken away.
                if (!listed || !takesUnknown) {
                    out.copy(row);
                }
                continue;
            }
            if (!listed) {
                missing++;
                continue;
            }
            out.copy(row);
            boolean differs = false;
            for (int i = 0; i < places.length; i++) {
                if (places[i] >= 0 && !isAlike(row.field(places[i]), entry, i)) {
                    out.field(places[i], NOTHING_LIKE_IT);
                    differs = true;
                }
            }
            if (differs) {
                different++;
                out.flag(row.isDoubtful() ? SentRow.DOUBTFUL : 0);
            }
        }
        return new long[] {missing, different};
    }

    private static boolean isAlike(int field, SentProducts.Cursor entry, int number) {
        for (int form = 0; form < FORMS; form++) {
            if (entry.field(number * FORMS + form) == field) {
                return true;
            }
        }
        return false;
    }

    private static long strangers(
            SentProducts before, SentProducts there, Consumer<String> unknown, @Nullable LogWriter out)
            throws IOException {
        long count = 0;
        SentProducts.Cursor row = before.cursor();
        SentProducts.Cursor entry = there.cursor();
        for (boolean any = there.count() > 0 && entry.next(true); any; any = entry.next(false)) {
            if (row.findSent(entry.id())) {
                continue;
            }
            count++;
            unknown.accept(entry.idString());
            if (out != null) {
                out.doubtful(entry.id(), entry.idString());
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        listed.close();
        Files.deleteIfExists(file);
    }
}
