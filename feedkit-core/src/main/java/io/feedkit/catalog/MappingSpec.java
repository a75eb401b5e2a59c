package io.feedkit.catalog;

import io.feedkit.problem.SourcePosition;
import io.feedkit.product.AttributeType;
import io.feedkit.product.DateOrder;
import io.feedkit.product.NumberStyle;
import io.feedkit.product.PercentStyle;
import io.feedkit.product.Unit;
import io.feedkit.product.VatBasis;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping file says. Presets are written in the same language, so a merchant's file can do whatever a preset does.
 *
 * @param name what reports call it: the file, or the system of a preset
 * @param base the preset to start from, {@code automatic} to recognise one by the header, {@code none} for none
 * @param recognise groups of columns; a header with all columns of one group is the system's
 * @param sheet the sheet of a workbook, or empty
 * @param language of texts whose column states none, when the catalogue has several
 * @param languages whether column names end in a locale and a sales channel, as in {@code description-en_US-print}
 * @param channels the sales channels in such names, the preferred one first
 */
record MappingSpec(
        String name,
        String base,
        List<List<String>> recognise,
        String sheet,
        Defaults defaults,
        String language,
        boolean languages,
        List<String> channels,
        Map<String, AttributeSpec> attributes,
        List<ColumnPattern> ignore,
        List<Packed> packed,
        List<Pair> pairs,
        Map<String, List<String>> blanks,
        Variants variants) {

    /** How values are written unless their attribute says otherwise. */
    record Defaults(String currency, NumberStyle numbers, DateOrder dates, PercentStyle percents) {
        static final Defaults NONE =
                new Defaults("", NumberStyle.UNDECIDED, DateOrder.UNDECIDED, PercentStyle.UNDECIDED);
    }

    static final MappingSpec NOTHING = new MappingSpec(
            "",
            "automatic",
            List.of(),
            "",
            Defaults.NONE,
            "",
            false,
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            new Variants.None());

    /**
     * Where an attribute comes from and how its texts are read.
     *
     * @param from the first of these that has a value counts
     * @param split what parts the elements of a list, or empty when each cell is one element
     * @param values what texts are to be replaced with, by the text as it stands
     */
    record AttributeSpec(
            String attribute,
            SourcePosition at,
            List<From> from,
            @Nullable AttributeType type,
            String currency,
            String currencyFrom,
            @Nullable VatBasis vat,
            NumberStyle numbers,
            DateOrder dates,
            String datePattern,
            PercentStyle percents,
            @Nullable Unit unit,
            String unitFrom,
            String split,
            @Nullable Path path,
            Map<String, String> values) {

        static AttributeSpec column(String attribute, SourcePosition at, String column) {
            return new AttributeSpec(
                    attribute,
                    at,
                    List.of(new From.Cell(ColumnPattern.of(column))),
                    null,
                    "",
                    "",
                    null,
                    NumberStyle.UNDECIDED,
                    DateOrder.UNDECIDED,
                    "",
                    PercentStyle.UNDECIDED,
                    null,
                    "",
                    "",
                    null,
                    Map.of());
        }

        AttributeSpec withUnit(Unit value) {
            return new AttributeSpec(
                    attribute,
                    at,
                    from,
                    type,
                    currency,
                    currencyFrom,
                    vat,
                    numbers,
                    dates,
                    datePattern,
                    percents,
                    value,
                    unitFrom,
                    split,
                    path,
                    values);
        }

        AttributeSpec withUnitFrom(String column) {
            return new AttributeSpec(
                    attribute,
                    at,
                    from,
                    type,
                    currency,
                    currencyFrom,
                    vat,
                    numbers,
                    dates,
                    datePattern,
                    percents,
                    unit,
                    column,
                    split,
                    path,
                    values);
        }

        AttributeSpec withCurrency(String code) {
            return new AttributeSpec(
                    attribute,
                    at,
                    from,
                    type,
                    code,
                    currencyFrom,
                    vat,
                    numbers,
                    dates,
                    datePattern,
                    percents,
                    unit,
                    unitFrom,
                    split,
                    path,
                    values);
        }

        AttributeSpec withFrom(List<From> sources) {
            return new AttributeSpec(
                    attribute,
                    at,
                    sources,
                    type,
                    currency,
                    currencyFrom,
                    vat,
                    numbers,
                    dates,
                    datePattern,
                    percents,
                    unit,
                    unitFrom,
                    split,
                    path,
                    values);
        }

        AttributeSpec withType(AttributeType other) {
            return new AttributeSpec(
                    attribute,
                    at,
                    from,
                    other,
                    currency,
                    currencyFrom,
                    vat,
                    numbers,
                    dates,
                    datePattern,
                    percents,
                    unit,
                    unitFrom,
                    split,
                    path,
                    values);
        }
    }

    /** One place a text can come from. */
    sealed interface From {
        /** A column. */
        record Cell(ColumnPattern column) implements From {}

        /** The texts of several columns with something between them; blank ones are left out. */
        record Join(List<String> columns, String with) implements From {}

        /** The elements of several columns, as one list. */
        record All(List<String> columns) implements From {}

        /** A text with {@code {column}} in it; missing when one of the columns is. */
        record Template(String text) implements From {}

        /** The same for every product. */
        record Constant(String text) implements From {}
    }

    /** Category paths: what parts the segments, and which roots say nothing. */
    record Path(String separator, List<String> drop) {}

    /** A column whose cells hold names and values: {@code size=XS,color=Black}. */
    record Packed(String column, String entries, String pair, String prefix) {}

    /** Two columns of which one names the other; {@code {n}} in both stands for 1, 2, 3 … */
    record Pair(String name, String value) {}
}
