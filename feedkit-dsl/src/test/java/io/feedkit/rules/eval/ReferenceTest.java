package io.feedkit.rules.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.Column;
import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.export.Enrichment;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Money;
import io.feedkit.product.Percent;
import io.feedkit.product.Schema;
import io.feedkit.product.VatBasis;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleEnvironment.Strictness;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.SourceText;
import io.feedkit.rules.syntax.Parser;
import io.feedkit.rules.syntax.Printer;
import io.feedkit.rules.syntax.Program;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Random programs over random products mean the same to the evaluator and to {@link Reference}. */
class ReferenceTest {
    private static final Schema SCHEMA = Schema.of(
            Attribute.of("quantity", AttributeType.INTEGER),
            Attribute.of("stock", AttributeType.INTEGER),
            Attribute.of("score", AttributeType.DECIMAL),
            Attribute.of("rate", AttributeType.PERCENT),
            Attribute.of("price", AttributeType.MONEY_GROSS),
            Attribute.of("sale_price", AttributeType.MONEY_GROSS),
            Attribute.of("brand", AttributeType.TEXT),
            Attribute.of("color", AttributeType.TEXT),
            Attribute.of("flag", AttributeType.BOOLEAN));

    /** {@code -Dfeedkit.reference.programs=100000} for the whole of it; the build looks at a portion. */
    @Test
    void theEvaluatorDoesWhatTheSpecificationSaysForManyPrograms() {
        long programs = Long.getLong("feedkit.reference.programs", 200);
        long first = Long.getLong("feedkit.reference.seed", 20261122);
        for (long seed = first; seed < first + programs; seed++) {
            try {
                agree(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("-Dfeedkit.reference.programs=1 -Dfeedkit.reference.seed=" + seed, e);
            }
        }
    }

    @Property(tries = 300)
    void theEvaluatorDoesWhatTheSpecificationSays(@ForAll long seed) {
        agree(seed);
    }

    private static void agree(long seed) {
        Random random = new Random(seed);
        String text = new Programs(random).program();
        List<Map<String, Object>> products = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(40); i++) {
            products.add(product(random));
        }
        compare(text, products);
    }

    static void compare(String text, List<Map<String, Object>> products) {
        SourceText source = SourceText.of("random.fk", text);
        RuleSet rules = RuleSet.compile(RuleEnvironment.of(SCHEMA).withStrictness(Strictness.LENIENT), source);
        Program program = Parser.parse(source).program();
        ProductBatch batch = batch(products);
        Enrichment.Session session = rules.open(SCHEMA, List.of(), Instant.EPOCH, problem -> {
            throw new AssertionError(problem);
        });
        session.trunk(batch);
        formattedDoesTheSame(program, products, batch);
        for (int row = 0; row < products.size(); row++) {
            Reference reference = new Reference(products.get(row));
            reference.run(program);
            assertThat(values(batch, row))
                    .as("%s%nfor %s", text, products.get(row))
                    .isEqualTo(values(reference.values));
            assertThat(notes(batch, row, Note.Kind.EXCLUDED)).as(text).isEqualTo(reference.exclusions);
            assertThat(notes(batch, row, Note.Kind.WARNING)).as(text).isEqualTo(reference.warnings);
        }
    }

    /** Rules that were only written differently do the same. */
    private static void formattedDoesTheSame(
            Program program, List<Map<String, Object>> products, ProductBatch expected) {
        SourceText formatted = SourceText.of("formatted.fk", Printer.print(program));
        RuleSet rules = RuleSet.compile(RuleEnvironment.of(SCHEMA).withStrictness(Strictness.LENIENT), formatted);
        ProductBatch batch = batch(products);
        rules.open(SCHEMA, List.of(), Instant.EPOCH, problem -> {
                    throw new AssertionError(problem);
                })
                .trunk(batch);
        for (int row = 0; row < products.size(); row++) {
            assertThat(values(batch, row)).as(formatted.content()).isEqualTo(values(expected, row));
            assertThat(notes(batch, row, Note.Kind.EXCLUDED)).hasSameSizeAs(notes(expected, row, Note.Kind.EXCLUDED));
        }
    }

    private static Map<String, String> values(Map<String, Object> values) {
        Map<String, String> shown = new HashMap<>();
        values.forEach((name, value) -> shown.put(
                name, value instanceof BigDecimal n ? Values.canonical(n).toPlainString() : value.toString()));
        return shown;
    }

    private static Map<String, String> values(ProductBatch batch, int row) {
        Map<String, Object> values = new HashMap<>();
        for (int slot = 0; slot < SCHEMA.size(); slot++) {
            Attribute attribute = SCHEMA.attribute(slot);
            Object value = Values.read(batch.column(slot), row, attribute.type(), batch.text());
            if (value != null) {
                values.put(attribute.name(), value);
            }
        }
        return values(values);
    }

    private static List<String> notes(ProductBatch batch, int row, Note.Kind kind) {
        return batch.notes().stream()
                .filter(note -> note.row() == row && note.kind() == kind)
                .map(Note::text)
                .toList();
    }

    static ProductBatch batch(List<Map<String, Object>> products) {
        RecordBatch records = new RecordBatch(new TextBuffer(1024));
        for (int i = 0; i < products.size(); i++) {
            records.startRecord(i + 1, -1, -1, 0);
            records.endRecord();
        }
        ProductBatch batch = new ProductBatch(SCHEMA, records);
        batch.start(records);
        for (int slot = 0; slot < SCHEMA.size(); slot++) {
            AttributeType type = SCHEMA.attribute(slot).type();
            Column column = Column.of(type);
            for (int row = 0; row < products.size(); row++) {
                Values.write(
                        column,
                        row,
                        type,
                        batch.text(),
                        products.get(row).get(SCHEMA.attribute(slot).name()));
            }
            batch.supply(slot, column);
        }
        return batch;
    }

    static Map<String, Object> product(Random random) {
        Map<String, Object> product = new HashMap<>();
        put(product, random, "quantity", (long) random.nextInt(7) - 1);
        put(product, random, "stock", random.nextInt(9) == 0 ? Long.MAX_VALUE : (long) random.nextInt(20));
        put(product, random, "score", decimal(random));
        put(product, random, "rate", new Percent(BigDecimal.valueOf(random.nextInt(60), 2)));
        put(product, random, "price", money(random));
        put(product, random, "sale_price", money(random));
        put(product, random, "brand", List.of("Acme", "Zed", "é", "").get(random.nextInt(4)));
        put(product, random, "color", List.of("red", "blue", "navy blue").get(random.nextInt(3)));
        put(product, random, "flag", random.nextBoolean());
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

    private static Money money(Random random) {
        String currency = random.nextInt(12) == 0 ? "CHF" : "EUR";
        return new Money(BigDecimal.valueOf(random.nextInt(6000), 2), currency, VatBasis.GROSS);
    }

    /** Writes programs that compile: every expression has the type it is asked for. */
    private static final class Programs {
        private final Random random;

        Programs(Random random) {
            this.random = random;
        }

        private String pick(String... choices) {
            return choices[random.nextInt(choices.length)];
        }

        String program() {
            StringBuilder text = new StringBuilder();
            text.append("let margin = (price - sale_price).ratio(price)\n");
            text.append("let wide = ")
                    .append(decimal(2).replace("wide", "score").replace("good", "flag"))
                    .append("\n");
            text.append("let named = ")
                    .append(text(2).replace("{named?}", "{flag?}").replace("good", "flag"))
                    .append("\n");
            text.append("let good = ")
                    .append(condition(2).replace("good", "flag"))
                    .append("\n");
            for (int i = 0; i < 2 + random.nextInt(6); i++) {
                text.append(statement(2)).append('\n');
            }
            return text.toString();
        }

        private String statement(int depth) {
            return switch (random.nextInt(depth > 0 ? 9 : 6)) {
                case 0 -> "set quantity = " + whole(2);
                case 1 -> "set score = " + decimal(3);
                case 2 -> "set sale_price = " + money(2);
                case 3 -> "set color = " + text(2);
                case 4 ->
                    pick("clear brand", "set flag = " + condition(2), "warn " + template(1), "set rate = " + rate(2));
                case 5 -> "set stock = " + whole(1);
                case 6 -> "when " + condition(3) + " { exclude because " + template(1) + " }";
                default ->
                    "when " + condition(3) + " { " + statement(depth - 1) + "; " + statement(depth - 1) + " } else { "
                            + statement(depth - 1) + " }";
            };
        }

        private String whole(int depth) {
            if (depth == 0) {
                return pick("quantity", "stock", "3", "0", "-2", "1_000");
            }
            return switch (random.nextInt(4)) {
                case 0 -> "(" + whole(depth - 1) + pick(" + ", " - ", " * ") + whole(depth - 1) + ")";
                case 1 -> "(" + whole(depth - 1) + " ?? " + whole(depth - 1) + ")";
                case 2 ->
                    "(if " + condition(depth - 1) + " then " + whole(depth - 1) + " else " + whole(depth - 1) + ")";
                default -> whole(0);
            };
        }

        private String decimal(int depth) {
            if (depth == 0) {
                return pick("score", "wide", "1.5", "0.000001", "12.25", "score");
            }
            return switch (random.nextInt(7)) {
                case 0 -> "(" + decimal(depth - 1) + pick(" + ", " - ", " * ", " / ") + decimal(depth - 1) + ")";
                case 1 -> "(" + decimal(depth - 1) + pick(" + ", " * ", " / ") + whole(depth - 1) + ")";
                case 2 -> "(" + decimal(depth - 1) + " ?? " + decimal(depth - 1) + ")";
                case 3 -> "(" + money(depth - 1) + " / " + money(depth - 1) + ")";
                case 4 ->
                    "case quantity { 0 -> " + decimal(depth - 1) + ", 1..3 -> 2.5, > 4 -> score, missing -> 0.5 }";
                default -> decimal(0).replace("wide", depth == 1 ? "score" : "wide");
            };
        }

        private String rate(int depth) {
            if (depth == 0) {
                return pick("rate", "8%", "margin", "12.5%");
            }
            return pick(
                    "(" + rate(depth - 1) + " + " + rate(depth - 1) + ")",
                    "(" + rate(depth - 1) + " * " + rate(depth - 1) + ")",
                    rate(0),
                    "ratio(" + money(depth - 1) + ", " + money(depth - 1) + ")");
        }

        private String money(int depth) {
            if (depth == 0) {
                return pick("price", "sale_price", "20 EUR", "0.01 EUR");
            }
            return switch (random.nextInt(5)) {
                case 0 -> "(" + money(depth - 1) + pick(" + ", " - ") + money(depth - 1) + ")";
                case 1 -> "(" + money(depth - 1) + " * " + pick(rate(0), whole(0), "1.2") + ")";
                case 2 -> "(" + money(depth - 1) + " / " + pick("3", "score", "quantity") + ")";
                case 3 -> "(" + money(depth - 1) + " ?? " + money(depth - 1) + ")";
                default -> money(0);
            };
        }

        private String text(int depth) {
            return switch (random.nextInt(depth > 0 ? 5 : 2)) {
                case 0 -> pick("brand", "color", "\"Acme\"", "\"red\"");
                case 1 -> pick("brand", "color");
                case 2 -> template(depth - 1);
                case 3 ->
                    "case { " + condition(depth - 1) + " -> " + text(depth - 1) + ", " + condition(depth - 1) + " -> "
                            + text(depth - 1) + " }";
                default -> "(" + text(depth - 1) + " ?? " + text(depth - 1) + ")";
            };
        }

        private String template(int depth) {
            String hole = pick(
                    "{brand}",
                    "{brand?}",
                    "{color?}",
                    "{quantity?}",
                    "{price?}",
                    "{score?}",
                    "{rate?}",
                    "{flag?}",
                    "{named?}");
            return "\"" + pick("", " ", "a ") + hole + pick("", " ", " b ", " - ")
                    + pick("{color?}", "{brand?}", "x", "{sale_price}") + pick("", " ", "!") + "\"";
        }

        private String condition(int depth) {
            return "(" + bare(depth) + ")";
        }

        private String bare(int depth) {
            if (depth == 0) {
                return pick(
                        "flag", "quantity < 3", "price > 20 EUR", "brand = \"Acme\"", "rate >= 8%", "score is present");
            }
            String operator = pick(" = ", " != ", " < ", " <= ", " > ", " >= ");
            return switch (random.nextInt(14)) {
                case 0 -> "(" + condition(depth - 1) + " and " + condition(depth - 1) + ")";
                case 1 ->
                    "(" + condition(depth - 1) + " or " + condition(depth - 1) + " or " + condition(depth - 1) + ")";
                case 2 -> "(not " + condition(depth - 1) + ")";
                case 3 -> "(" + condition(depth - 1) + " ?? " + pick("true", "false", condition(0)) + ")";
                case 4 -> whole(depth - 1) + operator + whole(depth - 1);
                case 5 -> decimal(depth - 1) + operator + decimal(depth - 1);
                case 6 -> money(depth - 1) + operator + money(depth - 1);
                case 7 -> rate(depth - 1) + operator + rate(depth - 1);
                case 8 ->
                    text(depth - 1)
                            + pick(" = ", " != ", " contains ", " starts with ", " ends with ")
                            + text(depth - 1);
                case 9 -> "brand " + pick("in", "not in") + " [\"Acme\", \"é\", \"x\"]";
                case 10 -> pick("price", "brand", "margin", "good") + pick(" is missing", " is present");
                case 11 -> "quantity in " + pick("0..3", "1..<4", "0..stock");
                case 12 -> "margin" + operator + pick("40%", "rate", "0%");
                default -> "score in " + pick("0..10", "0.5..<score", "0..9999999999999999");
            };
        }
    }
}
