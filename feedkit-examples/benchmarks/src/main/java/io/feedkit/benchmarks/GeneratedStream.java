package io.feedkit.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.util.Locale;

/**
 * A catalogue of any size that is never on a disk: the products of a {@link CatalogueGenerator}, again and again, each with an id and a group of its own. Making it costs next to nothing, so
 * that what reads it is what is measured.
 */
final class GeneratedStream extends InputStream {
    private static final int DIFFERENT = 1_000;
    private static final String ID = "\u0001";
    private static final String GROUP = "\u0002";

    /** What the catalogue is written in. */
    enum Form {
        CSV,
        NDJSON,
        JSON,
        XML;

        String fileName() {
            return "catalogue." + name().toLowerCase(Locale.ROOT);
        }
    }

    private final Form form;
    private final long rows;
    private final byte[][][] products = new byte[DIFFERENT][][];
    private final byte[] end;
    private long row;
    private byte[] current;
    private int at;
    private boolean ended;

    GeneratedStream(Form form, long seed, long rows) {
        this.form = form;
        this.rows = rows;
        CatalogueGenerator generator = new CatalogueGenerator(seed);
        for (int i = 0; i < DIFFERENT; i++) {
            String[] cells = generator.row(i);
            cells[0] = ID;
            cells[1] = GROUP;
            String[] parts = product(cells).split("[" + ID + GROUP + "]");
            products[i] = new byte[][] {parts[0].getBytes(UTF_8), parts[1].getBytes(UTF_8), parts[2].getBytes(UTF_8)};
        }
        String start = switch (form) {
            case CSV -> CatalogueGenerator.header() + "\n";
            case NDJSON -> "";
            case JSON -> "[";
            case XML -> "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<catalogue>\n";
        };
        current = start.getBytes(UTF_8);
        end = (form == Form.JSON ? "]" : form == Form.XML ? "</catalogue>\n" : "").getBytes(UTF_8);
    }

    private String product(String[] cells) {
        StringBuilder text = new StringBuilder();
        if (form == Form.CSV) {
            CatalogueGenerator.append(cells, text);
            return text.toString();
        }
        text.append(form == Form.XML ? "<product>\n" : "{");
        for (int i = 0; i < cells.length; i++) {
            String name = CatalogueGenerator.COLUMNS[i].replaceAll("[^A-Za-z0-9_]", "_");
            if (form == Form.XML) {
                String value = cells[i].replace("&", "&amp;").replace("<", "&lt;");
                text.append('<').append(name).append('>').append(value);
                text.append("</").append(name).append(">\n");
            } else {
                String value =
                        cells[i].replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
                text.append(i == 0 ? "\"" : ",\"").append(name).append("\":\"");
                text.append(value).append('"');
            }
        }
        return text.append(form == Form.XML ? "</product>\n" : form == Form.JSON ? "}" : "}\n")
                .toString();
    }

    private void next() {
        at = 0;
        if (row == rows) {
            current = end;
            ended = true;
            return;
        }
        byte[][] parts = products[(int) (row % DIFFERENT)];
        byte[] id = Long.toString(row).getBytes(UTF_8);
        byte[] group = Long.toString(row / 5).getBytes(UTF_8);
        String comma = form == Form.JSON && row > 0 ? ",\n" : "";
        byte[][] all = {comma.getBytes(UTF_8), parts[0], id, parts[1], group, parts[2]};
        int length = 0;
        for (byte[] one : all) {
            length += one.length;
        }
        byte[] whole = new byte[length];
        int to = 0;
        for (byte[] one : all) {
            System.arraycopy(one, 0, whole, to, one.length);
            to += one.length;
        }
        current = whole;
        row++;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        int given = 0;
        while (given < length) {
            if (at == current.length) {
                if (ended) {
                    break;
                }
                next();
                continue;
            }
            int part = Math.min(length - given, current.length - at);
            System.arraycopy(current, at, into, from + given, part);
            at += part;
            given += part;
        }
        return given == 0 && length > 0 ? -1 : given;
    }
}
