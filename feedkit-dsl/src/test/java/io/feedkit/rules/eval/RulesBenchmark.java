package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.export.Enrichment;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Money;
import io.feedkit.product.Percent;
import io.feedkit.product.Schema;
import io.feedkit.product.Unit;
import io.feedkit.product.VatBasis;
import io.feedkit.rules.HostTable;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.SourceText;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Seventeen rules of a usual shop, per product: the evaluator beside the same rules written by hand over strings and longs. Not a test; run it by itself. */
final class RulesBenchmark {
    private static final int PRODUCTS = 10 * ProductBatch.ROWS;

    private static final String[] RULES = {
        "quantity < 3 -> 0",
        "set availability = if quantity < 3 then if season = \"PRE\" then \"preorder\" else \"out_of_stock\" else \"in_stock\"",
        "set long_title = case { color is present and size is present -> \"{brand} {title} - {color}, {size}\","
                + " color is present -> \"{brand} {title} - {color}\", size is present -> \"{brand} {title}, {size}\","
                + " else -> \"{brand} {title}\" }",
        "set short_title = if title.length() > 45 then \"{title.left(42)}...\" else title",
        "set margin_text = \"{m.round(1)}\"",
        "set label0 = case { m >= 50% -> \"margin-high\", m >= 30% -> \"margin-mid\", m >= 15% -> \"margin-low\", else -> \"margin-none\" }",
        "set label1 = case price { < 10 EUR -> \"0-10\", < 25 EUR -> \"10-25\", < 50 EUR -> \"25-50\", < 100 EUR -> \"50-100\","
                + " < 250 EUR -> \"100-250\", else -> \"250+\" }",
        "sale_price < price * 95% -> set offer_price = sale_price",
        "set price_text = \"{(price * (100% + tax)).round_money()}\"",
        "set shipping = case { price >= 49 EUR -> \"0.00 EUR\", weight > 5 kg -> \"9.90 EUR\", weight > 1 kg -> \"5.90 EUR\","
                + " else -> \"3.90 EUR\" }",
        "set google = taxonomy(category)",
        "set gender_out = case gender.lower() { \"homme\", \"herren\", \"men\" -> \"male\", \"femme\", \"damen\", \"women\" -> \"female\","
                + " else -> \"unisex\" }",
        "set banned = brand in [\"Redwood\", \"Thornfield\", \"Acme\", \"Globex\", \"Hooli\"] or quantity = 0 and price > 500 EUR"
                + " or title.lower() contains \"recond\"",
        "set link_out = \"{link}{if link contains \"?\" then \"&\" else \"?\"}utm_source=google&utm_medium=cpc&utm_campaign="
                + "{brand.lower().replace(\" \", \"-\")}\"",
        "set label2 = if (category starts with \"Mode\" or category starts with \"Fashion\") and season in [\"SS25\", \"FW25\"]"
                + " then season.lower() else \"permanent\"",
        "set condition_out = case condition { \"neuf\", \"neu\", \"new\" -> \"new\", \"occasion\", \"gebraucht\", \"used\" -> \"used\","
                + " else -> \"refurbished\" }",
        "set resale = price * (if category starts with \"Electronique\" then 103% else 108%)",
    };

    private static final String DECLARATIONS =
            "let m = (price - cost).ratio(price)\ntable taxonomy(path: text) -> (code: text) from 'taxonomy'\n";

    private static final Schema SCHEMA = schema();

    private RulesBenchmark() {}

    private static Schema schema() {
        List<Attribute> attributes = new ArrayList<>();
        for (String name : List.of(
                "title",
                "brand",
                "category",
                "season",
                "color",
                "size",
                "gender",
                "condition",
                "link",
                "availability",
                "long_title",
                "short_title",
                "margin_text",
                "label0",
                "label1",
                "label2",
                "price_text",
                "shipping",
                "google",
                "gender_out",
                "link_out",
                "condition_out")) {
            attributes.add(Attribute.of(name, AttributeType.TEXT));
        }
        for (String name : List.of("price", "cost", "sale_price", "offer_price", "resale")) {
            attributes.add(Attribute.of(name, AttributeType.MONEY));
        }
        attributes.add(Attribute.of("quantity", AttributeType.INTEGER));
        attributes.add(Attribute.of("tax", AttributeType.PERCENT));
        attributes.add(Attribute.of("weight", AttributeType.measure(Unit.Dimension.MASS)));
        attributes.add(Attribute.of("banned", AttributeType.BOOLEAN));
        return Schema.of(attributes);
    }

    /** A product for the hand-written rules; amounts in cents, grams and tenths of a percent. */
    private record Item(
            String title,
            String brand,
            String category,
            String season,
            String color,
            String size,
            String gender,
            String condition,
            String link,
            long price,
            long cost,
            long sale,
            long quantity,
            long tax,
            long weight) {}

    /** What the hand-written rules make of it. */
    private static final class Out {
        long quantity;
        long sale;
        long resale;
        boolean banned;
        String availability = "";
        String title = "";
        String shortTitle = "";
        String margin = "";
        String label0 = "";
        String label1 = "";
        String label2 = "";
        String price = "";
        String shipping = "";
        String google = "";
        String gender = "";
        String link = "";
        String condition = "";
    }

    private static final Map<String, String> TAXONOMY = new HashMap<>();
    private static final Set<String> BANNED = Set.of("Redwood", "Thornfield", "Acme", "Globex", "Hooli");
    private static final Map<String, String> GENDERS = Map.of(
            "homme", "male", "herren", "male", "men", "male", "femme", "female", "damen", "female", "women", "female");

    private static void byHand(Item p, Out o) {
        o.quantity = p.quantity < 3 ? 0 : p.quantity;
        o.availability = p.quantity < 3 ? p.season.equals("PRE") ? "preorder" : "out_of_stock" : "in_stock";
        String t = p.brand + " " + p.title;
        o.title = p.color.isEmpty()
                ? p.size.isEmpty() ? t : t + ", " + p.size
                : p.size.isEmpty() ? t + " - " + p.color : t + " - " + p.color + ", " + p.size;
        o.shortTitle = p.title.length() > 45 ? p.title.substring(0, 42) + "..." : p.title;
        long d = p.price - p.cost;
        o.margin = text(half(d * 1000, p.price), 1) + "%";
        long m = d * 100;
        long c = p.price;
        o.label0 =
                m >= c * 50 ? "margin-high" : m >= c * 30 ? "margin-mid" : m >= c * 15 ? "margin-low" : "margin-none";
        o.label1 = c < 1000
                ? "0-10"
                : c < 2500 ? "10-25" : c < 5000 ? "25-50" : c < 10000 ? "50-100" : c < 25000 ? "100-250" : "250+";
        o.sale = p.sale >= 0 && p.sale * 100 < c * 95 ? p.sale : -1;
        o.price = text(half(c * (1000 + p.tax), 1000), 2).concat(" EUR");
        o.shipping = c >= 4900 ? "0.00 EUR" : p.weight > 5000 ? "9.90 EUR" : p.weight > 1000 ? "5.90 EUR" : "3.90 EUR";
        o.google = TAXONOMY.getOrDefault(p.category, "");
        o.gender = GENDERS.getOrDefault(p.gender.toLowerCase(Locale.ROOT), "unisex");
        o.banned = BANNED.contains(p.brand)
                || o.quantity == 0 && c > 50000
                || p.title.toLowerCase(Locale.ROOT).contains("recond");
        o.link = p.link + (p.link.indexOf('?') >= 0 ? "&" : "?") + "utm_source=google&utm_medium=cpc&utm_campaign="
                + p.brand.toLowerCase(Locale.ROOT).replace(' ', '-');
        o.label2 = (p.category.startsWith("Mode") || p.category.startsWith("Fashion"))
                        && (p.season.equals("SS25") || p.season.equals("FW25"))
                ? p.season.toLowerCase(Locale.ROOT)
                : "permanent";
        o.condition = switch (p.condition) {
            case "neuf", "neu", "new" -> "new";
            case "occasion", "gebraucht", "used" -> "used";
            default -> "refurbished";
        };
        o.resale = half(c * (p.category.startsWith("Electronique") ? 103 : 108), 100);
    }

    private static long half(long numerator, long denominator) {
        return denominator == 0 ? 0 : Math.floorDiv(2 * numerator + denominator, 2 * denominator);
    }

    private static String text(long number, int scale) {
        return BigDecimal.valueOf(number, scale).toPlainString();
    }

    private static Item item(Random random) {
        String[] brands = {
            "Maison Lefèvre", "Nordlicht", "Blue Harbour", "Oak & Sons", "Redwood", "Kingsley", "Thornfield", "Waldhaus"
        };
        String[] nouns = {
            "Robe longue", "Nachttischlampe", "Crew neck sweater", "Casque sans fil", "Wanderschuhe", "Olive oil 75 cl"
        };
        String[] adjectives = {
            "élégante pour l'été", "reconditionné", "limited edition", "besonders weich", "premium quality"
        };
        String[] tops = {"Mode", "Fashion", "Maison", "Electronique", "Jardin", "Sport"};
        String[] seasons = {"SS25", "FW25", "PERM", "PRE", "SS24"};
        String[] colors = {"bleu marine", "rot", "black", ""};
        String[] sizes = {"", "S", "M", "38"};
        String[] genders = {"Homme", "Damen", "Unisex", "Kids", "Women"};
        String[] conditions = {"neuf", "neu", "used", "gebraucht", "refurbished"};
        long price = 500 + random.nextInt(60_000);
        String id = Integer.toString(random.nextInt(1_000_000));
        return new Item(
                nouns[random.nextInt(nouns.length)] + " " + adjectives[random.nextInt(adjectives.length)] + " " + id,
                brands[random.nextInt(brands.length)],
                tops[random.nextInt(tops.length)] + " > Femme > Robes " + random.nextInt(20),
                seasons[random.nextInt(seasons.length)],
                colors[random.nextInt(colors.length)],
                sizes[random.nextInt(sizes.length)],
                genders[random.nextInt(genders.length)],
                conditions[random.nextInt(conditions.length)],
                "https://shop.example.com/p/" + id + (random.nextBoolean() ? "?v=1" : ""),
                price,
                price * (40 + random.nextInt(60)) / 100,
                random.nextInt(3) == 0 ? price * (80 + random.nextInt(20)) / 100 : -1,
                random.nextInt(20),
                random.nextBoolean() ? 200 : 55,
                100 + random.nextInt(8000));
    }

    private static Map<String, Object> values(Item p) {
        Map<String, Object> values = new HashMap<>();
        Map.of(
                        "title",
                        p.title,
                        "brand",
                        p.brand,
                        "category",
                        p.category,
                        "season",
                        p.season,
                        "color",
                        p.color,
                        "size",
                        p.size,
                        "gender",
                        p.gender,
                        "condition",
                        p.condition,
                        "link",
                        p.link)
                .forEach((name, text) -> {
                    if (!text.isEmpty()) {
                        values.put(name, text);
                    }
                });
        values.put("price", new Money(BigDecimal.valueOf(p.price, 2), "EUR", VatBasis.UNKNOWN));
        values.put("cost", new Money(BigDecimal.valueOf(p.cost, 2), "EUR", VatBasis.UNKNOWN));
        if (p.sale >= 0) {
            values.put("sale_price", new Money(BigDecimal.valueOf(p.sale, 2), "EUR", VatBasis.UNKNOWN));
        }
        values.put("quantity", p.quantity);
        values.put("tax", new Percent(BigDecimal.valueOf(p.tax, 3)));
        values.put("weight", new io.feedkit.product.Measure(BigDecimal.valueOf(p.weight, 3), Unit.KG));
        return values;
    }

    /** A batch whose columns are kept, to be run again and again. */
    private static final class Prepared {
        final RecordBatch records = new RecordBatch(new TextBuffer(1 << 17));
        final List<Column> columns = new ArrayList<>();
        final int mark;

        Prepared(List<Item> items) {
            for (int i = 0; i < items.size(); i++) {
                records.startRecord(i, -1, -1, 0);
                records.endRecord();
            }
            for (int slot = 0; slot < SCHEMA.size(); slot++) {
                AttributeType type = SCHEMA.attribute(slot).type();
                Column column = Column.of(type);
                for (int row = 0; row < items.size(); row++) {
                    Object value =
                            values(items.get(row)).get(SCHEMA.attribute(slot).name());
                    Values.write(column, row, type, records.text(), value);
                }
                columns.add(column);
            }
            mark = records.text().end();
        }

        void run(Enrichment.Session session, ProductBatch batch) {
            records.text().truncate(mark);
            batch.start(records);
            for (int slot = 0; slot < columns.size(); slot++) {
                batch.supply(slot, columns.get(slot));
            }
            session.trunk(batch);
        }
    }

    /** Arguments: seconds per candidate, and the number of the rule to run alone, -1 for each. */
    public static void main(String[] arguments) {
        double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 5;
        Random random = new Random(42);
        List<Item> items = new ArrayList<>();
        Set<String> categories = new HashSet<>();
        for (int i = 0; i < PRODUCTS; i++) {
            items.add(item(random));
            categories.add(items.get(i).category());
        }
        categories.stream()
                .sorted()
                .forEach(category -> TAXONOMY.put(category, Integer.toString(TAXONOMY.size() + 1000)));
        List<Prepared> batches = new ArrayList<>();
        for (int i = 0; i < PRODUCTS; i += ProductBatch.ROWS) {
            batches.add(new Prepared(items.subList(i, i + ProductBatch.ROWS)));
        }
        if (arguments.length > 1) {
            int only = Integer.parseInt(arguments[1]);
            for (int rule = Math.max(0, only); rule < (only < 0 ? RULES.length : only + 1); rule++) {
                System.out.printf(Locale.ROOT, "%6.1f  %s%n", evaluator(RULES[rule], batches, seconds), RULES[rule]);
            }
            return;
        }
        Out out = new Out();
        Runnable hand = () -> {
            for (Item item : items) {
                byHand(item, out);
            }
        };
        double handNanos = time(hand, seconds);
        double own = evaluator(String.join("\n", RULES), batches, seconds);
        System.out.printf(
                Locale.ROOT, "hand %.0f ns, rules %.0f ns per product, ratio %.2f%n", handNanos, own, own / handNanos);
    }

    private static double evaluator(String rules, List<Prepared> batches, double seconds) {
        RuleEnvironment environment = RuleEnvironment.of(SCHEMA).withTable("taxonomy", HostTable.ofPairs(TAXONOMY));
        RuleSet compiled = RuleSet.compile(environment, SourceText.of("bench.fk", DECLARATIONS + rules));
        Enrichment.Session session = compiled.open(SCHEMA, List.of(), Instant.EPOCH, problem -> {});
        ProductBatch batch = new ProductBatch(SCHEMA, batches.get(0).records);
        return time(() -> batches.forEach(prepared -> prepared.run(session, batch)), seconds);
    }

    /** The best passes (one in twenty is better), in nanoseconds per product. */
    private static double time(Runnable pass, double seconds) {
        List<Long> times = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            pass.run();
            times.add(System.nanoTime() - start);
        }
        times.sort(null);
        return (double) times.get(times.size() / 20) / PRODUCTS;
    }
}
