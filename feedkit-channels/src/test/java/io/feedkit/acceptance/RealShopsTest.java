package io.feedkit.acceptance;

import static io.feedkit.acceptance.Feeds.failures;
import static io.feedkit.acceptance.Feeds.ledger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.FeedReport;
import io.feedkit.rules.RuleSet;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Four exports of real shops become Google feeds with a rule file of at most fifteen lines each. The exports do not belong to this project; where they are not beside it
 * the tests are skipped.
 */
class RealShopsTest {
    private static final int MOST_RULE_LINES = 15;
    private static final Pattern PRICE = Pattern.compile("[0-9]+\\.[0-9]{2} [A-Z]{3}");
    private static final Pattern MARKUP =
            Pattern.compile("</?[a-zA-Z][^>]*>|<!--|&(#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z]+);");
    private static final Set<String> AVAILABILITIES = Set.of("in_stock", "out_of_stock", "preorder", "backorder");
    private static final Set<String> REQUIRED =
            Set.of("id", "title", "description", "link", "image_link", "availability", "price");

    @TempDir
    private Path folder;

    /** A feed as another parser sees it, with the report of its run. */
    private record Published(ExportReport report, Path file, List<Map<String, List<String>>> items) {

        FeedReport feed() {
            return report.feeds().get(0);
        }

        /** All values of one field, in the order of the feed. */
        List<String> values(String field) {
            return items.stream()
                    .flatMap(item -> item.getOrDefault(field, List.of()).stream())
                    .toList();
        }
    }

    private Published publish(String catalogue, String rules) throws Exception {
        Optional<Path> found = shared("data/catalog/" + catalogue);
        assumeTrue(found.isPresent(), () -> "no ../shared/data/catalog/" + catalogue + ": skipped");
        Path ruleFile = GoldenFile.copied("real/" + rules, folder);
        assertThat(Files.readAllLines(ruleFile)).hasSizeLessThanOrEqualTo(MOST_RULE_LINES);
        Catalog catalog = Catalog.open(found.orElseThrow(), CatalogOptions.DEFAULTS.withCurrency("EUR"));
        Path file = folder.resolve("google.xml");
        ExportReport report = Export.of(catalog)
                .rules(RuleSet.compile(ruleFile, catalog.schema()))
                .to(Channels.get("google-shopping").member("FR", "en"), file)
                .at(Feeds.JUNE)
                .run();
        assertThat(failures(report)).isEmpty();
        Published published = new Published(report, file, items(file));
        assertTrustworthy(published);
        return published;
    }

    private static Optional<Path> shared(String path) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path wanted = at.resolve("shared").resolve(path);
            if (Files.exists(wanted)) {
                return Optional.of(wanted);
            }
        }
        return Optional.empty();
    }

    /** The items with the JDK's own parser: values by local name, those of parts by {@code group.part}. */
    private static List<Map<String, List<String>>> items(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance(
                "com.sun.org.apache.xerces.internal.jaxp.DocumentBuilderFactoryImpl", null);
        factory.setNamespaceAware(true);
        NodeList found = factory.newDocumentBuilder().parse(file.toFile()).getElementsByTagName("item");
        List<Map<String, List<String>>> items = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            Map<String, List<String>> item = new LinkedHashMap<>();
            collect((Element) found.item(i), "", item);
            items.add(item);
        }
        return items;
    }

    private static void collect(Element parent, String path, Map<String, List<String>> into) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                String name = path + element.getLocalName();
                into.computeIfAbsent(name, n -> new ArrayList<>()).add(element.getTextContent());
                if (element.getElementsByTagName("*").getLength() > 0) {
                    collect(element, name + ".", into);
                }
            }
        }
    }

    /** What holds for every feed of ours, whatever the shop. */
    private static void assertTrustworthy(Published published) throws Exception {
        FeedReport feed = published.feed();
        assertThat(published.items()).hasSize((int) feed.sent());
        assertThat(published.items())
                .allSatisfy(item -> assertThat(item.keySet()).containsAll(REQUIRED));
        assertThat(published.values("price"))
                .allMatch(price -> PRICE.matcher(price).matches());
        assertThat(published.values("sale_price"))
                .allMatch(price -> PRICE.matcher(price).matches());
        assertThat(published.values("availability")).isSubsetOf(AVAILABILITIES);
        for (String field : List.of("link", "image_link", "additional_image_link")) {
            assertThat(published.values(field)).allSatisfy(link -> {
                URI uri = URI.create(link);
                assertThat(uri.getScheme()).isIn("http", "https");
                assertThat(uri.getHost()).isNotBlank();
            });
        }
        for (String field : List.of("title", "description")) {
            assertThat(published.values(field))
                    .noneMatch(text -> MARKUP.matcher(text).find());
        }
        assertEveryProductIsAccountedFor(published);
        assertFieldsAreGoogles(published);
    }

    private static void assertEveryProductIsAccountedFor(Published published) {
        FeedReport feed = published.feed();
        List<JsonNode> lines = ledger(published.file());
        assertThat(lines).hasSize((int) published.report().records());
        assertThat(feed.accounted()).isEqualTo(published.report().records());
        Set<String> ids = new HashSet<>();
        for (JsonNode line : lines) {
            String status = line.path("status").asString();
            if (!status.equals("unreadable")) {
                assertThat(ids.add(line.path("id").asString()))
                        .as("once: " + line)
                        .isTrue();
            }
            if (!status.equals("sent")) {
                assertThat(line.path("notes").size()).as("a reason: " + line).isPositive();
            }
        }
        assertThat(published.values("id"))
                .containsExactlyElementsOf(lines.stream()
                        .filter(line -> line.path("status").asString().equals("sent"))
                        .map(line -> line.path("id").asString())
                        .toList());
    }

    /** The Merchant API knows every field we write, under its own spelling of the name. */
    private static void assertFieldsAreGoogles(Published published) throws Exception {
        Optional<Path> extract = shared("channel-facts/ads/schemas/google/products_common.fields.json");
        assumeTrue(extract.isPresent(), "no extract of the Merchant API beside the project: names are not compared");
        JsonNode attributes = new JsonMapper()
                .readTree(Files.readString(extract.orElseThrow()))
                .path("messages")
                .path("ProductAttributes");
        Set<String> known = new TreeSet<>();
        attributes.propertyNames().forEach(name -> known.add(words(name)));
        // The id is part of the product's name in the API, not one of its attributes.
        known.add("id");
        Set<String> written = new TreeSet<>();
        published
                .items()
                .forEach(item -> item.keySet().stream()
                        .filter(name -> !name.contains("."))
                        .map(RealShopsTest::words)
                        .forEach(written::add));
        written.removeAll(known);
        assertThat(written).as("fields the Merchant API does not know").isEmpty();
    }

    /** One spelling for {@code itemGroupId}, {@code item_group_id} and {@code item_group_ids}: the API names repeated fields in the plural, files in the singular. */
    private static String words(String name) {
        String snake = name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        return snake.endsWith("s") && !snake.endsWith("ss") ? snake.substring(0, snake.length() - 1) : snake;
    }

    @Test
    void shopifyBecomesAFeed() throws Exception {
        Published published = publish("shopify-apparel.csv", "shopify.fk");
        assertThat(published.feed().sent()).isEqualTo(22);
        assertThat(published.values("item_group_id")).hasSize(3).containsOnly("classic-varsity-top");
    }

    @Test
    void wooCommerceBecomesAFeed() throws Exception {
        Published published = publish("woocommerce-sample-products.csv", "woocommerce.fk");
        assertThat(published.values("item_group_id")).hasSize(9).containsOnly("cc-tee", "cc-hoodie");
    }

    @Test
    void magentoBecomesAFeed() throws Exception {
        Published published = publish("magento2-products-configurable.csv", "magento.fk");
        assertThat(published.feed().sent()).isEqualTo(818);
        assertThat(published.values("item_group_id")).hasSize(818);
    }

    @Test
    void akeneoBecomesAFeed() throws Exception {
        Published published = publish("akeneo-icecat-products.csv", "akeneo.fk");
        assertThat(published.feed().sent()).isEqualTo(37);
        assertThat(published.values("item_group_id")).hasSize(36).containsOnly("akeneo_long_sleeve_tshirt", "oro_mug");
    }
}
