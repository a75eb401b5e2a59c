package io.feedkit.catalog.xlsx;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.List;

/**
 * What a workbook says about itself: its sheets in order, how dates count, and where its shared texts and styles are.
 *
 * @param sharedTexts the part with the texts that cells share, or empty
 * @param styles the part with the formats, or empty
 * @param from1904 whether day 0 is the first of January 1904
 */
record Workbook(List<Sheet> sheets, String sharedTexts, String styles, boolean from1904) {
    private static final int MOST_SHEETS = 1_000;

    /** @param hidden whether people do not see it */
    record Sheet(String name, String part, boolean hidden) {}

    static Workbook read(Archive archive) {
        String part = mainPart(archive);
        Relations relations = Relations.of(archive, part);
        List<Sheet> sheets = new ArrayList<>();
        boolean from1904 = false;
        try (PartReader xml = new PartReader(archive, part)) {
            while (xml.nextElement() && sheets.size() < MOST_SHEETS) {
                if (xml.isAt("workbookPr")) {
                    from1904 = xml.flag("date1904");
                } else if (xml.isAt("sheet")) {
                    Relations.Target target = relations.byId().get(xml.foreignAttribute("id"));
                    // Charts and dialogs are sheets too, without cells.
                    if (target == null || target.kind().equals("worksheet")) {
                        String state = xml.attribute("state");
                        boolean hidden = state.equals("hidden") || state.equals("veryHidden");
                        sheets.add(new Sheet(xml.attribute("name"), target == null ? "" : target.part(), hidden));
                    }
                }
            }
        }
        if (sheets.isEmpty()) {
            throw archive.damaged("it has no sheet.");
        }
        return new Workbook(
                List.copyOf(sheets),
                first(archive, relations, "sharedstrings", "xl/sharedStrings.xml"),
                first(archive, relations, "styles", "xl/styles.xml"),
                from1904);
    }

    private static String mainPart(Archive archive) {
        List<String> parts = Relations.of(archive, "").parts("officedocument");
        if (!parts.isEmpty() && archive.has(parts.get(0))) {
            return parts.get(0);
        }
        if (!archive.has("xl/workbook.xml")) {
            throw new FeedException(new Problem(
                    XlsxProblem.DAMAGED,
                    SourcePosition.unknown(archive.source()),
                    "the archive holds no workbook.",
                    "If it is an archive of feeds, unpack it; a workbook of another kind has to be saved as .xlsx."));
        }
        return "xl/workbook.xml";
    }

    private static String first(Archive archive, Relations relations, String kind, String usual) {
        for (String part : relations.parts(kind)) {
            if (archive.has(part)) {
                return part;
            }
        }
        return archive.has(usual) ? usual : "";
    }
}
