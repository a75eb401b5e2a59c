package io.feedkit.catalog.xlsx;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.ReadLimits;
import io.feedkit.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * Streams the rows of one sheet.
 *
 * <p>Rows and cells may say where they stand or follow the one before. A cell is a number of a shared text, a text of its own, a number whose meaning its style decides,
 * a date, a truth value or an error; of a formula the result counts that was stored with it, and nothing is ever calculated.
 */
final class SheetReader implements AutoCloseable {
    private static final String GENERAL_FIX = "Correct it in the sheet.";

    private final PartReader part;
    private final XMLStreamReader2 xml;
    private final SharedTexts shared;
    private final Styles styles;
    private final NumberText numbers;
    private final ReadLimits limits;
    private final CharText value;
    private final List<CellArea> merged = new ArrayList<>();
    private String dimension = "";
    private long lastRow;
    private boolean inData;
    private boolean ended;

    // The cell being read.
    private String type = "";
    private int style;
    private boolean formula;
    private boolean hasValue;

    SheetReader(Archive archive, String sheet, SharedTexts shared, Styles styles, boolean from1904, ReadLimits limits) {
        part = new PartReader(archive, sheet);
        xml = part.xml();
        this.shared = shared;
        this.styles = styles;
        this.limits = limits;
        numbers = new NumberText(from1904);
        value = new CharText(limits.maxFieldBytes());
    }

    /** The area the sheet says it uses, or empty; known once the first row was read. */
    String dimension() {
        return dimension;
    }

    /** Areas of merged cells; known at the end. */
    List<CellArea> merged() {
        return merged;
    }

    /** Reads the next row into {@code row}, with its texts behind those in {@code text}; false at the end of the sheet. */
    boolean next(SheetRow row, TextBuffer text) {
        while (!ended) {
            int event = part.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (inData && part.isAt("row")) {
                    readRow(row, text);
                    return true;
                }
                startElement();
            } else if (event == XMLStreamConstants.END_ELEMENT && part.isAt("sheetData")) {
                inData = false;
            } else if (event == XMLStreamConstants.END_DOCUMENT) {
                ended = true;
            }
        }
        return false;
    }

    private void startElement() {
        switch (part.name()) {
            case "sheetData" -> inData = true;
            case "dimension" -> dimension = part.attribute("ref");
            case "mergeCell" -> {
                CellArea area = CellArea.of(part.attribute("ref"));
                if (area != null && merged.size() < Merges.MOST) {
                    merged.add(area);
                }
            }
            default -> {}
        }
    }

    private void readRow(SheetRow row, TextBuffer text) {
        long number = CellArea.number(part.attribute("r"), 0);
        lastRow = number > lastRow ? number : lastRow + 1;
        row.start(lastRow, part.flag("hidden"));
        int mark = text.end();
        int column = -1;
        while (true) {
            int event = part.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (part.isAt("c")) {
                    column = readCell(row, column, text);
                    if (row.objection.isEmpty() && text.end() - mark > limits.maxRecordBytes()) {
                        row.object("the record is longer than " + limits.maxRecordBytes() + " bytes", -1);
                    }
                    if (!row.objection.isEmpty()) {
                        text.truncate(mark);
                    }
                } else {
                    part.skip();
                }
            } else if (event == XMLStreamConstants.END_ELEMENT || event == XMLStreamConstants.END_DOCUMENT) {
                return;
            }
        }
    }

    /** Reads a cell and returns its column. */
    private int readCell(SheetRow row, int before, TextBuffer text) {
        int column = startCell(before);
        readContent();
        if (!hasValue) {
            if (formula) {
                row.find(
                        XlsxProblem.NO_RESULT,
                        column,
                        "the cell is a formula that was stored without its result.",
                        "Open the workbook in a spreadsheet program and save it, so that the formulas are calculated.");
            }
            return column;
        }
        if (!row.objection.isEmpty()) {
            return column;
        }
        if (column >= limits.maxColumns()) {
            row.object("there are more than " + limits.maxColumns() + " columns", -1);
            return column;
        }
        long slice = slice(row, column, text);
        if (value.isTooLong() || slice == SharedTexts.TOO_LONG || TextBuffer.length(slice) > limits.maxFieldBytes()) {
            row.object("the cell is longer than " + limits.maxFieldBytes() + " bytes", column);
        } else if (slice != Column.MISSING) {
            row.set(column, slice);
        }
        return column;
    }

    private int startCell(int before) {
        int column = before + 1;
        type = "n";
        style = 0;
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String name = xml.getAttributeLocalName(i);
            if (name.length() == 1) {
                switch (name.charAt(0)) {
                    case 'r' -> {
                        int said = CellArea.column(xml.getAttributeValue(i));
                        column = said >= 0 ? said : column;
                    }
                    case 't' -> type = xml.getAttributeValue(i);
                    case 's' -> style = part.number("s");
                    default -> {}
                }
            }
        }
        return column;
    }

    /** Takes in the value of a cell up to its end. */
    private void readContent() {
        formula = false;
        hasValue = false;
        value.clear();
        while (true) {
            int event = part.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (part.isAt("v") || part.isAt("is")) {
                    hasValue = true;
                    readText(part.isAt("is"));
                } else {
                    formula |= part.isAt("f");
                    part.skip();
                }
            } else if (event == XMLStreamConstants.END_ELEMENT || event == XMLStreamConstants.END_DOCUMENT) {
                return;
            }
        }
    }

    private void readText(boolean rich) {
        if (rich) {
            SharedTexts.gather(part, value);
            return;
        }
        while (true) {
            int event = part.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                part.skip();
            } else if (event == XMLStreamConstants.END_ELEMENT || event == XMLStreamConstants.END_DOCUMENT) {
                return;
            } else if (event == XMLStreamConstants.CHARACTERS
                    || event == XMLStreamConstants.CDATA
                    || event == XMLStreamConstants.SPACE) {
                value.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
            }
        }
    }

    private long slice(SheetRow row, int column, TextBuffer text) {
        switch (type) {
            case "s":
                return sharedText(row, column, text);
            case "str", "inlineStr":
                return value.appendTo(text);
            case "b":
                return text.append(value.string().strip().matches("1|true") ? "true" : "false");
            case "e":
                row.find(
                        XlsxProblem.ERROR_VALUE,
                        column,
                        "the cell holds the error " + Problem.quote(value.string()) + ", so it has no value.",
                        "Correct the formula, or what it refers to.");
                return Column.MISSING;
            case "d":
                return date(text);
            default:
                return number(row, column, text);
        }
    }

    private long sharedText(SheetRow row, int column, TextBuffer text) {
        int index = value.length() == 0 || value.length() > 9 ? -1 : 0;
        for (int i = 0; i < value.length() && index >= 0; i++) {
            int digit = value.charAt(i) - '0';
            index = (char) digit > 9 ? -1 : index * 10 + digit;
        }
        long slice = shared.append(index, text);
        if (slice == Column.MISSING) {
            row.find(
                    XlsxProblem.BAD_CELL,
                    column,
                    "the cell names the shared text " + Problem.quote(value.string()) + ", of which there are "
                            + shared.count() + ".",
                    "Open the workbook in a spreadsheet program and save it anew.");
        }
        return slice;
    }

    /** A date in words of ISO 8601; the midnight of a day is left out where the style shows days. */
    private long date(TextBuffer text) {
        String written = value.string().strip();
        int time = written.indexOf("T00:00:00");
        boolean day = time > 0
                && styles.of(style).kind() == CellFormat.Kind.DATE
                && written.substring(time + 9).matches("(\\.0+)?Z?");
        return text.append(day ? written.substring(0, time) : written);
    }

    private long number(SheetRow row, int column, TextBuffer text) {
        CellFormat format = styles.of(style);
        boolean asWritten = format.kind() == CellFormat.Kind.NUMBER || format.kind() == CellFormat.Kind.TEXT;
        if (value.isTooLong() || value.length() == 0) {
            return Column.MISSING;
        }
        if (asWritten && NumberText.isPlain(value)) {
            return value.appendTo(text);
        }
        NumberText.Shown shown = numbers.of(value.string().strip(), format);
        if (shown.problem() != null) {
            row.find(shown.problem(), column, objection(shown), fix(shown.problem()));
            if (shown.problem() == XlsxProblem.BAD_CELL) {
                return value.appendTo(text);
            }
        }
        return text.append(shown.text());
    }

    private static String objection(NumberText.Shown shown) {
        String quoted = Problem.quote(shown.text());
        XlsxProblem code = shown.problem();
        if (code == XlsxProblem.LONG_NUMBER) {
            return quoted
                    + " has more than the 15 digits that a workbook keeps of a number; the last ones may be wrong.";
        }
        return code == XlsxProblem.NOT_A_DATE
                ? quoted + " is to be shown as a date, but there is no such day."
                : quoted + " stands where a number should, so it was read as text.";
    }

    private static String fix(XlsxProblem code) {
        return code == XlsxProblem.LONG_NUMBER ? "Format the column as text and enter the value again." : GENERAL_FIX;
    }

    @Override
    public void close() {
        part.close();
    }
}
