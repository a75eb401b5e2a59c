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
import io.feedkit.feed.InfoText;
import io.feedkit.feed.ValueCursor;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;

/** Writes the lines of one layout. */
final class DelimitedEncoder implements FeedEncoder {
    private final FeedLayout layout;
    private final FeedField[] fields;
    /** How many cells each line has. */
    private final int width;

    private final byte[] delimiter;
    private final byte[] lineEnd;
    private final byte listSeparator;
    private final byte partSeparator;
    private final CellWriter cells;
    private final InfoText firstLine;
    private final InfoText lastLine;

    DelimitedEncoder(FeedLayout layout) {
        this.layout = layout;
        fields = layout.fields().toArray(FeedField[]::new);
        width = layout.fields().stream()
                .mapToInt(field -> Math.max(1, field.columns()))
                .sum();
        delimiter = new byte[] {character(layout, "delimiter", ",")};
        listSeparator = character(layout, "list-separator", ",");
        partSeparator = character(layout, "part-separator", ":");
        lineEnd = (layout.option("line-end", "lf").equals("crlf") ? "\r\n" : "\n").getBytes(UTF_8);
        cells = new CellWriter(delimiter[0], character(layout, "quote", "\""), quoting(layout));
        firstLine = InfoText.parse(layout.option("first-line", ""));
        lastLine = InfoText.parseLast(layout.option("last-line", ""));
    }

    private static CellWriter.Quoting quoting(FeedLayout layout) {
        switch (layout.option("quoting", "when-needed")) {
            case "always":
                return CellWriter.Quoting.ALWAYS;
            case "never":
                return CellWriter.Quoting.NEVER;
            default:
                return CellWriter.Quoting.WHEN_NEEDED;
        }
    }

    private static byte character(FeedLayout layout, String option, String otherwise) {
        String value = layout.option(option, otherwise);
        String character = value.equals("tab") ? "\t" : value;
        if (character.length() != 1 || character.charAt(0) > 126 || character.equals("\"") && !option.equals("quote")) {
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
        line(firstLine.of(plain(info)), out);
        layout.head().forEach((name, text) -> {
            out.append(name + "=" + InfoText.parse(text).of(info));
            out.append(lineEnd);
        });
        if (layout.option("header-row", "yes").equals("no")) {
            return;
        }
        int cell = 0;
        for (FeedField field : fields) {
            for (int n = 1; n <= Math.max(1, field.columns()); n++) {
                if (cell++ > 0) {
                    out.append(delimiter);
                }
                byte[] name = field.name().replace("{n}", Integer.toString(n)).getBytes(UTF_8);
                cells.append(name, 0, name.length, out);
            }
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
        byte[] target = out.room(width + lineEnd.length);
        int at = out.end();
        for (int field = 0; field < fields.length; field++) {
            if (field > 0) {
                target[at++] = delimiter[0];
            }
            long text = batch.texts(field)[row];
            if (fields[field].columns() > 0) {
                out.advanceTo(at);
                spread(fields[field], source, text, packed, out);
                target = out.bytes();
                at = out.end();
                continue;
            }
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
            target = out.room(CellWriter.room(TextBuffer.length(slice)) + width + lineEnd.length);
            at = cells.put(from, TextBuffer.start(slice), TextBuffer.end(slice), target, at);
        }
        for (byte b : lineEnd) {
            target[at++] = b;
        }
        out.advanceTo(at);
    }

    /** Writes each value of a list into a cell of its own, and leaves the rest of the cells empty; room for what follows is there afterwards. */
    private void spread(FeedField field, byte[] source, long text, TextBuffer packed, TextBuffer out) {
        ValueCursor values = new ValueCursor(source, text == Column.MISSING ? TextBuffer.EMPTY_SLICE : text, true, 0);
        for (int n = 0; n < field.columns(); n++) {
            if (n > 0) {
                out.append(delimiter);
            }
            if (values.next()) {
                long value = values.texts()[0][0];
                byte[] from = source;
                if (field.isGroup()) {
                    packed.clear();
                    pack(source, value, true, packed);
                    from = packed.bytes();
                    value = TextBuffer.slice(0, packed.end());
                }
                cells.append(from, TextBuffer.start(value), TextBuffer.end(value), out);
            }
        }
        out.room(width + lineEnd.length);
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

    private void line(String text, TextBuffer out) {
        if (!text.isEmpty()) {
            out.append(text);
            out.append(lineEnd);
        }
    }

    /** What a shop calls itself, in one cell of one line: there is nothing that could quote it. */
    private FeedInfo plain(FeedInfo info) {
        return new FeedInfo(
                plain(info.title()), plain(info.link()), plain(info.description()), info.member(), info.runAt());
    }

    private String plain(String text) {
        return text.replace((char) delimiter[0], ' ').replace('\r', ' ').replace('\n', ' ');
    }

    @Override
    public void tail(FeedInfo info, long products, TextBuffer out) {
        line(lastLine.of(plain(info), products), out);
    }
}
