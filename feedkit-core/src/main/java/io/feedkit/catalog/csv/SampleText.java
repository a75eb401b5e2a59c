package io.feedkit.catalog.csv;

import io.feedkit.catalog.Detection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The first bytes of a source, as UTF-8, and what can be seen in them without knowing how they are written. */
final class SampleText {
    /** A dialect shows in the first records; every byte more is looked at once per dialect. */
    private static final int LOOKED_AT = 64 * 1024;

    private static final int MAX_LINES = 200;
    private static final int LINES_WITH_RUNS = 20;
    private static final int MAX_RUNS = 4;
    private static final int MOST_CONTROLS = 8;
    private static final int MAX_ROW_ENDS = 3;
    private static final int LONGEST_RUN = 5;
    private static final List<String> USUAL = List.of(",", ";", "\t", "|");
    private static final List<String> RARE =
            List.of("^", "~", "\u0001", "\u001F", "\u001E", ":", "!", "#", "$", "&", "*", "=", "@", "§", "¦", "¬");
    private static final List<String> COMMENTS = List.of("#", "//", "--", "%");
    /** Control characters are never text, so they are tried wherever they stand. */
    private static final List<String> CONTROL_ROW_ENDS =
            List.of("\u001E", "\u001D", "\u001C", "\f", "\u000B", "\u2028", "\u0085");

    /** What ends texts in C, and rows of what such programs write. */
    static final String ZERO = "\0";

    private static final List<String> PRINTED_ROW_ENDS = List.of(
            "||", "~~", "##", ";;", "@@", "$$", "|~", "~|", "<EOR>", "<br>", "<br/>", "\\n", "¶", "§", "~", "$", "^",
            "|", "#", "@", ";");

    /** Two or more of these at the end of lines may end rows; what numbers, markup and codes end in may not. */
    private static final String TAIL_CHARACTERS = "|~^&#$*@!¦§¬";

    /** Runs of these may be a delimiter; those that texts and numbers are full of may not. */
    private static final String RUN_CHARACTERS = "|+~^;,:#$*@!&=<>\t¦§¬{}[]\\";

    final byte[] bytes;
    final int start;
    final int end;
    final boolean complete;
    /** How often each byte stands here. */
    private final int[] counts = new int[256];

    SampleText(byte[] head, boolean complete) {
        end = Math.min(head.length, LOOKED_AT);
        bytes = Arrays.copyOf(head, end + RecordScanner.PAD);
        Arrays.fill(bytes, end, bytes.length, (byte) '\n');
        this.complete = complete && end == head.length;
        start = end >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF ? 3 : 0;
        for (int p = start; p < end; p++) {
            counts[bytes[p] & 0xFF]++;
        }
    }

    /** Where the line begins that {@code lines} others stand before; where rows end in another way, the row. */
    int afterLines(int lines, byte[] rowEnd) {
        int p = start;
        for (int line = 0; line < lines && p < end; line++) {
            if (rowEnd.length == 0) {
                p = nextLine(p);
            } else {
                while (p < end && !ByteScanner.isAt(bytes, p, end, rowEnd)) {
                    p++;
                }
                p = Math.min(end, p + rowEnd.length);
            }
        }
        return p;
    }

    private int endOfLine(int from) {
        int p = from;
        while (p < end && bytes[p] != '\n' && bytes[p] != '\r') {
            p++;
        }
        return p;
    }

    int nextLine(int from) {
        int p = endOfLine(from);
        return Math.min(end, bytes[p] == '\r' && p + 1 < end && bytes[p + 1] == '\n' ? p + 2 : p + 1);
    }

    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** What Excel's {@code sep=;} in the first line says, or empty. */
    String separatorLine() {
        String text = text(start, Math.min(endOfLine(start), start + 16));
        if (text.length() > 2 && text.startsWith("\"") && text.endsWith("\"")) {
            text = text.substring(1, text.length() - 1);
        }
        boolean says =
                text.length() >= 5 && text.length() <= 8 && text.substring(0, 4).equalsIgnoreCase("sep=");
        return says ? text.substring(4) : "";
    }

    /** The delimiters that may part cells here, usual ones first. */
    List<String> delimiters() {
        List<String> found = new ArrayList<>(List.of(","));
        USUAL.stream()
                .filter(delimiter -> !delimiter.equals(",") && holds(delimiter))
                .forEach(found::add);
        int enough = Math.max(1, Math.min(lines(), MAX_LINES) / 4);
        RARE.stream().filter(delimiter -> count(delimiter, enough) == enough).forEach(found::add);
        found.addAll(runs());
        return found;
    }

    private int lines() {
        int lines = 0;
        for (int p = start; p < end; p = nextLine(p)) {
            lines++;
        }
        return lines;
    }

    static double weight(String delimiter) {
        if (delimiter.codePointCount(0, delimiter.length()) > 1) {
            // What is found as one piece is one piece: its parts would read as well, with scraps left in the cells.
            return 1.05;
        }
        return USUAL.contains(delimiter) ? 1 : ":!#$&*=@".contains(delimiter) ? 0.6 : 0.9;
    }

    /** Delimiters of several characters, such as {@code |+|}: what stands between words again and again. */
    private List<String> runs() {
        Map<String, Integer> counts = new HashMap<>();
        int lines = 0;
        for (int p = start; p < end && lines < LINES_WITH_RUNS; p = nextLine(p)) {
            countRuns(text(p, Math.min(endOfLine(p), p + 4096)), counts);
            lines++;
        }
        int enough = Math.max(1, lines / 2);
        return counts.entrySet().stream()
                .filter(run -> run.getValue() >= enough)
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_RUNS)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void countRuns(String line, Map<String, Integer> counts) {
        int from = 0;
        for (int i = 0; i <= line.length(); i++) {
            if (i < line.length() && RUN_CHARACTERS.indexOf(line.charAt(i)) >= 0) {
                continue;
            }
            if (i - from >= 2 && i - from <= LONGEST_RUN && from > 0) {
                counts.merge(line.substring(from, i), 1, Integer::sum);
            }
            from = i + 1;
        }
    }

    /** What lines begin with that may be comments, or empty. */
    String comment() {
        int lines = 0;
        for (int p = start; p < end && lines < MAX_LINES; p = nextLine(p)) {
            for (String comment : COMMENTS) {
                if (ByteScanner.isAt(bytes, p, end, comment.getBytes(StandardCharsets.UTF_8))) {
                    return comment;
                }
            }
            lines++;
        }
        return "";
    }

    /** What may end rows other than line ends. */
    List<String> rowEnds() {
        List<String> found = new ArrayList<>();
        if (isBinary()) {
            return found;
        }
        CONTROL_ROW_ENDS.stream().filter(this::holds).limit(MAX_ROW_ENDS).forEach(found::add);
        if (isZeroInFirstLine()) {
            found.add(ZERO);
        }
        boolean oneLine = nextLine(start) == end && end - start > 20;
        if (oneLine) {
            PRINTED_ROW_ENDS.stream().filter(this::holds).forEach(found::add);
        }
        String tail = tail();
        if (!tail.isEmpty()) {
            found.add(tail);
        }
        return found;
    }

    /** A zero behind the first line is a stray one: it does not end the header. */
    private boolean isZeroInFirstLine() {
        int lineEnd = endOfLine(start);
        for (int p = start; p < lineEnd; p++) {
            if (bytes[p] == 0) {
                return true;
            }
        }
        return false;
    }

    /** What the first line and most others end in, as {@code &|}; or empty. The same usual delimiter again and again parts empty cells. */
    private String tail() {
        int end = endOfLine(start);
        String first = text(Math.max(start, end - LONGEST_RUN), end);
        int from = first.length();
        while (from > 0 && TAIL_CHARACTERS.indexOf(first.charAt(from - 1)) >= 0) {
            from--;
        }
        String tail = first.substring(from);
        if (tail.length() < 2 || tail.replace("|", "").isEmpty()) {
            return "";
        }
        int lines = 0;
        int alike = 0;
        for (int p = start; p < this.end && lines < MAX_LINES; p = nextLine(p)) {
            int to = endOfLine(p);
            alike += text(Math.max(p, to - LONGEST_RUN), to).endsWith(tail) ? 1 : 0;
            lines++;
        }
        return alike > 2 && alike * 2 >= lines ? tail : "";
    }

    /** Text may use some control characters; what uses many of them is none. */
    private boolean isBinary() {
        return Arrays.stream(counts, 0, ' ').filter(count -> count > 0).count() > MOST_CONTROLS;
    }

    boolean holds(String text) {
        return count(text, 1) > 0;
    }

    /** How often a text stands here, up to {@code enough}. */
    private int count(String text, int enough) {
        byte[] sought = text.getBytes(StandardCharsets.UTF_8);
        int first = Math.min(counts[sought[0] & 0xFF], enough);
        if (first == 0 || sought.length == 1) {
            return first;
        }
        int found = 0;
        for (int p = start; p < end && found < enough; p++) {
            if (bytes[p] == sought[0] && ByteScanner.isAt(bytes, p, end, sought)) {
                found++;
            }
        }
        return found;
    }

    /** Whether a backslash stands before something that it would take literally: a quote, the delimiter, a line end; or {@code \N} in a cell of its own. */
    boolean mayEscape(String delimiter) {
        byte[] sought = delimiter.getBytes(StandardCharsets.UTF_8);
        for (int p = start; p + 1 < end; p++) {
            if (bytes[p] == '\\') {
                byte next = bytes[p + 1];
                if (next == '"'
                        || next == '\''
                        || next == '\n'
                        || next == '\r'
                        || next == 'N'
                        || ByteScanner.isAt(bytes, p + 1, end, sought)) {
                    return true;
                }
                p++;
            }
        }
        return false;
    }

    /** Whether a backslash stands before a quote. */
    boolean mayEscapeQuotes() {
        for (int p = start; p + 1 < end; p++) {
            if (bytes[p] == '\\' && (bytes[p + 1] == '"' || bytes[p + 1] == '\'')) {
                return true;
            }
        }
        return false;
    }

    /** Whether quotes stand behind the delimiter and a blank, as in {@code 1, "Lamp, red"}. */
    boolean hasBlanksBeforeQuotes(String delimiter, int quote) {
        byte[] sought = delimiter.getBytes(StandardCharsets.UTF_8);
        for (int p = start; p < end; p++) {
            if (bytes[p] == ' ' && bytes[p + 1] == quote && p > start) {
                int q = p;
                while (q > start && bytes[q - 1] == ' ') {
                    q--;
                }
                if (q == start
                        || bytes[q - 1] == '\n'
                        || q - sought.length >= start && ByteScanner.isAt(bytes, q - sought.length, end, sought)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether texts may hold it as well. */
    static boolean isPrinted(String rowEnd) {
        return !rowEnd.isEmpty() && !rowEnd.equals(ZERO) && !CONTROL_ROW_ENDS.contains(rowEnd);
    }

    Detection lineEnds() {
        int feeds = 0;
        int returns = 0;
        int both = 0;
        for (int p = start; p < end; p++) {
            if (bytes[p] == '\n') {
                feeds++;
            } else if (bytes[p] == '\r') {
                if (bytes[p + 1] == '\n' && p + 1 < end) {
                    both++;
                    p++;
                } else {
                    returns++;
                }
            }
        }
        String evidence = feeds + " LF, " + both + " CRLF, " + returns + " CR";
        if (feeds > 0 && feeds >= both && feeds >= returns) {
            return new Detection("line ends", "LF", evidence, both + returns == 0);
        }
        return both > 0 && both >= returns
                ? new Detection("line ends", "CRLF", evidence, feeds + returns == 0)
                : new Detection("line ends", returns > 0 ? "CR" : "LF", evidence, feeds + both == 0);
    }
}
