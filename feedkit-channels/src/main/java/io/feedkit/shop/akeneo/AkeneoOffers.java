package io.feedkit.shop.akeneo;

import io.feedkit.shop.OfferLines;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.answer.Answer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Lays the values of a product and of the models above it out in the columns of Akeneo's own export. */
final class AkeneoOffers {
    private static final Set<String> CHOICES = Set.of("pim_catalog_simpleselect", "pim_catalog_multiselect");
    private static final Set<String> FILES = Set.of("pim_catalog_image", "pim_catalog_file");

    private final ShopAccount account;
    private final AkeneoStructure structure;
    private final OfferLines offers;

    AkeneoOffers(ShopAccount account, AkeneoStructure structure, OfferLines offers) {
        this.account = account;
        this.structure = structure;
        this.offers = offers;
    }

    void product(Answer product, List<Answer> models) {
        String identifier = product.get("identifier").text();
        offers.put("identifier", identifier.isEmpty() ? product.get("uuid").text() : identifier);
        offers.put("family", product.get("family"));
        offers.put("enabled", product.get("enabled"));
        if (!models.isEmpty()) {
            offers.put("parent", models.get(models.size() - 1).get("code"));
        }
        offers.put("categories", categories(product, models));
        values(product.get("values"));
        models.forEach(model -> values(model.get("values")));
        offers.end();
    }

    private String categories(Answer product, List<Answer> models) {
        List<Answer> codes = product.get("categories").items();
        for (Answer model : models) {
            codes = codes.isEmpty() ? model.get("categories").items() : codes;
        }
        return codes.stream()
                .map(code -> structure.categories().getOrDefault(code.text(), code.text()))
                .map(path -> path.replace(",", " "))
                .collect(Collectors.joining(","));
    }

    private void values(Answer values) {
        for (Map.Entry<String, Answer> attribute : values.members().entrySet()) {
            for (Answer value : attribute.getValue().items()) {
                String locale = value.get("locale").text();
                String column = attribute.getKey() + (locale.isEmpty() ? "" : "-" + locale);
                value(attribute.getKey(), column, value);
            }
        }
    }

    private void value(String attribute, String column, Answer value) {
        Answer data = value.get("data");
        if (data.get("amount").isPresent()) {
            offers.put(column, data.get("amount"));
            offers.put(column + "-unit", data.get("unit"));
        } else if (!data.items().isEmpty()
                && data.items().get(0).get("currency").isPresent()) {
            data.items()
                    .forEach(price ->
                            offers.put(column + "-" + price.get("currency").text(), price.get("amount")));
        } else if (structure.has(attribute, FILES)) {
            offers.put(column, file(value));
        } else if (!data.items().isEmpty()) {
            offers.put(
                    column,
                    data.items().stream().map(item -> label(attribute, item)).toList());
        } else {
            offers.put(column, label(attribute, data));
            labels(attribute, column, data.text());
        }
    }

    /** An option in each language, as texts have a column for each: {@code color-fr_FR}. */
    private void labels(String attribute, String column, String code) {
        if (structure.has(attribute, CHOICES) && !code.isEmpty() && column.equals(attribute)) {
            Map<String, String> labels = structure.options().labels(attribute, code);
            if (labels.size() > 1) {
                labels.forEach((locale, label) -> offers.put(column + "-" + locale, label));
            }
        }
    }

    /** The label of an option; what has an inside of its own, as a row of a table has, is shown as it is. */
    private String label(String attribute, Answer data) {
        if (!data.isPlain()) {
            return data.toString();
        }
        boolean choice = structure.has(attribute, CHOICES) && !data.text().isEmpty();
        return choice ? structure.options().label(attribute, data.text()) : data.text();
    }

    private String file(Answer value) {
        String media = account.setting("media", "");
        return media.isEmpty()
                ? value.at("_links.download.href").text()
                : media + (media.endsWith("/") ? "" : "/") + value.get("data").text();
    }
}
