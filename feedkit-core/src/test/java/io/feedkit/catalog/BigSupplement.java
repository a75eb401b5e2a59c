package io.feedkit.catalog;

import io.feedkit.batch.ProductBatch;
import io.feedkit.location.Location;
import io.feedkit.product.Product;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** What {@link SmallHeapTest} starts in a JVM with a small heap: a supplement of a million keys, a tree document whose records refer to two hundred thousand rows,
 * and a hundred and fifty thousand variants behind as many parents. */
final class BigSupplement {
    private static final int KEYS = 1_000_000;
    private static final int PRODUCTS = 300_000;
    /** Has no factor in common with the number of keys, so that its multiples meet every key once, in no order. */
    private static final long STEP = 611_953;

    private BigSupplement() {}

    /** Texts one behind the other, made when they are read. */
    private static final class Made extends InputStream {
        private final IntFunction<String> texts;
        private final int count;
        private byte[] at = {};
        private int from;
        private int next;

        Made(int count, IntFunction<String> texts) {
            this.count = count;
            this.texts = texts;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int start, int length) {
            while (from == at.length) {
                if (next == count) {
                    return -1;
                }
                at = texts.apply(next++).getBytes(StandardCharsets.UTF_8);
                from = 0;
            }
            int given = Math.min(length, at.length - from);
            System.arraycopy(at, from, into, start, given);
            from += given;
            return given;
        }
    }

    private static Location place(String name, int count, IntFunction<String> texts) {
        return Location.of(name, () -> new Made(count, texts));
    }

    public static void main(String[] which) {
        print(
                switch (which[0]) {
                    case "supplement" -> supplement();
                    case "parents" -> parents();
                    default -> tree();
                });
    }

    @SuppressWarnings("PMD.SystemPrintln")
    private static void print(Object text) {
        System.out.println(text);
    }

    /** Every second product has a row; each tenth key stands twice. */
    private static String supplement() {
        Location shop = place(
                "shop.csv", PRODUCTS + 1, i -> i == 0 ? "id,title\n" : "K" + 2 * (i - 1) * 5 + ",Product " + i + "\n");
        Location stock = place("stock.csv", KEYS + KEYS / 10 + 1, i -> {
            long key = i <= KEYS ? (i - 1) * STEP % KEYS : (i - KEYS - 1) * 10L;
            return i == 0 ? "id,clicks,note\n" : "K" + key + "," + key % 1000 + ",note of " + key + "\n";
        });
        Catalog catalog = Catalog.open(shop, CatalogOptions.DEFAULTS)
                .with(Supplement.of(stock)
                        .take("clicks", Supplement.Way.SUM, "ads")
                        .take("note", Supplement.Way.FIRST, "note"));
        long wrong = 0;
        SupplementReport report;
        try (ProductReader reader = catalog.read(catalog.schema(), problem -> {})) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                for (int i = 0; i < batch.live().size; i++) {
                    wrong += isRight(batch.product(batch.live().rows[i])) ? 0 : 1;
                }
            }
            report = reader.supplements().get(0);
        }
        return report.rows() + " rows, " + report.keys() + " keys, " + report.repeated() + " repeated, "
                + report.found()
                + " found, " + report.missing() + " missing, " + report.unused() + " unused, on disk "
                + report.onDisk() + ", " + wrong + " wrong";
    }

    private static boolean isRight(Product product) {
        long key = Long.parseLong(product.value("id").orElseThrow().toString().substring(1));
        String ads = key >= KEYS ? "-" : String.valueOf(key % 10 == 0 ? 2 * (key % 1000) : key % 1000);
        String note = key >= KEYS ? "-" : "note of " + key;
        return product.value("ads").map(String::valueOf).orElse("-").equals(ads)
                && product.value("note").map(String::valueOf).orElse("-").equals(note);
    }

    /** Which group a product is in stands behind all products, as in BMEcat. */
    private static String tree() {
        int products = 200_000;
        int groups = 20_000;
        Location shop = place("shop.xml", 2 + groups + 2 * products + 1, i -> {
            if (i == 0) {
                return "<shop>";
            }
            if (i <= groups) {
                return "<g id=\"g" + i + "\" parent=\"" + (i < 10 ? "" : "g" + i / 10) + "\">Group " + i + "</g>";
            }
            int number = i - groups;
            if (number <= products) {
                return "<p><id>A" + number + "</id><title>Product " + number + "</title></p>";
            }
            number -= products;
            return number <= products
                    ? "<m><a>A" + number + "</a><b>g" + (number % groups + 1) + "</b></m>"
                    : i == groups + 2 * products + 1 ? "</shop>" : "";
        });
        Mapping mapping = Mapping.load("""
                nesting:
                  records: [shop/p]
                  tables:
                    - {name: groups, rows: g, key: "@id", value: text(), parent: "@parent"}
                    - {name: members, rows: m, key: a, value: b, behind: true}
                  lookups:
                    group: {of: id, in: [members, groups]}
                attributes: {id: id, title: title, category: group}
                """, "shop.yaml");
        Catalog catalog = Catalog.open(shop, CatalogOptions.DEFAULTS.withMapping(mapping));
        Map<String, Long> codes = new TreeMap<>();
        long right = 0;
        long all = 0;
        try (ProductReader reader = catalog.read(
                catalog.schema(), problem -> codes.merge(problem.code().id(), 1L, Long::sum))) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                for (int i = 0; i < batch.live().size; i++) {
                    Product product = batch.product(batch.live().rows[i]);
                    int number = Integer.parseInt(
                            product.value("id").orElseThrow().toString().substring(1));
                    String path = product.value("category").map(String::valueOf).orElse("-");
                    right += path.endsWith("Group " + (number % groups + 1)) ? 1 : 0;
                    all++;
                }
            }
        }
        return all + " products, " + right + " with their group, " + codes;
    }

    /** All parents stand behind all variants, and what they say takes more than the heap. */
    private static String parents() {
        int count = 150_000;
        String text = "What is said of it once. ".repeat(24);
        Location shop = place("shop.csv", 2 * count + 1, i -> {
            int number = i <= count ? i : i - count;
            return i == 0
                    ? "sku,parent,title,description\n"
                    : i <= count
                            ? "V" + number + ",P" + number * 7L % count + ",,\n"
                            : "P" + (number - 1) + ",,Title " + (number - 1) + "," + text + "\n";
        });
        Mapping mapping = Mapping.load(
                "attributes: {id: sku}\nvariants: {by: parent-key, key: sku, parent: parent}\n", "shop.yaml");
        Catalog catalog = Catalog.open(shop, CatalogOptions.DEFAULTS.withMapping(mapping));
        Map<String, Long> codes = new TreeMap<>();
        long right = 0;
        long all = 0;
        try (ProductReader reader = catalog.read(
                catalog.schema(), problem -> codes.merge(problem.code().id(), 1L, Long::sum))) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                for (int i = 0; i < batch.live().size; i++) {
                    Product product = batch.product(batch.live().rows[i]);
                    long number = Long.parseLong(
                            product.value("id").orElseThrow().toString().substring(1));
                    String title = product.value("title").map(String::valueOf).orElse("-");
                    right += title.equals("Title " + number * 7 % count) ? 1 : 0;
                    all++;
                }
            }
        }
        return all + " products, " + right + " as their parent says, " + codes;
    }
}
