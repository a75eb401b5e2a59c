package io.feedkit.channel.tooling;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The head of a channel's sample table: names of columns, and the values below them as they are written.
 *
 * <p>A catalogue is read by {@link io.feedkit.catalog.Catalog}, which turns values into what they mean. Here how they are spelled is what is asked for, and a template may have no row at all.
 *
 * @param delimiter between cells
 * @param charset {@code UTF-8}, or {@code windows-1252} when the bytes are not that
 * @param columns the first line, without empty names at the end
 * @param rows those below, each as long as the first line
 */
record SampleTable(char delimiter, String charset, List<String> columns, List<List<String>> rows) {
    private static final int MOST_ROWS = 500;
    private static final int MOST_COLUMNS = 1000;
    private static final int LONGEST_CELL = 2000;
    private static final char[] DELIMITERS = {'\t', ';', '|', ','};

    SampleTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    static SampleTable read(byte[] head) {
        Charset charset = isUtf8(head) ? StandardCharsets.UTF_8 : Charset.forName("windows-1252");
        String text = new String(head, charset);
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        char delimiter = delimiter(text.lines().findFirst().orElse(""));
        List<List<String>> lines = cells(text, delimiter);
        List<String> columns = lines.isEmpty() ? List.of() : named(lines.get(0));
        List<List<String>> rows = new ArrayList<>();
        for (List<String> line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            rows.add(wide(line, columns.size()));
        }
        return new SampleTable(delimiter, charset.name(), columns, rows);
    }

    /** The values of a column that are not empty. */
    List<String> values(int column) {
        return rows.stream()
                .map(row -> row.get(column).strip())
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** A cut at the end may fall into a character. */
    private static boolean isUtf8(byte[] bytes) {
        for (int cut = 0; cut < 4 && cut <= bytes.length; cut++) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, bytes.length - cut));
                return true;
            } catch (CharacterCodingException e) {
                // one byte less
            }
        }
        return false;
    }

    private static char delimiter(String line) {
        char best = ',';
        long most = 0;
        for (char candidate : DELIMITERS) {
            long count = line.chars().filter(c -> c == candidate).count();
            if (count > most) {
                most = count;
                best = candidate;
            }
        }
        return best;
    }

    private static List<String> named(List<String> line) {
        int last = Math.min(line.size(), MOST_COLUMNS);
        while (last > 0 && line.get(last - 1).isBlank()) {
            last--;
        }
        return line.subList(0, last).stream().map(String::strip).collect(Collectors.toList());
    }

    private static List<String> wide(List<String> line, int columns) {
        List<String> row = new ArrayList<>(line.subList(0, Math.min(columns, line.size())));
        while (row.size() < columns) {
            row.add("");
        }
        return row;
    }

    private static List<List<String>> cells(String text, char delimiter) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length() && lines.size() <= MOST_ROWS; i++) {
            char c = text.charAt(i);
            if (quoted) {
                boolean doubled = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
                i += doubled ? 1 : 0;
                quoted = c != '"' || doubled;
                add(cell, quoted ? c : '\0');
            } else if (c == '"' && cell.length() == 0) {
                quoted = true;
            } else if (c == delimiter || c == '\n') {
                line.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    addLine(lines, line);
                    line = new ArrayList<>();
                }
            } else {
                add(cell, c == '\r' ? '\0' : c);
            }
        }
        if (lines.size() <= MOST_ROWS) {
            line.add(cell.toString());
            addLine(lines, line);
        }
        return lines;
    }

    private static void add(StringBuilder cell, char c) {
        if (c != '\0' && cell.length() < LONGEST_CELL) {
            cell.append(c);
        }
    }

    private static void addLine(List<List<String>> lines, List<String> line) {
        if (line.stream().anyMatch(cell -> !cell.isBlank())) {
            lines.add(line);
        }
    }
}
