package io.feedkit.catalog.xlsx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The formats of cells, by the number under which cells name them. */
record Styles(List<CellFormat> formats) {
    /** As many as spreadsheet programs allow. */
    private static final int MOST = 65_536;

    private static final int FIRST_CUSTOM = 164;

    /** A workbook without styles shows every number as it is. */
    static final Styles NONE = new Styles(List.of());

    static Styles read(Archive archive, String part) {
        Map<Integer, CellFormat> custom = new HashMap<>();
        List<CellFormat> formats = new ArrayList<>();
        boolean cells = false;
        try (PartReader xml = new PartReader(archive, part)) {
            while (xml.nextElement()) {
                switch (xml.name()) {
                    case "numFmt" -> {
                        if (custom.size() < MOST) {
                            custom.put(xml.number("numFmtId"), CellFormat.of(xml.attribute("formatCode")));
                        }
                    }
                    case "cellXfs" -> cells = true;
                    case "cellStyleXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst" -> cells = false;
                    case "xf" -> {
                        if (cells && formats.size() < MOST) {
                            formats.add(format(custom, xml.number("numFmtId")));
                        }
                    }
                    default -> {}
                }
            }
        }
        return new Styles(formats);
    }

    private static CellFormat format(Map<Integer, CellFormat> custom, int id) {
        CellFormat own = custom.get(id);
        return own != null ? own : id < FIRST_CUSTOM ? CellFormat.builtIn(id) : CellFormat.NUMBER;
    }

    /** The format of a cell; what there is not is a plain number. */
    CellFormat of(int style) {
        return style >= 0 && style < formats.size() ? formats.get(style) : CellFormat.NUMBER;
    }
}
