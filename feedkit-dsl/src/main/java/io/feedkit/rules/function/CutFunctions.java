package io.feedkit.rules.function;

import static io.feedkit.product.AttributeType.TEXT;
import static io.feedkit.rules.function.Definition.integer;
import static io.feedkit.rules.function.Definition.text;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import java.util.List;

/** Parts of texts, and texts brought to a length. Positions count from 1; lengths are code points, and no grapheme is ever cut. */
final class CutFunctions {
    static final List<Function> ALL = List.of(
            Definition.of("trim")
                    .takes(text("t"))
                    .gives(TEXT)
                    .saying("Takes the blanks off both ends.")
                    .example("trim(\"  red dress \")", "\"red dress\"")
                    .example("trim(\"red\")", "\"red\"")
                    .by(Kernels.text(CutFunctions::trim)),
            Definition.of("squeeze")
                    .takes(text("t"))
                    .gives(TEXT)
                    .saying("Leaves one blank between words and none at the ends; line ends and no-break spaces count"
                            + " as blanks.")
                    .example("squeeze(\"  red   dress \")", "\"red dress\"")
                    .example("squeeze(\"red\\ndress\")", "\"red dress\"")
                    .by(Kernels.text(Squeeze::of)),
            Definition.of("left")
                    .takes(text("t"), integer("n"))
                    .gives(TEXT)
                    .saying("Keeps the first n characters.")
                    .example("left(\"Rouge\", 3)", "\"Rou\"")
                    .example("left(\"Rouge\", 9)", "\"Rouge\"")
                    .by(Kernels.textNumber(CutFunctions::left)),
            Definition.of("right")
                    .takes(text("t"), integer("n"))
                    .gives(TEXT)
                    .saying("Keeps the last n characters.")
                    .example("right(\"Rouge\", 3)", "\"uge\"")
                    .example("right(\"Rouge\", 9)", "\"Rouge\"")
                    .by(Kernels.textNumber(CutFunctions::right)),
            Definition.of("mid")
                    .takes(text("t"), integer("start"), integer("n"))
                    .gives(TEXT)
                    .saying("Keeps n characters from a position on.")
                    .example("mid(\"Rouge\", 2, 3)", "\"oug\"")
                    .example("mid(\"Rouge\", 9, 3)", "\"\"")
                    .by(Kernels.rows((text, row, in, out) ->
                            out.bits[row] = mid(text, in[0].bits[row], in[1].bits[row], in[2].bits[row]))),
            Definition.of("before")
                    .takes(text("t"), text("sep"))
                    .gives(TEXT)
                    .saying("Keeps what stands before the first separator; missing when there is none.")
                    .example("before(\"AB-12-X\", \"-\")", "\"AB\"")
                    .example("before(\"AB12\", \"-\")", "missing")
                    .by(Kernels.textText(CutFunctions::before)),
            Definition.of("after")
                    .takes(text("t"), text("sep"))
                    .gives(TEXT)
                    .saying("Keeps what stands behind the first separator; missing when there is none.")
                    .example("after(\"AB-12-X\", \"-\")", "\"12-X\"")
                    .example("after(\"AB12\", \"-\")", "missing")
                    .by(Kernels.textText(CutFunctions::after)),
            Definition.of("between")
                    .takes(text("t"), text("a"), text("b"))
                    .gives(TEXT)
                    .saying("Keeps what stands between the first a and the next b; missing when one is absent.")
                    .example("between(\"Dress (red) XL\", \"(\", \")\")", "\"red\"")
                    .example("between(\"Dress\", \"(\", \")\")", "missing")
                    .by(Kernels.rows((text, row, in, out) -> {
                        long rest = after(text, in[0].bits[row], in[1].bits[row]);
                        out.bits[row] = rest == Column.MISSING ? rest : before(text, rest, in[2].bits[row]);
                    })),
            Definition.of("truncate")
                    .takes(text("t"), integer("n"), text("ellipsis").orNothing())
                    .gives(TEXT)
                    .saying("Cuts a text that is longer than n characters; the ellipsis counts.")
                    .example("truncate(\"Red summer dress\", 10)", "\"Red summer\"")
                    .example("truncate(\"Red summer dress\", 10, \"…\")", "\"Red summe…\"")
                    .boundBy(site -> truncating(site, CutFunctions::truncate)),
            Definition.of("truncate_words")
                    .takes(text("t"), integer("n"), text("ellipsis").orNothing())
                    .gives(TEXT)
                    .saying("Cuts a text that is longer than n characters behind the last whole word that fits; a"
                            + " single long word is cut inside.")
                    .example("truncate_words(\"Red summer dress\", 12)", "\"Red summer\"")
                    .example("truncate_words(\"Red summer dress\", 10, \"…\")", "\"Red…\"")
                    .example("truncate_words(\"Donaudampfschiff\", 5)", "\"Donau\"")
                    .boundBy(site -> truncating(site, CutFunctions::truncateWords)),
            Definition.of("truncate_bytes")
                    .takes(text("t"), integer("n"))
                    .gives(TEXT)
                    .saying("Cuts a text that has more than n bytes in UTF-8.")
                    .example("truncate_bytes(\"Café noir\", 5)", "\"Café\"")
                    .example("truncate_bytes(\"Café\", 4)", "\"Caf\"")
                    .by(Kernels.textNumber((text, slice, n) -> {
                        byte[] bytes = text.bytes();
                        int from = TextBuffer.start(slice);
                        int to = TextBuffer.end(slice);
                        return to - from <= n ? slice : bare(bytes, from, fitting(bytes, from, to, Long.MAX_VALUE, n));
                    })),
            Definition.of("pad_left")
                    .takes(text("t"), integer("n"), text("char"))
                    .gives(TEXT)
                    .saying("Fills a short text up to n characters at its start.")
                    .example("pad_left(\"42\", 5, \"0\")", "\"00042\"")
                    .example("pad_left(\"123456\", 5, \"0\")", "\"123456\"")
                    .by(Kernels.rows((text, row, in, out) ->
                            out.bits[row] = pad(text, in[0].bits[row], in[1].bits[row], in[2].bits[row], true))),
            Definition.of("pad_right")
                    .takes(text("t"), integer("n"), text("char"))
                    .gives(TEXT)
                    .saying("Fills a short text up to n characters at its end.")
                    .example("pad_right(\"42\", 5, \".\")", "\"42...\"")
                    .example("pad_right(\"123456\", 5, \".\")", "\"123456\"")
                    .by(Kernels.rows((text, row, in, out) ->
                            out.bits[row] = pad(text, in[0].bits[row], in[1].bits[row], in[2].bits[row], false))),
            Definition.of("repeat")
                    .takes(text("t"), integer("n"))
                    .gives(TEXT)
                    .saying("Writes the text n times in a row, at most 1000 times.")
                    .example("repeat(\"ab\", 3)", "\"ababab\"")
                    .example("repeat(\"*\", 0)", "\"\"")
                    .boundBy(CutFunctions::repeating));

    private static final int MAX_REPEATS = 1_000;

    private CutFunctions() {}

    private static Kernel repeating(CallSite site) {
        site.within(1, Long.MIN_VALUE, MAX_REPEATS, "repeats", "A text is repeated at most 1000 times, not {0}.");
        return Kernels.textNumber(CutFunctions::repeat);
    }

    private static Kernel truncating(CallSite site, Truncation truncation) {
        if (site.arguments() == 2) {
            return Kernels.textNumber((text, slice, n) -> truncation.of(text, slice, n, TextBuffer.EMPTY_SLICE));
        }
        return Kernels.rows((text, row, in, out) ->
                out.bits[row] = truncation.of(text, in[0].bits[row], in[1].bits[row], in[2].bits[row]));
    }

    @FunctionalInterface
    private interface Truncation {
        long of(TextBuffer text, long slice, long n, long ellipsis);
    }

    static long trim(TextBuffer text, long slice) {
        byte[] bytes = text.bytes();
        int to = TextBuffer.end(slice);
        int from = Utf8.skipBlanks(bytes, TextBuffer.start(slice), to);
        return TextBuffer.slice(from, Utf8.dropBlanks(bytes, from, to));
    }

    static long left(TextBuffer text, long slice, long n) {
        byte[] bytes = text.bytes();
        int from = TextBuffer.start(slice);
        int to = TextBuffer.end(slice);
        return to - from <= n ? slice : TextBuffer.slice(from, fitting(bytes, from, to, n, Long.MAX_VALUE));
    }

    static long right(TextBuffer text, long slice, long n) {
        byte[] bytes = text.bytes();
        int from = TextBuffer.start(slice);
        int to = TextBuffer.end(slice);
        long skip = Utf8.count(bytes, from, to) - Math.max(0, n);
        return skip <= 0 ? slice : TextBuffer.slice(behind(bytes, from, to, skip), to);
    }

    private static long mid(TextBuffer text, long slice, long start, long n) {
        if (start < 1) {
            throw new Fault("positions count from 1, not " + start);
        }
        byte[] bytes = text.bytes();
        int to = TextBuffer.end(slice);
        int from = behind(bytes, TextBuffer.start(slice), to, start - 1);
        return TextBuffer.slice(from, fitting(bytes, from, to, n, Long.MAX_VALUE));
    }

    /** The end of the longest part from {@code from} on that has at most so many characters and bytes and ends where a grapheme ends. */
    private static int fitting(byte[] bytes, int from, int to, long characters, long size) {
        int limit = Utf8.skip(bytes, from, to, characters);
        if (limit - from > size) {
            limit = from + (int) size;
            while (limit > from && Utf8.isContinuation(bytes[limit])) {
                limit--;
            }
        }
        if (limit == to) {
            return to;
        }
        // Between two characters of ASCII there is always a boundary; from there on graphemes are told apart.
        int at = limit;
        while (at > from && !(bytes[at - 1] >= ' ' && bytes[at] >= 0)) {
            at--;
        }
        while (at < limit) {
            int end = Graphemes.end(bytes, at, to);
            if (end > limit) {
                break;
            }
            at = end;
        }
        return at;
    }

    /** The first start of a grapheme that has at least so many characters before it. */
    private static int behind(byte[] bytes, int from, int to, long characters) {
        int at = from;
        long left = characters;
        while (at < to && left > 0) {
            int end = Graphemes.end(bytes, at, to);
            left -= Utf8.count(bytes, at, end);
            at = end;
        }
        return at;
    }

    /** A slice without the blanks at its end, which a cut would leave dangling. */
    private static long bare(byte[] bytes, int from, int to) {
        return TextBuffer.slice(from, Utf8.dropBlanks(bytes, from, to));
    }

    private static boolean fits(byte[] bytes, long slice, long n) {
        return TextBuffer.length(slice) <= n || Utf8.count(bytes, TextBuffer.start(slice), TextBuffer.end(slice)) <= n;
    }

    static long truncate(TextBuffer text, long slice, long n, long ellipsis) {
        byte[] bytes = text.bytes();
        if (fits(bytes, slice, n)) {
            return slice;
        }
        int from = TextBuffer.start(slice);
        long room = n - Utf8.count(bytes, TextBuffer.start(ellipsis), TextBuffer.end(ellipsis));
        int end = fitting(bytes, from, TextBuffer.end(slice), room < 1 ? n : room, Long.MAX_VALUE);
        return withEllipsis(text, bare(bytes, from, end), room < 1 ? TextBuffer.EMPTY_SLICE : ellipsis);
    }

    static long truncateWords(TextBuffer text, long slice, long n, long ellipsis) {
        byte[] bytes = text.bytes();
        if (fits(bytes, slice, n)) {
            return slice;
        }
        int from = TextBuffer.start(slice);
        long room = n - Utf8.count(bytes, TextBuffer.start(ellipsis), TextBuffer.end(ellipsis));
        int end = wordsFitting(bytes, from, TextBuffer.end(slice), room);
        return end == from
                ? truncate(text, slice, n, ellipsis)
                : withEllipsis(text, TextBuffer.slice(from, end), ellipsis);
    }

    /** The end of the last whole word of a text that is longer than {@code room}, or {@code from} when not even one fits. */
    private static int wordsFitting(byte[] bytes, int from, int to, long room) {
        int at = Utf8.skip(bytes, from, to, room);
        while (at > from && !isWholeBlank(bytes, at, to)) {
            at = Utf8.before(bytes, at);
        }
        return Utf8.dropBlanks(bytes, from, at);
    }

    /** Whether this is a blank that carries no accent. */
    private static boolean isWholeBlank(byte[] bytes, int at, int to) {
        int width = Utf8.blank(bytes, at);
        return width > 0
                && (Graphemes.isAlone(bytes, at, to)
                        || Utf8.skipBlanks(bytes, at, Graphemes.end(bytes, at, to)) == Graphemes.end(bytes, at, to));
    }

    private static long withEllipsis(TextBuffer text, long slice, long ellipsis) {
        return TextBuffer.length(ellipsis) == 0 ? slice : appended(text, slice, ellipsis);
    }

    /** One text behind another. */
    static long appended(TextBuffer text, long first, long second) {
        int length = TextBuffer.length(first);
        byte[] bytes = text.room(length + TextBuffer.length(second));
        int end = text.end();
        System.arraycopy(bytes, TextBuffer.start(first), bytes, end, length);
        System.arraycopy(bytes, TextBuffer.start(second), bytes, end + length, TextBuffer.length(second));
        return text.advanceTo(end + length + TextBuffer.length(second));
    }

    private static long before(TextBuffer text, long slice, long separator) {
        int found = find(text, slice, separator);
        return found < 0 ? Column.MISSING : TextBuffer.slice(TextBuffer.start(slice), found);
    }

    private static long after(TextBuffer text, long slice, long separator) {
        int found = find(text, slice, separator);
        return found < 0
                ? Column.MISSING
                : TextBuffer.slice(found + TextBuffer.length(separator), TextBuffer.end(slice));
    }

    private static int find(TextBuffer text, long slice, long needle) {
        byte[] bytes = text.bytes();
        return Utf8.find(
                bytes,
                TextBuffer.start(slice),
                TextBuffer.end(slice),
                bytes,
                TextBuffer.start(needle),
                TextBuffer.end(needle));
    }

    private static long pad(TextBuffer text, long slice, long n, long filler, boolean atStart) {
        byte[] bytes = text.bytes();
        int unit = TextBuffer.length(filler);
        if (Utf8.count(bytes, TextBuffer.start(filler), TextBuffer.end(filler)) != 1) {
            throw new Fault("a text is filled up with exactly one character");
        }
        long more = n - Utf8.count(bytes, TextBuffer.start(slice), TextBuffer.end(slice));
        if (more <= 0) {
            return slice;
        }
        int length = TextBuffer.length(slice);
        // Any n beyond the limit is as bad as the limit; this keeps the product in range.
        int size = Limits.textBytes(length + Math.min(more, Limits.TEXT_BYTES + 1L) * unit);
        bytes = text.room(size);
        int end = text.end();
        int fillAt = atStart ? end : end + length;
        System.arraycopy(bytes, TextBuffer.start(slice), bytes, atStart ? end + size - length : end, length);
        for (int i = 0; i < size - length; i++) {
            bytes[fillAt + i] = bytes[TextBuffer.start(filler) + i % unit];
        }
        return text.advanceTo(end + size);
    }

    private static long repeat(TextBuffer text, long slice, long n) {
        if (n > MAX_REPEATS) {
            throw new Fault("a text is repeated at most 1000 times, not " + n);
        }
        if (n <= 0) {
            return TextBuffer.EMPTY_SLICE;
        }
        int length = TextBuffer.length(slice);
        int size = Limits.textBytes(n * length);
        byte[] bytes = text.room(size);
        int end = text.end();
        for (int i = 0; i < n; i++) {
            System.arraycopy(bytes, TextBuffer.start(slice), bytes, end + i * length, length);
        }
        return text.advanceTo(end + size);
    }
}
