package io.feedkit.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.ProductBatch;
import io.feedkit.location.Location;
import java.io.InputStream;
import java.lang.management.ManagementFactory;

/**
 * What {@link MemoryTest} starts in a small heap: makes a catalogue, reads it at the same time, and prints how many products and bytes there were, and how many
 * bytes lived at the end, before anything was closed.
 */
final class MemoryTestRun {
    private static final String SENTENCE = "Löffel aus Olivenholz, von Hand geschnitzt. ";

    private MemoryTestRun() {}

    public static void main(String[] arguments) {
        String form = arguments[0];
        long records = Long.parseLong(arguments[1]);
        String text = SENTENCE.repeat(Integer.parseInt(arguments[2]));
        long[] bytes = new long[1];
        Location place = Location.of("shop." + form, () -> new Endless(form, text, records, bytes));
        Catalog catalog = Catalog.open(place, CatalogOptions.DEFAULTS.withCurrency("EUR"));
        bytes[0] = 0;
        long read = 0;
        long alive;
        try (ProductReader reader = catalog.read(catalog.schema(), problem -> {})) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                read += batch.rows();
            }
            alive = alive();
        }
        System.out.println(read + " " + bytes[0] + " " + alive);
    }

    private static long alive() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** One record after the other, made when it is asked for. */
    private static final class Endless extends InputStream {
        private final String form;
        private final String text;
        private final long records;
        private final long[] bytes;
        private byte[] current;
        private int at;
        private long record;
        private boolean ended;

        Endless(String form, String text, long records, long[] bytes) {
            this.form = form;
            this.text = text;
            this.records = records;
            this.bytes = bytes;
            String start = switch (form) {
                case "csv" -> "id,item_group_id,title,description,price,quantity\n";
                case "json" -> "[";
                case "xml" -> "<shop>";
                default -> "";
            };
            current = start.getBytes(UTF_8);
        }

        private String next() {
            String id = "P" + record;
            String group = "G" + record / 3;
            String price = record % 90 + 9 + ".90";
            String comma = form.equals("json") && record > 0 ? "," : "";
            return switch (form) {
                case "csv" -> id + "," + group + ",Spoon,\"" + text + "\"," + price + ",7\n";
                case "xml" ->
                    "<item><id>" + id + "</id><item_group_id>" + group
                            + "</item_group_id><title>Spoon</title><description>" + text + "</description><price>"
                            + price + "</price><quantity>7</quantity></item>\n";
                default ->
                    comma + "{\"id\":\"" + id + "\",\"item_group_id\":\"" + group
                            + "\",\"title\":\"Spoon\",\"description\":\"" + text + "\",\"price\":" + price
                            + ",\"quantity\":7}\n";
            };
        }

        private void goOn() {
            at = 0;
            if (record < records) {
                current = next().getBytes(UTF_8);
                record++;
            } else {
                ended = true;
                current = (form.equals("json") ? "]" : form.equals("xml") ? "</shop>" : "").getBytes(UTF_8);
            }
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            while (at == current.length) {
                if (ended) {
                    return -1;
                }
                goOn();
            }
            int part = Math.min(length, current.length - at);
            System.arraycopy(current, at, into, from, part);
            at += part;
            bytes[0] += part;
            return part;
        }
    }
}
