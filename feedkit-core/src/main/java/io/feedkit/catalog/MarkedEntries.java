package io.feedkit.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes names and values apart that stand behind marks, as BigCommerce writes options: {@code [S]Size=M,[CS]Colour=Red:#cc0000}.
 *
 * <p>The mark ends the value before it, since values hold whatever else could part them.
 */
record MarkedEntries(String open, String close, String pair, Map<String, String> cut) {
    private static final String BETWEEN = ",";
    private static final int LONGEST_MARK = 8;

    /** One name with its value. */
    record Entry(String name, String value) {}

    static boolean isMark(String text) {
        int star = text.indexOf('*');
        return star > 0 && star == text.lastIndexOf('*') && star < text.length() - 1;
    }

    static MarkedEntries of(MappingSpec.Packed how) {
        int star = how.mark().indexOf('*');
        return new MarkedEntries(how.mark().substring(0, star), how.mark().substring(star + 1), how.pair(), how.cut());
    }

    /** The entries of a cell that begins with a mark; of another one none. */
    List<Entry> of(String cell) {
        List<Entry> found = new ArrayList<>();
        String text = cell.strip();
        int at = next(text, 0);
        while (at >= 0 && (at == 0 || !found.isEmpty())) {
            int name = text.indexOf(close, at) + close.length();
            int end = next(text, name);
            Entry entry = entry(
                    text.substring(at + open.length(), name - close.length()),
                    text.substring(name, end < 0 ? text.length() : end));
            found.add(entry);
            at = end;
        }
        found.removeIf(entry -> entry.name.isEmpty() || entry.value.isEmpty());
        return found;
    }

    private Entry entry(String mark, String text) {
        int sign = text.indexOf(pair);
        if (sign < 0) {
            return new Entry("", "");
        }
        String value = text.substring(sign + pair.length()).strip();
        if (value.endsWith(BETWEEN)) {
            value = value.substring(0, value.length() - 1);
        }
        int end = cut.containsKey(mark) ? value.indexOf(cut.get(mark)) : -1;
        return new Entry(text.substring(0, sign).strip(), (end < 0 ? value : value.substring(0, end)).strip());
    }

    /** Where the next mark begins, or -1: a few letters between its two sides. */
    private int next(String text, int from) {
        for (int at = text.indexOf(open, from); at >= 0; at = text.indexOf(open, at + 1)) {
            int letters = at + open.length();
            int end = letters;
            while (end < text.length() && end - letters <= LONGEST_MARK && Character.isLetter(text.charAt(end))) {
                end++;
            }
            if (end > letters && text.startsWith(close, end)) {
                return at;
            }
        }
        return -1;
    }
}
