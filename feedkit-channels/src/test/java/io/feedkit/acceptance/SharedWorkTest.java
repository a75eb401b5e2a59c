package io.feedkit.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.channel.ChannelMember;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.Extent;
import io.feedkit.feed.FeedContract;
import io.feedkit.feed.FeedContract.Prepared;
import io.feedkit.product.Schema;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Feeds that take checks and conversions from each other are those that each make their own, whatever their layers change and on any number of threads. */
@Tag("slow")
class SharedWorkTest {
    private static final String HEADER =
            "id,title,description,price,sale_price,quantity,brand,link,image_link,additional_image_link,availability,availability_date,condition,gtin,"
                    + "item_group_id,color,gender,shipping,shipping_length,shipping_width,vat_rate,custom_label_0\n";

    /** What a layer may do. */
    private static final List<String> CHANGES = List.of(
            "set title = \"{title} now\"",
            "set title = title.upper()",
            "clear title",
            "set description = \"<p>{description}</p> <b>again</b>\"",
            "set price = price.convert(\"GBP\", 0.9)",
            "set price = price * 0",
            "set sale_price = price * 90%",
            "set sale_price = sale_price.convert(\"GBP\", 0.9)",
            "set brand = \"n/a\"",
            "clear brand",
            "clear gtin",
            "set gtin = \"4006381333931\"",
            "set color = \"red/green\"",
            "set condition = \"gebraucht\"",
            "set custom_label_0 = \"{id} of here\"",
            "set shipping.price = 4.90 EUR",
            "set shipping_length = 12 cm",
            "set vat_rate = 20%",
            "clear availability_date",
            "set availability = \"preorder\"",
            "set item_group_id = \"G\"",
            "set link = \"shop.example/{id}\"",
            "exclude when (quantity < 40) ?? false because \"few\"",
            "exclude when (quantity > 2) ?? false because \"many\"",
            "exclude when (brand = \"Acme\") ?? false because \"not here\"",
            "when (brand = \"Globex\") ?? false { warn \"look at {id}\" }");

    private static final List<String> HEADS = List.of(
            "country FR",
            "country US",
            "country GB",
            "country DE",
            "account 'one'",
            "account 'two'",
            "channel 'google-shopping'",
            "channel meta",
            "language en");

    private static final int[] THREADS = {2, 8};

    private Path folder = Path.of("");

    @BeforeProperty
    void makeAFolder() throws IOException {
        folder = Files.createTempDirectory("shared");
    }

    @AfterProperty
    void deleteIt() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 2)
    void feedsAreThoseThatEachMakeTheirOwn(
            @ForAll long seed, @ForAll @IntRange(max = 600) int rows, @ForAll @IntRange(max = 8) int changes) {
        Random random = new Random(seed);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            lines.append(line(i, random, 1));
        }
        check(lines.toString(), layers(changes, random), random.nextBoolean() ? Extent.FULL : Extent.BOTH);
    }

    /** More text than a batch keeps for others. */
    @Example
    void feedsAreTheSameWhereTextsAreTooLongToBeKept() {
        Random random = new Random(1);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            lines.append(line(i, random, i < 256 ? 300 : 1));
        }
        check(lines.toString(), "account 'one' { set title = \"{title} now\" }\n", Extent.FULL);
    }

    private void check(String lines, String rules, Extent extent) {
        Catalog catalog = Feeds.catalogue(folder, HEADER + lines);
        Map<String, String> alone = export(catalog, rules, extent, 1, true);
        assertThat(export(catalog, rules, extent, 1, false)).as(rules).isEqualTo(alone);
        for (int threads : THREADS) {
            assertThat(export(catalog, rules, extent, threads, false))
                    .as("%d threads, %s", threads, rules)
                    .isEqualTo(alone);
        }
    }

    private static String layers(int changes, Random random) {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < changes; i++) {
            String change = CHANGES.get(random.nextInt(CHANGES.size()));
            rules.append(
                    random.nextInt(6) == 0
                            ? change + "\n"
                            : HEADS.get(random.nextInt(HEADS.size())) + " { " + change + " }\n");
        }
        return rules.toString();
    }

    private Map<String, String> export(Catalog catalog, String rules, Extent extent, int threads, boolean isAlone) {
        Path out = folder.resolve("out");
        Map<String, ChannelMember> members = new LinkedHashMap<>();
        members.put("one.xml", google("FR", "fr").account("one"));
        members.put("two.xml", google("FR", "fr").account("two"));
        members.put("table.tsv", google("DE", "fr"));
        members.put("us.xml", google("US", "en"));
        members.put("gb.xml", google("GB", "en").constant("note", "more"));
        members.put("meta-fr.csv", Channels.get("meta").member("FR", "fr"));
        members.put("meta-gb.csv", Channels.get("meta").member("GB", "en"));
        Schema schema = catalog.schema();
        for (ChannelMember member : members.values()) {
            schema = member.extend(schema);
        }
        Export export = Export.of(catalog)
                .rules(RuleSet.compile(RuleEnvironment.of(schema), SourceText.of("shop.fk", rules)))
                .at(Feeds.JUNE)
                .accept()
                .extent(extent)
                .threads(threads);
        for (Map.Entry<String, ChannelMember> member : members.entrySet()) {
            FeedContract contract = member.getValue();
            Path file = out.resolve(member.getKey());
            export = export.to(isAlone ? alone(FeedContract.class, contract.forFile(file)) : contract, file);
        }
        ExportReport report = export.run();
        assertThat(Feeds.failures(report)).isEmpty();
        Map<String, String> files = new LinkedHashMap<>();
        files.put("problems", report.problems() + " " + report.problemCounts());
        report.feeds()
                .forEach(feed -> files.put(
                        "reasons of " + feed.file().getFileName(),
                        feed.reasons() + " " + feed.figures() + " " + feed.invalid() + " " + feed.excluded()));
        try (Stream<Path> all = Files.list(out)) {
            for (Path file : all.sorted().toList()) {
                files.put(file.getFileName().toString(), new String(Feeds.bytes(file), ISO_8859_1));
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static ChannelMember google(String country, String language) {
        return Channels.get("google-shopping").member(country, language);
    }

    /** The same contract, whose sessions hear nothing of others. */
    private static <T> T alone(Class<T> type, T known) {
        return type.cast(Proxy.newProxyInstance(
                SharedWorkTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Method asked = method.getName().equals("open") ? type.getMethod("open") : method;
                    try {
                        Object answer = asked.invoke(known, asked == method ? arguments : new Object[0]);
                        if (answer instanceof Prepared prepared) {
                            return alone(Prepared.class, prepared);
                        }
                        return answer instanceof FeedContract contract ? alone(FeedContract.class, contract) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static String line(int id, Random random, int length) {
        List<String> cells = new ArrayList<>();
        cells.add(random.nextInt(60) == 0 ? "P-" + random.nextInt(id + 1) : "P-" + id);
        cells.add(one(random, "Boot " + id, "BOOT OF LEATHER", "soldes: Lamp", "used chair", "", "Zwölf Kerzen"));
        cells.add(one(
                random,
                ("<p>Warm &amp; <b>dry</b> of kind " + random.nextInt(9) + "</p>").repeat(length),
                "see https://shop.example",
                "PLAIN TEXT IN CAPITALS",
                ""));
        cells.add(one(random, random.nextInt(300) + ".90", "12.345 EUR", "0", "", "15 USD", "9.99 EUR"));
        cells.add(one(random, "", "", "8.50", "7 USD", "1000"));
        cells.add(one(random, String.valueOf(random.nextInt(50)), "many"));
        cells.add(one(random, "Acme", "Globex", "n/a", "", "Unknown"));
        cells.add(one(random, "https://shop.example/p/" + id, "shop.example/" + id));
        cells.add("https://shop.example/p/" + id + ".jpg");
        cells.add(one(random, "", "https://shop.example/1.jpg|https://shop.example/2.jpg", "no address"));
        cells.add(one(random, "in_stock", "preorder", "in stock", "gone", ""));
        cells.add(one(random, "", "", "2026-07-01", "2020-01-01", "2029-01-01"));
        cells.add(one(random, "new", "", "used", "broken"));
        cells.add(one(random, "", "4006381333931", "12", "2012345678900", "0000000000000"));
        cells.add(one(random, "", "G-" + random.nextInt(20)));
        cells.add(one(random, "", "red", "#ff0000", "a/b/c/d", "7"));
        cells.add(one(random, "", "male", "Damen", "both"));
        cells.add(one(random, "", "FR::Express:9.90 EUR", "FR:::free", "DE::Post:5.00 USD", "::"));
        cells.add(one(random, "", "20 cm", "3 in"));
        cells.add(one(random, "", "20 cm"));
        cells.add(one(random, "", "20%"));
        cells.add(one(random, "", "label", "another"));
        return "\"" + String.join("\",\"", cells) + "\"\n";
    }

    private static String one(Random random, String... choices) {
        return random.nextInt(3) == 0 ? choices[random.nextInt(choices.length)] : choices[0];
    }
}
