package io.feedkit.benchmarks;

import io.feedkit.batch.ProductBatch;
import io.feedkit.catalog.Catalog;
import io.feedkit.export.Enrichment;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.SourceText;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What rules cost before the first product, and how that and running grows with their number: {@code [SECONDS]} of warm-up for each line, in CPU time of the thread, the best
 * decile. Sixty rules compiled, two thousand lines checked, and 100, 200 and 400 rules compiled and run.
 */
final class CompileRun {
    private static final List<String> SHAPES = List.of(
            "rule low_%d: when quantity < %d { set label_%d = \"few\" } else { set label_%d = \"many\" }",
            "rule band_%d: set label_%d = case price.amount() { < 10 -> \"a\", < 25.5 -> \"b\", < 100 -> \"c\", else -> \"d\" }",
            "rule named_%d: set label_%d = \"{brand} {title} {quantity?} no %d\"",
            "rule gone_%d: exclude when (quantity = 0 and price.amount() > %d00) ?? false because \"gone {brand?}\"",
            "rule brand_%d: brand in [\"Redfield\", \"Hohenfels\", \"Brand %d\"] -> \"brand %d\"",
            "rule cheap_%d: when sale_price < price * 9%d%% { set label_%d = title.lower().truncate(40) }",
            "rule size_%d: set label_%d = title.extract(r\"[0-9]+ ?(?:ml|cl|kg|g)\") ?? \"none %d\"",
            "rule heavy_%d: weight > %d kg -> warn \"heavy: {weight}\"",
            "rule season_%d: set label_%d = if category starts with \"Mode\" and season = \"SS%d\" then season.lower() else \"all year\"",
            "rule money_%d: set price_%d = (price * (100%% + vat_rate)).round_money() + %d EUR");

    private final Schema schema;
    private final List<ProductBatch> batches;
    private final double seconds;

    private CompileRun(Schema schema, List<ProductBatch> batches, double seconds) {
        this.schema = schema;
        this.batches = batches;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws IOException {
        double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 10;
        HeldProducts products = HeldProducts.read();
        Catalog catalog = products.catalog();
        List<Attribute> more = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            more.add(Attribute.of("label_" + i, AttributeType.TEXT));
            more.add(Attribute.of("price_" + i, AttributeType.MONEY));
        }
        Schema schema = products.schema().with(more);
        List<ProductBatch> batches = new ArrayList<>();
        try (var reader = catalog.read(schema, HeldProducts::refuse)) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                batches.add(batch);
                batch = reader.newBatch();
            }
        }
        new CompileRun(schema, batches, seconds).run();
    }

    private void run() {
        String sixty = rules(60);
        String lines = rules(2_000);
        RuleEnvironment environment = RuleEnvironment.of(schema);
        print("compile 60 rules", millis(() -> RuleSet.compile(environment, SourceText.of("sixty.fk", sixty))), "ms");
        print("check 2 000 lines", millis(() -> RuleSet.check(environment, SourceText.of("long.fk", lines))), "ms");
        for (int count : new int[] {50, 100, 200, 400}) {
            String some = rules(count);
            double compile = millis(() -> RuleSet.compile(environment, SourceText.of("some.fk", some)));
            RuleSet rules = RuleSet.compile(environment, SourceText.of("some.fk", some));
            Enrichment.Session session = rules.open(schema, List.of(), FeedkitJob.RUN_AT, HeldProducts::refuse);
            ProductBatch layer = new ProductBatch(schema, batches.get(0).records());
            double pass = millis(() -> enrich(session, layer)) * 1e6 / HeldProducts.PRODUCTS;
            print(count + " rules, compile each", compile * 1000 / count, "µs");
            print(count + " rules, run each on a product", pass / count, "ns");
        }
    }

    /** So many rules of ten shapes, one on each line, whose numbers differ. */
    private static String rules(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String shape = SHAPES.get(i % SHAPES.size());
            // The first number is the rule's, all others have one digit.
            String numbered =
                    shape.replaceFirst("%d", Integer.toString(i)).replace("%d", Integer.toString(i / 10 % 10));
            text.append(numbered.replace("%%", "%")).append('\n');
        }
        return text.toString();
    }

    private int enrich(Enrichment.Session session, ProductBatch layer) {
        int left = 0;
        for (ProductBatch batch : batches) {
            int mark = batch.text().end();
            layer.startOver(batch);
            session.trunk(layer);
            left += layer.live().size;
            batch.text().truncate(mark);
        }
        return left;
    }

    private double millis(Supplier<?> work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (long end = threads.getCurrentThreadCpuTime() + (long) (seconds * 1e9);
                threads.getCurrentThreadCpuTime() < end; ) {
            work.get();
        }
        List<Long> times = new ArrayList<>();
        for (long end = threads.getCurrentThreadCpuTime() + (long) (seconds / 3 * 1e9);
                threads.getCurrentThreadCpuTime() < end || times.size() < 9; ) {
            long start = threads.getCurrentThreadCpuTime();
            work.get();
            times.add(threads.getCurrentThreadCpuTime() - start);
        }
        times.sort(null);
        return times.get(times.size() / 10) / 1e6;
    }

    private static void print(String what, double number, String unit) {
        System.out.printf(Locale.ROOT, "%-40s %8.2f %s%n", what, number, unit);
    }
}
