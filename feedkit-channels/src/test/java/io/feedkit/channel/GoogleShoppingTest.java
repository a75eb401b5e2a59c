package io.feedkit.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.feed.Member;
import io.feedkit.problem.Severity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoogleShoppingTest {
    private static final Channel CHANNEL = Channels.get("google-shopping", GoogleShoppingTest.class.getClassLoader());
    private static final ChannelDescriptor GOOGLE = CHANNEL.descriptor();

    @Test
    void saysForEveryFieldWhichDocumentItComesFromAndWhenThatWasRead() {
        for (FieldSpec field : GOOGLE.fields()) {
            assertThat(field.provenance().source().document()).as(field.name()).isNotEmpty();
            assertThat(field.provenance().source().read()).as(field.name()).isNotEmpty();
        }
    }

    @Test
    void asksForTheFieldsThatEveryProductNeeds() {
        Set<String> always = new TreeSet<>();
        GOOGLE.fields().stream()
                .filter(field -> field.needs().required().isAlways())
                .forEach(field -> always.add(field.name()));

        assertThat(always).containsExactly("availability", "id", "image_link", "link", "price");
        assertThat(requiredWhen("title")).isEqualTo("structured_title is missing");
        assertThat(requiredWhen("description")).isEqualTo("structured_description is missing");
    }

    @Test
    void asksForApparelDetailsInApparelCountriesOnly() {
        assertThat(GOOGLE.lists().get("apparel_countries").values("fr"))
                .containsExactly("BR", "FR", "DE", "JP", "GB", "US");
        assertThat(requiredWhen("color")).isEqualTo("is_apparel and in_apparel_country");
        assertThat(requiredWhen("age_group")).isEqualTo("is_apparel and in_apparel_country");
        assertThat(requiredWhen("size")).isEqualTo("(is_clothing or is_shoes) and in_apparel_country");
    }

    @ParameterizedTest
    @CsvSource({"FR, INCLUDED", "DE, INCLUDED", "US, EXCLUDED", "CA, EXCLUDED"})
    void wantsPricesWithTaxExceptInNorthAmerica(String country, Members.Tax tax) {
        assertThat(GOOGLE.members().tax(country)).isEqualTo(tax);
    }

    @Test
    void servesACountryInALanguage() {
        assertThat(CHANNEL.member("FR", "fr").member())
                .isEqualTo(new Member("google-shopping", "google", "ads", "FR", "fr", "EUR", "", Map.of()));
        assertThat(CHANNEL.member("CH", "de").member().currency()).isEqualTo("CHF");
    }

    @Test
    void refusesWhatIsNoCountry() {
        assertThatThrownBy(() -> CHANNEL.member("UK", "en")).hasMessageContaining("channel.no-such-member");
        assertThatThrownBy(() -> CHANNEL.member("FR", "French")).hasMessageContaining("channel.no-such-member");
    }

    @ParameterizedTest
    @CsvSource({
        "id, 50",
        "title, 150",
        "description, 5000",
        "additional_image_link, 2000",
        "availability_date, 25",
        "sale_price_effective_date, 51",
        "brand, 70",
        "mpn, 70",
        "gtin, 14",
        "color, 100",
        "size, 100",
        "material, 200",
        "pattern, 100",
        "item_group_id, 50",
        "item_group_title, 150",
        "product_highlight, 150",
        "custom_label_0, 100",
        "promotion_id, 50",
        "short_title, 150",
        "external_seller_id, 50",
        "shipping_label, 100",
        "return_policy_label, 100"
    })
    void limitsTheLengthOfTexts(String name, int characters) {
        assertThat(field(name).text().maxLength()).isEqualTo(characters);
        assertThat(field(name).text().unit()).isEqualTo(LengthUnit.CODE_POINTS);
    }

    @ParameterizedTest
    @CsvSource({
        "additional_image_link, 0, 10", "gtin, 0, 10", "product_highlight, 2, 100", "product_detail, 0, 100",
        "variant_option, 0, 30", "question_and_answer, 0, 30", "related_product, 0, 30", "document_link, 0, 5",
        "promotion_id, 0, 10", "size_type, 0, 2", "minimum_order_value, 0, 100",
                "shipping_handling_business_days, 0, 10"
    })
    void limitsHowOftenAFieldOccurs(String name, int min, int max) {
        assertThat(field(name).repeat().min()).isEqualTo(min);
        assertThat(field(name).repeat().max()).isEqualTo(max);
    }

    @Test
    void limitsTheLengthOfAllValuesTogether() {
        assertThat(field("variant_option").repeat().maxTotalLength()).isEqualTo(5000);
        assertThat(field("question_and_answer").repeat().maxTotalLength()).isEqualTo(10000);
        assertThat(field("gtin").repeat().maxTotalLength()).isEqualTo(50);
    }

    @Test
    void takesUpToThreeColoursOfFortyCharacters() {
        assertThat(field("color").text().split()).isEqualTo(new TextLimits.Split("/", 3, 40));
    }

    @Test
    void boundsParcelsByUnit() {
        NumberLimits limits = field("shipping_length").number();

        assertThat(limits.units().keySet()).containsExactly("cm", "in");
        assertThat(limits.units().get("cm").contains(new BigDecimal("400"))).isTrue();
        assertThat(limits.units().get("in").contains(new BigDecimal("150.1"))).isFalse();
        assertThat(field("shipping_height").number().units()).isEqualTo(limits.units());
    }

    @Test
    void refusesGtinsForUseInsideOneCompany() {
        assertThat(field("gtin").gtin().forbiddenPrefixes()).containsExactly("02", "04", "2", "98", "99");
    }

    @ParameterizedTest
    @CsvSource({
        "In Stock, in_stock",
        "auf lager, in_stock",
        "https://schema.org/OutOfStock, out_of_stock",
        "PRE-ORDER, preorder"
    })
    void understandsOtherWordsForAvailability(String spelling, String word) {
        assertThat(field("availability").values().find(spelling).map(ValueSet.AllowedValue::value))
                .contains(word);
    }

    @Test
    void writesPricesDatesAndBooleansAsGoogleDoes() {
        assertThat(field("price").format().pattern()).isEqualTo("{amount} {currency}");
        assertThat(field("adult").format().yes()).isEqualTo("yes");
        assertThat(field("sale_price_effective_date").format().separator()).isEqualTo("/");
    }

    @Test
    void spellsGroupsInTextFilesInTheirUsualOrder() {
        assertThat(field("shipping").parts().textOrder()).startsWith("country", "region", "service", "price");
        assertThat(field("installment").parts().textOrder()).containsExactly("months", "amount", "downpayment");
        assertThat(field("certification").parts().textOrder())
                .containsExactly("certification_authority", "certification_name", "certification_code");
    }

    @Test
    void readsRssWithPlainNamesForTheElementsOfRss() {
        Layout.Xml rss = (Layout.Xml) GOOGLE.layout();

        assertThat(rss.name()).isEqualTo("rss");
        assertThat(rss.namespace()).isEqualTo("http://base.google.com/ns/1.0");
        assertThat(rss.unprefixed()).containsExactlyInAnyOrder("title", "link", "description");
        assertThat(GOOGLE.layout("tsv")).get().isInstanceOf(Layout.Delimited.class);
    }

    @Test
    void neverRejectsForWhatIsNotVerified() {
        List<ChannelRule> rules = new ArrayList<>(GOOGLE.rules());
        GOOGLE.fields().forEach(field -> rules.addAll(field.parts().rules()));

        assertThat(rules)
                .filteredOn(rule -> !rule.provenance().verified())
                .isNotEmpty()
                .allMatch(rule -> rule.effectiveSeverity() != Severity.ERROR);
        assertThat(field("link").provenance().verified("max-length")).isFalse();
        assertThat(field("link").provenance().verified("required")).isTrue();
    }

    /** The sixteen checks that the documents suggest, and where each of them lives. */
    @ParameterizedTest
    @CsvSource({
        "one-title",
        "one-description",
        "sale-price-lower",
        "availability-date-future",
        "availability-date-within-a-year",
        "identifiers-denied-but-sent",
        "group-needs-difference",
        "color-is-a-word",
        "product-dimensions-one-unit",
        "shipping-dimensions-all-or-none",
        "shipping-dimensions-one-unit",
        "title-not-in-capitals",
        "title-without-promotion",
        "energy-class-where-read",
        "member-price-not-higher"
    })
    void checksAcrossFields(String rule) {
        assertThat(GOOGLE.rules()).extracting(ChannelRule::name).contains(rule);
    }

    @Test
    void checksInsideGroups() {
        assertThat(field("shipping").parts().rules())
                .extracting(ChannelRule::name)
                .contains("one-area", "both-longest-times");
        assertThat(field("carrier_shipping").parts().rules())
                .extracting(ChannelRule::name)
                .contains("one-price", "one-adjustment", "one-transit-time");
        assertThat(field("certification").parts().rules())
                .extracting(ChannelRule::name)
                .containsExactly("eprel-number");
    }

    @Test
    void checksAcrossTheVariantsOfAModel() {
        assertThat(GOOGLE.groupRules())
                .extracting(GroupRule::name)
                .containsExactly("variants-share-title", "variants-differ");
        assertThat(GOOGLE.groupRules()).extracting(GroupRule::by).containsOnly("item_group_id");
    }

    @Test
    void comparesCurrenciesAndDimensionsBetweenFields() {
        assertThat(field("sale_price").number().sameCurrencyAs()).isEqualTo("price");
        assertThat(field("shipping")
                        .parts()
                        .field("price")
                        .orElseThrow()
                        .number()
                        .sameCurrencyAs())
                .isEqualTo("price");
        assertThat(field("unit_pricing_base_measure").number().sameDimensionAs())
                .isEqualTo("unit_pricing_measure");
    }

    private static FieldSpec field(String name) {
        return GOOGLE.field(name).orElseThrow();
    }

    private static String requiredWhen(String name) {
        return ((Condition.When) field(name).needs().required()).expression().text();
    }
}
