package io.feedkit.rules.function;

import static io.feedkit.product.AttributeType.INTEGER;
import static io.feedkit.product.AttributeType.TEXT;
import static io.feedkit.rules.function.Definition.integer;
import static io.feedkit.rules.function.Definition.text;
import static io.feedkit.rules.function.Definition.texts;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lists. The elements are held as texts, whatever they are. The empty list and the missing list are one thing, so counting a missing list gives 0. */
final class ListFunctions {
    static final List<Function> ALL = List.of(
            Definition.of("count")
                    .takes(texts("l"))
                    .gives(INTEGER)
                    .saying("Counts the items; 0 for a missing list.")
                    .example("count([\"a.jpg\", \"b.jpg\"])", "2")
                    .example("count(missing)", "0")
                    .seeingMissing()
                    .by(Kernels.rows(
                            (text, row, in, out) -> out.bits[row] = TextList.count(text.bytes(), in[0].bits[row]))),
            Definition.of("first")
                    .takes(texts("l"))
                    .gives(TEXT)
                    .saying("The first item; missing for an empty list.")
                    .example("first([\"red\", \"blue\"])", "\"red\"")
                    .example("first([])", "missing")
                    .by(Kernels.text((text, list) -> TextList.element(text.bytes(), list, 1))),
            Definition.of("last")
                    .takes(texts("l"))
                    .gives(TEXT)
                    .saying("The last item; missing for an empty list.")
                    .example("last([\"red\", \"blue\"])", "\"blue\"")
                    .example("last([])", "missing")
                    .by(Kernels.text((text, list) -> TextList.element(text.bytes(), list, -1))),
            Definition.of("nth")
                    .takes(texts("l"), integer("i"))
                    .gives(TEXT)
                    .saying("The item at a position, counted from 1; missing behind the end.")
                    .example("nth([\"a.jpg\", \"b.jpg\"], 2)", "\"b.jpg\"")
                    .example("nth([\"a.jpg\", \"b.jpg\"], 3)", "missing")
                    .by(Kernels.textNumber(
                            (text, list, i) -> i < 1 ? Column.MISSING : TextList.element(text.bytes(), list, i))),
            Definition.of("take")
                    .takes(texts("l"), integer("n"))
                    .saying("Keeps the first n items.")
                    .example("take([\"a\", \"b\", \"c\"], 2)", "[\"a\", \"b\"]")
                    .example("take([\"a\"], 2)", "[\"a\"]")
                    .by(Kernels.textNumber((text, list, n) -> {
                        int cut = afterItems(text.bytes(), list, n);
                        int start = TextBuffer.start(list);
                        return cut == start
                                ? Column.MISSING
                                : TextBuffer.slice(start, Math.min(cut - 1, TextBuffer.end(list)));
                    })),
            Definition.of("drop")
                    .takes(texts("l"), integer("n"))
                    .saying("Leaves out the first n items.")
                    .example("drop([\"a\", \"b\", \"c\"], 2)", "[\"c\"]")
                    .example("drop([\"a\"], 2)", "missing")
                    .by(Kernels.textNumber((text, list, n) -> {
                        int cut = afterItems(text.bytes(), list, n);
                        return cut > TextBuffer.end(list)
                                ? Column.MISSING
                                : TextBuffer.slice(cut, TextBuffer.end(list));
                    })),
            Definition.of("distinct")
                    .takes(texts("l"))
                    .saying("Keeps each item where it stands first.")
                    .example("distinct([\"a\", \"b\", \"a\"])", "[\"a\", \"b\"]")
                    .example("distinct([\"a\"])", "[\"a\"]")
                    .by(Kernels.text(ListFunctions::distinct)),
            Definition.of("sort")
                    .takes(texts("l"), Parameter.of("desc", Kind.BOOLEAN).orNothing())
                    .saying("Puts the items in order: numbers and dates by size, texts by their characters' code"
                            + " points, so capitals before small letters and accents last.")
                    .example("sort([\"b\", \"C\", \"a\"])", "[\"C\", \"a\", \"b\"]")
                    .example("sort([\"a\", \"b\"], true)", "[\"b\", \"a\"]")
                    .example("sort([10, 9])", "[9, 10]")
                    .boundBy(site -> {
                        AttributeType element = Elements.of(site.types().get(0));
                        return Kernels.rows((text, row, in, out) -> out.bits[row] =
                                sorted(text, in[0].bits[row], element, in.length > 1 && in[1].bits[row] == 1));
                    }),
            Definition.of("reverse")
                    .takes(texts("l"))
                    .saying("Turns the order round.")
                    .example("reverse([\"a\", \"b\"])", "[\"b\", \"a\"]")
                    .example("reverse([\"a\"])", "[\"a\"]")
                    .by(Kernels.text((text, list) -> {
                        long[] items = items(text, list);
                        TextList.Builder reversed = new TextList.Builder(text);
                        for (int i = items.length - 1; i >= 0; i--) {
                            reversed.add(items[i]);
                        }
                        return reversed.list();
                    })),
            Definition.of("with")
                    .takes(texts("l"), text("x"))
                    .gives(ListFunctions::kept)
                    .saying("Adds an item at the end unless the list has it already.")
                    .example("with([\"new\"], \"sale\")", "[\"new\", \"sale\"]")
                    .example("with([\"new\", \"sale\"], \"new\")", "[\"new\", \"sale\"]")
                    .example("with(missing, \"sale\")", "[\"sale\"]")
                    .seeingMissing()
                    .by(Kernels.textText(ListFunctions::with)),
            Definition.of("without")
                    .takes(texts("l"), text("x"))
                    .saying("Takes out every item that equals x.")
                    .example("without([\"new\", \"sale\"], \"new\")", "[\"sale\"]")
                    .example("without([\"new\"], \"new\")", "missing")
                    .by(Kernels.textText(ListFunctions::without)),
            Definition.of("concat")
                    .takes(texts("a"), texts("b"))
                    .gives(ListFunctions::together)
                    .saying("Puts the items of b behind those of a.")
                    .example("concat([\"a\"], [\"b\", \"a\"])", "[\"a\", \"b\", \"a\"]")
                    .example("concat(missing, [\"b\"])", "[\"b\"]")
                    .seeingMissing()
                    .by(Kernels.textText(ListFunctions::concat)));

    private ListFunctions() {}

    /** Where the item behind the first {@code n} starts, or one behind the end. */
    private static int afterItems(byte[] bytes, long list, long n) {
        int to = TextBuffer.end(list);
        int at = TextBuffer.start(list);
        for (long i = 0; i < n && at <= to; i++) {
            at = TextList.elementEnd(bytes, at, to) + 1;
        }
        return at;
    }

    private static long[] items(TextBuffer text, long list) {
        byte[] bytes = text.bytes();
        long[] items = new long[TextList.count(bytes, list)];
        int at = TextBuffer.start(list);
        for (int i = 0; i < items.length; i++) {
            int end = TextList.elementEnd(bytes, at, TextBuffer.end(list));
            items[i] = TextBuffer.slice(at, end);
            at = end + 1;
        }
        return items;
    }

    private static long distinct(TextBuffer text, long list) {
        long[] items = items(text, list);
        Map<String, Boolean> seen = new HashMap<>();
        TextList.Builder kept = new TextList.Builder(text);
        int count = 0;
        for (long item : items) {
            if (seen.put(text.string(item), true) == null) {
                kept.add(item);
                count++;
            }
        }
        return count == items.length ? list : kept.list();
    }

    /** The list as it is; a missing one is a list of what is put in. */
    private static AttributeType kept(List<AttributeType> arguments) {
        return arguments.get(0);
    }

    private static AttributeType together(List<AttributeType> arguments) {
        AttributeType a = arguments.get(0);
        AttributeType b = arguments.get(1);
        if (!a.equals(b)) {
            throw Objection.of("two-types", "One of these is a {0} and the other a {1}.", a, b);
        }
        return a;
    }

    private static long sorted(TextBuffer text, long list, AttributeType element, boolean descending) {
        byte[] bytes = text.bytes();
        Comparator<Long> order = element.kind() == Kind.TEXT
                ? (a, b) -> Arrays.compareUnsigned(
                        bytes, TextBuffer.start(a), TextBuffer.end(a), bytes, TextBuffer.start(b), TextBuffer.end(b))
                : Elements.order(text, element);
        Long[] items = Arrays.stream(items(text, list)).boxed().toArray(Long[]::new);
        Arrays.sort(items, descending ? order.reversed() : order);
        TextList.Builder sorted = new TextList.Builder(text);
        for (long item : items) {
            sorted.add(item);
        }
        return sorted.list();
    }

    private static long with(TextBuffer text, long list, long item) {
        if (item == Column.MISSING || TextBuffer.length(item) == 0) {
            return item == Column.MISSING ? item : list;
        }
        if (TextList.contains(text.bytes(), list, item)) {
            return list;
        }
        return TextList.isEmpty(list) ? item : concat(text, list, item);
    }

    private static long without(TextBuffer text, long list, long item) {
        if (!TextList.contains(text.bytes(), list, item)) {
            return list;
        }
        TextList.Builder kept = new TextList.Builder(text);
        for (long other : items(text, list)) {
            boolean same = TextBuffer.length(other) == TextBuffer.length(item)
                    && Utf8.equal(
                            text.bytes(),
                            TextBuffer.start(other),
                            text.bytes(),
                            TextBuffer.start(item),
                            TextBuffer.length(item));
            if (!same) {
                kept.add(other);
            }
        }
        return kept.list();
    }

    private static long concat(TextBuffer text, long first, long second) {
        if (TextList.isEmpty(first)) {
            return TextList.isEmpty(second) ? Column.MISSING : second;
        }
        if (TextList.isEmpty(second)) {
            return first;
        }
        Limits.listItems(TextList.count(text.bytes(), first) + TextList.count(text.bytes(), second));
        int length = TextBuffer.length(first);
        int size = Limits.textBytes((long) length + 1 + TextBuffer.length(second));
        byte[] bytes = text.room(size);
        int end = text.end();
        System.arraycopy(bytes, TextBuffer.start(first), bytes, end, length);
        bytes[end + length] = TextBuffer.LIST_SEPARATOR;
        System.arraycopy(bytes, TextBuffer.start(second), bytes, end + length + 1, TextBuffer.length(second));
        return text.advanceTo(end + size);
    }
}
