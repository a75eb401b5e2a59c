package io.feedkit.export.call;

import java.util.ArrayList;
import java.util.List;

/** Reads the tables in which channels list what failed: a header, then a line for each product, parted by semicolon, comma or tab, quoted as usual. */
final class ErrorTable {
    private ErrorTable() {}

    /** The rows, the header first. */
    static List<List<String>> rows(String text) {
        String table = text.startsWith("\uFEFF") ? text.substring(1) : text;
        char delimiter = delimiter(table);
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < table.length(); i++) {
            char sign = table.charAt(i);
            if (quoted) {
                boolean twice = sign == '"' && i + 1 < table.length() && table.charAt(i + 1) == '"';
                if (sign != '"' || twice) {
                    cell.append(sign);
                    i += twice ? 1 : 0;
                } else {
                    quoted = false;
                }
            } else if (sign == '"' && cell.length() == 0) {
                quoted = true;
            } else if (sign == delimiter || sign == '\n') {
                row.add(cell.toString());
                cell.setLength(0);
                if (sign == '\n') {
                    rows.add(List.copyOf(row));
                    row.clear();
                }
            } else if (sign != '\r') {
                cell.append(sign);
            }
        }
        if (cell.length() > 0 || !row.isEmpty()) {
            row.add(cell.toString());
            rows.add(List.copyOf(row));
        }
        return rows;
    }

    private static char delimiter(String table) {
        String header = table.substring(0, table.indexOf('\n') < 0 ? table.length() : table.indexOf('\n'));
        for (char sign : new char[] {';', '\t'}) {
            if (header.indexOf(sign) >= 0) {
                return sign;
            }
        }
        return ',';
    }
}
