package io.feedkit.channel.generate;

import io.feedkit.catalog.yaml.YamlScalar;
import io.feedkit.channel.generate.MiraklAnswers.Attribute;
import io.feedkit.problem.Problem;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an attribute of Mirakl is as a field, apart from where it is required and which words it takes. */
final class MiraklField {
    private static final int LONGEST_NOTE = 300;
    private static final int MOST_DECIMALS = 6;
    private static final Pattern VALIDATION = Pattern.compile("([A-Z_]+)\\|?([0-9]+(?:\\.[0-9]+)?)?");

    /** Where the value usually is, by the role of the attribute; no document with all roles was found, so others may exist. */
    private static final Map<String, String> BY_ROLE = Map.of(
            "TITLE", "title ?? name",
            "DESCRIPTION", "description",
            "BRAND", "brand",
            "UNIQUE_IDENTIFIER", "gtin",
            "VARIANT_GROUP_CODE", "item_group_id",
            "MAIN_IMAGE", "image_link",
            "SHOP_SKU", "id",
            "CATEGORY", "category");

    private static final List<String> TEXTS = List.of("TEXT", "LONG_TEXT", "LIST", "LINK");

    private static final List<String> TRADE_NUMBERS = List.of("EAN", "UPC", "GTIN", "EAN13", "GTIN13");

    private final LeftOut leftOut;
    private final String language;
    private int pictures;

    MiraklField(LeftOut leftOut, String language) {
        this.leftOut = leftOut;
        this.language = language;
    }

    /** @param name of the field, which is the attribute of the product that is read when nothing else is said */
    FieldText of(Attribute attribute, String name) {
        FieldText field = new FieldText();
        field.text("label", attribute.label().isEmpty() ? attribute.code() : attribute.label());
        field.text("column", attribute.code());
        type(attribute, field);
        source(attribute, name, field);
        validations(attribute, field);
        if (attribute.roles().containsKey("TITLE") || attribute.roles().containsKey("DESCRIPTION")) {
            field.cleaned(!attribute.roles().containsKey("TITLE"));
        }
        field.text("note", note(attribute));
        return field;
    }

    private void type(Attribute attribute, FieldText field) {
        switch (attribute.type()) {
            case "TEXT":
                break;
            case "LONG_TEXT", "RICH_TEXT":
                field.bare("convert", "[html-to-text]");
                break;
            case "INTEGER":
                field.text("type", "integer");
                break;
            case "DECIMAL":
                decimal(attribute, field);
                break;
            case "BOOLEAN":
                field.text("type", "boolean");
                break;
            case "DATE":
                date(attribute, field);
                break;
            case "LIST":
                break;
            case "LIST_MULTIPLE_VALUES":
                field.bare("repeat", "{}");
                break;
            case "MEDIA", "LINK":
                field.text("type", "url");
                break;
            case "MEASUREMENT":
                leftOut.add(
                        attribute.at(),
                        "How a measure is written is not said: " + attribute.code() + " is taken as a text.");
                break;
            default:
                leftOut.add(
                        attribute.at(),
                        "The type " + Problem.quote(attribute.type()) + " of " + attribute.code()
                                + " is not known: it is taken as a text.");
        }
    }

    private static void decimal(Attribute attribute, FieldText field) {
        field.text("type", "decimal");
        String precision = attribute
                .parameters()
                .getOrDefault("PRECISION", attribute.parameters().getOrDefault("", ""));
        if (precision.matches("[0-9]{1,2}") && Integer.parseInt(precision) <= MOST_DECIMALS) {
            field.bare("max-decimals", Integer.valueOf(precision)).bare("convert", "[round]");
        }
    }

    private void date(Attribute attribute, FieldText field) {
        String pattern = attribute
                .parameters()
                .getOrDefault("PATTERN", attribute.parameters().getOrDefault("", ""));
        String java = pattern.replace('y', 'u').replace('Y', 'u').replace('D', 'd');
        boolean timed = java.matches(".*[HhmsSXxZz].*");
        field.text("type", timed ? "datetime" : "date");
        if (java.isEmpty()) {
            return;
        }
        try {
            Objects.requireNonNull(DateTimeFormatter.ofPattern(java, Locale.ROOT));
            field.bare("format", "{ pattern: " + YamlScalar.inside(java) + " }");
        } catch (IllegalArgumentException e) {
            leftOut.add(
                    attribute.at(),
                    "The pattern " + Problem.quote(pattern) + " of " + attribute.code() + " is none for dates.");
        }
    }

    /** What a rule writes under the name of the field comes first, then what the role says, then what the attribute is called. */
    private void source(Attribute attribute, String name, FieldText field) {
        String usual = "";
        for (String role : attribute.roles().keySet()) {
            String from = BY_ROLE.get(role);
            if (from == null) {
                leftOut.add(
                        attribute.at(),
                        "The role " + Problem.quote(role) + " of " + attribute.code() + " is not known.");
            } else if (isSent(attribute)) {
                usual = from;
                tailored(role, attribute, field);
            }
        }
        boolean isPicture =
                attribute.type().equals("MEDIA") && !attribute.roles().containsKey("MAIN_IMAGE");
        if (usual.isEmpty() && isPicture) {
            // Pictures are seldom marked, but hardly ever anything else.
            usual = "additional_image_link.nth(" + ++pictures + ")";
        } else if (usual.isEmpty() && isSent(attribute) && TEXTS.contains(attribute.type())) {
            usual = UsualNames.text(attribute.code())
                    .or(() -> UsualNames.text(attribute.label()))
                    .orElse("");
        }
        if (!usual.isEmpty() && !usual.equals(name)) {
            field.text("from", usual.equals("id") ? usual : name + " ?? " + usual);
        }
    }

    private static void tailored(String role, Attribute attribute, FieldText field) {
        if (role.equals("SHOP_SKU")) {
            field.bare("unique", true);
        } else if (role.equals("UNIQUE_IDENTIFIER") && isTradeNumber(attribute)) {
            field.text("type", "gtin");
        }
    }

    private static boolean isTradeNumber(Attribute attribute) {
        String codes = (attribute.uniqueCode() + " " + attribute.roles().getOrDefault("UNIQUE_IDENTIFIER", ""))
                .toUpperCase(Locale.ROOT);
        return attribute.type().equals("TEXT")
                && List.of(codes.strip().split("[ ,]+")).stream().allMatch(TRADE_NUMBERS::contains);
    }

    /** Whether the attribute is in the language of the feed: a title in another one is not the product's. */
    private boolean isSent(Attribute attribute) {
        return language.isEmpty()
                || attribute.locale().isEmpty()
                || attribute.locale().startsWith(language);
    }

    private void validations(Attribute attribute, FieldText field) {
        for (String validation : attribute.validations().split(",")) {
            if (validation.isBlank()) {
                continue;
            }
            Matcher known = VALIDATION.matcher(validation.strip());
            Optional<String> key = known.matches() && known.group(2) != null
                    ? key(known.group(1), known.group(2), field)
                    : Optional.empty();
            if (key.isPresent()) {
                // Nobody has read what the names of validations mean.
                field.bare(key.get(), known.group(2));
            } else {
                leftOut.add(
                        attribute.at(),
                        "The check " + Problem.quote(validation.strip()) + " of " + attribute.code()
                                + " is not known.");
            }
        }
        List<String> believed = List.of("min-length", "max-length", "min", "max").stream()
                .filter(field::has)
                .toList();
        field.list("unverified", believed);
    }

    private static Optional<String> key(String validation, String value, FieldText field) {
        BigDecimal number = new BigDecimal(value.length() > 9 ? value.substring(0, 9) : value);
        boolean isLength = number.stripTrailingZeros().scale() <= 0 && number.signum() > 0 && value.length() <= 9;
        boolean isNumber = field.has("max-decimals") || field.isType("integer") || field.isType("decimal");
        switch (validation) {
            case "MAX_LENGTH":
                return isLength ? Optional.of("max-length") : Optional.empty();
            case "MIN_LENGTH":
                return isLength ? Optional.of("min-length") : Optional.empty();
            case "MIN":
                return isNumber ? Optional.of("min") : Optional.empty();
            case "MAX":
                return isNumber ? Optional.of("max") : Optional.empty();
            default:
                return Optional.empty();
        }
    }

    private static String note(Attribute attribute) {
        StringBuilder note = new StringBuilder(sentence(attribute.description()));
        if (!attribute.example().isEmpty()) {
            note.append(" For example: ").append(sentence(attribute.example()));
        }
        attribute.parameters().forEach((name, value) -> {
            if (name.startsWith("MAX_SIZE")) {
                note.append(" The operator's greatest size of a file: ")
                        .append(value)
                        .append('.');
            }
        });
        note.append(attribute.variant() ? " Tells variants apart." : "");
        note.append(attribute.locale().isEmpty() ? "" : " In " + attribute.locale() + ".");
        if (!attribute.channels().isEmpty()) {
            note.append(" Of the channels ")
                    .append(String.join(", ", attribute.channels()))
                    .append('.');
        }
        if (!attribute.transformations().isEmpty()) {
            note.append(" The operator changes it: ").append(sentence(attribute.transformations()));
        }
        return note.toString().strip();
    }

    /** The first words of a text that may carry markup, with a point behind them. */
    private static String sentence(String text) {
        String words = text.replaceAll("<[^>]{0,2000}>", " ")
                .replaceAll("[\\p{C}\\p{Z}]+", " ")
                .strip();
        if (words.isEmpty()) {
            return "";
        }
        if (words.length() > LONGEST_NOTE) {
            int end = words.lastIndexOf(' ', LONGEST_NOTE);
            return words.substring(0, end < 1 ? LONGEST_NOTE : end) + " …";
        }
        return words.matches(".*[.!?…]") ? words : words + ".";
    }
}
