package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.channel.Channel;
import io.feedkit.channel.ChannelMember;
import io.feedkit.channel.Channels;
import io.feedkit.channel.FieldSpec;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a channel accepts of any product it says again when it is read: read(write(x)) = x in all that the feed can express. Products are full of what formats use for themselves: separators, quotes,
 * markup, line ends.
 */
@Tag("slow")
class ReadBackPropertyTest {
    private static final String[] NASTY = {
        ",", ";", "|", ":", "\"", "'", "\\", "&", " < ", ">", "\t", "\n", "]]>", "{", "}", "=", "#", "%", "/", " > ",
        "é", "日本", "😀", "  ", "\"\"", "=1+1", "-", "0", "null", "[x]", "$1", ".", "+"
    };
    private static final String[] WORDS = {"vase", "Krug", "lin", "coton", "x", "12", "A1", "Größe", "été", "M"};

    private static List<Channel> channels() {
        return Channels.names(ReadBackPropertyTest.class.getClassLoader()).stream()
                .filter(name -> !name.equals("generic-csv"))
                .map(Channels::get)
                .toList();
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void writesAgainWhatItRead(@ForAll int channel, @ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<Channel> all = channels();
        Channel whole = all.get(Math.floorMod(channel, all.size()));
        Path folder = Files.createTempDirectory("readback");
        try {
            writesAgain(whole, random, folder);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted((one, other) -> other.compareTo(one))
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static void writesAgain(Channel whole, Random random, Path folder) throws IOException {
        List<String> left = whole.descriptor().fields().stream()
                .filter(field -> field.readBack().lossy().isEmpty())
                .map(FieldSpec::name)
                .toList();
        boolean complete = left.size() == whole.descriptor().fields().size();
        Channel channel = complete ? whole : whole.withColumns(left);
        List<String> layouts = List.copyOf(channel.descriptor().layouts().keySet());
        String layout = layouts.get(random.nextInt(layouts.size()));
        String member = member(whole);
        ChannelMember contract = channel.member(RejectedCases.country(member), RejectedCases.language(member))
                .layout(layout);
        ChannelMember reader = whole.member(RejectedCases.country(member), RejectedCases.language(member))
                .layout(layout);
        Catalog catalog = catalogue(folder, random, contract.member().currency());
        Feeds.written(folder, "rules.fk", GoldenFile.text("channels/" + whole.name() + "/rules.fk"));
        String ending = whole.descriptor().layout(layout).orElseThrow().extension();
        Path first = folder.resolve("first." + ending);
        ExportReport report = Export.of(catalog)
                .rules(RuleSet.compile(folder.resolve("rules.fk"), reader.extend(catalog.schema())))
                .shop("Demonstration", "https://shop.example")
                .to(contract, first)
                .at(Feeds.JUNE)
                .run();
        if (report.feeds().get(0).sent() == 0) {
            return;
        }
        Path second = folder.resolve("second." + ending);
        Export.of(reader.catalogue(first))
                .shop("Demonstration", "https://shop.example")
                .to(contract, second)
                .at(Feeds.JUNE)
                .run();
        assertThat(Feeds.text(second))
                .as(whole.name() + " " + layout + "\n" + reader.mapping() + Feeds.notes(second))
                .isEqualTo(Feeds.text(first));
    }

    private static String member(Channel channel) {
        String feeds = GoldenFile.text("channels/" + channel.name() + "/feeds");
        return feeds.isBlank() ? "FR" : feeds.lines().findFirst().orElseThrow().split(" ")[0];
    }

    private static Catalog catalogue(Path folder, Random random, String currency) {
        JsonMapper json = new JsonMapper();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            lines.append(json.writeValueAsString(product(random, i, currency))).append('\n');
        }
        Path file = Feeds.written(folder, "catalogue.ndjson", lines.toString());
        return Catalog.open(file, CatalogOptions.DEFAULTS.withCurrency(currency));
    }

    private static Map<String, Object> product(Random random, int number, String currency) {
        Map<String, Object> product = new LinkedHashMap<>();
        product.put("id", "P-" + number);
        product.put("title", text(random));
        product.put("description", text(random) + " " + text(random));
        product.put("link", "https://shop.example/p/" + number + "?a=1&b=" + random.nextInt(9));
        product.put("image_link", "https://img.example/" + number + ".jpg");
        product.put(
                "additional_image_link",
                List.of("https://img.example/" + number + "-2.jpg", "https://img.example/" + number + "-3.jpg"));
        product.put("price", money(random, 100, currency));
        maybe(random, product, "sale_price", money(random, 50, currency));
        product.put("quantity", random.nextInt(20));
        maybe(random, product, "availability", pick(random, "in_stock", "out_of_stock", "backorder"));
        maybe(random, product, "condition", pick(random, "new", "used", "refurbished"));
        product.put("brand", text(random));
        product.put("gtin", pick(random, "4006381333931", "3760000000017", "4006381333948", "3760000000024"));
        product.put("mpn", "M" + random.nextInt(1000));
        product.put("product_type", "Home > " + pick(random, WORDS) + " & more");
        product.put("google_product_category", "267");
        for (String name : List.of(
                "color",
                "size",
                "material",
                "pattern",
                "item_group_id",
                "short_description",
                "delivery_time",
                "custom_label_0",
                "season")) {
            maybe(random, product, name, text(random));
        }
        maybe(random, product, "gender", pick(random, "male", "female", "unisex"));
        maybe(random, product, "age_group", pick(random, "adult", "kids"));
        maybe(random, product, "weight", random.nextInt(5) + "." + (1 + random.nextInt(9)) + " kg");
        maybe(random, product, "vat_rate", pick(random, "20%", "5.5%"));
        maybe(random, product, "sale_starts_on", "2026-06-01");
        maybe(random, product, "sale_ends_on", "2026-06-30");
        maybe(random, product, "availability_date", "2026-07-0" + (1 + random.nextInt(9)));
        maybe(
                random,
                product,
                "shipping",
                List.of("FR::" + part(random) + ":4.90 " + currency, "DE:::9.90 " + currency));
        maybe(
                random,
                product,
                "product_detail",
                List.of("General:" + part(random) + ":" + text(random), ":" + part(random) + ":b"));
        maybe(random, product, "product_highlight", List.of(text(random), text(random)));
        return product;
    }

    private static void maybe(Random random, Map<String, Object> product, String name, Object value) {
        if (random.nextInt(3) > 0) {
            product.put(name, value);
        }
    }

    private static String pick(Random random, String... words) {
        return words[random.nextInt(words.length)];
    }

    private static String money(Random random, int from, String currency) {
        return from + random.nextInt(40) + "." + (10 + random.nextInt(90)) + " " + currency;
    }

    /** A part of a packed text, which has quotes of its own where it needs them. */
    private static String part(Random random) {
        String text = text(random);
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder(pick(random, WORDS));
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(random.nextBoolean() ? pick(random, NASTY) : " " + pick(random, WORDS));
        }
        return text.append(pick(random, WORDS)).toString();
    }
}
