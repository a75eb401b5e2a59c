package io.feedkit.rules;

import io.feedkit.feed.Member;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Attributes;
import io.feedkit.product.Schema;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The shop of the tests: the standard attributes, a few members, and helpers that read aloud. */
public final class Shop {
    public static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");

    public static final Member AMAZON_DE = member("amazon", "marketplace", "DE", "de");
    public static final Member GOOGLE_FR = member("google", "ads", "FR", "fr");

    public static final Schema SCHEMA = Schema.of(Attributes.standard().all())
            .with(List.of(Attribute.of("tier", AttributeType.TEXT), Attribute.of("score", AttributeType.DECIMAL)))
            .redefining(Attribute.of("availability", AttributeType.TEXT)
                    .withValues(List.of("in_stock", "out_of_stock", "preorder", "backorder")));

    public static final RuleEnvironment ENVIRONMENT = RuleEnvironment.of(SCHEMA);

    private Shop() {}

    public static Member member(String channel, String kind, String country, String language) {
        return new Member(channel, channel, kind, country, language, "EUR", "", Map.of("commission_rate", "15%"));
    }

    public static RuleSet rules(String text) {
        return RuleSet.compile(ENVIRONMENT, SourceText.of("shop.fk", text));
    }

    /** Attributes and values by turns: {@code product("quantity", "2", "price", "12.50 EUR")}. */
    public static Map<String, Object> product(Object... namesAndValues) {
        Map<String, Object> product = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            product.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return product;
    }

    /** What the trunk makes of a product. */
    public static Outcome run(String rules, Object... product) {
        return rules(rules).tryOn(product(product), NOW);
    }

    /** What trunk and layers make of a product for a member. */
    public static Outcome run(Member member, String rules, Object... product) {
        return rules(rules).tryOn(product(product), member, NOW);
    }
}
