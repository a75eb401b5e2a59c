package io.feedkit.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.channel.ChannelMember;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.Extent;
import io.feedkit.product.Schema;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A program of its own: exports one catalogue twice, the second time with some changes, and prints the checksum of every file it left. Arguments: folder, threads. */
final class EveryByte {
    private static final int PRODUCTS = 2_000;

    private static final String RULES = """
            let usual = avg(price) per category
            segment best = top 10% by quantity
            rule cheap: when price < usual then set custom_label_0 = "below the usual"
            rule best: when best then set custom_label_1 = "best"
            rule low: quantity<3 → 0
            rule shout: set title = title.truncate_words(60)
            rule upper: set brand = brand.upper()
            rule gone: exclude when (quantity ?? 0) = 17 because "seventeen {title}"
            """;

    private EveryByte() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int threads = Integer.parseInt(arguments[1]);
        run(folder, threads, 0);
        run(folder, threads, 40);
        try (Stream<Path> files = Files.list(folder)) {
            files.sorted()
                    .filter(file -> !file.getFileName().toString().endsWith(".lock"))
                    .forEach(file -> System.out.println(file.getFileName() + " " + sha256(file)));
        }
    }

    private static void run(Path folder, int threads, int changes) throws IOException {
        Path file = Files.writeString(folder.resolve("catalogue.csv"), catalogue(changes), UTF_8);
        Catalog catalog = Catalog.open(file, CatalogOptions.DEFAULTS.withCurrency("EUR"));
        Map<String, ChannelMember> feeds = new LinkedHashMap<>();
        feeds.put("google.xml", Channels.get("google-shopping").member("FR", "fr"));
        feeds.put("meta.csv", Channels.get("meta").member("DE", "de"));
        feeds.put("google.tsv", Channels.get("google-shopping").member("AT", "de"));
        feeds.put("all.csv", Channels.get("generic-csv").member("TR", "tr"));
        Schema schema = catalog.schema();
        for (ChannelMember member : feeds.values()) {
            schema = member.extend(schema);
        }
        RuleSet rules = RuleSet.compile(
                RuleEnvironment.of(schema).withChannels(Set.of("google", "meta")), SourceText.of("shop.fk", RULES));
        Export export = Export.of(catalog)
                .rules(rules)
                .threads(threads)
                .extent(Extent.BOTH)
                .accept()
                .at(Instant.parse("2026-06-10T08:00:00Z").plusSeconds(changes));
        for (Map.Entry<String, ChannelMember> feed : feeds.entrySet()) {
            export = export.to(feed.getValue(), folder.resolve(feed.getKey()));
        }
        export.run().feeds().forEach(feed -> {
            if (!feed.published()) {
                throw new IllegalStateException(feed.failures().toString());
            }
        });
    }

    /** Letters that locales disagree about, amounts, dates without a zone, ids that come twice, records that are broken. */
    private static String catalogue(int changes) {
        List<String> lines = new ArrayList<>();
        lines.add("id,title,description,link,image_link,price,sale_price,quantity,brand,gtin,category,item_group_id,"
                + "color,size,availability_date,availability,condition");
        for (int i = 0; i < PRODUCTS; i++) {
            long mixed = (i * 2_654_435_761L) & 0xFFFFFFFFL;
            boolean changed = changes > 0 && i % changes == 7;
            lines.add(String.join(
                    ",",
                    "P-" + (i % 97 == 5 ? i - 1 : i),
                    "Iğdır İpek istanbul TITLE straße " + mixed % 1000 + (changed ? " new" : ""),
                    "\"Düz <b>ipek</b>, ﬁne & light, nr. " + i + "\"",
                    "https://shop.example/p/" + i,
                    "https://shop.example/p/" + i + ".jpg",
                    mixed % 50 + 1 + "." + mixed % 10 + "0 EUR",
                    mixed % 3 == 0 ? mixed % 40 + ".50 EUR" : "",
                    i % 211 == 0 ? "many" : String.valueOf(mixed % 23),
                    "Mıx" + mixed % 7,
                    mixed % 5 == 0 ? "4006381333931" : "",
                    "Giyim > Eşarp " + mixed % 9,
                    "G-" + i / 3,
                    mixed % 2 == 0 ? "kırmızı" : "",
                    List.of("S", "M", "L").get(i % 3),
                    mixed % 11 == 0 ? "2026-07-01" : "",
                    mixed % 11 == 0 ? "preorder" : "in stock",
                    "new"));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
