package io.feedkit.catalog;

import io.feedkit.batch.TextBuffer;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.AttributeType;
import io.feedkit.product.DateOrder;
import io.feedkit.product.NumberStyle;
import io.feedkit.product.PercentStyle;
import io.feedkit.product.Unit;
import io.feedkit.product.VatBasis;
import java.util.LinkedHashMap;
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
 * @param charset of the file, or empty
 * @param dialect how delimited text is written
 * @param scopes which languages and sales channels columns are in
 * @param rows which rows are read at all
 * @param mentions the columns it names, so that those which are not there can be told
 * @param nesting what the structure of XML or JSON means
 * @param linked further files whose rows belong to the records, by the name their columns begin with
 * @param document what it was read from, for a file that repeats it
 * @param lenient whether it says what such sources usually look like: columns may be missing, and numbers written with the other decimal mark
 */
record MappingSpec(
        String name,
        String base,
        List<List<String>> recognise,
        String sheet,
        String charset,
        Dialect dialect,
        Defaults defaults,
        Scopes scopes,
        Map<String, AttributeSpec> attributes,
        List<ColumnPattern> ignore,
        List<Packed> packed,
        List<Pair> pairs,
        Map<String, List<String>> blanks,
        RowFilter rows,
        Variants variants,
        Map<String, Table> tables,
        List<Joined> supplements,
        List<Mention> mentions,
        Nesting nesting,
        Map<String, Linked> linked,
        YamlText.@Nullable Value document,
        boolean lenient) {

    static final MappingSpec NOTHING = new MappingSpec(
            "",
            "automatic",
            List.of(),
            "",
            "",
            Dialect.DETECT,
            Defaults.NONE,
            Scopes.NONE,
            Map.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            RowFilter.ALL,
            new Variants.None(),
            Map.of(),
            List.of(),
            List.of(),
            Nesting.NONE,
            Map.of(),
            null,
            false);

    /**
     * How values are written unless their attribute says otherwise.
     *
     * @param imageBase what stands before addresses of pictures that are relative, or empty
     * @param linkBase the same for addresses of pages
     */
    record Defaults(
            String currency,
            @Nullable VatBasis vat,
            NumberStyle numbers,
            DateOrder dates,
            PercentStyle percents,
            String imageBase,
            String linkBase) {
        static final Defaults NONE =
                new Defaults("", null, NumberStyle.UNDECIDED, DateOrder.UNDECIDED, PercentStyle.UNDECIDED, "", "");
    }

    /**
     * Languages and sales channels in the names of columns.
     *
     * @param language of texts whose column states none, when the catalogue has several
     * @param inNames whether column names end in a locale and a sales channel, as in {@code description-en_US-print}
     * @param channels the sales channels in such names, the preferred one first
     * @param inRows how rows of their own hold texts in further languages
     */
    record Scopes(String language, boolean inNames, List<String> channels, InRows inRows) {
        static final Scopes NONE = new Scopes("", false, List.of(), InRows.NONE);
    }

    /**
     * Rows that hold nothing but texts of another row in a language.
     *
     * @param column with a code that names the language; rows without one are the products; empty for none
     * @param key the column by which a row names its product
     * @param texts the columns of the texts
     * @param values languages of codes that name none
     */
    record InRows(String column, String key, List<String> texts, Map<String, String> values) {
        static final InRows NONE = new InRows("", "", List.of(), Map.of());

        /** These rows as somebody knows them; a preset may have said the rest. */
        InRows or(InRows preset) {
            return new InRows(
                    column.isEmpty() ? preset.column : column,
                    key.isEmpty() ? preset.key : key,
                    texts.isEmpty() ? preset.texts : texts,
                    values.isEmpty() ? preset.values : values);
        }

        boolean isIn(List<String> columns) {
            Families.Names names = new Families.Names(columns);
            return names.of(column) >= 0 && names.of(key) >= 0;
        }
    }

    /**
     * A supplement by the file it is in.
     *
     * @param mapping how it is read, or {@link #NOTHING}
     * @param said all of it in one line, for a file that repeats it
     */
    record Joined(
            SourcePosition at,
            FurtherFiles.Wanted file,
            String keyColumn,
            String keyAttribute,
            List<Supplement.Taken> taken,
            MappingSpec mapping,
            String said) {}

    /** Columns that are named together: the first that is there counts. */
    record Mention(List<ColumnPattern> columns, SourcePosition at, String what) {}

    /** Rows that are read: those that fit one text of every column in {@code take}, and none in {@code skip}. An empty text fits a blank cell, an
     * empty list any text. */
    record RowFilter(Map<String, List<ColumnPattern>> take, Map<String, List<ColumnPattern>> skip) {
        static final RowFilter ALL = new RowFilter(Map.of(), Map.of());

        boolean isAll() {
            return take.isEmpty() && skip.isEmpty();
        }

        /** Those of them with nothing in a column. */
        RowFilter without(String column) {
            Map<String, List<ColumnPattern>> skipped = new LinkedHashMap<>(skip);
            skipped.put(column, List.of());
            return new RowFilter(take, skipped);
        }
    }

    /** As {@link Mapping#forSupplement}. */
    MappingSpec forSupplement(String key, Map<String, AttributeSpec> taken) {
        Map<String, AttributeSpec> all = new LinkedHashMap<>(attributes);
        all.putAll(taken);
        all.put("id", AttributeSpec.column("id", SourcePosition.unknown(name), key));
        return new MappingSpec(
                name,
                base.equals("automatic") ? "none" : base,
                recognise,
                sheet,
                charset,
                dialect,
                defaults,
                scopes,
                all,
                ignore,
                packed,
                pairs,
                blanks,
                rows,
                new Variants.None(),
                tables,
                List.of(),
                mentions,
                nesting,
                linked,
                document,
                lenient);
    }

    /**
     * Where an attribute comes from and how its texts are read.
     *
     * @param language the one language it is given in, or empty
     * @param from the first of these that has a value counts
     */
    record AttributeSpec(
            String attribute, String language, SourcePosition at, List<From> from, Style style, Shape shape) {

        static AttributeSpec column(String attribute, SourcePosition at, String column) {
            return of(attribute, "", at, List.of(new From.Cell(ColumnPattern.of(column))));
        }

        static AttributeSpec of(String attribute, String language, SourcePosition at, List<From> from) {
            return new AttributeSpec(attribute, language, at, from, Style.UNKNOWN, Shape.PLAIN);
        }

        /** The attribute and its language, as mapping files write it: {@code title@fr}. */
        String key() {
            return language.isEmpty() ? attribute : attribute + "@" + language;
        }

        AttributeSpec withStyle(Style other) {
            return new AttributeSpec(attribute, language, at, from, other, shape);
        }

        AttributeSpec withShape(Shape other) {
            return new AttributeSpec(attribute, language, at, from, style, other);
        }
    }

    /**
     * How a single value is written.
     *
     * @param currencyFrom the columns of currencies: of each source its own where there are as many, else the first that has a value
     * @param unitFrom the columns of units, in the same way
     * @param struck the columns of a price that is struck out beside this one, of which the first with a value counts: the higher of the two is then the
     *     price, the lower the sale price
     */
    record Style(
            @Nullable AttributeType type,
            String currency,
            List<String> currencyFrom,
            @Nullable VatBasis vat,
            NumberStyle numbers,
            DateOrder dates,
            String datePattern,
            PercentStyle percents,
            @Nullable Unit unit,
            List<String> unitFrom,
            List<String> struck) {
        static final Style UNKNOWN = new Style(
                null,
                "",
                List.of(),
                null,
                NumberStyle.UNDECIDED,
                DateOrder.UNDECIDED,
                "",
                PercentStyle.UNDECIDED,
                null,
                List.of(),
                List.of());

        Style withUnitFrom(String column) {
            return new Style(
                    type,
                    currency,
                    currencyFrom,
                    vat,
                    numbers,
                    dates,
                    datePattern,
                    percents,
                    unit,
                    List.of(column),
                    struck);
        }

        Style withUnit(Unit other) {
            return new Style(
                    type, currency, currencyFrom, vat, numbers, dates, datePattern, percents, other, unitFrom, struck);
        }

        Style withCurrency(String code) {
            return new Style(
                    type, code, currencyFrom, vat, numbers, dates, datePattern, percents, unit, unitFrom, struck);
        }

        Style withType(AttributeType other) {
            return new Style(
                    other, currency, currencyFrom, vat, numbers, dates, datePattern, percents, unit, unitFrom, struck);
        }
    }

    /**
     * What a text is turned into before it is read.
     *
     * @param split what parts the elements of a list, or empty when each cell is one element
     * @param path how category paths are written, or null when texts are none
     * @param values what texts are to be replaced with
     * @param labels name of the table that turns codes into words, or empty
     * @param base what stands before relative addresses, or empty
     * @param relative whether the addresses are nothing without a base
     */
    record Shape(
            String split,
            @Nullable Path path,
            Map<String, String> values,
            String labels,
            String base,
            boolean relative) {
        static final Shape PLAIN = new Shape("", null, Map.of(), "", "", false);

        /** What parts the elements is to be found out, from the column's name or its values. */
        static final String AUTO = "auto";

        /** Nothing parts them: each cell, or each of an element that repeats, is one. */
        static final String NONE = "none";

        Shape withSplit(String separator) {
            return new Shape(separator, path, values, labels, base, relative);
        }

        Shape withLabels(String table) {
            return new Shape(split, path, values, table, base, relative);
        }
    }

    /** One place a text can come from. */
    sealed interface From {
        /** A column; {@code vat} says whether its prices are with VAT when not all alternatives agree. */
        record Cell(ColumnPattern column, @Nullable VatBasis vat) implements From {
            Cell(ColumnPattern column) {
                this(column, null);
            }
        }

        /** The texts of several columns with something between them; blank ones are left out. */
        record Join(List<String> columns, String with) implements From {}

        /** The elements of several columns, as one list. */
        record All(List<String> columns) implements From {}

        /** The sum of several columns, such as a price and what a variant adds to it; missing when the first is, or when one is no number. */
        record Sum(List<String> columns) implements From {}

        /** A text with {@code {column}} in it; missing when one of the columns is. */
        record Template(String text) implements From {}

        /** The same for every product. */
        record Constant(String text) implements From {}
    }

    /** Category paths: what parts the segments, and which roots say nothing. */
    record Path(String separator, List<String> drop) {}

    /**
     * A column whose cells hold names and values: {@code size=XS,color=Black}.
     *
     * @param fields what parts the fields of an entry that says its name in one and its value in another, or empty
     * @param name the field with the name, by what stands before {@code pair} in it or by its number from 1
     * @param value the same for the value
     * @param mark what stands before each name, with {@code *} for what changes in it, as in {@code [*]}; or empty
     * @param cut by what stands for {@code *} in a mark, where its values end
     */
    record Packed(
            String column,
            String entries,
            String pair,
            String prefix,
            String fields,
            String name,
            String value,
            String mark,
            Map<String, String> cut) {

        /** What a group of names and values becomes in the cell of a nested source. */
        static Packed of(Nesting.Group group) {
            String entries = String.valueOf((char) TextBuffer.LIST_SEPARATOR);
            return new Packed(group.path(), entries, group.with(), "", "", "", "", "", Map.of());
        }
    }

    /**
     * Two columns of which one names the other; {@code {n}} in both stands for 1, 2, 3 …
     *
     * @param split what parts several names in one cell and their values in the other, or empty
     */
    record Pair(String name, String value, String split) {}

    /**
     * Another file of the same system that says what codes mean.
     *
     * @param file where it is, or empty when nobody said
     * @param key the columns of the code; of two the first is the attribute whose code it is
     * @param label the column of the word; {@code {locale}} stands for its language
     * @param parent the column with the code of the parent, for categories, or empty
     * @param drop codes that are left out of paths
     * @param type the column that says what kind of values the column named by the code has, or empty
     * @param types what its texts mean as types of ours
     * @param unit the column with the unit of values that state none, or empty
     * @param words files with the words in one language each, which have the columns of the code and of the word
     */
    record Table(
            String name,
            SourcePosition at,
            String file,
            List<String> key,
            String label,
            String parent,
            List<String> drop,
            String type,
            Map<String, String> types,
            String unit,
            Map<String, String> words) {

        /** Only where it is. */
        static Table in(String name, SourcePosition at, String file) {
            return new Table(name, at, file, List.of(), "", "", List.of(), "", Map.of(), "", Map.of());
        }

        /** The file of this one with what the other says about it. */
        Table described(Table by) {
            return key.isEmpty()
                    ? new Table(name, at, file, by.key, by.label, by.parent, by.drop, by.type, by.types, by.unit, words)
                    : this;
        }
    }

    /**
     * A further file of the same system whose rows belong to the records of the catalogue. Its columns stand beside theirs, with its name and a dot before them.
     *
     * @param file where it is, or empty when nobody said
     * @param records the element or member that is one row of it, or empty to find it out
     * @param key its column that says to which record a row belongs
     * @param of the column with the same in the catalogue or in a file linked before; several values refer to several rows
     * @param variants whether each row is a variant that is sold
     * @param rows which of its rows count
     */
    record Linked(
            String name,
            SourcePosition at,
            String file,
            String records,
            String key,
            String of,
            boolean variants,
            RowFilter rows) {

        /** The file of this one with what the other says about it. */
        Linked described(Linked by) {
            return key.isEmpty()
                    ? new Linked(
                            name,
                            at,
                            file,
                            records.isEmpty() ? by.records : records,
                            by.key,
                            by.of,
                            by.variants,
                            by.rows)
                    : this;
        }
    }
}
