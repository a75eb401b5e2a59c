package io.feedkit.channel.generate;

import io.feedkit.catalog.yaml.YamlScalar;
import io.feedkit.channel.generate.AmazonShape.Form;
import io.feedkit.channel.generate.json.JsonValue;
import io.feedkit.channel.generate.json.JsonValue.Kind;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Listings of one product type on one marketplace of Amazon.
 *
 * <p>Every value of an attribute that a product fills is a field, at its place in the message; what never changes (the marketplace, the language) stands in the path. A list that takes several objects with one
 * value is a field with several values; of other lists the first object is sent.
 */
final class AmazonDescriptor {
    private static final String BASE = "amazon-listings";
    private static final int ONE_OF_SEVERAL = 0;
    /** Names that say no more than the attribute does. */
    private static final Set<String> UNSAID = Set.of("value", "value_with_tax", "media_location");

    private static final String SELECTOR = "language_tag";

    /** The two the models name, and those generally believed. */
    private static final Map<String, String> COUNTRIES = Map.of(
            "A13V1IB3VIYZZH",
            "FR",
            "A1PA6795UKMFR9",
            "DE",
            "A1RKKUPIHCS9HS",
            "ES",
            "APJ6JRA9NG5V4",
            "IT",
            "A1F83G8C2ARO7P",
            "GB",
            "ATVPDKIKX0DER",
            "US");

    private final GenerateOptions options;
    private final LeftOut leftOut = new LeftOut();
    private final AmazonSchema schemas;
    private final ValueSets sets;
    private final AmazonSources sources = new AmazonSources();
    private final Names names = new Names(Set.of("sku", "operationtype", "producttype", "requirements"));
    private final AmazonRules rules;
    private final AmazonLeaf leaves;
    private final Map<String, FieldText> fields = new LinkedHashMap<>();
    private final Set<String> marketplaces = new LinkedHashSet<>();
    private final Set<String> languages = new LinkedHashSet<>();

    private AmazonDescriptor(JsonValue schema, GenerateOptions options) {
        this.options = options;
        schemas = new AmazonSchema(schema, leftOut);
        sets = new ValueSets(options.name() + ".values.tsv", options.limits().maxInlineValues(), leftOut);
        rules = new AmazonRules(new AmazonConditions(schemas), leftOut);
        leaves = new AmazonLeaf(sets, new Names(Set.of()), leftOut, rules);
    }

    static GeneratedDescriptor of(Description description, GenerateOptions options) {
        JsonValue schema = description.read(options.limits());
        schema.must(Kind.OBJECT, "The schema").get("properties").must(Kind.OBJECT, "\"properties\" of the schema");
        return new AmazonDescriptor(schema, options).made();
    }

    private GeneratedDescriptor made() {
        AmazonShape product = AmazonShape.of("", schemas.root(), schemas, leftOut);
        product.children.forEach(
                (name, attribute) -> place(attribute, "attributes/" + name, List.of(name), attribute, 1));
        product.children.values().forEach(this::describe);
        schemas.root()
                .get("required")
                .items()
                .forEach(name -> product.child(name.text())
                        .ifPresentOrElse(
                                attribute -> rules.needs().need(attribute, Logic.TRUE),
                                () -> AmazonNeeds.sayUnknown(name.text(), name.at(), leftOut)));
        product.children.values().forEach(rules.needs()::within);
        rules.collect(product, Logic.TRUE);
        fields.forEach((name, field) -> {
            rules.needs().write(name, field);
            if (field.has("required") && !field.has("from") && !field.has("note")) {
                field.text("note", "Call a column like this field, or set it in a rule.");
            }
        });
        if (fields.isEmpty()) {
            throw schemas.root().wrong("The schema has no attribute that a product could fill.");
        }
        return written();
    }

    /** Gives every value its field and its place. */
    private void place(AmazonShape shape, String path, List<String> words, AmazonShape attribute, int most) {
        if (shape.form == Form.LIST) {
            placeList(shape, path, words, attribute, most);
        } else if (shape.form == Form.OBJECT) {
            String step = path + fix(shape, attribute);
            shape.pair();
            boolean isWhole = shape.leaves().size() == 1;
            shape.children.forEach((name, child) -> {
                if (child.fixed.isEmpty()) {
                    child.isWhole = isWhole || !child.beside.isEmpty();
                    List<String> longer = new ArrayList<>(words);
                    longer.add(name);
                    place(child, step + "/" + name, longer, attribute, most);
                }
            });
        } else {
            shape.repeated = most > 1;
            shape.most = most;
            field(shape, path, words);
        }
    }

    private void placeList(AmazonShape list, String path, List<String> words, AmazonShape attribute, int most) {
        AmazonShape item = list.item();
        boolean several = list.maxItems() > 1;
        if (item.form == Form.OBJECT) {
            fix(item, attribute);
        }
        boolean single = item.leaves().size() == 1 && !item.hasList() && most == 1;
        if (several && !single && !item.leaves().isEmpty()) {
            leftOut.add(
                    list.schema.at(),
                    String.join(".", words) + " takes several objects; one is sent, with the values of its fields.");
        }
        if (item.form == Form.LEAF && (!single || !several)) {
            leftOut.add(
                    list.schema.at(),
                    String.join(".", words) + " is a list of texts in a list, or of one text, and is not sent.");
            return;
        }
        list.isOneField = several && single;
        // Of what stands in a list of which one object is sent, one is sent too.
        int inside = several && !single ? ONE_OF_SEVERAL : several ? list.maxItems() : most;
        place(item, path + "[]", words, attribute, inside);
    }

    /** What stands in every object of an attribute: the marketplace, the language, and what has only one word that nobody sees. */
    private String fix(AmazonShape object, AmazonShape attribute) {
        Set<String> selectors = new LinkedHashSet<>(List.of("marketplace_id", SELECTOR));
        attribute.schema.get("selectors").items().forEach(each -> selectors.add(each.text()));
        StringBuilder fixed = new StringBuilder();
        object.children.forEach((name, child) -> {
            boolean chosen =
                    selectors.contains(name) || child.schema.get("hidden").isTrue();
            boolean others = object.leaves().size() > 1 || !child.fixed.isEmpty();
            if (child.form == Form.LEAF && chosen && others) {
                child.fixed = child.fixed.isEmpty() ? only(name, child.schema) : child.fixed;
            }
            if (!child.fixed.isEmpty()) {
                fixed.append('[').append(name).append('=').append(child.fixed).append(']');
                remember(name, child.fixed);
            }
        });
        return fixed.toString();
    }

    private void remember(String name, String value) {
        if (name.equals("marketplace_id")) {
            marketplaces.add(value);
        } else if (name.equals(SELECTOR)) {
            languages.add(value.split("[_-]")[0]);
        }
    }

    /** The one text that a value can be for this descriptor, or empty. */
    private String only(String name, JsonValue schema) {
        List<String> words = new ArrayList<>();
        schema.get("enum").items().forEach(word -> words.add(word.raw()));
        for (String keyword : List.of("anyOf", "oneOf")) {
            schema.get(keyword)
                    .items()
                    .forEach(each -> each.get("enum").items().forEach(word -> words.add(word.raw())));
        }
        String standard = schema.get("default").raw();
        String text = schema.has("const") ? schema.get("const").raw() : words.size() == 1 ? words.get(0) : standard;
        if (name.equals(SELECTOR) && !options.language().isEmpty()) {
            text = words.stream()
                    .filter(word -> word.startsWith(options.language() + "_"))
                    .findFirst()
                    .orElse(text);
        }
        boolean isText = AmazonLeaf.type(schema).equals("string");
        return isText && text.matches("[^\\[\\]\\p{C}]+") ? text : "";
    }

    private void field(AmazonShape leaf, String path, List<String> words) {
        AmazonSources.Usual usual = sources.at(path);
        List<String> hint = new ArrayList<>(words);
        String last = hint.get(hint.size() - 1);
        if (hint.size() > 1 && (leaf.isWhole && UNSAID.contains(last))) {
            hint.remove(hint.size() - 1);
        }
        leaf.field = names.of(usual.name().isEmpty() ? String.join(" ", hint) : usual.name());
        if (fields.size() >= options.limits().maxFields()) {
            throw new FeedException(new Problem(
                    GenerateProblem.TOO_LARGE,
                    leaf.schema.at(),
                    "The schema has more than " + options.limits().maxFields() + " values.",
                    ""));
        }
        fields.put(leaf.field, new FieldText());
        leaf.path = path;
    }

    private void describe(AmazonShape attribute) {
        for (AmazonShape leaf : attribute.leaves()) {
            if (leaf.field.isEmpty()) {
                continue;
            }
            AmazonSources.Usual usual = sources.at(leaf);
            if (usual.equals(AmazonSources.Usual.NOTHING) && attribute.leaves().size() == 1) {
                String known = UsualNames.text(attribute.name).orElse(leaf.field);
                usual = known.equals(leaf.field)
                        ? usual
                        : new AmazonSources.Usual("", leaf.field + " ?? " + known, "", false);
            }
            FieldText field = leaves.of(leaf, attribute, usual);
            if (leaf.repeated) {
                field.bare("repeat", leaf.most == Integer.MAX_VALUE ? "{}" : "{ max: " + leaf.most + " }");
            }
            field.text("key", leaf.path);
            fields.put(leaf.field, field);
        }
        if (attribute.leaves().isEmpty()) {
            leftOut.add(attribute.schema.at(), "Nothing of " + attribute.name + " can be filled from a product.");
        }
    }

    private GeneratedDescriptor written() {
        String type = productType();
        String label = options.label().isEmpty() ? "Amazon " + type : options.label();
        YamlText yaml = new YamlText();
        yaml.comment("yaml-language-server: $schema=channel.schema.json");
        yaml.comment("Made from Amazon's schema of the product type " + type + ", read " + options.read()
                + ". Made anew it loses what was changed here: say that in a descriptor that extends this one.");
        leftOut.comment(yaml);
        yaml.entry(0, "channel", YamlScalar.block(options.name()));
        yaml.entry(0, "extends", BASE);
        yaml.entry(0, "label", YamlScalar.block(label));
        yaml.entry(0, "version", "1");
        yaml.entry(
                0,
                "summary",
                YamlScalar.block("Listings of the product type " + type
                        + ", a message of a JSON_LISTINGS_FEED for each product. " + fields.size()
                        + " values of attributes."));
        yaml.blank();
        yaml.entry(0, "sources", "");
        yaml.entry(
                1,
                "schema",
                "{ document: " + YamlScalar.inside("Product type definition " + type) + ", read: " + options.read()
                        + " }");
        yaml.entry(0, "default-source", "schema");
        yaml.blank();
        members(yaml);
        sets.write(yaml);
        yaml.entry(0, "fields", "");
        new FieldText().text("from", Formula.text(type)).write(yaml, 1, "productType");
        fields.forEach((name, field) -> field.write(yaml, 1, name));
        rules.write(yaml);
        return new GeneratedDescriptor(options.name(), yaml.done(), sets.tables(), leftOut.all());
    }

    /** The last step of the schema's address, else what the name of the channel ends in. */
    private String productType() {
        String id = schemas.root().get("$id").text();
        String last = id.substring(id.lastIndexOf('/') + 1).replaceAll("#.*", "");
        return last.matches("[A-Z0-9_]+") ? last : "PRODUCT";
    }

    private void members(YamlText yaml) {
        List<String> countries = options.countries().isEmpty()
                ? marketplaces.stream()
                        .map(COUNTRIES::get)
                        .filter(java.util.Objects::nonNull)
                        .toList()
                : options.countries();
        yaml.entry(0, "members", "");
        if (!countries.isEmpty()) {
            yaml.entry(1, "countries", YamlScalar.list(countries));
        }
        if (!languages.isEmpty()) {
            yaml.entry(1, "languages", YamlScalar.list(List.copyOf(languages)));
        }
        yaml.entry(1, "tax", "included");
        yaml.blank();
    }
}
