package io.feedkit.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedkit.location.HeldLocation;
import io.feedkit.location.Patience;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import io.feedkit.problem.FeedException;
import io.feedkit.shop.MockShop.Asked;
import io.feedkit.shop.MockShop.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What every connector holds to, whatever the shop answers: no half catalogue is taken for a whole one, and one product's trouble is that product's alone. */
@Tag("slow")
class HostileShopTest {
    private final MockShop mock = new MockShop();

    @AfterEach
    void stop() {
        mock.close();
    }

    private Shop open(HonestShop honest) {
        honest.open(mock);
        return honest.at(mock);
    }

    /** Each answer to a call for products is changed on its way. */
    private Shop spoilt(HonestShop honest, UnaryOperator<Said> by) {
        Shop shop = open(honest);
        mock.twisted((asked, said) -> honest.isList(asked) ? by.apply(said) : said);
        return shop;
    }

    private static Said body(Said said, String body) {
        return new Said(said.status(), body, said.headers());
    }

    /** The problem that a pass ends with. */
    private static String codeOf(Shop shop) {
        FeedException end = catchThrowableOfType(FeedException.class, () -> MockShop.lines(shop));
        assertThat(end).as("the pass ends with a problem").isNotNull();
        return end.problem().code().id();
    }

    @ParameterizedTest
    @EnumSource
    void readsAnHonestShop(HonestShop honest) {
        assertThat(MockShop.lines(open(honest)).lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("FIRST"))
                .anyMatch(line -> line.contains("SECOND"));
    }

    /** Whatever stands wherever in a product: that product may be lost, the other never. */
    @ParameterizedTest
    @EnumSource
    void losesAtMostTheProductThatAValueIsWrongIn(HonestShop honest) {
        Shop shop = open(honest);
        Said[] first = new Said[1];
        mock.twisted((asked, said) -> {
            if (honest.isList(asked) && said.body().contains("FIRST")) {
                first[0] = said;
            }
            return said;
        });
        MockShop.lines(shop);
        for (Map.Entry<String, String> wrong : WrongValues.in(first[0].body()).entrySet()) {
            mock.twisted((asked, said) ->
                    said == null || !said.body().equals(first[0].body()) ? said : body(said, wrong.getValue()));
            List<String> lost = new ArrayList<>();
            try {
                assertThat(MockShop.lines(shop, problem -> lost.add(problem.toString())))
                        .as(wrong.getKey())
                        .contains("SECOND");
            } catch (FeedException e) {
                // A number far beyond all others leaves nothing to go on behind.
                assertThat(wrong.getKey()).as(e.getMessage()).matches("/(id|autoIncrement) is [^n]*9999.*");
            }
            assertThat(lost).as(wrong.getKey()).allMatch(problem -> problem.contains("shop.unreadable-answer"));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "AKENEO")
    void reportsTheProductThatItLost(HonestShop honest) {
        Map<HonestShop, String> needed = Map.of(
                HonestShop.WOOCOMMERCE, "\"id\":11",
                HonestShop.MEDUSA, "\"id\":\"prod_1\"",
                HonestShop.VENDURE, "\"stockOnHand\":9",
                HonestShop.SHOPWARE, "\"autoIncrement\":1",
                HonestShop.MAGENTO, "\"id\":11",
                HonestShop.PRESTASHOP, "10.750000",
                HonestShop.SHOPIFY, "\"id\":\"gid://shopify/ProductVariant/11\"");
        String value = needed.get(honest);
        String wrong = value.contains(":") ? value.substring(0, value.indexOf(':') + 1) + "[]" : "none";

        Shelf shelf = Shelf.of(spoilt(honest, said -> body(said, said.body().replaceFirst(value, wrong))));

        assertThat(shelf.show("id")).isEqualTo("SECOND");
        assertThat(shelf.problems())
                .filteredOn(code -> !code.equals("value.no-unit"))
                .containsExactly("shop.unreadable-answer");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SHOPIFY")
    void endsWhenThePagesRepeatForEver(HonestShop honest) {
        Shop shop = open(honest);
        Said[] first = new Said[1];
        mock.twisted((asked, said) -> {
            if (!honest.isList(asked)) {
                return said;
            }
            if (first[0] == null) {
                String body = said.body()
                        .replaceAll("\"(count|totalItems|total_count)\":\\d+", "\"$1\":1000000")
                        .replace(
                                "{\"_links\":{}",
                                "{\"_links\":{\"next\":{\"href\":\"" + mock.address()
                                        + "api/rest/v1/products-uuid?a=1\"}}");
                Map<String, String> headers = new LinkedHashMap<>(said.headers());
                headers.replace("X-WP-Total", "1000000");
                first[0] = new Said(200, full(honest, body), headers);
            }
            return first[0];
        });

        assertThat(codeOf(shop)).isEqualTo("shop.unreadable-answer");
        assertThat(mock.asked().stream().filter(honest::isList)).hasSizeLessThan(600);
    }

    /** Where a short page is the last, one with its second product a hundred times. */
    private static String full(HonestShop honest, String body) {
        boolean xml = honest == HonestShop.PRESTASHOP;
        if (!xml && honest != HonestShop.SHOPWARE) {
            return body;
        }
        String second = xml
                ? body.substring(body.lastIndexOf("<product>"), body.indexOf("</products>"))
                : body.substring(body.indexOf("{\"id\":\"a2\""), body.length() - "]}".length());
        return body.replace(second, (second + (xml ? "" : ",")).repeat(99) + second);
    }

    @Test
    void endsWhenABulkOperationNeverDoes() {
        Shop shop =
                open(HonestShop.SHOPIFY).options(MockShop.options().withPatience(patience(Duration.ofMillis(1500))));
        mock.twisted((asked, said) -> body(said, said.body().replace("COMPLETED", "RUNNING")));

        assertThat(codeOf(shop)).isEqualTo("location.timeout");
    }

    private static Patience patience(Duration overall) {
        Duration second = Duration.ofSeconds(1);
        return new Patience(second, second, overall, 2, Duration.ofMillis(1), second, bound -> 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"WOOCOMMERCE", "MEDUSA", "VENDURE", "MAGENTO"})
    void believesNoTotal(HonestShop honest) {
        for (String total : List.of("0", "1", "-5", "\"abc\"", "null", "1e999999999", "999")) {
            List<String> remarks = new ArrayList<>();
            Shop shop = spoilt(honest, said -> {
                Map<String, String> headers = new LinkedHashMap<>(said.headers());
                headers.replace("X-WP-Total", total);
                String body = said.body().replaceAll("\"(count|totalItems|total_count)\":\\d+", "\"$1\":" + total);
                return new Said(200, body, headers);
            });

            assertThat(MockShop.lines(
                            shop, problem -> remarks.add(problem.code().id())))
                    .as(total)
                    .contains("FIRST", "SECOND");
            assertThat(remarks).as(total).isSubsetOf("shop.count-differs");
            assertThat(remarks).as(total).hasSize(total.equals("999") ? 1 : 0);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SHOPIFY")
    void takesNothingElseForAnEmptyShop(HonestShop honest) {
        for (String instead : List.of(
                "<!doctype html><title>Maintenance</title><script>{\"a\":1}</script>",
                "<html><body>Error establishing a database connection</body></html>",
                "{}",
                "null",
                "7",
                "",
                "{\"products\":null,\"items\":null,\"data\":null}",
                "{\"data\":{\"productVariants\":null}}",
                "{\"message\":\"Please log in.\"}",
                "{\"errors\":[{\"message\":\"Please log in.\"}]}",
                "<prestashop><errors><error><code>9</code><message>Please log in.</message></error></errors></prestashop>")) {
            Shop shop = spoilt(honest, said -> body(said, instead));

            assertThatThrownBy(() -> MockShop.lines(shop))
                    .as(instead)
                    .isInstanceOf(FeedException.class)
                    .hasMessageMatching("(?s)ERROR shop\\.(unreadable-answer|refused|not-allowed) .*");
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesNoHalfAnswerForAWholeOne(HonestShop honest) {
        Shop shop = spoilt(
                honest, said -> body(said, said.body().substring(0, said.body().length() * 2 / 3)));

        assertThat(codeOf(shop)).isEqualTo("shop.unreadable-answer");
    }

    @ParameterizedTest
    @EnumSource
    void saysInOneProblemWhatAStatusMeans(HonestShop honest) {
        boolean file = honest == HonestShop.SHOPIFY;
        Map<Integer, String> codes = Map.of(
                401, file ? "location.access-denied" : "shop.not-allowed",
                403, file ? "location.access-denied" : "shop.not-allowed",
                404, file ? "location.not-found" : "shop.refused",
                429, "location.rate-limited",
                500, "location.server-failed");
        codes.forEach((status, code) -> {
            Shop shop = spoilt(honest, said -> Said.refusal(status, "<html>no</html>"));

            assertThat(codeOf(shop)).as("status " + status).isEqualTo(code);
        });
    }

    @ParameterizedTest
    @EnumSource
    void triesAgainWhatMayPass(HonestShop honest) {
        Said busy = Said.refusal(429, "");
        List<Said> troubles = new ArrayList<>(List.of(
                Said.refusal(500, "<html>oops</html>"),
                Said.refusal(503, ""),
                busy,
                busy.with("Retry-After", "0"),
                busy.with("Retry-After", "soon"),
                // By a clock that is years behind.
                busy.with("Date", "Tue, 02 Jan 2001 10:00:00 GMT")
                        .with("Retry-After", "Tue, 02 Jan 2001 10:00:00 GMT")));
        if (honest != HonestShop.SHOPIFY) {
            troubles.add(Said.json("<html>starting</html>"));
            troubles.add(Said.json("{\"data\": [{\"id"));
        }
        for (Said trouble : troubles) {
            AtomicInteger calls = new AtomicInteger();
            Shop shop = spoilt(honest, said -> calls.getAndIncrement() == 0 ? trouble : said);

            assertThat(MockShop.lines(shop).lines()).as(trouble.toString()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheRestBesideAValueOfTenMegabytes(HonestShop honest) {
        String huge = "x".repeat(10 << 20);
        Shop shop = spoilt(honest, said -> body(said, said.body().replaceFirst("Mug", huge)));

        Shelf shelf = Shelf.of(shop);

        assertThat(shelf.show("id")).isEqualTo("SECOND");
        assertThat(shelf.problems()).contains("json.record-limit");
    }

    @ParameterizedTest
    @EnumSource
    void readsBetweenCharactersThatNoAnswerMayHold(HonestShop honest) {
        Shop shop = spoilt(honest, said -> body(said, said.body().replaceFirst("Tea|Mug", "Te\u000Ba")));

        assertThat(MockShop.lines(shop).lines()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SHOPIFY")
    void readsBehindWarningsOfPhp(HonestShop honest) {
        String warning = "<br />\n<b>Warning</b>:  Undefined array key [0] in {closure} on line <b>7</b><br />\n";
        Shop shop = spoilt(honest, said -> body(said, warning + said.body()));

        assertThat(MockShop.lines(shop).lines()).hasSize(2);
    }

    /** An address is the shop's word, and the shop may be anybody's. */
    @Test
    void opensNoFileOfThisMachine() {
        for (String address : List.of(
                "file:///etc/hostname", "classpath:secret.txt", "jar:file:x.jar!/a", "::", "ftp://127.0.0.1/x")) {
            Shop shop = open(HonestShop.SHOPIFY);
            mock.twisted((asked, said) -> body(said, said.body().replaceFirst("http://[^\"]*bulk.jsonl", address)));

            assertThat(codeOf(shop)).as(address).isEqualTo("shop.unreadable-answer");
        }
    }

    @Test
    void followsNoLinkThatLeadsElsewhereOrNowhere() {
        for (String link : List.of(
                "https://elsewhere.example/next",
                "//elsewhere.example/next",
                "file:///etc/hostname",
                "::",
                "http://[")) {
            Shop shop = spoilt(
                    HonestShop.AKENEO,
                    said -> body(
                            said,
                            said.body()
                                    .replace("{\"_links\":{}", "{\"_links\":{\"next\":{\"href\":\"" + link + "\"}}")));

            assertThat(codeOf(shop)).as(link).isEqualTo("shop.unreadable-answer");
        }
    }

    @Test
    void resolvesNoEntityOfXml() {
        String bomb =
                "<!DOCTYPE p [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/hostname\">]>";
        Shop shop = spoilt(
                HonestShop.PRESTASHOP,
                said -> body(
                        said,
                        said.body()
                                .replace("<prestashop>", bomb + "<prestashop>")
                                .replaceFirst("Mug", "&b;&f;")));

        List<String> told = new ArrayList<>();
        try {
            told.add(MockShop.lines(shop));
        } catch (FeedException e) {
            told.add(e.getMessage());
        }
        assertThat(told.get(0)).doesNotContain("aaaaaaaaaaaaaaaaaaaa");
    }

    /** An export passes over what was transferred once several times. */
    @Test
    void saysWhatIsLostInEachPassOverWhatWasTransferredOnce() {
        Shop shop =
                spoilt(HonestShop.WOOCOMMERCE, said -> body(said, said.body().replaceFirst("\"id\":11", "\"id\":[]")));

        try (HeldLocation held = HeldLocation.of(shop.catalogue())) {
            for (int pass = 0; pass < 2; pass++) {
                try (Source source = held.open(SourceLimits.DEFAULTS)) {
                    assertThat(source.remarks()).hasSize(1);
                    assertThat(source.remarks()).isEmpty();
                }
            }
        }
        assertThat(lists(HonestShop.WOOCOMMERCE, mock)).hasSize(1);
    }

    /** The third in a row that fails is no matter of the product. */
    @Test
    void endsWhenTheShopFailsForOneProductAfterAnother() {
        String products = "[" + variable(1) + "," + variable(2) + "," + variable(3) + "," + variable(4) + "]";
        Shop shop = open(HonestShop.WOOCOMMERCE);
        mock.on("GET /wp-json/wc/v3/products", any -> Said.json(products));
        mock.on("GET /wp-json/wc/v3/products/1/variations", any -> Said.refusal(500, ""));

        assertThat(codeOf(shop)).isEqualTo("shop.refused");
        assertThat(mock.asked("GET /wp-json/wc/v3/products/3/variations")).hasSize(1);
        assertThat(mock.asked("GET /wp-json/wc/v3/products/4/variations")).isEmpty();
    }

    private static String variable(int id) {
        return "{\"id\":" + id + ",\"type\":\"variable\",\"name\":\"P\"}";
    }

    @Test
    void losesOnlyTheProductWhoseVariationsTheShopCannotTell() {
        Shop shop = open(HonestShop.WOOCOMMERCE);
        mock.on(
                "GET /wp-json/wc/v3/products",
                any -> Said.json("[" + variable(1)
                        + ",{\"id\":2,\"type\":\"simple\",\"name\":\"P\",\"sku\":\"TWO\",\"price\":\"1\"}]"));
        mock.on("GET /wp-json/wc/v3/products/1/variations", any -> Said.refusal(500, ""));

        Shelf shelf = Shelf.of(shop);

        assertThat(shelf.show("id")).isEqualTo("TWO");
        assertThat(shelf.problems()).containsExactly("shop.unreadable-answer");
    }

    private static List<Asked> lists(HonestShop honest, MockShop mock) {
        return mock.asked().stream().filter(honest::isList).toList();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SHOPIFY")
    void asksOnlyAsOftenAsItMust(HonestShop honest) {
        MockShop.lines(open(honest));

        assertThat(lists(honest, mock)).hasSizeLessThanOrEqualTo(2);
    }
}
