package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.channel.ChannelMember;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.Extent;
import io.feedkit.export.FeedTarget;
import io.feedkit.feed.FeedLimits;
import io.feedkit.product.Product;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.SourceText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Feeds whose head lists the categories of the products behind it. */
class CategoriesTest {
    private static final String HEADER = "id,title,link,price,brand,product_type\n";
    private static final String CUPS = HEADER
            + "C-1,Cup,https://shop.example/1,300 RUB,Lin,Дом > Чашки\n"
            + "C-2,Kettle,https://shop.example/2,900 RUB,Lin,Дом > Чайники\n"
            + "C-3,Spade,https://shop.example/3,700 RUB,Lin,Сад\n"
            + "C-4,Nothing,,700 RUB,Lin,Склад\n";
    private static final int MANY = 3_000;

    @TempDir
    private Path folder;

    private static ChannelMember yml() {
        return Channels.get("yandex-yml").member("RU", "ru");
    }

    private static ChannelMember bmecat(String version) {
        return Channels.get("bmecat-" + version).member("DE", "de");
    }

    private ExportReport export(String csv, ChannelMember contract, FeedTarget target, int threads, String... rules) {
        return export(csv, contract, target, threads, Extent.FULL, rules);
    }

    private ExportReport export(
            String csv, ChannelMember contract, FeedTarget target, int threads, Extent extent, String... rules) {
        Catalog catalog =
                Catalog.open(Feeds.written(folder, "catalogue.csv", csv), CatalogOptions.DEFAULTS.withCurrency("EUR"));
        ExportReport report = Export.of(catalog)
                .rules(RuleSet.compile(
                        RuleEnvironment.of(contract.extend(catalog.schema())),
                        SourceText.of("shop.fk", String.join("\n", rules))))
                .shop("Demonstration", "https://shop.example")
                .to(contract, target)
                .extent(extent)
                .accept()
                .threads(threads)
                .at(Feeds.JUNE)
                .run();
        assertThat(Feeds.failures(report)).isEmpty();
        return report;
    }

    private String feed(String csv, ChannelMember contract, String... rules) {
        Path feed = folder.resolve("feed.xml");
        export(csv, contract, FeedTarget.at(feed), 2, rules);
        return Feeds.text(feed);
    }

    private static Document parsed(String feed) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(feed)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static List<Element> elements(Document feed, String name) {
        NodeList found = feed.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** The categories of a YML file by their numbers, each with all above it; every parent stands before. */
    private static Map<String, String> categories(String feed) {
        Map<String, String> paths = new TreeMap<>();
        for (Element category : elements(parsed(feed), "category")) {
            String parent = category.getAttribute("parentId");
            assertThat(parent.isEmpty() || paths.containsKey(parent)).isTrue();
            String above = parent.isEmpty() ? "" : paths.get(parent) + " > ";
            assertThat(paths.put(category.getAttribute("id"), above + category.getTextContent()))
                    .isNull();
        }
        return paths;
    }

    private static List<String> categoriesOfOffers(String feed) {
        Map<String, String> known = categories(feed);
        return elements(parsed(feed), "categoryId").stream()
                .map(id -> String.valueOf(known.get(id.getTextContent())))
                .toList();
    }

    /** One product in ten more categories than there are batches, and one in a category of its own now and then. */
    private static String many() {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i < MANY; i++) {
            csv.append("P-")
                    .append(i)
                    .append(",Thing,https://shop.example/")
                    .append(i)
                    .append(",300 RUB,Lin,");
            csv.append("Отдел ")
                    .append(i * 7 % 10)
                    .append(" > Полка ")
                    .append(i % 61 == 0 ? i : i % 13)
                    .append('\n');
        }
        return csv.toString();
    }

    @Test
    void listsTheCategoriesOfProductsThatAreSentAndNoOthers() {
        String feed = feed(CUPS, yml(), "when id = \"C-3\" then exclude");

        assertThat(categories(feed).values()).containsExactlyInAnyOrder("Дом", "Дом > Чашки", "Дом > Чайники");
        assertThat(categoriesOfOffers(feed)).containsExactly("Дом > Чашки", "Дом > Чайники");
        assertThat(feed.indexOf("<categories>")).isBetween(feed.indexOf("<currencies>"), feed.indexOf("<offers>"));
    }

    @Test
    void keepsNumbersWhateverElseIsInTheCatalogue() {
        Map<String, String> first = categories(feed(CUPS, yml()));

        Map<String, String> second = categories(feed(
                HEADER + "C-9,Mug,https://shop.example/9,300 RUB,Lin,А > Б\n"
                        + "C-2,Kettle,https://shop.example/2,900 RUB,Lin,Дом>Чайники\n",
                yml()));

        assertThat(second.values()).containsExactlyInAnyOrder("А", "А > Б", "Дом", "Дом > Чайники");
        second.values().removeIf(path -> path.startsWith("А"));
        assertThat(first).containsAllEntriesOf(second);
    }

    @Test
    void leavesTheListOutWhereNoProductHasACategory() {
        String csv = "id,title,price\nC-1,Cup,3 EUR\n";

        assertThat(feed(csv, bmecat("2005"))).doesNotContain("CATALOG_GROUP").contains("<PRODUCT ");
    }

    @Test
    void saysGroupsOfProductsBehindThem() {
        String csv = HEADER + "C-1,Cup,,3 EUR,Lin,Home > Cups\nC-2,Kettle,,9 EUR,Lin,Home\nC-3,Spade,,9 EUR,Lin,\n";

        for (String version : List.of("2005", "1-2")) {
            Document feed = parsed(feed(csv, bmecat(version)));
            String product = version.equals("2005") ? "PRODUCT" : "ARTICLE";

            assertThat(elements(feed, "CATALOG_STRUCTURE"))
                    .extracting(group -> group.getAttribute("type"))
                    .containsExactly("root", "node", "leaf");
            List<String> groups = elements(feed, "GROUP_ID").stream()
                    .map(Element::getTextContent)
                    .toList();
            assertThat(elements(feed, "PARENT_ID"))
                    .extracting(Element::getTextContent)
                    .containsExactly("0", "1", groups.get(1));
            assertThat(elements(feed, product + "_TO_CATALOGGROUP_MAP"))
                    .extracting(map -> map.getTextContent().strip())
                    .containsExactly("C-1" + groups.get(2), "C-2" + groups.get(1));
        }
    }

    @Test
    void threadsNeverChangeAByte() {
        for (ChannelMember contract : List.of(yml(), bmecat("2005"))) {
            List<String> feeds = new ArrayList<>();
            for (int threads : new int[] {1, 2, 8}) {
                Path feed = folder.resolve("feed-" + threads + ".xml");
                export(many(), contract, FeedTarget.at(feed), threads);
                feeds.add(Feeds.text(feed));
            }

            assertThat(feeds.get(0)).contains("P-0").contains("P-" + (MANY - 1));
            assertThat(feeds.get(1)).isEqualTo(feeds.get(0));
            assertThat(feeds.get(2)).isEqualTo(feeds.get(0));
        }
    }

    @Test
    void everyPartListsTheCategoriesOfItsOwnProducts() throws IOException {
        long most = 100_000;
        Path feed = folder.resolve("parts").resolve("feed.xml");
        export(many(), yml(), FeedTarget.at(feed).split(FeedLimits.NONE.withUnpackedBytes(most)), 2);

        List<String> parts = new ArrayList<>();
        try (Stream<Path> files = Files.list(feed.getParent())) {
            files.filter(file -> file.toString().endsWith(".xml"))
                    .map(Feeds::text)
                    .forEach(parts::add);
        }
        long products = 0;
        for (String part : parts) {
            List<String> used = categoriesOfOffers(part);
            products += used.size();
            assertThat(part.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo((int) most);
            assertThat(categories(part).values()).containsAll(used);
            assertThat(used).doesNotContain("null");
            assertThat(categories(part).values())
                    .allMatch(path -> used.stream().anyMatch(path::equals)
                            || used.stream().anyMatch(below -> below.startsWith(path + " > ")));
        }
        assertThat(parts).hasSizeGreaterThan(5);
        assertThat(products).isEqualTo(MANY);
    }

    @Test
    void packedFilesHoldTheSame() throws IOException {
        Path packed = folder.resolve("feed.xml.gz");
        Path zipped = folder.resolve("feed.zip");
        export(many(), bmecat("2005"), FeedTarget.at(packed), 2);
        export(many(), bmecat("2005"), FeedTarget.at(zipped), 2);

        String plain = feed(many(), bmecat("2005"));
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(Feeds.bytes(packed)));
                ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Feeds.bytes(zipped)))) {
            assertThat(new String(gzip.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain);
            assertThat(zip.getNextEntry()).isNotNull();
            assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain);
        }
    }

    @Test
    void aDeltaListsTheCategoriesOfWhatIsNew() {
        FeedTarget target = FeedTarget.at(folder.resolve("feed.xml"));
        export(CUPS, yml(), target, 2, Extent.BOTH);
        export(CUPS.replace("900 RUB", "950 RUB"), yml(), target, 2, Extent.BOTH);

        String delta = Feeds.text(folder.resolve("feed.delta.xml"));
        assertThat(categoriesOfOffers(delta)).containsExactly("Дом > Чайники");
        assertThat(categories(delta).values()).containsExactlyInAnyOrder("Дом", "Дом > Чайники");
        assertThat(categoriesOfOffers(Feeds.text(target.file()))).hasSize(3);
    }

    @Test
    void readsTheCategoriesOfItsFeedsBack() {
        for (ChannelMember contract : List.of(yml(), bmecat("2005"), bmecat("1-2"))) {
            Path feed = folder.resolve("feed.xml");
            export(CUPS.replace("Чайники", "Чайники & кружки's"), contract, FeedTarget.at(feed), 1);

            Catalog catalog = contract.catalogue(feed);
            List<String> read = catalog.first(10, problem -> {}).stream()
                    .map(CategoriesTest::category)
                    .toList();
            assertThat(read).as(contract.toString()).startsWith("Дом > Чашки", "Дом > Чайники & кружки's", "Сад");
        }
    }

    private static String category(Product product) {
        return product.text("product_type").orElse("");
    }
}
