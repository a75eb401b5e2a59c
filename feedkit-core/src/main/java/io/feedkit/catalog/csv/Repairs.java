package io.feedkit.catalog.csv;

import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.text.OtherCharset;
import io.feedkit.catalog.text.Utf8;
import io.feedkit.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cells whose bytes are not UTF-8: read in the charset they are in where that is clear, with U+FFFD in the place of what is no text otherwise.
 *
 * <p>A cell's text may become longer than its place, so it waits here until the batch is full.
 */
final class Repairs {
    private static final int SHOWN_CHARS = 40;

    private record Repair(int row, int column, byte[] text) {}

    /**
     * What is to be told of a record.
     *
     * @param at where the first byte stands that is meant
     */
    record Told(CsvProblem code, int at, int column, String message, String fix) {}

    private final OtherCharset other;
    private final List<Repair> repairs = new ArrayList<>();

    Repairs(OtherCharset other) {
        this.other = other;
    }

    /** The cells of a header in which some bytes are not UTF-8, or any others. */
    List<String> texts(byte[] b, long[] cells, int count) {
        Charset charset = charset(b, cells, count);
        List<String> texts = new ArrayList<>(count);
        for (int column = 0; column < count; column++) {
            int from = TextBuffer.start(cells[column]);
            int to = TextBuffer.end(cells[column]);
            String read = isOther(b, from, to) && charset != null ? OtherCharset.read(b, from, to, charset) : null;
            texts.add(read == null ? new String(b, from, to - from, StandardCharsets.UTF_8) : read);
        }
        return texts;
    }

    /** Looks at a record that is not UTF-8 as a whole; says each thing that is wrong once. */
    List<Told> record(byte[] b, long[] cells, int count, int row) {
        Charset charset = charset(b, cells, count);
        List<Told> told = new ArrayList<>(2);
        boolean read = false;
        boolean damaged = false;
        for (int column = 0; column < count; column++) {
            int from = TextBuffer.start(cells[column]);
            int to = TextBuffer.end(cells[column]);
            int at = Utf8.firstInvalid(b, from, to);
            if (at == to) {
                continue;
            }
            String text =
                    charset != null && other.isOther(b, from, to) ? OtherCharset.read(b, from, to, charset) : null;
            if (text != null && charset != null) {
                repairs.add(new Repair(row, column, text.getBytes(StandardCharsets.UTF_8)));
                if (!read) {
                    told.add(readAs(charset, at, column, text));
                }
                read = true;
            } else {
                repairs.add(new Repair(row, column, Utf8.repaired(b, from, to)));
                if (!damaged) {
                    told.add(damaged(b, from, to, at, column));
                }
                damaged = true;
            }
        }
        return told;
    }

    private boolean isOther(byte[] b, int from, int to) {
        return Utf8.firstInvalid(b, from, to) < to && other.isOther(b, from, to);
    }

    private @Nullable Charset charset(byte[] b, long[] cells, int count) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        for (int column = 0; column < count; column++) {
            int from = TextBuffer.start(cells[column]);
            int to = TextBuffer.end(cells[column]);
            if (isOther(b, from, to)) {
                part.write(b, from, to - from);
                part.write(' ');
            }
        }
        return part.size() == 0 ? null : other.of(part.toByteArray());
    }

    private static Told readAs(Charset charset, int at, int column, String text) {
        int high = 0;
        while (text.charAt(high) < 0x80) {
            high++;
        }
        return new Told(
                CsvProblem.OTHER_CHARSET,
                at,
                column,
                "The record is not in UTF-8 as the source is; it was read as " + charset.name() + ": "
                        + Problem.quote(around(text, high)) + ".",
                "If words are wrong, name the charset; better, let all parts of the file be written in one.");
    }

    private Told damaged(byte[] b, int from, int to, int at, int column) {
        List<String> suggestion = other.suggestion(b, from, to);
        String or = suggestion.isEmpty()
                ? ""
                : " In " + suggestion.get(0) + " they would be " + Problem.quote(around(suggestion.get(1), at - from))
                        + ".";
        return new Told(
                CsvProblem.UNDECODABLE,
                at,
                column,
                "The record holds bytes that are no text in its charset; they were read as U+FFFD." + or,
                "Name the right charset, or mend the source.");
    }

    /** The words around a place. */
    private static String around(String text, int place) {
        int from = Math.max(0, place - SHOWN_CHARS / 2);
        int to = Math.min(text.length(), place + SHOWN_CHARS / 2);
        return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
    }

    /** Puts the texts where they belong; no further record is added behind. */
    void mend(RecordBatch into, TextBuffer text) {
        for (Repair repair : repairs) {
            into.cells(repair.column())[repair.row()] = text.append(repair.text());
        }
        repairs.clear();
    }
}
