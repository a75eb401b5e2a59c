package io.feedkit.catalog;

import io.feedkit.catalog.MappingSpec.AttributeSpec;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Attributes;
import io.feedkit.product.Schema;
import io.feedkit.product.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a supplement is read so that its values fit a catalogue: worked out once, when the two are put together.
 *
 * <p>The supplement is opened twice. The first time shows its columns and what they would become by themselves; the second time the columns that are taken are read as
 * what they become in the catalogue, with its types. The key is read as the id, which is what makes a row without one no row.
 *
 * @param source the supplement as a catalogue of its own, with the taken values under the names they have in the main one
 */
record JoinPlan(Supplement supplement, Catalog source, List<Value> values) {

    /** One value: what it is called in the catalogue and read as in both. */
    record Value(Supplement.Way way, Attribute attribute) {}

    /** A column that is read under a name; {@code told} says whether that has to be told, because by itself it would be read otherwise. */
    private record Read(String column, String name, AttributeType type, boolean told) {}

    /** A column that is told what to be for one value is no longer found for others by itself, so all of them are told. */
    private static Map<String, AttributeSpec> specs(Supplement supplement, List<Read> reads) {
        Map<String, AttributeSpec> specs = new LinkedHashMap<>();
        for (Read read : reads) {
            boolean told = reads.stream().anyMatch(other -> other.told && other.column.equals(read.column));
            if (told) {
                specs.put(read.name, spec(supplement, read.column, read.name, read.type));
            }
        }
        return specs;
    }

    static JoinPlan of(Supplement supplement, Schema schema, Set<String> supplied, CatalogOptions main) {
        checkKey(supplement, schema, supplied);
        Transferred transferred = new Transferred();
        try {
            return of(supplement, schema, options(supplement, main), transferred);
        } catch (RuntimeException e) {
            transferred.close();
            throw e;
        }
    }

    /** Prices of a supplement that say no currency are in that of the catalogue's, whether an option names it or the mapping. */
    private static CatalogOptions options(Supplement supplement, CatalogOptions main) {
        CatalogOptions own = supplement.options();
        return own.statedCurrency().isEmpty() ? own.withCurrency(main.statedCurrency()) : own;
    }

    private static JoinPlan of(Supplement supplement, Schema schema, CatalogOptions options, Transferred transferred) {
        Catalog probe = opened(supplement, options, Map.of(), transferred);
        ColumnPattern key = ColumnPattern.of(supplement.keyColumn());
        if (probe.mapping().stream()
                .noneMatch(column -> column.attribute().equals("id") && key.matches(column.column()))) {
            throw failure(
                    supplement,
                    SupplementProblem.NO_KEY,
                    "there is no column " + Problem.quote(supplement.keyColumn()) + " to be the key; its columns are "
                            + columns(probe) + ".",
                    "Correct the name of the column.");
        }
        List<Read> reads = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        for (Supplement.Taken taken : supplement.taken()) {
            values.add(value(supplement, taken, probe, schema, reads));
        }
        return new JoinPlan(
                supplement, opened(supplement, options, specs(supplement, reads), transferred), List.copyOf(values));
    }

    private static void checkKey(Supplement supplement, Schema schema, Set<String> supplied) {
        String key = supplement.keyAttribute();
        AttributeType type = schema.attribute(key).map(Attribute::type).orElse(null);
        boolean usable = type != null
                && supplied.contains(key)
                && (type.kind() == AttributeType.Kind.TEXT || type.kind() == AttributeType.Kind.INTEGER);
        if (!usable) {
            String why = type == null || !supplied.contains(key) ? "the catalogue has none" : "it is a " + type;
            throw failure(
                    supplement,
                    SupplementProblem.NO_KEY,
                    "the attribute " + Problem.quote(key) + " cannot be the key: " + why + ".",
                    "Name an attribute of the catalogue that identifies products, such as id or gtin.");
        }
    }

    private static Catalog opened(
            Supplement supplement, CatalogOptions options, Map<String, AttributeSpec> specs, Transferred transferred) {
        Mapping mapping = options.mapping().forSupplement(supplement.keyColumn(), specs);
        CatalogFormats formats = CatalogFormats.discover(Catalog.class.getClassLoader());
        return Catalog.open(supplement.location(), options.withMapping(mapping), formats, transferred);
    }

    private static Value value(
            Supplement supplement, Supplement.Taken taken, Catalog probe, Schema schema, List<Read> reads) {
        if (taken.way() == Supplement.Way.COUNT) {
            return new Value(taken.way(), attribute(taken.attribute(), AttributeType.INTEGER, schema));
        }
        MappedColumn column = column(supplement, taken, probe);
        String name = taken.attribute().isEmpty() ? column.attribute() : taken.attribute();
        AttributeType read =
                probe.schema().attribute(column.attribute()).orElseThrow().type();
        AttributeType type = schema.attribute(name).map(Attribute::type).orElse(counted(taken.way(), read));
        checkType(supplement, taken, name, type);
        boolean told = !name.equals(column.attribute()) || !type.equals(read);
        reads.add(new Read(column.column(), name, type, told));
        return new Value(taken.way(), attribute(name, type, schema));
    }

    /** A column under another name or type than it would have by itself; what its own name says of units still counts. */
    private static AttributeSpec spec(Supplement supplement, String column, String name, AttributeType type) {
        SourcePosition at = SourcePosition.unknown(supplement.location().name());
        HeaderName said = HeaderName.counted(column).orElse(null);
        MappingSpec.Style style = MappingSpec.Style.UNKNOWN.withType(type);
        if (said != null && type.kind() == AttributeType.Kind.MONEY) {
            style = style.withCurrency(said.currency());
        }
        Unit unit = said == null ? null : Unit.named(said.unit()).orElse(null);
        if (unit != null && type.kind() == AttributeType.Kind.MEASURE) {
            style = style.withUnit(unit);
        }
        return AttributeSpec.column(name, at, column).withStyle(style);
    }

    private static Attribute attribute(String name, AttributeType type, Schema schema) {
        return schema.attribute(name)
                .orElseGet(() -> Attributes.standard().named(name).orElseGet(() -> Attribute.of(name, type)));
    }

    /** What is counted with is a number, even when too few values were seen to be sure. */
    private static AttributeType counted(Supplement.Way way, AttributeType read) {
        boolean counts = way == Supplement.Way.SUM || way == Supplement.Way.MIN || way == Supplement.Way.MAX;
        return counts && read.kind() == AttributeType.Kind.TEXT ? AttributeType.DECIMAL : read;
    }

    private static MappedColumn column(Supplement supplement, Supplement.Taken taken, Catalog probe) {
        for (MappedColumn column : probe.mapping()) {
            if (column.isRead() && ColumnPattern.of(taken.column()).matches(column.column())) {
                return column;
            }
        }
        for (MappedColumn column : probe.mapping()) {
            if (column.attribute().equals(taken.column())) {
                return column;
            }
        }
        if (probe.supplied().contains(taken.column())) {
            // Its mapping makes it of other columns.
            return new MappedColumn(taken.column(), taken.column(), "", "", 100);
        }
        throw failure(
                supplement,
                SupplementProblem.NO_COLUMN,
                "there is no column " + Problem.quote(taken.column()) + " and none that becomes it; its columns are "
                        + columns(probe) + ".",
                "Correct the name of the column.");
    }

    private static String columns(Catalog probe) {
        return FewColumns.of(probe.mapping().stream().map(MappedColumn::column).toList());
    }

    private static void checkType(Supplement supplement, Supplement.Taken taken, String name, AttributeType type) {
        boolean number = type.hasUnit()
                || type.kind() == AttributeType.Kind.INTEGER
                || type.kind() == AttributeType.Kind.DECIMAL
                || type.kind() == AttributeType.Kind.PERCENT
                || type.kind() == AttributeType.Kind.DURATION;
        boolean ordered = number || type.kind() == AttributeType.Kind.DATE || type.kind() == AttributeType.Kind.INSTANT;
        boolean possible = switch (taken.way()) {
            case SUM -> number;
            case MIN, MAX -> ordered;
            default -> true;
        };
        if (!possible) {
            throw failure(
                    supplement,
                    SupplementProblem.WRONG_TYPE,
                    Problem.quote(name) + " is a " + type + ", so there is no "
                            + taken.way().name().toLowerCase(Locale.ROOT) + " of it.",
                    "Take it in another way, or under the name of another attribute.");
        }
    }

    private static FeedException failure(Supplement supplement, SupplementProblem code, String message, String fix) {
        return new FeedException(
                new Problem(code, SourcePosition.unknown(supplement.location().name()), message, fix));
    }

    /** For those who look at what a catalogue is made of. */
    Detection detection() {
        String values = String.join(", ", attributes());
        return new Detection("supplement", supplement.toString(), "gives " + values, true);
    }

    /** The attributes it gives values to. */
    Set<String> attributes() {
        Set<String> names = new TreeSet<>();
        values.forEach(value -> names.add(value.attribute().name()));
        return names;
    }

    Schema widened(Schema schema) {
        return schema.with(values.stream().map(Value::attribute).toList());
    }
}
