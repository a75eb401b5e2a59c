package io.feedkit.catalog.tree;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.Nesting;
import io.feedkit.product.Currencies;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a record: their leaves wait until the group is complete, since what kind it is may be said last.
 *
 * <p>A group with an order waits for the end of the record; all others are put into cells when they end.
 */
final class Groups {
    /** Kinds that get columns of their own; after them leaves go to the column without a kind. */
    private static final int MOST_KINDS = 200;

    private static final int LAST = Integer.MAX_VALUE;
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

    private final TreeRecord record;
    private final List<Leaf> leaves = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private @Nullable Branch open;
    private int openFrom;

    private record Leaf(Branch branch, long slice) {}

    private record Waiting(Branch group, int order, List<Leaf> leaves) {}

    Groups(TreeRecord record) {
        this.record = record;
    }

    void clear() {
        leaves.clear();
        waiting.clear();
        open = null;
    }

    boolean isOpen() {
        return open != null;
    }

    void enter(Branch group) {
        open = group;
        openFrom = leaves.size();
    }

    void add(Branch leaf, int from, int to) {
        leaves.add(new Leaf(leaf, TextBuffer.slice(from, to)));
    }

    void leave(Branch branch) {
        Nesting.Group group = branch.group;
        open = null;
        if (group == null) {
            return;
        }
        List<Leaf> own = leaves.subList(openFrom, leaves.size());
        if (group.order().isEmpty()) {
            settle(branch, group, own);
        } else {
            waiting.add(new Waiting(branch, order(own, group.order()), List.copyOf(own)));
        }
        own.clear();
    }

    /** How many groups wait for their order, so that those of a variant can be told from those of its product. */
    int mark() {
        return waiting.size();
    }

    /** Puts those that wait into cells, from a mark on. */
    void settle(int mark) {
        if (waiting.size() == mark) {
            return;
        }
        List<Waiting> own = waiting.subList(mark, waiting.size());
        own.sort(Comparator.comparingInt(Waiting::order));
        for (Waiting one : own) {
            Nesting.Group group = one.group.group;
            if (group != null) {
                settle(one.group, group, one.leaves);
            }
        }
        own.clear();
    }

    private void settle(Branch branch, Nesting.Group group, List<Leaf> own) {
        if (group.by().isEmpty() && !group.parts().isEmpty() && isText(group, own)) {
            asText(record.columnOf(branch), group, own);
            return;
        }
        Leaf unit = find(own, group.unit());
        String counted =
                group.parts().isEmpty() ? "" : present(own, group.parts().get(0));
        String kind = text(find(own, group.by()));
        Nesting.Group whole = group.kinds().get(kind);
        if (whole != null) {
            asText(record.column(whole.path()), whole, own);
            return;
        }
        for (Leaf leaf : own) {
            // What is said by the column's name or by the value's unit is said.
            boolean said = !kind.isEmpty() && leaf.branch.leafPart().equals(group.by()) || leaf == unit;
            if (!said) {
                int column = kind.isEmpty() ? record.columnOf(leaf.branch) : kindColumn(branch, kind, leaf.branch);
                boolean countable = leaf.branch.leafPart().equals(counted);
                long slice = unit != null && countable ? counted(group, leaf, unit) : leaf.slice;
                record.put(column, TextBuffer.start(slice), TextBuffer.end(slice));
            }
        }
    }

    private int kindColumn(Branch group, String kind, Branch leaf) {
        Map<Branch, Integer> columns = group.kinds.get(kind);
        if (columns == null) {
            if (group.kinds.size() >= MOST_KINDS) {
                return record.columnOf(leaf);
            }
            columns = new HashMap<>();
            group.kinds.put(kind, columns);
        }
        Integer column = columns.get(leaf);
        if (column == null) {
            String name = group.path + "[" + kind + "]";
            String separator =
                    leaf.path.substring(group.path.length(), Math.min(leaf.path.length(), group.path.length() + 1));
            column = record.column(leaf.group != null ? name : name + separator + leaf.part);
            columns.put(leaf, column);
        }
        return column;
    }

    /** Whether any of its parts is there. What is laid out otherwise keeps its leaves, so that they are not lost. */
    private static boolean isText(Nesting.Group group, List<Leaf> own) {
        return group.parts().stream().anyMatch(part -> part.indexOf('{') >= 0 || find(own, part) != null);
    }

    /** One text of all parts; of the last part each value makes one. A trailing part that is missing leaves nothing behind. */
    private void asText(int column, Nesting.Group group, List<Leaf> own) {
        List<String> parts = group.parts();
        boolean named = group.with().equals(Nesting.Group.NAME_SEPARATOR);
        if (own.isEmpty() || parts.isEmpty() || named && find(own, parts.get(0)) == null) {
            return;
        }
        String last = present(own, parts.get(parts.size() - 1));
        boolean done = false;
        for (Leaf leaf : own) {
            if (leaf.branch.leafPart().equals(last)) {
                append(column, group, own, leaf);
                done = true;
            }
        }
        if (!done && !named) {
            append(column, group, own, null);
        }
    }

    private void append(int column, Nesting.Group group, List<Leaf> own, @Nullable Leaf last) {
        TextBuffer text = record.text();
        int start = text.end();
        int size = group.parts().size();
        int separators = 0;
        for (int i = 0; i < size; i++) {
            String name = group.parts().get(i);
            Leaf part = i == size - 1 ? last : find(own, name);
            String made = part == null ? PartTemplate.fill(name, leaf -> text(find(own, leaf))) : "";
            if (part != null || !made.isEmpty()) {
                for (; separators > 0; separators--) {
                    text.append(group.with());
                }
                Leaf unit = i == size - 1 ? find(own, group.unit()) : null;
                if (part == null) {
                    text.append(made);
                } else if (unit != null) {
                    text.append(counted(group, text.string(part.slice), text.string(unit.slice)));
                } else {
                    copy(text, group, part.slice, i == size - 1);
                }
            }
            separators++;
        }
        record.put(column, start, text.end());
    }

    /** A part that would be taken for several stands in quotes, with those inside doubled. */
    private static void copy(TextBuffer text, Nesting.Group group, long slice, boolean last) {
        String with = group.with();
        byte[] bytes = text.bytes();
        int from = TextBuffer.start(slice);
        int to = TextBuffer.end(slice);
        boolean quoted = from < to && bytes[from] == '"' && (!last || bytes[to - 1] == '"');
        for (int i = from; i < to && !quoted && !last; i++) {
            quoted = bytes[i] == '"' || with.length() == 1 && bytes[i] == with.charAt(0);
        }
        if (with.equals(Nesting.Group.NAME_SEPARATOR) || !quoted) {
            copy(text, slice);
        } else {
            text.append('"' + text.string(slice).replace("\"", "\"\"") + '"');
        }
    }

    private long counted(Nesting.Group group, Leaf amount, Leaf unit) {
        TextBuffer text = record.text();
        return text.append(counted(group, text.string(amount.slice), text.string(unit.slice)));
    }

    private static String counted(Nesting.Group group, String amount, String unit) {
        return (group.minor() ? major(amount, unit) : amount) + " " + unit;
    }

    /** An amount in the smallest unit of a currency, with the point where the currency has it. */
    private static String major(String amount, String currency) {
        if (!WHOLE.matcher(amount).matches() || !Currencies.isKnown(currency) || Currencies.minorDigits(currency) < 0) {
            return amount;
        }
        return new BigDecimal(new BigInteger(amount), Currencies.minorDigits(currency)).toPlainString();
    }

    private static void copy(TextBuffer text, long slice) {
        int from = TextBuffer.start(slice);
        int length = TextBuffer.length(slice);
        byte[] bytes = text.room(length);
        System.arraycopy(bytes, from, bytes, text.end(), length);
        text.advanceTo(text.end() + length);
    }

    /** The first leaf of a part, or of the first of its names that is there. */
    private static @Nullable Leaf find(List<Leaf> own, String part) {
        if (part.isEmpty()) {
            return null;
        }
        String name = present(own, part);
        for (Leaf leaf : own) {
            if (leaf.branch.leafPart().equals(name)) {
                return leaf;
            }
        }
        return null;
    }

    /** Of the names of a part, as in {@code amount|value}, the first that is there; the last when none is. */
    private static String present(List<Leaf> own, String part) {
        int from = 0;
        for (int bar = part.indexOf('|'); bar >= 0; bar = part.indexOf('|', from)) {
            String name = part.substring(from, bar);
            if (own.stream().anyMatch(leaf -> leaf.branch.leafPart().equals(name))) {
                return name;
            }
            from = bar + 1;
        }
        return part.substring(from);
    }

    private String text(@Nullable Leaf leaf) {
        return leaf == null ? "" : record.text().string(leaf.slice);
    }

    /** A whole number in front of whatever follows, such as the decimals of a quantity; what is none comes last. */
    private int order(List<Leaf> own, String order) {
        Leaf leaf = find(own, order);
        String text = leaf == null ? present(own, order) : text(leaf);
        int digits = 0;
        while (digits < text.length() && digits < 9 && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        return digits == 0 ? LAST : Integer.parseInt(text.substring(0, digits));
    }
}
