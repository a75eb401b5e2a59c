package io.feedkit.catalog.xlsx;

import io.feedkit.batch.TextBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cells that are merged over several rows: people see one value beside all of them, the sheet holds it in the first only.
 *
 * <p>A sheet says at its end what is merged, after all rows. So a sheet of ordinary size is searched for it beforehand; a huge one is not, and then the reader only says
 * that there is something merged. What is merged over columns stays in its first column: a value has one name.
 */
final class Merges {
    static final int MOST = 100_000;
    /** More side by side are a trap for whoever looks at all of them in every row. */
    private static final int MOST_OPEN = 256;

    private static final int SEARCHED_BYTES = 32 * 1024 * 1024;
    private static final byte[] MARK = "mergeCell".getBytes(StandardCharsets.US_ASCII);

    /** An area with the text of its first cell, once that was read. */
    private static final class Filled {
        final CellArea area;
        byte @Nullable [] text;

        Filled(CellArea area) {
            this.area = area;
        }
    }

    private final List<CellArea> areas;
    private final boolean known;
    private final List<Filled> open = new ArrayList<>();
    private int next;

    private Merges(List<CellArea> areas, boolean known) {
        this.areas = areas;
        this.known = known;
    }

    /** What is merged below a row, if the sheet is not too large to find that out. */
    static Merges of(Archive archive, String sheet, long below) {
        if (archive.sizeOf(sheet) > SEARCHED_BYTES) {
            return new Merges(List.of(), false);
        }
        List<CellArea> areas = new ArrayList<>();
        if (isMentioned(archive, sheet)) {
            try (PartReader xml = new PartReader(archive, sheet)) {
                while (xml.nextElement() && areas.size() < MOST) {
                    CellArea area = xml.isAt("mergeCell") ? CellArea.of(xml.attribute("ref")) : null;
                    if (area != null && concerns(area, below)) {
                        areas.add(area);
                    }
                }
            }
        }
        areas.sort(Comparator.comparingLong(CellArea::top).thenComparingInt(CellArea::left));
        return new Merges(areas, true);
    }

    static boolean concerns(CellArea area, long below) {
        return area.top() > below && area.bottom() > area.top();
    }

    private static boolean isMentioned(Archive archive, String sheet) {
        byte[] block = new byte[64 * 1024];
        int kept = 0;
        try (InputStream in = archive.open(sheet)) {
            for (int got = in.read(block, 0, block.length); got >= 0; got = in.read(block, kept, block.length - kept)) {
                int end = kept + got;
                if (contains(block, end)) {
                    return true;
                }
                kept = Math.min(end, MARK.length - 1);
                System.arraycopy(block, end - kept, block, 0, kept);
            }
        } catch (IOException e) {
            throw Archive.damaged(archive.source(), String.valueOf(e.getMessage()), e);
        }
        return false;
    }

    private static boolean contains(byte[] block, int end) {
        for (int i = 0; i + MARK.length <= end; i++) {
            if (block[i] == MARK[0] && Arrays.equals(block, i, i + MARK.length, MARK, 0, MARK.length)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it was found out beforehand what is merged. */
    boolean areKnown() {
        return known;
    }

    boolean isIdle() {
        return next == areas.size() && open.isEmpty();
    }

    /** Gives the cells of a row the texts they are merged with; how many it gave. Rows come in order. */
    int fill(SheetRow row, TextBuffer text) {
        int given = 0;
        open.removeIf(filled -> filled.area.bottom() < row.number);
        while (next < areas.size() && areas.get(next).top() <= row.number) {
            CellArea area = areas.get(next++);
            if (area.bottom() >= row.number && open.size() < MOST_OPEN) {
                open.add(new Filled(area));
            }
        }
        for (Filled filled : open) {
            int column = filled.area.left();
            if (row.number == filled.area.top()) {
                filled.text =
                        row.isFilled(column, text) ? row.text(column, text).getBytes(StandardCharsets.UTF_8) : null;
            } else if (filled.text != null && !row.isFilled(column, text)) {
                row.set(column, text.append(filled.text));
                given++;
            }
        }
        return given;
    }
}
