package io.feedkit.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What a nested source (XML, JSON) means by its structure, beyond one column for each leaf: groups that bring their own name, tables the records refer to, variants inside a
 * product. Each system has one in its preset; a mapping file may have its own.
 *
 * <p>Paths are those of columns, as {@code inspect} prints them: elements parted by {@code /}, members of JSON by a dot, attributes with an at sign,
 * {@code text()} for an element's own text.
 *
 * @param name the system, as detections call it
 * @param recognise lists of ends of paths; a source whose head has all of one list is of this kind. Without any, every source is
 * @param records names or whole paths of the elements that are records; none: found out
 * @param context paths from the root to texts before the records that hold for all that follow; each is a column
 * @param groups parts of a record whose leaves belong together
 * @param tables rows outside the records that records refer to
 * @param lookups columns made by following such references
 * @param variants path of the part of a record that is one variant; empty for none. Each variant becomes a record of its own that has the columns of its product too
 * @param variantKeys the product's columns that name the group of its variants, of which the first with a value counts; the column {@code <variants>.group} holds it where there are several
 * @param signs what variants look like whose path is found out; in all other paths {@link #VARIANTS} stands for theirs
 * @param references the tables that a first scan has read, so that what stands behind the records is known
 */
public record Nesting(
        String name,
        List<List<String>> recognise,
        List<String> records,
        List<String> context,
        List<Group> groups,
        List<Table> tables,
        List<Lookup> lookups,
        String variants,
        List<String> variantKeys,
        List<Sign> signs,
        References references) {

    /** Stands for the path of variants in mappings of sources where it is found out. */
    public static final String VARIANTS = "{variants}";

    /** One column for each leaf, and nothing else. */
    public static final Nesting NONE = new Nesting(
            "",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            "",
            List.of(),
            List.of(),
            References.NONE);

    public Nesting {
        Objects.requireNonNull(name, "name");
        recognise = recognise.stream().map(List::copyOf).toList();
        records = List.copyOf(records);
        context = List.copyOf(context);
        groups = List.copyOf(groups);
        tables = List.copyOf(tables);
        lookups = List.copyOf(lookups);
        Objects.requireNonNull(variants, "variants");
        variantKeys = List.copyOf(variantKeys);
        signs = List.copyOf(signs);
        Objects.requireNonNull(references, "references");
    }

    /**
     * A part of a record that may stand several times.
     *
     * <p>With {@code parts} each becomes one text, its parts parted by {@code with}, and all together a list under {@code path}. With {@code by} its leaves get
     * columns of their own for each kind, {@code ARTICLE_PRICE[net_list]/PRICE_AMOUNT}, and the only part is the leaf that gets the unit. A leaf may have several names,
     * {@code amount|value}: the first that is there counts.
     *
     * @param path of the part
     * @param by the leaf that says its kind, or empty
     * @param parts the leaves that make up the text, in order, or texts with leaves in braces such as {@code {amount/100} {currency}}
     * @param unit a leaf whose text goes behind the last part, or empty
     * @param minor whether the last part counts the smallest unit of the currency that {@code unit} names: 1999 USD are 19.99 USD
     * @param with what parts the parts
     * @param order the leaf whose number orders the parts, or empty for the order of the source. A part without it comes last, or where a number behind it says:
     *     {@code LOWER_BOUND|1}
     * @param kinds the kinds, of those that {@code by} says, that each become one text
     * @param once whether only the first of several counts, as of the prices of several periods: what the leaves of all of them say together would be of none. Then it is no
     *     group, and others may stand inside
     */
    public record Group(
            String path,
            String by,
            List<String> parts,
            String unit,
            boolean minor,
            String with,
            String order,
            Map<String, Group> kinds,
            boolean once) {
        /** What parts a name from its value, so that mappings can take them apart; no text of a source holds it. */
        public static final String NAME_SEPARATOR = "\u001F";

        public Group {
            parts = List.copyOf(parts);
            kinds = Map.copyOf(kinds);
        }

        private Group at(String variants) {
            return new Group(path.replace(VARIANTS, variants), by, parts, unit, minor, with, order, kinds, once);
        }
    }

    /**
     * Rows outside the records.
     *
     * @param name what lookups call it; several of one name are one table
     * @param rows name or path of the elements that are its rows
     * @param key the leaf by which a row is found
     * @param value the leaf that is its text, or what is looked up in the next table
     * @param parent the leaf with the key of the row above it, or empty for a table without levels
     * @param skip a leaf and a text, {@code @type=root}: such rows are left out; empty for none
     * @param behind whether rows stand behind the records, so that the source has to be read twice
     */
    public record Table(
            String name, String rows, String key, String value, String parent, String skip, boolean behind) {}

    /**
     * A column made from tables: its text is looked up in the first, what is found there in the next. A table with levels gives the whole path, parted by {@code " > "}.
     *
     * @param column the column that is made
     * @param of the column of the record to begin with; the first of several that has a value
     * @param in the tables
     */
    public record Lookup(String column, List<String> of, List<String> in) {
        public Lookup {
            of = List.copyOf(of);
            in = List.copyOf(in);
        }
    }

    /**
     * By what objects that stand in an array inside a record are known to be its variants. Names are compared without case, underscores and hyphens.
     *
     * @param called names of the array, or ends of its path such as {@code variants/items}; none: any, but then it is only told what they look like
     * @param apart members of which one tells the objects of an array apart; none: nothing has to
     * @param with members of which one is there; with neither, arrays of that name and below it are something else
     */
    public record Sign(List<String> called, List<String> apart, List<String> with) {
        public Sign {
            called = called.stream().map(name -> folded(name.replace('/', '.'))).toList();
            apart = apart.stream().map(Sign::folded).toList();
            with = with.stream().map(Sign::folded).toList();
        }

        /** A name as it is compared. */
        public static String folded(String name) {
            StringBuilder folded = new StringBuilder(name.length());
            for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
                if (c != '_' && c != '-' && c != ' ') {
                    folded.append(c);
                }
            }
            return folded.toString();
        }
    }

    /** The same for variants that were found at a path. */
    public Nesting at(String path) {
        return new Nesting(
                name,
                recognise,
                records,
                context,
                groups.stream().map(group -> group.at(path)).toList(),
                tables,
                lookups,
                path,
                variantKeys,
                List.of(),
                references);
    }

    /** The groups whose parts are a name and a value. */
    List<Group> named() {
        return groups.stream()
                .filter(group ->
                        group.by.isEmpty() && group.parts.size() == 2 && group.with.equals(Group.NAME_SEPARATOR))
                .toList();
    }

    /** Whether the source has to be scanned before its records can be read. */
    public boolean needsScan() {
        return tables.stream().anyMatch(Table::behind);
    }

    /** The same with tables that were read before. */
    public Nesting knowing(References read) {
        return new Nesting(
                name, recognise, records, context, groups, tables, lookups, variants, variantKeys, signs, read);
    }

    /** The same for every source, whether it looks like it or not. */
    public Nesting always() {
        return new Nesting(
                name, List.of(), records, context, groups, tables, lookups, variants, variantKeys, signs, references);
    }

    /** Whether it says nothing, as {@link #NONE}. Asked at each start, where the JVM takes longer to put the {@code equals} of a record together than to read the mapping. */
    boolean isNothing() {
        return name.isEmpty()
                && recognise.isEmpty()
                && records.isEmpty()
                && context.isEmpty()
                && groups.isEmpty()
                && tables.isEmpty()
                && lookups.isEmpty()
                && variants.isEmpty()
                && variantKeys.isEmpty()
                && signs.isEmpty();
    }
}
