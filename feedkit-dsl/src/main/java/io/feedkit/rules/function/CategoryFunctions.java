package io.feedkit.rules.function;

import static io.feedkit.product.AttributeType.BOOLEAN;
import static io.feedkit.product.AttributeType.INTEGER;
import static io.feedkit.product.AttributeType.TEXT;
import static io.feedkit.rules.function.Definition.integer;
import static io.feedkit.rules.function.Definition.text;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import java.util.List;

/** Category paths, written {@code Home > Kitchen > Kettles}. Blanks around a segment do not count, and empty segments are skipped. */
final class CategoryFunctions {
    static final List<Function> ALL = List.of(
            Definition.of("parent_category")
                    .takes(text("c"))
                    .gives(TEXT)
                    .saying("The category one level up; missing at the top.")
                    .example("parent_category(\"Home > Kitchen > Kettles\")", "\"Home > Kitchen\"")
                    .example("parent_category(\"Home\")", "missing")
                    .by(Kernels.text(CategoryFunctions::parent)),
            Definition.of("root_category")
                    .takes(text("c"))
                    .gives(TEXT)
                    .saying("The category at the top.")
                    .example("root_category(\"Home > Kitchen > Kettles\")", "\"Home\"")
                    .example("root_category(\"Home\")", "\"Home\"")
                    .by(Kernels.text((text, path) -> at(text.bytes(), path, 1))),
            Definition.of("category_depth")
                    .takes(text("c"))
                    .gives(INTEGER)
                    .saying("Counts the levels.")
                    .example("category_depth(\"Home > Kitchen > Kettles\")", "3")
                    .example("category_depth(\"Home\")", "1")
                    .by(Kernels.count(CategoryFunctions::depth)),
            Definition.of("category_at")
                    .takes(text("c"), integer("i"))
                    .gives(TEXT)
                    .saying("The name at a level, counted from 1 at the top; missing below the last.")
                    .example("category_at(\"Home > Kitchen > Kettles\", 2)", "\"Kitchen\"")
                    .example("category_at(\"Home\", 2)", "missing")
                    .by(Kernels.textNumber((text, path, i) -> at(text.bytes(), path, i))),
            Definition.of("in_category")
                    .takes(text("c"), text("ancestor"))
                    .gives(BOOLEAN)
                    .saying("Whether a category is another one or lies below it; names are compared whole.")
                    .example("in_category(\"Home > Kitchen > Kettles\", \"Home > Kitchen\")", "true")
                    .example("in_category(\"Home > Kitchens\", \"Home > Kitchen\")", "false")
                    .by(Kernels.rows((text, row, in, out) ->
                            out.bits[row] = isIn(text.bytes(), in[0].bits[row], in[1].bits[row]) ? 1 : 0)),
            Definition.of("format_category")
                    .takes(text("c"), text("sep"))
                    .gives(TEXT)
                    .saying("Writes a category with another separator.")
                    .example("format_category(\"Home > Kitchen\", \"/\")", "\"Home/Kitchen\"")
                    .example("format_category(\"Home\", \"/\")", "\"Home\"")
                    .by(Kernels.textText(CategoryFunctions::format)));

    private static final byte SEPARATOR = '>';

    private CategoryFunctions() {}

    /** Where the segment that starts at {@code at} ends: at a separator or the end. */
    private static int segmentEnd(byte[] bytes, int at, int to) {
        int end = at;
        while (end < to && bytes[end] != SEPARATOR) {
            end++;
        }
        return end;
    }

    /** Where the next segment that is not blank starts, behind blanks and separators. */
    private static int segmentStart(byte[] bytes, int from, int to) {
        int at = Utf8.skipBlanks(bytes, from, to);
        while (at < to && bytes[at] == SEPARATOR) {
            at = Utf8.skipBlanks(bytes, at + 1, to);
        }
        return at;
    }

    private static long depth(byte[] bytes, int from, int to) {
        int depth = 0;
        for (int at = segmentStart(bytes, from, to); at < to; ) {
            depth++;
            at = segmentStart(bytes, segmentEnd(bytes, at, to), to);
        }
        return depth;
    }

    private static long at(byte[] bytes, long path, long level) {
        int to = TextBuffer.end(path);
        int at = segmentStart(bytes, TextBuffer.start(path), to);
        for (long i = 1; at < to; i++) {
            int end = segmentEnd(bytes, at, to);
            if (i == level) {
                return TextBuffer.slice(at, Utf8.dropBlanks(bytes, at, end));
            }
            at = segmentStart(bytes, end, to);
        }
        return Column.MISSING;
    }

    private static long parent(TextBuffer text, long path) {
        byte[] bytes = text.bytes();
        int from = segmentStart(bytes, TextBuffer.start(path), TextBuffer.end(path));
        int end = trimmedEnd(bytes, from, TextBuffer.end(path));
        while (end > from && bytes[end - 1] != SEPARATOR) {
            end--;
        }
        int parentEnd = trimmedEnd(bytes, from, end);
        return parentEnd == from ? Column.MISSING : TextBuffer.slice(from, parentEnd);
    }

    /** The end without blanks and separators. */
    private static int trimmedEnd(byte[] bytes, int from, int to) {
        int end = Utf8.dropBlanks(bytes, from, to);
        while (end > from && bytes[end - 1] == SEPARATOR) {
            end = Utf8.dropBlanks(bytes, from, end - 1);
        }
        return end;
    }

    private static boolean isIn(byte[] bytes, long path, long ancestor) {
        for (int level = 1; ; level++) {
            long wanted = at(bytes, ancestor, level);
            if (wanted == Column.MISSING) {
                return level > 1;
            }
            long found = at(bytes, path, level);
            boolean same = found != Column.MISSING
                    && TextBuffer.length(found) == TextBuffer.length(wanted)
                    && Utf8.equal(
                            bytes, TextBuffer.start(found), bytes, TextBuffer.start(wanted), TextBuffer.length(found));
            if (!same) {
                return false;
            }
        }
    }

    private static long format(TextBuffer text, long path, long separator) {
        int start = text.end();
        int to = TextBuffer.end(path);
        for (int at = segmentStart(text.bytes(), TextBuffer.start(path), to); at < to; ) {
            byte[] bytes = text.bytes();
            int end = segmentEnd(bytes, at, to);
            if (text.end() > start) {
                text.append(bytes, TextBuffer.start(separator), TextBuffer.end(separator));
            }
            text.append(text.bytes(), at, Utf8.dropBlanks(bytes, at, end));
            Limits.textBytes((long) text.end() - start);
            at = segmentStart(text.bytes(), end, to);
        }
        return TextBuffer.slice(start, text.end());
    }
}
