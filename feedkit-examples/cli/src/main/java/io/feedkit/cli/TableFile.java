package io.feedkit.cli;

import io.feedkit.rules.HostTable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Data for a table of a rule file: {@code fx:2=rates.csv} is what {@code from 'fx'} binds, keyed by the first two columns.
 *
 * <p>The file is UTF-8 with a row of column names, fields parted by commas, semicolons or tabs and quoted where needed.
 */
record TableFile(String name, int keys, Path file) {
    private static final long MOST_BYTES = 64 << 20;

    /** Reads {@code name=file} and {@code name:2=file}. */
    static final class Converter implements ITypeConverter<TableFile> {
        @Override
        public TableFile convert(String text) {
            int equals = text.indexOf('=');
            int colon = text.lastIndexOf(':', Math.max(0, equals));
            String keys = colon < 0 ? "1" : text.substring(colon + 1, Math.max(colon + 1, equals));
            if (equals < 1 || equals == text.length() - 1 || colon == 0 || !keys.matches("[1-9]")) {
                throw new TypeConversionException("\"" + text
                        + "\" names no table and file. Write it as fx=rates.csv, or fx:2=rates.csv for two key"
                        + " columns");
            }
            String name = text.substring(0, colon < 0 ? equals : colon);
            return new TableFile(name, Integer.parseInt(keys), Path.of(text.substring(equals + 1)));
        }
    }

    /** The rows by key; an {@link IllegalArgumentException} in words for the user when the file does not fit. */
    HostTable read() {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IllegalArgumentException(file + " is larger than 64 MiB, too large for a table");
            }
            return table(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("The table " + name + " cannot be read from " + file + ": "
                    + (e instanceof CharacterCodingException ? "it is not UTF-8" : e));
        }
    }

    HostTable table(String text) {
        List<List<String>> lines = lines(text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (lines.isEmpty() || lines.get(0).size() <= keys) {
            throw new IllegalArgumentException("The table " + name + " needs " + keys + " key columns and one more; "
                    + file + " has " + (lines.isEmpty() ? "no row of names" : String.join(", ", lines.get(0))));
        }
        int width = lines.get(0).size();
        Map<List<String>, List<String>> rows = new LinkedHashMap<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            while (line.size() < width) {
                line.add("");
            }
            rows.put(List.copyOf(line.subList(0, keys)), List.copyOf(line.subList(keys, width)));
        }
        return HostTable.of(rows);
    }

    private static List<List<String>> lines(String text) {
        int end = text.indexOf('\n');
        String header = end < 0 ? text : text.substring(0, end);
        char separator = header.indexOf('\t') >= 0 ? '\t' : header.indexOf(';') >= 0 ? ';' : ',';
        List<List<String>> lines = new ArrayList<>();
        Cursor cursor = new Cursor(text, separator);
        while (cursor.at < text.length()) {
            List<String> line = new ArrayList<>();
            do {
                line.add(cursor.field());
            } while (cursor.sameLine());
            if (line.size() > 1 || !line.get(0).isBlank()) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** Where in the text the next field starts. */
    private static final class Cursor {
        private final String text;
        private final char separator;
        private int at;

        Cursor(String text, char separator) {
            this.text = text;
            this.separator = separator;
        }

        /** One field; stops at what ends it. */
        String field() {
            StringBuilder field = new StringBuilder();
            boolean quoted = false;
            for (; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '"' && quoted && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    field.append(c);
                    at++;
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (!quoted && (c == separator || c == '\n')) {
                    break;
                } else if (quoted || c != '\r') {
                    field.append(c);
                }
            }
            return field.toString();
        }

        /** Steps over what ended a field; whether another one follows in its line. */
        boolean sameLine() {
            boolean same = at < text.length() && text.charAt(at) == separator;
            at++;
            return same;
        }
    }
}
