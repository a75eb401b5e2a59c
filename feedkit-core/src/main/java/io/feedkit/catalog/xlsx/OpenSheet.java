package io.feedkit.catalog.xlsx;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.CatalogOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sheet whose first rows were read, to see what it is. */
final class OpenSheet implements AutoCloseable {
    private static final int HEAD_ROWS = 64;
    private static final int HEAD_BYTES = 512 * 1024;

    final Workbook.Sheet sheet;
    final SheetReader reader;
    /** The first rows that are not blank, with their texts in {@link #text}. */
    final List<SheetRow> head = new ArrayList<>();

    final TextBuffer text = new TextBuffer(16 * 1024);
    final boolean isTable;
    final @Nullable Table table;

    OpenSheet(Workbook.Sheet sheet, Archive archive, SheetReader reader, CatalogOptions options) {
        this.sheet = sheet;
        this.reader = reader;
        SheetRow row = new SheetRow();
        while (head.size() < HEAD_ROWS && text.end() < HEAD_BYTES && reader.next(row, text)) {
            // A row that cannot be used still counts, or nobody would hear of it.
            if (!row.objection.isEmpty() || !row.isBlank(text)) {
                head.add(row);
                row = new SheetRow();
            }
        }
        List<SheetRow> usable =
                head.stream().filter(one -> one.objection.isEmpty()).toList();
        TableFinder finder = new TableFinder(usable, text, options.header());
        isTable = finder.isTable();
        table = finder.find(Ranges.of(archive, sheet.part()));
    }

    /** As people write it in lists: {@code Prices A1:F200 (hidden)}. */
    String described() {
        String area = reader.dimension();
        return sheet.name() + (area.isEmpty() ? "" : " " + area) + (sheet.hidden() ? " (hidden)" : "");
    }

    @Override
    public void close() {
        reader.close();
    }
}
