package io.feedkit.export.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a log begins: lines of text, and an empty one.
 *
 * @param identity what decides the feed beside the products: rules, contract, schema; empty when more than that does
 * @param runAt the instant of the run, as ISO 8601
 * @param marks how many marks each row has
 * @param fields names of the feed's fields, in order
 */
record SentHeader(String identity, String runAt, int marks, List<String> fields) {
    /** Begins the log of any version. */
    static final String OURS = "feedkit sent ";

    private static final String MAGIC = OURS + "3";
    /** Begins a line whose text may be empty, since an empty line ends the header. */
    private static final String FROM = "from ";

    /** Begins what decides a feed whose records hold several products; the log of one has a row for each record. */
    private static final String RECORDS = "records ";

    private static final int FIXED_LINES = 4;
    /** No header of ours is longer. */
    static final int MOST = 1 << 20;

    SentHeader {
        fields = List.copyOf(fields);
    }

    /** The header of a log with a row for each record of several products; {@code variants} says where these stand. */
    static SentHeader ofRecords(String variants, String runAt, List<String> fields) {
        return new SentHeader(RECORDS + variants, runAt, 0, fields);
    }

    /** Whether rows of both mean the same, so that their fields can be compared. */
    boolean isLike(SentHeader other) {
        return fields.equals(other.fields) && records().equals(other.records());
    }

    private String records() {
        return identity.startsWith(RECORDS) ? identity : "";
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder();
        for (String line : List.of(MAGIC, FROM + identity, runAt, String.valueOf(marks))) {
            text.append(line).append('\n');
        }
        fields.forEach(field -> text.append(field).append('\n'));
        return text.append("\n").toString().getBytes(UTF_8);
    }

    /** Reads what {@link #bytes} wrote; null when it is something else. */
    static @Nullable SentHeader parse(byte[] bytes, int count) {
        int end = endOf(bytes, count);
        List<String> lines = new ArrayList<>(List.of(new String(bytes, 0, end, UTF_8).split("\n", -1)));
        if (end == 0
                || lines.size() < FIXED_LINES + 2
                || !lines.get(0).equals(MAGIC)
                || !lines.get(1).startsWith(FROM)) {
            return null;
        }
        try {
            int marks = Integer.parseInt(lines.get(FIXED_LINES - 1));
            List<String> fields = lines.subList(FIXED_LINES, lines.size() - 2);
            return marks < 0
                    ? null
                    : new SentHeader(lines.get(1).substring(FROM.length()), lines.get(2), marks, fields);
        } catch (NumberFormatException notOurs) {
            return null;
        }
    }

    /** Bytes up to and with the empty line, 0 when there is none. */
    private static int endOf(byte[] bytes, int count) {
        for (int i = 1; i < count; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }
}
