package io.feedkit.channel.tooling;

import io.feedkit.catalog.yaml.YamlScalar;
import io.feedkit.channel.Channels;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.ValueSet;
import io.feedkit.channel.ValueSet.AllowedValue;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Attributes;
import io.feedkit.product.Gtin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a column of a sample probably is: the attribute by its name, the type and the closed set by its values. What values do not show is not guessed.
 *
 * @param keys of the field in the descriptor, with their values as YAML
 * @param remark for the author, or empty
 */
record FieldGuess(String name, Map<String, String> keys, String remark) {
    private static final Pattern ADDRESS = Pattern.compile("(?i)https?://\\S+");
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9]\\d{0,9}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,12}([.,]\\d{1,6})?");
    private static final Pattern PRICE = Pattern.compile("\\d{1,12}([.,]\\d{1,3})? ?[A-Z]{3}");
    private static final Pattern MEASURE = Pattern.compile("\\d{1,9}([.,]\\d{1,6})? ?[A-Za-z]{1,4}");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}.*");
    private static final Pattern DIGITS = Pattern.compile("\\d{8}|\\d{12,14}");
    private static final int MOST_WORDS = 12;
    private static final int LONGEST_WORD = 40;
    private static final int SHOWN = 6;

    /** Attributes whose words are a closed set nearly everywhere. */
    private static final Set<String> CLOSED = Set.of("availability", "condition", "gender", "age_group");

    private static final Map<String, List<String>> COMMON = Map.of(
            "availability", List.of("in_stock", "out_of_stock"),
            "condition", List.of("new", "used"),
            "gender", List.of("male", "female"),
            "age_group", List.of("adult", "kids"));

    /** Where a value is usually found, when its own attribute is empty. */
    private static final Map<String, String> SOURCES = Map.of(
            "title", "title ?? name",
            "description", "description ?? short_description",
            "image_link", "image_link ?? images.first()",
            "additional_image_link", "additional_image_link ?? images.drop(1)",
            "product_type", "product_type ?? category",
            "category", "category ?? product_type",
            "availability", "availability ?? case { quantity > 0 -> \"in_stock\", quantity <= 0 -> \"out_of_stock\" }");

    private static final List<List<String>> TRUTHS = List.of(
            List.of("true", "false"),
            List.of("yes", "no"),
            List.of("1", "0"),
            List.of("y", "n"),
            List.of("oui", "non"),
            List.of("ja", "nein"));

    static FieldGuess of(String column, String name, List<String> values, boolean onlyPrice) {
        Map<String, String> keys = new LinkedHashMap<>();
        Optional<Attribute> attribute = Attributes.standard().knownAs(column);
        String known = attribute.map(Attribute::name).orElseGet(() -> byWords(values));
        if (!column.equals(name)) {
            keys.put("column", YamlScalar.block(column));
        }
        AttributeType.Kind kind = attribute.map(found -> found.type().kind()).orElse(AttributeType.Kind.TEXT);
        String type = type(known, kind, values, keys);
        source(known, name, type, onlyPrice, keys);
        if (known.equals("id")) {
            keys.put("required", "true");
            keys.put("unique", "true");
        }
        if (kind == AttributeType.Kind.LIST) {
            keys.put("repeat", repeat(values));
        }
        if (type.equals("url")) {
            keys.put("convert", "[encode-url]");
        } else if (known.equals("title") || known.equals("description")) {
            keys.put("convert", "[html-to-text]");
        }
        return new FieldGuess(name, keys, remark(known, type, values));
    }

    private static String repeat(List<String> values) {
        for (String join : List.of("|", ";", ",")) {
            if (values.stream().anyMatch(value -> value.contains(join))) {
                return "{ join: \"" + join + "\" }";
            }
        }
        return "{}";
    }

    private static void source(String known, String name, String type, boolean onlyPrice, Map<String, String> keys) {
        boolean price = onlyPrice && known.equals("price") && type.equals("price");
        String from = price ? "offer_price" : SOURCES.getOrDefault(known, known);
        if (!from.isEmpty() && !from.equals(name)) {
            keys.put("from", YamlScalar.block(from));
        }
    }

    private static String remark(String known, String type, List<String> values) {
        List<String> words = values.stream().distinct().limit(SHOWN).toList();
        String seen = words.isEmpty() ? "" : "; seen: " + comment(String.join(" | ", words));
        String unknown = known.isEmpty() ? "no attribute of ours is called so: say with from where it comes from" : "";
        boolean closed = CLOSED.contains(known) && type.equals("text");
        String open = closed ? "which words does the channel take?" : "";
        String remark = unknown.isEmpty() ? open : unknown;
        return remark.isEmpty() ? "" : remark + seen;
    }

    /** Puts the type and what goes with it under its keys. */
    private static String type(String known, AttributeType.Kind kind, List<String> values, Map<String, String> keys) {
        String type = typed(known, kind, values, keys);
        if (!type.equals("text")) {
            Map<String, String> first = new LinkedHashMap<>(keys);
            keys.clear();
            keys.put("type", type);
            keys.putAll(first);
        }
        return type;
    }

    private static String typed(String known, AttributeType.Kind kind, List<String> values, Map<String, String> keys) {
        if (kind == AttributeType.Kind.MONEY || !known.equals("id") && all(values, PRICE)) {
            return price(values, keys);
        }
        if (all(values, ADDRESS) || values.isEmpty() && (known.endsWith("link") || known.endsWith("url"))) {
            return "url";
        }
        if (known.equals("gtin") && (values.isEmpty() || all(values, DIGITS))
                || all(values, DIGITS) && values.stream().allMatch(FieldGuess::isGtin)) {
            return "gtin";
        }
        String truth = truth(kind, values, keys);
        if (!truth.isEmpty()) {
            return truth;
        }
        if (CLOSED.contains(known) || looksClosed(known, values)) {
            return closed(known, values, keys) ? "enum" : "text";
        }
        return all(values, INSTANT) ? "datetime" : all(values, DAY) ? "date" : number(kind, values, keys);
    }

    private static String number(AttributeType.Kind kind, List<String> values, Map<String, String> keys) {
        if (kind == AttributeType.Kind.MEASURE && (values.isEmpty() || all(values, MEASURE))) {
            return "measure";
        }
        boolean counts = kind == AttributeType.Kind.INTEGER && (values.isEmpty() || all(values, WHOLE));
        boolean measures = kind == AttributeType.Kind.DECIMAL && (values.isEmpty() || all(values, NUMBER));
        if (measures && values.stream().anyMatch(value -> value.indexOf(',') >= 0)) {
            keys.put("format", "{ decimal-mark: \",\" }");
        }
        return counts ? "integer" : measures ? "decimal" : "text";
    }

    private static String price(List<String> values, Map<String, String> keys) {
        boolean amounts = all(values, NUMBER);
        if (!values.isEmpty() && !amounts && !all(values, PRICE)) {
            return "text";
        }
        boolean comma = values.stream().anyMatch(value -> value.indexOf(',') >= 0);
        boolean apart = values.stream().noneMatch(value -> value.matches(".*\\d[A-Z]{3}"));
        String pattern = amounts ? "{amount}" : apart ? "{amount} {currency}" : "{amount}{currency}";
        keys.put("format", "{ pattern: \"" + pattern + "\", decimal-mark: \"" + (comma ? "," : ".") + "\" }");
        return "price";
    }

    private static String truth(AttributeType.Kind kind, List<String> values, Map<String, String> keys) {
        Set<String> words = new LinkedHashSet<>();
        values.forEach(value -> words.add(value.toLowerCase(Locale.ROOT)));
        for (List<String> pair : TRUTHS) {
            boolean both = words.size() == 2 && words.containsAll(pair);
            boolean one = kind == AttributeType.Kind.BOOLEAN && words.size() == 1 && pair.containsAll(words);
            if (both || one) {
                boolean capitals = values.get(0).equals(values.get(0).toUpperCase(Locale.ROOT));
                keys.put(
                        "format",
                        "{ yes: " + spelled(pair.get(0), capitals) + ", no: " + spelled(pair.get(1), capitals) + " }");
                return "boolean";
            }
        }
        return kind == AttributeType.Kind.BOOLEAN && values.isEmpty() ? "boolean" : "";
    }

    private static String spelled(String word, boolean capitals) {
        return "\"" + (capitals ? word.toUpperCase(Locale.ROOT) : word) + "\"";
    }

    /** Few words, each of them again and again. */
    private static boolean looksClosed(String known, List<String> values) {
        List<String> words = values.stream().distinct().toList();
        return known.isEmpty()
                && words.size() > 1
                && words.size() <= MOST_WORDS
                && values.size() >= 3 * words.size()
                && words.stream()
                        .allMatch(word -> word.length() <= LONGEST_WORD
                                && !NUMBER.matcher(word).matches());
    }

    /** Lists the words of the sample, with what catalogues call the same; false when common words would be left without one. */
    private static boolean closed(String known, List<String> values, Map<String, String> keys) {
        ValueSet ours = known.isEmpty() ? ValueSet.ANY : ours(known);
        Map<String, Set<String>> words = new LinkedHashMap<>();
        Set<String> meant = new LinkedHashSet<>();
        for (String word : values.stream().distinct().limit(MOST_WORDS).toList()) {
            String folded = folded(word);
            if (words.keySet().stream().anyMatch(other -> folded(other).equals(folded))) {
                continue;
            }
            Optional<AllowedValue> same = ours.isAny() ? Optional.empty() : ours.find(word);
            Set<String> synonyms = new LinkedHashSet<>();
            if (same.isPresent() && meant.add(same.get().value())) {
                synonyms.add(same.get().value());
                synonyms.addAll(same.get().synonyms());
                synonyms.removeIf(synonym -> folded(synonym).equals(folded));
            }
            words.put(word, synonyms);
        }
        if (words.isEmpty() || !meant.containsAll(COMMON.getOrDefault(known, List.of()))) {
            return false;
        }
        keys.put("values", written(words));
        keys.put("unverified", "[values]");
        return true;
    }

    private static String written(Map<String, Set<String>> words) {
        Set<String> taken = new LinkedHashSet<>();
        words.keySet().forEach(word -> taken.add(folded(word)));
        List<String> lines = new ArrayList<>();
        words.forEach((word, synonyms) -> {
            List<String> own = synonyms.stream()
                    .filter(synonym -> taken.add(folded(synonym)))
                    .toList();
            lines.add("\n      " + YamlScalar.inside(word) + ":" + (own.isEmpty() ? "" : " " + YamlScalar.list(own)));
        });
        return String.join("", lines);
    }

    /** The attribute whose words all values are, where the name of a column says nothing. */
    private static String byWords(List<String> values) {
        List<String> words = values.stream().distinct().toList();
        return words.size() < 2 || words.size() > MOST_WORDS
                ? ""
                : CLOSED.stream()
                        .sorted()
                        .filter(attribute -> words.stream()
                                .allMatch(word -> word.length() > 1
                                        && ours(attribute).find(word).isPresent()))
                        .filter(attribute -> TRUTHS.stream()
                                .noneMatch(pair -> pair.contains(words.get(0).toLowerCase(Locale.ROOT))))
                        .findFirst()
                        .orElse("");
    }

    /** What shops in many languages write for the words of an attribute. */
    private static ValueSet ours(String attribute) {
        return Channels.get("google-shopping", FieldGuess.class.getClassLoader())
                .descriptor()
                .field(attribute)
                .map(FieldSpec::values)
                .orElse(ValueSet.ANY);
    }

    private static boolean isGtin(String digits) {
        return Gtin.isValid(digits);
    }

    private static boolean all(List<String> values, Pattern pattern) {
        return !values.isEmpty()
                && values.stream().allMatch(value -> pattern.matcher(value).matches());
    }

    /** A text on one line, for a comment. */
    private static String comment(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ");
        return line.length() <= 100 ? line : line.substring(0, 99).strip() + "…";
    }

    /** As closed sets compare spellings. */
    private static String folded(String word) {
        return word.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }
}
