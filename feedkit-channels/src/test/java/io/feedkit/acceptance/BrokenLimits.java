package io.feedkit.acceptance;

import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.Conversion;
import io.feedkit.channel.Expression;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.channel.GroupRule;
import io.feedkit.channel.NumberRange;
import io.feedkit.channel.Repeat;
import io.feedkit.channel.TaxonomyUse;
import io.feedkit.channel.TextLimits;
import io.feedkit.problem.Severity;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Attributes;
import io.feedkit.product.Unit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every limit of a descriptor that can say something about a product, with products that break it and nothing else: lengths, patterns, closed sets, bounds, decimals, units, numbers of values, what must be
 * unique or like something else, and rules across products. What a descriptor only believes must not refuse anybody.
 */
final class BrokenLimits {
    private static final BigDecimal STEP = BigDecimal.ONE;
    /** More rows than this are not worth the proof that a feed may not have so many different values. */
    private static final int MOST_ROWS = 2000;

    private final ChannelDescriptor descriptor;
    /** Of the prices that the member takes. */
    private final String currency;

    private final List<BrokenLimit> cases = new ArrayList<>();

    /**
     * Products that differ from a fine one in what stands here; the last of them breaks the limit.
     *
     * @param code of the check that must speak
     * @param kind what it says: {@code invalid}, {@code warning} or {@code converted}
     * @param field whose limit it is
     * @param products attributes with a text or a list of texts; none when no such product could be made up
     */
    record BrokenLimit(String code, String kind, FieldSpec field, List<Map<String, Object>> products) {}

    private BrokenLimits(ChannelDescriptor descriptor, String currency) {
        this.descriptor = descriptor;
        this.currency = currency;
    }

    static List<BrokenLimit> of(ChannelDescriptor descriptor, String currency) {
        BrokenLimits cases = new BrokenLimits(descriptor, currency);
        for (FieldSpec field : descriptor.fields()) {
            cases.add(field, null);
            field.parts().fields().forEach(part -> cases.add(part, field));
        }
        descriptor.groupRules().forEach(cases::add);
        return cases.cases;
    }

    private void add(FieldSpec field, FieldSpec group) {
        Limits limits = new Limits(field, group);
        if (field.type() == FieldType.GROUP) {
            limits.parts();
        } else {
            limits.texts();
            limits.form();
            limits.numbers();
            limits.values();
        }
        if (group == null) {
            limits.lists();
            limits.across();
        }
    }

    private void add(GroupRule rule) {
        FieldSpec by = descriptor.field(rule.by()).orElseThrow();
        String kind = rule.effectiveSeverity() == Severity.ERROR ? "invalid" : "warning";
        Map<String, Object> one = new LinkedHashMap<>(Map.of(rule.by(), fine(by, 0)));
        Map<String, Object> other = new LinkedHashMap<>(one);
        rule.same().stream()
                .limit(1)
                .map(name -> descriptor.field(name).orElseThrow())
                .forEach(same -> {
                    one.put(same.name(), fine(same, 0));
                    other.put(same.name(), fine(same, 1));
                });
        cases.add(new BrokenLimit(rule.code(), kind, by, List.of(one, other)));
    }

    /** A value that a field takes; another one for another number, as far as there are several. */
    private String fine(FieldSpec field, int number) {
        List<String> fine = fine(field);
        return fine.isEmpty() ? "" : fine.get(number % fine.size());
    }

    private List<String> fine(FieldSpec field) {
        if (!field.values().isAny()) {
            // The last words ask least of the rest.
            List<String> words = new ArrayList<>(field.values().words());
            Collections.reverse(words);
            return words;
        }
        NumberRange range = field.number().range();
        Stream<BigDecimal> numbers = Stream.of(
                        new BigDecimal(7), BigDecimal.ONE, new BigDecimal("0.5"), range.min(), range.max())
                .filter(number -> number != null && range.contains(number));
        String unit = unit(field);
        Stream<String> texts = switch (field.type()) {
            case URL -> Stream.of("", ".jpg", ".mp4", ".glb").map(end -> "https://shop.example/it" + end);
            case BOOLEAN -> Stream.of("true", "false");
            case INTEGER ->
                numbers.filter(number -> number.stripTrailingZeros().scale() <= 0)
                        .map(BigDecimal::toPlainString);
            case DECIMAL -> numbers.map(BigDecimal::toPlainString);
            case PERCENT -> numbers.map(number -> number.toPlainString() + "%");
            case PRICE -> numbers.map(number -> number.toPlainString() + " " + currency);
            case MEASURE -> numbers.map(number -> number.toPlainString() + " " + unit);
            case GTIN -> Stream.of("3760000000017", "4006381333931", "036000291452");
            case DATE -> Stream.of("2026-07-01", "2026-08-01");
            case DATETIME -> Stream.of("2026-07-01T10:00:00Z", "2026-08-01T10:00:00Z");
            case DATETIME_RANGE -> Stream.of("2026-06-01T00:00Z/2026-07-01T00:00Z");
            case TIME -> Stream.of("14:30");
            case COUNTRY -> Stream.of("FR", "DE");
            case LANGUAGE -> Stream.of("fr", "de");
            case CURRENCY -> Stream.of(currency);
            case TAXONOMY ->
                field.taxonomy().write() == TaxonomyUse.Spelling.PATH
                        ? Stream.of("Animals", "Food")
                        : Stream.of("1", "166");
            default ->
                Stream.of(
                        "abc",
                        "xyz",
                        "A",
                        "12",
                        "1234",
                        "12345678",
                        "FR",
                        "2026-07-01",
                        "14:30",
                        "it@shop.example",
                        "2026-12-24 12:00");
        };
        return texts.filter(text -> isTaken(field.text(), text)).toList();
    }

    /** A group as one text, with these parts and what else it needs. */
    private String packedWith(FieldSpec group, Map<String, String> parts) {
        return group.parts().textOrder().stream()
                .map(name ->
                        parts.getOrDefault(name, fine(group.parts().field(name).orElseThrow(), 0)))
                .collect(Collectors.joining(group.parts().textSeparator()));
    }

    /** One that the channel takes, or that the attribute of that name is measured in. */
    private static String unit(FieldSpec field) {
        return field.number().units().keySet().stream()
                .findFirst()
                .or(() -> dimension(field.name()).map(dimension -> inDimension(dimension, List.of())))
                .orElse("kg");
    }

    private static Optional<Unit.Dimension> dimension(String attribute) {
        return Attributes.standard()
                .named(attribute)
                .filter(known -> known.type() instanceof AttributeType.MeasureType)
                .map(known -> ((AttributeType.MeasureType) known.type()).dimension());
    }

    private static String inDimension(Unit.Dimension dimension, Collection<String> others) {
        return Stream.of(Unit.values())
                .filter(unit -> unit.dimension() == dimension && !others.contains(unit.symbol()))
                .map(Unit::symbol)
                .findFirst()
                .orElse("");
    }

    private static boolean isTaken(TextLimits limits, String text) {
        int length = limits.unit().length(text);
        return length <= limits.maxLength()
                && length >= limits.minLength()
                && matches(limits, text)
                && !limits.forbidden().contains(text);
    }

    private static boolean matches(TextLimits limits, String text) {
        return limits.pattern() == null
                || text.matches("(?:" + limits.pattern().regex().text() + ")");
    }

    static String gtin(String prefix) {
        String digits = (prefix + "000000000000").substring(0, 12);
        int sum = IntStream.range(0, 12)
                .map(i -> (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3))
                .sum();
        return digits + (10 - sum % 10) % 10;
    }

    /** The limits of one field or part. */
    private final class Limits {
        private final FieldSpec field;
        private final FieldSpec group;
        private final String name;
        private final TextLimits text;

        Limits(FieldSpec field, FieldSpec group) {
            this.field = field;
            this.group = group;
            name = group == null ? field.name() : group.name() + "." + field.name();
            text = field.text();
        }

        private String code(String key) {
            return descriptor.name() + "/" + name + "/" + key;
        }

        /** A required field that is known to be so refuses the product by what is known to be forbidden; all else only warns. */
        private String kind(String key) {
            boolean refuses = group == null
                    && field.needs().required().isAlways()
                    && field.provenance().verified("required")
                    && field.provenance().verified(key);
            return refuses ? "invalid" : "warning";
        }

        /** That nobody is paid for buying needs no document. */
        private String certainKind(String key) {
            boolean refuses = field.type() == FieldType.PRICE
                    && group == null
                    && field.needs().required().isAlways()
                    && field.provenance().verified("required");
            return refuses ? "invalid" : kind(key);
        }

        private void breaking(String key, Optional<String> value) {
            breaking(key, kind(key), value);
        }

        private void breaking(String key, String kind, Optional<String> value) {
            List<Map<String, Object>> products = value.stream()
                    .map(said -> product(field.repeat().isRepeated() ? List.of(said) : said))
                    .toList();
            cases.add(new BrokenLimit(code(key), kind, group == null ? field : group, products));
        }

        /** With what a group around it needs besides. */
        private Map<String, Object> product(Object value) {
            Map<String, Object> product = new LinkedHashMap<>();
            if (group != null && group.source().isPresent()) {
                product.put(group.name(), List.of(packedWith(group, Map.of(field.name(), String.valueOf(value)))));
                return product;
            }
            if (group != null) {
                // Packed, it would come before its parts.
                product.put(group.name(), "");
                group.parts().fields().stream()
                        .filter(part -> !part.needs().required().isNever())
                        .forEach(part -> product.put(group.name() + "." + part.name(), fine(part, 0)));
            }
            product.put(attribute(), value);
            return product;
        }

        /** The attribute that decides: that of the field's own name, unless the field looks at it itself and at another one first. */
        private String attribute() {
            String from = field.source().map(Expression::text).orElse(name);
            if (from.equals("cost_of_shipping")
                    && Attributes.standard().named(name).isPresent()) {
                return "shipping_cost";
            }
            List<String> read = List.of(from.split(" \\?\\? "));
            boolean looksItself = from.matches("\\w+( \\?\\? \\w+)*") && read.contains(name);
            return looksItself && !descriptor.lets().containsKey(read.get(0)) ? read.get(0) : name;
        }

        void texts() {
            // What is spelled by us is never longer.
            boolean isSpelled = List.of(FieldType.DATE, FieldType.DATETIME, FieldType.DATETIME_RANGE, FieldType.TIME)
                    .contains(field.type());
            if (text.hasMaxLength() && field.values().isAny() && !isSpelled) {
                Optional<String> longer = longer();
                Optional<Conversion> cut = field.convert().stream()
                        .filter(one -> one == Conversion.TRUNCATE_WORDS || one == Conversion.TRUNCATE)
                        .findFirst();
                if (cut.isPresent()) {
                    String key = cut.get() == Conversion.TRUNCATE ? "truncate" : "truncate-words";
                    breaking(key, "converted", longer);
                } else {
                    breaking("max-length", longer);
                }
            }
            if (text.minLength() > 1) {
                breaking(
                        "min-length",
                        Stream.of("a", "1", "A")
                                .filter(one -> matches(text, one))
                                .findFirst());
            }
            if (!text.forbidden().isEmpty()) {
                breaking("forbidden", Optional.of(text.forbidden().get(0)));
            }
            TextLimits.Split split = text.split();
            if (split != null) {
                breaking("split", Optional.of(String.join(split.by(), Collections.nCopies(split.max() + 1, "a"))));
                if (split.maxLength() < text.maxLength()) {
                    breaking("split", Optional.of("a".repeat(split.maxLength() + 1)));
                }
            }
            if (text.pattern() != null) {
                breaking("pattern", unlike());
            }
        }

        private Optional<String> longer() {
            int length = text.maxLength() + 1;
            return Stream.of("https://shop.example/", "", "https://shop.example/.mp4", "https://shop.example/.glb")
                    .filter(start -> field.type() == FieldType.URL ^ start.isEmpty())
                    .flatMap(start -> Stream.of("a", "A", "1").map(letter -> {
                        int dot = start.lastIndexOf("/.") + 1;
                        String more = letter.repeat(Math.max(0, length - start.length()));
                        return dot > 0 ? start.substring(0, dot) + more + start.substring(dot) : start + more;
                    }))
                    .filter(one -> matches(text, one))
                    .findFirst();
        }

        private Optional<String> unlike() {
            String start = field.type() == FieldType.URL ? "https://shop.example/" : "";
            return Stream.of("§", "§ §", "a b", "x;y", "0", "?#", "zz-zz")
                    .map(start::concat)
                    .filter(one -> !matches(text, one))
                    .filter(one -> text.unit().length(one) <= text.maxLength())
                    .findFirst();
        }

        void form() {
            switch (field.type()) {
                // A pattern that only complete addresses match has said it before.
                case URL ->
                    Stream.of("it.html", "https://", "http://")
                            .filter(one -> matches(text, one))
                            .findFirst()
                            .ifPresent(one -> breaking("type", Optional.of(one)));
                case COUNTRY -> breaking("type", Optional.of("XX"));
                case LANGUAGE -> breaking("type", Optional.of("xx"));
                case CURRENCY -> breaking("type", Optional.of("ZZZ"));
                case TIME -> breaking("type", Optional.of("25:00"));
                case DATETIME_RANGE -> breaking("type", Optional.of("2026-07-01T00:00Z/2026-06-01T00:00Z"));
                case GTIN -> {
                    breaking("gtin", Optional.of("3760000000018"));
                    field.gtin().forbiddenPrefixes().stream()
                            .limit(1)
                            .forEach(prefix -> breaking("gtin", Optional.of(gtin(prefix))));
                    Stream.of("96385074", "036000291452", "3760000000017")
                            .filter(one -> !field.gtin().lengths().contains(one.length()))
                            .limit(1)
                            .forEach(one -> breaking("gtin", Optional.of(one)));
                }
                case TAXONOMY -> {
                    if (field.taxonomy().write() != TaxonomyUse.Spelling.EITHER) {
                        boolean ids = field.taxonomy().write() == TaxonomyUse.Spelling.ID;
                        breaking("taxonomy", Optional.of(ids ? "Animals > Birds" : "166"));
                    }
                }
                default -> {}
            }
        }

        void numbers() {
            if (!field.type().isNumber()) {
                return;
            }
            NumberRange range = field.number().range();
            String unit = unit(field);
            if (range.min() != null) {
                BigDecimal below = range.minIncluded() ? range.min().subtract(STEP) : range.min();
                breaking("range", below.signum() < 0 ? certainKind("range") : kind("range"), spelled(below, unit));
            }
            if (range.max() != null) {
                breaking("range", spelled(range.maxIncluded() ? range.max().add(STEP) : range.max(), unit));
            }
            if (field.type() == FieldType.PRICE && !field.isOfCurrency()) {
                breaking("currency", Optional.of(fineAmount() + " XXX"));
            } else if (field.number().maxDecimals() != Integer.MAX_VALUE) {
                boolean rounds = field.convert().contains(Conversion.ROUND);
                Optional<String> finer = spelled(new BigDecimal(fineAmount()).add(new BigDecimal("0.12345")), unit);
                breaking(rounds ? "round" : "max-decimals", rounds ? "converted" : kind("max-decimals"), finer);
            }
            field.number().units().forEach((name, bounds) -> {
                if (bounds.max() != null) {
                    breaking("units", spelled(bounds.max().add(STEP), name));
                }
                if (bounds.min() != null) {
                    breaking(
                            "units", spelled(bounds.minIncluded() ? bounds.min().subtract(STEP) : bounds.min(), name));
                }
            });
            if (!field.number().units().isEmpty() && field.values().isAny()) {
                List<Unit.Dimension> taken = field.number().units().keySet().stream()
                        .flatMap(one -> Unit.named(one).stream().map(Unit::dimension))
                        .toList();
                boolean converts = field.convert().contains(Conversion.CONVERT_UNIT);
                // An attribute of the catalogue's own may measure anything; one that everybody has does not.
                Optional<Unit.Dimension> own = dimension(name);
                Stream.of(Unit.Dimension.values())
                        .filter(one -> own.isEmpty() || own.get() == one)
                        .filter(one -> !converts || !taken.contains(one))
                        .map(one -> inDimension(one, field.number().units().keySet()))
                        .filter(one -> !one.isEmpty())
                        .findFirst()
                        .ifPresent(one -> breaking("units", Optional.of(fineAmount() + " " + one)));
            }
        }

        private String fineAmount() {
            List<String> fine = fine(field);
            return fine.isEmpty() ? "1" : fine.get(0).split("[ %]")[0];
        }

        private Optional<String> spelled(BigDecimal number, String unit) {
            String plain = number.toPlainString();
            return Optional.of(
                    switch (field.type()) {
                        case PRICE -> plain + " " + currency;
                        case MEASURE -> plain + " " + unit;
                        case PERCENT -> plain + "%";
                        default ->
                            plain + dimension(name).map(dimension -> " " + unit).orElse("");
                    });
        }

        void values() {
            if (field.values().isAny() || field.type() == FieldType.BOOLEAN || field.isOfCurrency()) {
                return;
            }
            breaking("values", Optional.of(field.type() == FieldType.MEASURE ? "7.77 kg" : "unheard of"));
        }

        void parts() {
            List<FieldSpec> required = field.parts().fields().stream()
                    .filter(part -> part.needs().required().isAlways())
                    .toList();
            for (FieldSpec missing : required) {
                List<FieldSpec> others = required.size() > 1
                        ? required
                        : field.parts()
                                .fields()
                                .subList(0, Math.min(2, field.parts().fields().size()));
                Map<String, Object> product = new LinkedHashMap<>();
                product.put(field.name(), "");
                if (field.source().isPresent()) {
                    product.put(field.name(), List.of(packedWith(field, Map.of(missing.name(), ""))));
                    cases.add(new BrokenLimit(code("parts"), "warning", field, List.of(product)));
                    continue;
                }
                others.stream()
                        .filter(part -> !part.equals(missing))
                        .forEach(part -> product.put(field.name() + "." + part.name(), fine(part, 0)));
                if (product.size() > 1) {
                    cases.add(new BrokenLimit(code("parts"), "warning", field, List.of(product)));
                }
            }
        }

        void lists() {
            Repeat repeat = field.repeat();
            boolean isSingle = Attributes.standard()
                    .named(name)
                    .filter(known -> known.type().kind() != AttributeType.Kind.LIST)
                    .isPresent();
            // Where a catalogue has one value, there cannot be too many.
            if (!repeat.isRepeated() || isSingle) {
                return;
            }
            List<String> fine = fine(field);
            boolean isGroup = field.type() == FieldType.GROUP;
            if (repeat.max() != Integer.MAX_VALUE) {
                list(isGroup ? "parts" : "max-occurrences", "warning", isGroup ? packed() : fine, repeat.max() + 1);
            }
            if (repeat.min() > 1) {
                list("min-occurrences", kind("min-occurrences"), isGroup ? packed() : fine, 1);
            }
            if (repeat.maxTotalLength() != Integer.MAX_VALUE && !isGroup) {
                int most = Math.min(text.maxLength(), 500);
                String start = field.type() == FieldType.URL ? "https://shop.example/it" : "";
                String one = start + "a".repeat(most - start.length() - 3);
                list(
                        "max-total-length",
                        "warning",
                        isTaken(text, one) ? List.of(one) : List.of(),
                        repeat.maxTotalLength() / most + 1);
            }
        }

        /** A measure that the channel takes, of something else than weight. */
        private String length() {
            Collection<String> units = field.number().units().keySet();
            String unit = units.isEmpty() ? "m" : "ml";
            return (field.values().find("100").isPresent() ? "100" : fineAmount()) + " " + unit;
        }

        private List<String> packed() {
            String one = packedWith(field, Map.of());
            return one.isEmpty() ? List.of() : List.of(one);
        }

        private void list(String key, String kind, List<String> fine, int count) {
            List<String> values = IntStream.range(0, fine.isEmpty() ? 0 : count)
                    .mapToObj(i -> fine.get(i % fine.size()).replace("/it", "/it" + i))
                    .toList();
            cases.add(new BrokenLimit(code(key), kind, field, values.isEmpty() ? List.of() : List.of(product(values))));
        }

        void across() {
            List<String> fine = fine(field);
            if (field.unique() && !fine.isEmpty()) {
                Map<String, Object> product = product(fine.get(0));
                cases.add(new BrokenLimit(code("unique"), kind("unique"), field, List.of(product, product)));
            }
            if (field.maxDistinct() <= MOST_ROWS) {
                List<Map<String, Object>> products = new ArrayList<>();
                for (int i = 0; i <= field.maxDistinct(); i++) {
                    products.add(product("value " + i));
                }
                cases.add(new BrokenLimit(code("max-distinct"), kind("max-distinct"), field, products));
            }
            String other = field.number().sameCurrencyAs() + field.number().sameDimensionAs();
            boolean isFree =
                    field.type() != FieldType.PRICE || field.format().pattern().contains("{currency}");
            if (!other.isEmpty() && isFree) {
                boolean money = field.number().sameDimensionAs().isEmpty();
                Map<String, Object> product =
                        product(money ? fineAmount() + (currency.equals("USD") ? " EUR" : " USD") : length());
                product.put(other, money ? "12.50 " + currency : "7 kg");
                cases.add(new BrokenLimit(
                        code(money ? "same-currency-as" : "same-dimension-as"),
                        kind(money ? "same-currency-as" : "same-dimension-as"),
                        field,
                        List.of(product)));
            }
        }
    }
}
