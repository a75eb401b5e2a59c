package io.feedkit.catalog.xlsx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The tables that somebody made as such in a sheet: they know their header and their totals. */
final class Ranges {
    private static final int MOST = 100;

    private Ranges() {}

    /** @param totals rows at the end that sum up */
    record Listed(CellArea area, boolean hasHeader, int totals) {
        long cells() {
            return (area.bottom() - area.top() + 1) * (area.right() - area.left() + 1);
        }
    }

    /** The tables of a sheet, the largest first. */
    static List<Listed> of(Archive archive, String sheet) {
        List<Listed> found = new ArrayList<>();
        for (String part : Relations.of(archive, sheet).parts("table")) {
            if (archive.has(part) && found.size() < MOST) {
                try (PartReader xml = new PartReader(archive, part)) {
                    CellArea area = xml.nextElement() ? CellArea.of(xml.attribute("ref")) : null;
                    if (area != null) {
                        boolean header = xml.number("headerRowCount") != 0;
                        found.add(new Listed(area, header, Math.max(0, xml.number("totalsRowCount"))));
                    }
                }
            }
        }
        found.sort(Comparator.comparingLong(Listed::cells).reversed());
        return found;
    }
}
