package io.feedkit.catalog.xlsx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Workbooks written part by part, as a test wants them: what a spreadsheet program would write, and what none would. */
public final class WorkbookFile {
    static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";

    private final Map<String, byte[]> parts = new LinkedHashMap<>();
    private final Map<String, String> sheets = new LinkedHashMap<>();
    private String properties = "";
    private boolean styles;
    private boolean texts;

    /** A workbook with one sheet called Products whose rows are given as XML. */
    public static WorkbookFile ofRows(String rows) {
        return new WorkbookFile().sheet("Products", rows);
    }

    /** Rows of texts, one cell of its own each; null is no cell. */
    public static String rows(String[]... rows) {
        StringBuilder xml = new StringBuilder();
        for (String[] row : rows) {
            xml.append("<row>");
            for (String cell : row) {
                xml.append(cell == null ? "<c/>" : text(cell));
            }
            xml.append("</row>");
        }
        return xml.toString();
    }

    static String text(String text) {
        return "<c t=\"inlineStr\"><is><t>" + escaped(text) + "</t></is></c>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    public WorkbookFile sheet(String name, String rows) {
        return sheet(name, "", "<sheetData>" + rows + "</sheetData>");
    }

    /** A sheet with a state such as {@code hidden} and whatever its part holds. */
    public WorkbookFile sheet(String name, String state, String content) {
        String part = "xl/worksheets/sheet" + (sheets.size() + 1) + ".xml";
        sheets.put(name, state.isEmpty() ? "" : " state=\"" + state + "\"");
        return part(part, "<worksheet xmlns=\"" + MAIN + "\">" + content + "</worksheet>");
    }

    /** Number formats of cells: style 1 is the first, style 0 is plain. */
    public WorkbookFile formats(String... codes) {
        StringBuilder xml = new StringBuilder("<styleSheet xmlns=\"" + MAIN + "\"><numFmts>");
        for (int i = 0; i < codes.length; i++) {
            xml.append("<numFmt numFmtId=\"").append(200 + i).append("\" formatCode=\"");
            xml.append(escaped(codes[i]).replace("\"", "&quot;")).append("\"/>");
        }
        xml.append("</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>");
        for (int i = 0; i < codes.length; i++) {
            xml.append("<xf numFmtId=\"").append(200 + i).append("\"/>");
        }
        styles = true;
        return part("xl/styles.xml", xml.append("</cellXfs></styleSheet>").toString());
    }

    /** The texts that cells share, as the XML of their items. */
    public WorkbookFile shared(String items) {
        texts = true;
        return part("xl/sharedStrings.xml", "<sst xmlns=\"" + MAIN + "\">" + items + "</sst>");
    }

    WorkbookFile from1904() {
        properties = "<workbookPr date1904=\"1\"/>";
        return this;
    }

    public WorkbookFile part(String name, String content) {
        parts.put(name, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public byte[] bytes() {
        return zip(parts());
    }

    /** What is in it, by the names of the parts. */
    public Map<String, byte[]> parts() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        put(all, "[Content_Types].xml", "<Types xmlns=\"" + PACKAGE + "content-types\"/>");
        put(
                all,
                "_rels/.rels",
                relations("<Relationship Id=\"r\" Type=\"" + RELATION
                        + "/officeDocument\" Target=\"xl/workbook.xml\"/>"));
        StringBuilder list = new StringBuilder();
        StringBuilder relations = new StringBuilder();
        int number = 0;
        for (Map.Entry<String, String> sheet : sheets.entrySet()) {
            number++;
            list.append("<sheet name=\"" + escaped(sheet.getKey()) + "\" sheetId=\"" + number + "\" r:id=\"s" + number
                    + "\"" + sheet.getValue() + "/>");
            relations.append("<Relationship Id=\"s" + number + "\" Type=\"" + RELATION
                    + "/worksheet\" Target=\"worksheets/sheet" + number + ".xml\"/>");
        }
        if (styles) {
            relations.append("<Relationship Id=\"st\" Type=\"" + RELATION + "/styles\" Target=\"styles.xml\"/>");
        }
        if (texts) {
            relations.append(
                    "<Relationship Id=\"ss\" Type=\"" + RELATION + "/sharedStrings\" Target=\"sharedStrings.xml\"/>");
        }
        put(
                all,
                "xl/workbook.xml",
                "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + RELATION + "\">" + properties + "<sheets>" + list
                        + "</sheets></workbook>");
        put(all, "xl/_rels/workbook.xml.rels", relations(relations.toString()));
        all.putAll(parts);
        return all;
    }

    private static void put(Map<String, byte[]> parts, String name, String content) {
        parts.put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public static String relations(String relations) {
        return "<Relationships xmlns=\"" + PACKAGE + "relationships\">" + relations + "</Relationships>";
    }

    public static byte[] zip(Map<String, byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
