package io.feedkit.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.location.Credentials;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.Secret;
import io.feedkit.location.SourceLimits;
import io.feedkit.problem.FeedException;
import io.feedkit.shop.MockShop.Said;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shop named by an address, as on the command line. */
class ShopSchemeTest {
    private static final String API = "/wp-json/wc/v3/products";

    private final MockShop shop = new MockShop();
    private final LocationOptions options = MockShop.options()
            .withStore(reference -> Optional.ofNullable(
                            Map.of("env:WOO", "the-secret", "env:ID", "the-id", "env:SECRET", "the-secret")
                                    .get(reference))
                    .map(Secret::of));

    @BeforeEach
    void answer() {
        HonestShop.WOOCOMMERCE.open(shop);
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    private String woo(String rest) {
        return "woocommerce+" + shop.address() + rest;
    }

    @Test
    void isReadLikeAnyOtherPlace() {
        LocationOptions known = options.withCredentials(Credentials.password("ck_1", "env:WOO"));
        Location place = Location.of(woo("?auth=basic&currency=EUR&weight-unit=kg"), known);
        Catalog catalog = Catalog.open(place, CatalogOptions.DEFAULTS);
        assertThat(catalog.first(10, problem -> {}))
                .extracting(product -> product.text("id").orElse("") + " "
                        + product.value("weight").orElse("-"))
                .containsExactly("FIRST 0.35 kg", "SECOND 0.35 kg");
        assertThat(place.name()).isEqualTo("woocommerce+" + shop.address());
        assertThat(place.isRemote()).isTrue();
        assertThat(shop.asked("GET " + API).get(0).header("authorization")).isEqualTo("Basic Y2tfMTp0aGUtc2VjcmV0");
    }

    @Test
    void takesLanguageAndMomentAndEscapedSettings() throws Exception {
        LocationOptions known = options.withCredentials(Credentials.password("ck_1", "env:WOO"));
        String settings = "?auth=basic&currency=EUR&language=pt-br&updated-since=";
        FeedException refused =
                catchThrowableOfType(FeedException.class, () -> Location.of(woo(settings + "2026-02-01"), known));
        assertThat(refused.problem().message()).contains("updated-since is no moment");
        Location.of(woo(settings + "2026-02-01T11%3A00%3A00%2B01%3A00"), known)
                .open(SourceLimits.DEFAULTS)
                .bytes()
                .readAllBytes();
        assertThat(shop.asked("GET " + API).get(0).query())
                .containsEntry("lang", "pt-br")
                .containsEntry("modified_after", "2026-02-01T09:50:00");
    }

    @Test
    void takesParametersThatReferToSecretsForThose() throws Exception {
        HonestShop.SHOPWARE.open(shop);
        Location place = Location.of(
                "shopware+" + shop.address() + "?client-id=env:ID&client-secret=env:SECRET&language=2fbb", options);
        String lines = new String(place.open(SourceLimits.DEFAULTS).bytes().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(lines).contains("FIRST", "SECOND");
        assertThat(shop.asked("POST /api/oauth/token").get(0).body()).contains("the-id", "the-secret");
        assertThat(shop.asked("POST /api/search/product").get(0).header("sw-language-id"))
                .isEqualTo("2fbb");
        assertThat(place.toString()).doesNotContain("env:", "the-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?token=hunter2hunter2",
                "?currency=EUR&password=hunter2hunter2",
                "?consumer-secret=hunter2hunter2&consumer-key=hunter2hunter2",
            })
    void refusesSecretsThemselvesAndDoesNotRepeatThem(String parameters) {
        FeedException refused = catchThrowableOfType(FeedException.class, () -> Location.of(woo(parameters), options));
        assertThat(refused.problem().code().id()).isEqualTo("location.secret-in-address");
        assertThat(refused.toString() + refused.problem() + refused.problem().fix())
                .doesNotContain("hunter2");
    }

    @Test
    void refusesAnAddressWithAUserOrSettingsWhereTheyAreGivenBesideIt() {
        for (String address : List.of(
                "https://anna:hunter2hunter2@shop.example/",
                "https://hunter2hunter2@shop.example/",
                "https://shop.example/?token=hunter2hunter2",
                "https://shop.example/#hunter2hunter2")) {
            FeedException refused =
                    catchThrowableOfType(FeedException.class, () -> Shop.of("woocommerce", URI.create(address)));
            assertThat(refused.problem().code().id()).as(address).isEqualTo("location.secret-in-address");
            assertThat(refused.toString() + refused.problem()).doesNotContain("hunter2");
        }
    }

    @Test
    void namesTheSystemsThereAre() {
        FeedException refused = catchThrowableOfType(
                FeedException.class, () -> Shop.of("oscommerce", URI.create("https://shop.example/")));
        assertThat(refused.problem().code().id()).isEqualTo("shop.unknown-system");
        assertThat(refused.problem().fix())
                .contains("akeneo, magento, medusa, prestashop, shopify, shopware, vendure, woocommerce");
        FeedException unknown = catchThrowableOfType(
                FeedException.class, () -> Location.of("oscommerce+https://shop.example/", options));
        assertThat(unknown.problem().code().id()).isEqualTo("location.unknown-scheme");
    }

    @Test
    void anAnswerInAnotherLanguageIsAskedForByName() {
        shop.on("GET " + API, asked -> Said.json("[]").with("X-WP-Total", "0"));
        MockShop.lines(HonestShop.WOOCOMMERCE.at(shop).language("fr"));
        assertThat(shop.asked("GET " + API))
                .allMatch(asked -> asked.parameter("lang").equals("fr"));
    }
}
