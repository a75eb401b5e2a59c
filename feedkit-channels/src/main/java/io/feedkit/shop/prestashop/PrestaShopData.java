package io.feedkit.shop.prestashop;

import io.feedkit.problem.Problem;
import io.feedkit.shop.CategoryPaths;
import io.feedkit.shop.Query;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.answer.Answer;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What products only refer to by number.
 *
 * @param language the number of the only language to read, or empty for all
 * @param languages from number to ISO code
 * @param categories from number to path
 * @param choices from the number of an option's value to what it says
 * @param vat from the number of a group of tax rules to the percentage in the country asked for
 */
record PrestaShopData(
        String language,
        Map<String, String> languages,
        Map<String, String> categories,
        Map<String, Choice> choices,
        Map<String, Choice> features,
        Map<String, BigDecimal> vat) {
    static final PrestaShopData UNKNOWN = new PrestaShopData("", Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    /** The value of an option or a feature, in the first language: {@code Colour} is {@code Blue}. */
    record Choice(String of, String value) {}

    static PrestaShopData read(ShopApi api, ShopAccount account) {
        Map<String, String> languages = new HashMap<>();
        new Resource(api, "languages", "language")
                .all(Query.NONE)
                .forEach(one ->
                        languages.put(one.get("id").text(), one.get("iso_code").text()));
        String language = language(api, account.language(), languages);
        Query in = Query.of("language", language);
        return new PrestaShopData(
                language,
                languages,
                categories(api, in),
                choices(api, in, "product_option", "id_attribute_group", "name"),
                choices(api, in, "product_feature", "id_feature", "value"),
                vat(api, account.setting("country", "")));
    }

    /** A language by its number or its code. */
    private static String language(ShopApi api, String wanted, Map<String, String> languages) {
        if (wanted.isEmpty() || languages.containsKey(wanted)) {
            return wanted;
        }
        return languages.entrySet().stream()
                .filter(one -> one.getValue().equalsIgnoreCase(wanted))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> api.missing("the shop has no language " + wanted + ", only "
                        + String.join(", ", languages.values().stream().sorted().toList()) + "."));
    }

    private static Map<String, String> categories(ShopApi api, Query in) {
        CategoryPaths tree = new CategoryPaths();
        for (Answer node : new Resource(api, "categories", "category").all(in)) {
            String id = node.get("id").text();
            tree.add(id, node.get("id_parent").text(), firstText(node.get("name")));
            if (node.get("is_root_category").isTrue()
                    || node.get("id_parent").text().equals("0")) {
                tree.leaveOut(id);
            }
        }
        return tree.paths();
    }

    private static Map<String, Choice> choices(ShopApi api, Query in, String what, String ofWhat, String valueName) {
        Map<String, String> names = new HashMap<>();
        new Resource(api, what + "s", what)
                .all(in)
                .forEach(one -> names.put(one.get("id").text(), firstText(one.get("name"))));
        Map<String, Choice> choices = new HashMap<>();
        String value = what + "_value";
        new Resource(api, value + "s", value)
                .all(in)
                .forEach(one -> choices.put(
                        one.get("id").text(),
                        new Choice(names.getOrDefault(one.get(ofWhat).text(), ""), firstText(one.get(valueName)))));
        return choices;
    }

    /** A text of one language, or the first of several. */
    static String firstText(Answer text) {
        List<Answer> languages = text.each("language");
        return languages.isEmpty() ? text.text() : languages.get(0).text();
    }

    private static Map<String, BigDecimal> vat(ShopApi api, String country) {
        Map<String, BigDecimal> rates = new HashMap<>();
        List<Answer> countries =
                new Resource(api, "countries", "country").all(Query.of("filter[iso_code]", "[" + country + "]"));
        if (countries.isEmpty()) {
            throw api.missing("the shop knows no country " + country + "; the setting country is a code such as FR.");
        }
        Map<String, BigDecimal> taxes = new HashMap<>();
        new Resource(api, "taxes", "tax")
                .all(Query.NONE)
                .forEach(tax -> taxes.put(tax.get("id").text(), rate(api, tax)));
        String id = countries.get(0).get("id").text();
        new Resource(api, "tax_rules", "tax_rule")
                .all(Query.of("filter[id_country]", "[" + id + "]"))
                .forEach(rule -> rates.put(
                        rule.get("id_tax_rules_group").text(),
                        taxes.getOrDefault(rule.get("id_tax").text(), BigDecimal.ZERO)));
        return rates;
    }

    /** A wrong rate makes wrong prices of everything it is on. */
    private static BigDecimal rate(ShopApi api, Answer tax) {
        return tax.get("rate")
                .decimal()
                .orElseThrow(
                        () -> api.unreadable("the rate of tax " + tax.get("id").text() + " is "
                                + Problem.quote(tax.get("rate").text()) + ", which is no number."));
    }
}
