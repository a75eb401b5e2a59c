package io.feedkit.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.ProductBatch;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Mapping;
import io.feedkit.catalog.ProductReader;
import io.feedkit.export.Enrichment;
import io.feedkit.location.Location;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Money;
import io.feedkit.product.Product;
import io.feedkit.product.Schema;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.SourceText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** One process of {@link PeersRules}: feedkit's twenty rules on the products of the yardstick, after a look at whether all values are those of its own rules. */
final class PeersRulesRun {
    private static final int PRODUCTS = 10_000;
    private static final long SEED = 42;
    /** The attribute for each value the yardstick compares. */
    private static final String[] RESULTS = {
        "quantity",
        "availability",
        "title",
        "short_title",
        "description",
        "margin",
        "custom_label_0",
        "custom_label_1",
        "sale_price",
        "price_text",
        "shipping_text",
        "google_product_category",
        "gender",
        "gtin",
        "banned",
        "link",
        "custom_label_2",
        "condition",
        "resale_price",
        "unit_text"
    };

    private final Yardstick yardstick;
    private final List<ProductBatch> batches = new ArrayList<>();
    private final Enrichment.Session session;
    private final ProductBatch layer;

    private PeersRulesRun(Yardstick yardstick) throws IOException, ReflectiveOperationException {
        this.yardstick = yardstick;
        byte[] csv = yardstick.catalogue();
        Path mapping = Files.createTempFile("feedkit-benchmarks", ".yaml");
        Files.writeString(mapping, resource("peers-mapping.yaml"), UTF_8);
        Catalog catalog = Catalog.open(
                Location.of("catalogue.csv", () -> new ByteArrayInputStream(csv)),
                CatalogOptions.DEFAULTS.withMapping(Mapping.load(mapping)));
        Files.delete(mapping);
        Schema schema = schema(catalog.schema());
        try (ProductReader reader = catalog.read(schema, HeldProducts::refuse)) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                batches.add(batch);
                batch = reader.newBatch();
            }
        }
        SourceText rules = SourceText.of(
                "peers-rules.fk",
                resource("peers-rules.fk").replace("  # the rows of the table\n", rows(yardstick.categories())));
        session = RuleSet.compile(RuleEnvironment.of(schema), rules)
                .open(schema, List.of(), FeedkitJob.RUN_AT, HeldProducts::refuse);
        layer = new ProductBatch(schema, batches.get(0).records());
    }

    private static Schema schema(Schema read) {
        List<Attribute> results = new ArrayList<>();
        for (String name : RESULTS) {
            if (read.attribute(name).isEmpty()) {
                AttributeType type = switch (name) {
                    case "margin" -> AttributeType.DECIMAL;
                    case "banned" -> AttributeType.BOOLEAN;
                    case "resale_price" -> AttributeType.MONEY;
                    default -> AttributeType.TEXT;
                };
                results.add(Attribute.of(name, type));
            }
        }
        return read.with(results);
    }

    private static String rows(Map<?, ?> categories) {
        StringBuilder rows = new StringBuilder();
        new TreeMap<>(categories)
                .forEach((path, code) -> rows.append("  | \"")
                        .append(path)
                        .append("\" | \"")
                        .append(code)
                        .append("\" |\n"));
        return rows.toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PeersRulesRun.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
        }
    }

    /** {@code CLASSES WARM_SECONDS SECONDS}. */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {Path.of(arguments[0]).toUri().toURL()})) {
            PeersRulesRun run = new PeersRulesRun(new Yardstick(loader));
            run.check();
            run.measure(Double.parseDouble(arguments[1]), Double.parseDouble(arguments[2]));
        }
    }

    private void check() throws ReflectiveOperationException {
        long at = 0;
        for (ProductBatch batch : batches) {
            int mark = batch.text().end();
            layer.startOver(batch);
            session.trunk(layer);
            for (int row = 0; row < layer.rows(); row++) {
                List<String> expected = yardstick.values(at++);
                Product product = layer.product(row);
                for (int i = 0; i < RESULTS.length; i++) {
                    String found = text(product, RESULTS[i]);
                    if (!isSame(found, expected.get(i))) {
                        throw new IllegalStateException("product " + at + ", " + RESULTS[i] + ": '" + found
                                + "' in place of '" + expected.get(i) + "'");
                    }
                }
            }
            batch.text().truncate(mark);
        }
    }

    private static String text(Product product, String name) {
        Object value = product.value(name).orElse("");
        Object number = value instanceof Money money ? money.amount() : value;
        return number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
    }

    /** Numbers may have more zeros at the end. */
    private static boolean isSame(String found, String expected) {
        return found.equals(expected)
                || expected.matches("-?[0-9.]+")
                        && found.matches("-?[0-9.]+")
                        && new BigDecimal(found).compareTo(new BigDecimal(expected)) == 0;
    }

    private void pass() {
        for (ProductBatch batch : batches) {
            int mark = batch.text().end();
            layer.startOver(batch);
            session.trunk(layer);
            batch.text().truncate(mark);
        }
    }

    /** Times as the yardstick does: the best decile of passes by the thread's own CPU clock. */
    private void measure(double warmSeconds, double seconds) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (long end = System.nanoTime() + (long) (warmSeconds * 1e9); System.nanoTime() < end; ) {
            pass();
        }
        List<Long> passes = new ArrayList<>();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        for (long end = System.nanoTime() + (long) (seconds * 1e9); System.nanoTime() < end || passes.size() < 9; ) {
            long start = threads.getCurrentThreadCpuTime();
            pass();
            passes.add((threads.getCurrentThreadCpuTime() - start) / PRODUCTS);
        }
        long bytes = (threads.getCurrentThreadAllocatedBytes() - allocated) / passes.size() / PRODUCTS;
        passes.sort(null);
        System.out.printf(
                Locale.ROOT,
                "feedkit all %d %d %d%n",
                passes.get(passes.size() / 10),
                passes.get(passes.size() / 2),
                bytes);
    }

    /** The products, the table of categories and the expected values of the yardstick, whose classes are not known here. */
    private static final class Yardstick {
        private final Class<?> generator;
        private final Class<?> product;
        private final Class<?> rules;
        private final Class<?> byHand;

        Yardstick(ClassLoader loader) throws ReflectiveOperationException {
            generator = loader.loadClass("peers.Gen");
            product = loader.loadClass("peers.Product");
            rules = loader.loadClass("peers.Rules");
            byHand = loader.loadClass("peers.Rules$HandBd");
        }

        private String[] row(long number) throws ReflectiveOperationException {
            return (String[]) generator.getMethod("row", long.class, long.class).invoke(null, SEED, number);
        }

        byte[] catalogue() throws ReflectiveOperationException {
            StringBuilder csv = new StringBuilder();
            line((String[]) generator.getField("COLS").get(null), csv);
            for (long i = 0; i < PRODUCTS; i++) {
                line(row(i), csv);
            }
            return csv.toString().getBytes(UTF_8);
        }

        private static void line(String[] cells, StringBuilder csv) {
            for (int i = 0; i < cells.length; i++) {
                csv.append(i == 0 ? "\"" : ",\"")
                        .append(cells[i].replace("\"", "\"\""))
                        .append('"');
            }
            csv.append('\n');
        }

        Map<?, ?> categories() throws ReflectiveOperationException {
            return (Map<?, ?>) generator.getField("CAT_LOOKUP").get(null);
        }

        List<String> values(long number) throws ReflectiveOperationException {
            Object item = product.getConstructor(String[].class).newInstance((Object) row(number));
            Object[] out = new Object[RESULTS.length];
            byHand.getMethod("evalNoRegex", product, Object[].class).invoke(null, item, out);
            byHand.getMethod("evalRegex", product, Object[].class).invoke(null, item, out);
            List<String> values = new ArrayList<>();
            for (int i = 0; i < out.length; i++) {
                values.add((String)
                        rules.getMethod("canon", int.class, Object.class).invoke(null, i, out[i]));
            }
            return values;
        }
    }
}
