package io.feedkit.channel.generate;

import io.feedkit.channel.Channels;
import io.feedkit.channel.FieldSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the values of Amazon's attributes usually come from: offers as in {@code amazon-offers}, the best known attributes of products by a table. */
final class AmazonSources {
    private static final String OFFERS = "amazon-offers";
    private static final String UNIT = "^[+-]?[0-9][0-9., ]*([^0-9., ].*)$";

    /**
     * @param name of the field; empty when it is made from the place
     * @param from an expression, or empty
     * @param type in the family's own descriptor, or empty
     * @param isProse whether it is a text for people, that a catalogue may have with markup
     */
    record Usual(String name, String from, String type, boolean isProse) {
        static final Usual NOTHING = new Usual("", "", "", false);
    }

    private final Map<String, Usual> byPlace = new HashMap<>();

    AmazonSources() {
        for (FieldSpec field : Channels.get(OFFERS, AmazonSources.class.getClassLoader())
                .descriptor()
                .fields()) {
            String from = field.source().map(expression -> expression.text()).orElse("");
            byPlace.put(
                    plain(field.spelling().key()),
                    new Usual(field.name(), from, field.type().name().toLowerCase(Locale.ROOT), false));
        }
        products().forEach((place, from) -> byPlace.put("attributes/" + place, from));
    }

    private static Map<String, Usual> products() {
        Map<String, Usual> usual = new LinkedHashMap<>();
        usual.put("item_name/value", new Usual("", "item_name ?? title ?? name", "", true));
        usual.put("product_description/value", new Usual("", "product_description ?? description", "", true));
        usual.put("brand/value", Usual.NOTHING);
        usual.put("main_product_image_locator/media_location", new Usual("", "image_link", "", false));
        for (int i = 1; i <= 8; i++) {
            usual.put(
                    "other_product_image_locator_" + i + "/media_location",
                    new Usual("", "additional_image_link.nth(" + i + ")", "", false));
        }
        usual.put("part_number/value", new Usual("", "part_number ?? mpn", "", false));
        usual.put("manufacturer/value", new Usual("", "manufacturer ?? brand", "", false));
        usual.put("target_gender/value", new Usual("", "target_gender ?? gender", "", false));
        usual.put("age_range_description/value", new Usual("", "age_range_description ?? age_group", "", false));
        return usual;
    }

    Usual at(String key) {
        return byPlace.getOrDefault(plain(key), Usual.NOTHING);
    }

    /** A catalogue says a measure or an amount in one text, or in columns for number and unit, which reading joins. */
    Usual at(AmazonShape leaf) {
        Usual known = at(leaf.path);
        if (leaf.beside.equals("unit")) {
            return UsualNames.measure(leaf.field)
                    .map(name -> new Usual("", "\"{" + name + "}\"", "", false))
                    .orElse(known);
        }
        AmazonShape number = leaf.number;
        if (number == null || number.field.isEmpty()) {
            return known;
        }
        if (number.beside.equals("currency")) {
            return new Usual("", "case { " + number.field + " is present -> currency }", "", false);
        }
        List<String> from = new ArrayList<>(List.of(number.field));
        UsualNames.measure(number.field).filter(name -> !from.contains(name)).ifPresent(from::add);
        return new Usual(
                "",
                from.stream()
                        .map(name -> "extract(\"{" + name + "}\", r\"" + UNIT + "\")")
                        .collect(Collectors.joining(" ?? ")),
                "",
                false);
    }

    /** A place without its lists and fixed members. */
    private static String plain(String key) {
        return key.replaceAll("\\[[^]]*]", "");
    }
}
