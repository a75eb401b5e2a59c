package io.feedkit.feed.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedInfo;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedProblem;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;

/** Writes the lines of one layout. */
final class DelimitedEncoder implements FeedEncoder {
    private final FeedField[] fields;
    private final byte[] delimiter;
    private final byte[] lineEnd;
    private final byte listSeparator;
    private final byte partSeparator;
    private final CellWriter cells;

    DelimitedEncoder(FeedLayout layout) {
        fields = layout.fields().toArray(FeedField[]::new);
        delimiter = new byte[] {character(layout, "delimiter", ",")};
        listSeparator = character(layout, "list-separator", ",");
        partSeparator = character(layout, "part-separator", ":");
        lineEnd = (layout.option("line-end", "lf").equals("crlf") ? "\r\n" : "\n").getBytes(UTF_8);
        cells = new CellWriter(delimiter[0]);
    }

    private static byte character(FeedLayout layout, String option, String otherwise) {
        String value = layout.option(option, otherwise);
        String character = value.equals("tab") ? "\t" : value;
        if (character.length() != 1 || character.charAt(0) > 126 || character.charAt(0) == '"') {
            throw new FeedException(new Problem(
                    FeedProblem.BAD_LAYOUT,
                    SourcePosition.unknown("layout"),
                    "The " + option + " of a delimited feed is one ASCII character, not " + Problem.quote(value) + ".",
                    "Give a character such as , ; | or the word tab."));
        }
        return (byte) character.charAt(0);
    }

    @Override
    public void head(FeedInfo info, TextBuffer out) {
        for (int field = 0; field < fields.length; field++) {
            if (field > 0) {
                out.append(delimiter);
            }
            byte[] name = fields[field].name().getBytes(UTF_8);
            cells.append(name, 0, name.length, out);
        }
        out.append(lineEnd);
    }

    @Override
    public void encode(FeedBatch batch, TextBuffer out) {
        Selection rows = batch.rows();
        byte[] source = batch.text().bytes();
        TextBuffer packed = new TextBuffer(0);
        for (int i = 0; i < rows.size; i++) {
            encode(batch, rows.rows[i], source, packed, out);
        }
    }

    private void encode(FeedBatch batch, int row, byte[] source, TextBuffer packed, TextBuffer out) {
        byte[] target = out.room(fields.length + lineEnd.length);
        int at = out.end();
        for (int field = 0; field < fields.length; field++) {
            if (field > 0) {
                target[at++] = delimiter[0];
            }
            long text = batch.texts(field)[row];
            if (text == Column.MISSING) {
                continue;
            }
            out.advanceTo(at);
            byte[] from = source;
            long slice = text;
            if (fields[field].repeated() || fields[field].isGroup()) {
                packed.clear();
                pack(source, text, fields[field].isGroup(), packed);
                from = packed.bytes();
                slice = TextBuffer.slice(0, packed.end());
            }
            // With each cell goes the room for all delimiters that may follow it.
            target = out.room(CellWriter.room(TextBuffer.length(slice)) + fields.length + lineEnd.length);
            at = cells.put(from, TextBuffer.start(slice), TextBuffer.end(slice), target, at);
        }
        for (byte b : lineEnd) {
            target[at++] = b;
        }
        out.advanceTo(at);
    }

    /** Spells a list of values or groups in one cell: values that hold a separator stand in quotes, so that they can be told apart again. */
    private void pack(byte[] source, long text, boolean group, TextBuffer packed) {
        int end = TextBuffer.end(text);
        int from = TextBuffer.start(text);
        for (int i = from; i <= end; i++) {
            boolean last = i == end;
            if (!last && source[i] != TextBuffer.LIST_SEPARATOR && source[i] != TextBuffer.PART_SEPARATOR) {
                continue;
            }
            appendValue(source, from, i, group, packed);
            if (!last) {
                byte separator = source[i] == TextBuffer.LIST_SEPARATOR ? listSeparator : partSeparator;
                packed.room(1)[packed.end()] = separator;
                packed.advanceTo(packed.end() + 1);
            }
            from = i + 1;
        }
    }

    private void appendValue(byte[] source, int from, int to, boolean group, TextBuffer packed) {
        boolean plain = true;
        for (int i = from; i < to; i++) {
            byte b = source[i];
            plain &= b != listSeparator && b != '"' && (b != partSeparator || !group);
        }
        if (plain) {
            packed.append(source, from, to);
            return;
        }
        byte[] target = packed.room((to - from) * 2 + 2);
        int at = packed.end();
        target[at++] = '"';
        for (int i = from; i < to; i++) {
            if (source[i] == '"') {
                target[at++] = '"';
            }
            target[at++] = source[i];
        }
        target[at++] = '"';
        packed.advanceTo(at);
    }

    @Override
    public void tail(FeedInfo info, TextBuffer out) {}
}
