package io.feedkit.rules.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.Column;
import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.export.Enrichment;
import io.feedkit.export.FirstPass;
import io.feedkit.feed.Member;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Measure;
import io.feedkit.product.Money;
import io.feedkit.product.Percent;
import io.feedkit.product.Schema;
import io.feedkit.product.Unit;
import io.feedkit.product.VatBasis;
import io.feedkit.rules.HostTable;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleEnvironment.Strictness;
import io.feedkit.rules.RuleLimits;
import io.feedkit.rules.RuleModules;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.SourceText;
import io.feedkit.rules.eval.Values;
import io.feedkit.rules.syntax.Parser;
import io.feedkit.rules.syntax.Printer;
import io.feedkit.rules.syntax.Program;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random programs of the whole language over random catalogues and members mean the same to the evaluator and to {@link Interpreter}. */
@Tag("slow")
class WholeLanguageTest {
    private static final Schema SCHEMA = Schema.of(
            Attribute.of("id", AttributeType.TEXT),
            Attribute.of("quantity", AttributeType.INTEGER),
            Attribute.of("stock", AttributeType.INTEGER),
            Attribute.of("score", AttributeType.DECIMAL),
            Attribute.of("rate", AttributeType.PERCENT),
            Attribute.of("price", AttributeType.MONEY_GROSS),
            Attribute.of("sale_price", AttributeType.MONEY_GROSS),
            Attribute.of("cost", AttributeType.MONEY_NET),
            Attribute.of("brand", AttributeType.TEXT),
            Attribute.of("color", AttributeType.TEXT),
            Attribute.of("tier", AttributeType.TEXT),
            Attribute.of("labels", AttributeType.TEXTS),
            Attribute.of("flag", AttributeType.BOOLEAN),
            Attribute.of("weight", AttributeType.measure(Unit.Dimension.MASS)),
            Attribute.of("released_on", AttributeType.DATE));

    private static final Map<String, Map<List<String>, List<String>>> TABLES = Map.of(
            "by_text",
            Map.of(
                    List.of("Acme"),
                    List.of("1.5", "3"),
                    List.of("red"),
                    List.of("", "4"),
                    List.of(""),
                    List.of("2.50", "")),
            "by_both",
            Map.of(
                    List.of("3", "Acme"),
                    List.of("both"),
                    List.of("0", "red"),
                    List.of("none"),
                    List.of("-1", "é"),
                    List.of("")));

    private static final List<Member> MEMBERS = List.of(
            member("google-shopping", "google", "ads", "FR", "fr", ""),
            member("google-shopping", "google", "ads", "DE", "de", ""),
            member("google-local", "google", "ads", "FR", "fr", "outlet"),
            member("meta", "meta", "ads", "FR", "fr", ""),
            member("amazon", "amazon", "marketplace", "DE", "de", "outlet"),
            member("amazon", "amazon", "marketplace", "FR", "fr", ""));

    private static final List<Instant> INSTANTS = List.of(
            Instant.parse("2026-10-31T23:00:00Z"),
            Instant.parse("2026-11-27T08:30:00Z"),
            Instant.parse("2026-11-27T09:00:00Z"),
            Instant.parse("2026-12-01T00:00:00Z"));

    private static Member member(
            String channel, String family, String kind, String country, String language, String account) {
        return new Member(
                channel,
                family,
                kind,
                country,
                language,
                "EUR",
                account,
                kind.equals("ads") ? Map.of() : Map.of("commission_rate", "15%"));
    }

    /** {@code -Dfeedkit.reference.programs=100000} for the whole of it; the build looks at a portion. */
    @Test
    void theEvaluatorDoesWhatTheSpecificationSaysForManyPrograms() {
        long programs = Long.getLong("feedkit.reference.programs", 300);
        long first = Long.getLong("feedkit.reference.seed", 20261122);
        List<String> found = new ArrayList<>();
        long products = 0;
        for (long seed = first; seed < first + programs; seed++) {
            try {
                products += agree(seed);
            } catch (AssertionError | RuntimeException e) {
                found.add("-Dfeedkit.reference.programs=1 -Dfeedkit.reference.seed=" + seed + "\n" + e + where(e));
                if (found.size() >= Integer.getInteger("feedkit.reference.most", 1)) {
                    break;
                }
            }
        }
        assertThat(found).as("after %d products", products).isEmpty();
    }

    private static String where(Throwable e) {
        return e instanceof AssertionError
                ? ""
                : " at " + List.of(e.getStackTrace()).subList(0, 6);
    }

    /** What the two once disagreed about, or what kept a program from compiling. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // A row of a table with one column, under a type.
                "table t(n: integer) -> (o: text) collect { | > 0 | \"a\" |\n"
                        + "| < 5 | \"b\" | }\n"
                        + "let l: list<text> = t(quantity)\n"
                        + "set labels = l",
                "table t(n: integer) -> (o: money) first { | > 0 | 5 EUR | }\n"
                        + "let m: money = t(quantity)\n"
                        + "set sale_price = m",
                // An empty text is no item of a list.
                "set labels = [brand, color, \"x\"]\nset quantity = labels.count()",
                "fn cut(t: text): text = t.left(0)\nset labels = labels.map(cut)",
                "let all = collect(brand) per flag\nset labels = all",
                // A table of one row with constants as inputs, none of which match.
                "table t(n: integer) -> (o: text, p: integer) first { | > 1 | brand | quantity | }\n"
                        + "set color = t(0).o; set stock = t(2).p",
                // In the trunk, trunk.x is the value so far.
                "segment s = trunk.color = \"red\"\n"
                        + "let n = if s then 1 else 2\n"
                        + "set stock = n\n"
                        + "set color = \"red\"\n"
                        + "set quantity = n",
                // The one column of a row stands for it: an empty cell is missing, although the row is there.
                "table t(n: integer, k: text) -> (o: text) from 'by_both'\n"
                        + "set flag = t(-1, \"é\") is present\n"
                        + "let row = t(-1, \"é\")\n"
                        + "when row is missing { set color = \"red\" }",
                // The sum of no amounts has no currency.
                "let m = sum(price) per brand where quantity > 4\nset score = m / (m / score)"
            })
    void theEvaluatorStillDoesWhatWasMended(String text) {
        Random random = new Random(7);
        List<Map<String, Object>> products = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            products.add(product(random, i));
        }
        compare(text, Map.of(), products, MEMBERS, INSTANTS.get(1), 16, true);
    }

    /** Programs the two disagreed about, by what they are made from. */
    @ParameterizedTest
    @ValueSource(
            longs = {
                880221, 881089, 881497, 881514, 881563, 7770750, 7770826, 7771137, 55279, 55330, 55563, 100014, 101368,
                3312690, 902051, 902573
            })
    void theEvaluatorStillDoesWhatWasMendedInWholePrograms(long seed) {
        agree(seed);
    }

    private static int agree(long seed) {
        Random random = new Random(seed);
        Programs programs = new Programs(random);
        String text = programs.program();
        List<Map<String, Object>> products = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(25); i++) {
            products.add(product(random, i));
        }
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            members.add(MEMBERS.get(random.nextInt(MEMBERS.size())));
        }
        Instant runAt = INSTANTS.get(random.nextInt(INSTANTS.size()));
        compare(text, programs.modules(), products, members, runAt, 1 + random.nextInt(9), seed % 4 == 0);
        return products.size() * (1 + members.size());
    }

    /** @param maxCatalogBytes what may be kept of a catalogue in memory */
    private static RuleEnvironment environment(Map<String, String> modules, long maxCatalogBytes) {
        Map<String, SourceText> texts = new LinkedHashMap<>();
        modules.forEach((name, text) -> texts.put(name, SourceText.of(name + ".fk", text)));
        RuleEnvironment environment = RuleEnvironment.of(SCHEMA)
                .withStrictness(Strictness.LENIENT)
                .withModules(RuleModules.of(texts))
                .withLimits(RuleLimits.DEFAULTS.withMaxCatalogBytes(maxCatalogBytes));
        for (Map.Entry<String, Map<List<String>, List<String>>> table : TABLES.entrySet()) {
            environment = environment.withTable(table.getKey(), HostTable.of(table.getValue()));
        }
        return environment;
    }

    static void compare(
            String text,
            Map<String, String> modules,
            List<Map<String, Object>> products,
            List<Member> members,
            Instant runAt,
            int batchSize,
            boolean formattedToo) {
        SourceText source = SourceText.of("random.fk", text);
        RuleSet rules = RuleSet.compile(environment(modules, batchSize % 2 == 0 ? 1 : 1 << 20), source);
        Program program = Parser.parse(source).program();
        Map<String, Program> parsed = new LinkedHashMap<>();
        modules.forEach((name, module) -> parsed.put(
                name, Parser.parse(SourceText.of(name + ".fk", module)).program()));
        List<Product> catalogue = new ArrayList<>();
        products.forEach(product -> catalogue.add(new Product(catalogue.size() + 1L, product)));
        Interpreter interpreter = new Interpreter(new World(SCHEMA, TABLES, runAt, catalogue), program, parsed);
        List<List<Fate>> found = evaluated(rules, products, members, runAt, batchSize);
        SourceText written = formattedToo ? SourceText.of("random.fk", Printer.print(program)) : source;
        List<List<Fate>> again = formattedToo
                ? evaluated(RuleSet.compile(environment(modules, 1 << 20), written), products, members, runAt, 256)
                : found;
        for (int i = 0; i < products.size(); i++) {
            Product product = new Product(i + 1L, products.get(i));
            interpreter.trunk(product);
            String about = text + modules + "\n for " + products.get(i) + " at " + runAt;
            found.get(0).get(i).isThatOf(product, about + " in the trunk");
            again.get(0).get(i).isLike(found.get(0).get(i), written.content());
            for (int m = 0; m < members.size(); m++) {
                if (!product.isOut()) {
                    Product layer = product.inLayer();
                    interpreter.layers(layer, members.get(m), members);
                    found.get(m + 1).get(i).isThatOf(layer, about + " for " + members.get(m) + " of " + members);
                    again.get(m + 1).get(i).isLike(found.get(m + 1).get(i), written.content());
                }
            }
        }
    }

    /** What became of a product, as texts to compare. */
    private record Fate(
            Map<String, String> values, List<String> exclusions, List<String> warnings, List<Note> faulted) {

        void isThatOf(Product product, String about) {
            if (!values.equals(shown(product.current))
                    || !exclusions.equals(product.exclusions)
                    || !warnings.equals(product.warnings)) {
                assertThat(values).as(about).isEqualTo(shown(product.current));
                assertThat(exclusions).as(about).isEqualTo(product.exclusions);
                assertThat(warnings).as(about).isEqualTo(product.warnings);
            }
            if (faulted.isEmpty()
                    ? !product.faults.must().isEmpty()
                    : !faulted.stream()
                            .allMatch(note -> product.faults.all().stream().anyMatch(fault -> fault.isSaidBy(note)))) {
                assertThat(faulted)
                        .as("faults of " + about + "\n" + product.faults.all())
                        .isEmpty();
            }
        }

        /** The same rules written differently: unnamed ones are on other lines. */
        void isLike(Fate other, String about) {
            if (!values.equals(other.values) || exclusions.size() != other.exclusions.size()) {
                assertThat(values).as(about).isEqualTo(other.values);
                assertThat(exclusions).as(about).hasSameSizeAs(other.exclusions);
            }
        }
    }

    private static Map<String, String> shown(Map<String, Object> values) {
        Map<String, String> shown = new TreeMap<>();
        values.forEach((name, value) -> shown.put(name, Numbers.shown(value)));
        return shown;
    }

    /** The trunk, then each member: the fates of all products. */
    private static List<List<Fate>> evaluated(
            RuleSet rules, List<Map<String, Object>> products, List<Member> members, Instant runAt, int batchSize) {
        Enrichment enrichment = looked(rules, products, runAt, batchSize);
        Enrichment.Session session = enrichment.open(SCHEMA, members, runAt, problem -> {
            throw new AssertionError(problem);
        });
        List<List<Fate>> all = new ArrayList<>();
        for (int i = 0; i <= members.size(); i++) {
            all.add(new ArrayList<>());
        }
        for (int from = 0; from < products.size(); from += batchSize) {
            ProductBatch trunk = batch(products, from, Math.min(batchSize, products.size() - from));
            session.trunk(trunk);
            all.get(0).addAll(fates(trunk));
            for (int m = 0; m < members.size(); m++) {
                ProductBatch layer = new ProductBatch(SCHEMA, trunk.records());
                layer.startOver(trunk);
                session.layer(m, layer);
                all.get(m + 1).addAll(fates(layer));
            }
        }
        return all;
    }

    /** The pass over the whole catalogue, by two threads in turn. */
    private static Enrichment looked(RuleSet rules, List<Map<String, Object>> products, Instant runAt, int batchSize) {
        Optional<FirstPass> pass = rules.firstPass(SCHEMA, runAt);
        if (pass.isEmpty()) {
            return rules;
        }
        FirstPass.Collector one = pass.get().collector(problem -> {});
        FirstPass.Collector other = pass.get().collector(problem -> {});
        for (int from = 0; from < products.size(); from += batchSize) {
            FirstPass.Collector turn = from / batchSize % 3 == 1 ? other : one;
            turn.collect(batch(products, from, Math.min(batchSize, products.size() - from)));
        }
        one.merge(other);
        return one.finish();
    }

    private static ProductBatch batch(List<Map<String, Object>> products, int from, int count) {
        RecordBatch records = new RecordBatch(new TextBuffer(1024));
        for (int i = 0; i < count; i++) {
            records.startRecord(from + i + 1L, -1, -1, 0);
            records.endRecord();
        }
        ProductBatch batch = new ProductBatch(SCHEMA, records);
        batch.start(records);
        for (int slot = 0; slot < SCHEMA.size(); slot++) {
            Attribute attribute = SCHEMA.attribute(slot);
            Column column = Column.of(attribute.type());
            for (int row = 0; row < count; row++) {
                Object value = products.get(from + row).get(attribute.name());
                Values.write(column, row, attribute.type(), batch.text(), value);
            }
            batch.supply(slot, column);
        }
        return batch;
    }

    private static List<Fate> fates(ProductBatch batch) {
        List<Fate> fates = new ArrayList<>();
        for (int row = 0; row < batch.rows(); row++) {
            Map<String, Object> values = new HashMap<>();
            for (int slot = 0; slot < SCHEMA.size(); slot++) {
                Attribute attribute = SCHEMA.attribute(slot);
                Object value = Values.read(batch.column(slot), row, attribute.type(), batch.text());
                if (value != null) {
                    values.put(attribute.name(), value);
                }
            }
            List<Note> faulted = new ArrayList<>();
            for (Note note : batch.notes()) {
                if (note.row() == row && note.kind() == Note.Kind.FAULT) {
                    faulted.add(note);
                }
            }
            fates.add(new Fate(
                    shown(values), said(batch, row, Note.Kind.EXCLUDED), said(batch, row, Note.Kind.WARNING), faulted));
        }
        return fates;
    }

    private static List<String> said(ProductBatch batch, int row, Note.Kind kind) {
        return batch.notes().stream()
                .filter(note -> note.row() == row && note.kind() == kind)
                .map(note -> note.by() + ": " + note.text())
                .toList();
    }

    private static Map<String, Object> product(Random random, int number) {
        Map<String, Object> product = new HashMap<>();
        product.put("id", "p" + (random.nextInt(9) == 0 ? 0 : number));
        put(product, random, "quantity", (long) random.nextInt(7) - 1);
        put(product, random, "stock", random.nextInt(9) == 0 ? Long.MAX_VALUE : (long) random.nextInt(20));
        put(product, random, "score", decimal(random));
        put(product, random, "rate", new Percent(BigDecimal.valueOf(random.nextInt(60), 2)));
        put(product, random, "price", money(random, VatBasis.GROSS));
        put(product, random, "sale_price", money(random, VatBasis.GROSS));
        put(product, random, "cost", money(random, VatBasis.NET));
        put(product, random, "brand", List.of("Acme", "Zed", "é", "").get(random.nextInt(4)));
        put(product, random, "color", List.of("red", "blue", "navy blue").get(random.nextInt(3)));
        put(
                product,
                random,
                "labels",
                List.of(List.of("new"), List.of("b", "a", "b"), List.of("é", "new"))
                        .get(random.nextInt(3)));
        put(product, random, "flag", random.nextBoolean());
        put(
                product,
                random,
                "weight",
                new Measure(
                        BigDecimal.valueOf(random.nextInt(2500)),
                        Unit.named("g").orElseThrow()));
        put(product, random, "released_on", LocalDate.of(2026, 11, 27).minusDays(random.nextInt(100)));
        return product;
    }

    private static void put(Map<String, Object> product, Random random, String name, Object value) {
        if (random.nextInt(5) > 0) {
            product.put(name, value);
        }
    }

    private static BigDecimal decimal(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new BigDecimal("9223372036854.775807");
            case 1 -> new BigDecimal("0.0000001");
            default -> BigDecimal.valueOf(random.nextInt(2000) - 500, random.nextInt(5));
        };
    }

    private static Money money(Random random, VatBasis basis) {
        String currency = random.nextInt(20) == 0 ? "CHF" : "EUR";
        return new Money(BigDecimal.valueOf(random.nextInt(6000), 2), currency, basis);
    }
}
