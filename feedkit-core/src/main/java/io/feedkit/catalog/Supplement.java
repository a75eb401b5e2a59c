package io.feedkit.catalog;

import io.feedkit.location.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A second source about the same products, joined to a catalogue by a key: prices and stock from another system, what advertising cost, what was sold.
 *
 * <pre>{@code
 * Catalog catalog = Catalog.open(Path.of("shop.csv"))
 *     .with(Supplement.of(Path.of("stock.csv")).key("Article", "id").replace("price", "quantity"))
 *     .with(Supplement.of(Path.of("ads.xlsx")).key("sku", "id").sum("clicks").take("Spent", Way.SUM, "ad_cost"));
 * }</pre>
 *
 * <p>It is read like a catalogue, in any format and from any place, anew in each pass; what it gives is typed, exact, and part of {@link Catalog#schema()}, so rules can
 * read it. Rows are kept in memory up to a budget and on disk beyond it, with the same results. <b>Units:</b> a sum of money has one currency; rows in several give no
 * value and a problem. <b>Errors:</b> a key or column that is not there is thrown as {@link io.feedkit.problem.FeedException} by {@link Catalog#with}: a feed must not go out with
 * half of its prices. Immutable.
 */
public final class Supplement {
    private static final long USUAL_MEMORY_BYTES = 16L << 20;

    /** How values of a supplement become values of products. */
    public enum Way {
        /** Where the product has none; of several rows the first that has one. */
        FILL,
        /** Instead of the product's own, where the supplement has one; of several rows the first that has one. */
        REPLACE,
        /** All rows of the key together. */
        SUM,
        /** The least of the key's rows. */
        MIN,
        /** The greatest of the key's rows. */
        MAX,
        /** How many rows the key has. */
        COUNT,
        /** The first of the key's rows that has a value. */
        FIRST,
        /** The last of the key's rows that has a value. */
        LAST;

        /** Whether several rows of one key are what it is made for. */
        boolean isPlain() {
            return this == FILL || this == REPLACE;
        }
    }

    /**
     * One value that is taken.
     *
     * @param column a column of the supplement, or the attribute that such a column becomes; empty for a count of rows
     * @param attribute of the catalogue, or empty for the one that the column becomes
     */
    record Taken(String column, Way way, String attribute) {}

    private final Location location;
    private final CatalogOptions options;
    private final String keyColumn;
    private final String keyAttribute;
    private final List<Taken> taken;
    private final long memoryBytes;
    /** As a mapping file says it, or empty. */
    private final String said;

    private Supplement(
            Location location,
            CatalogOptions options,
            String keyColumn,
            String keyAttribute,
            List<Taken> taken,
            long memoryBytes,
            String said) {
        this.location = location;
        this.options = options;
        this.keyColumn = keyColumn;
        this.keyAttribute = keyAttribute;
        this.taken = taken;
        this.memoryBytes = memoryBytes;
        this.said = said;
    }

    /** A supplement in a file; its key is called as in the catalogue until {@link #key} says otherwise. */
    public static Supplement of(Path file) {
        return of(Location.of(file));
    }

    /** A supplement in any place that can be read from more than once. */
    public static Supplement of(Location location) {
        return new Supplement(
                Objects.requireNonNull(location, "location"),
                CatalogOptions.DEFAULTS,
                "id",
                "id",
                List.of(),
                USUAL_MEMORY_BYTES,
                "");
    }

    /**
     * A supplement as mapping files write it under {@code supplements:}, in one line whose braces may be left out:
     * {@code file: stock.csv, key: {Article: id}, replace: {VK: price}, sum: [clicks]}.
     *
     * <p>Throws a {@link io.feedkit.problem.FeedException} that names every mistake with its column, and one when the file must not be opened.
     *
     * @param files who finds what it names
     */
    public static Supplement parse(String text, FurtherFiles files) {
        String map = text.strip().startsWith("{") ? text.strip() : "{" + text.strip() + "}";
        Mapping mapping =
                Mapping.load("supplements: [" + map + "]", "supplement").with(files);
        return mapping.supplements().get(0);
    }

    /** How it is read, if it is not found out: format, charset, delimiter, currency, a mapping of its own. */
    public Supplement options(CatalogOptions value) {
        return new Supplement(location, value, keyColumn, keyAttribute, taken, memoryBytes, "");
    }

    /** The column with the key, and the attribute of the catalogue it is the same as: {@code id}, {@code gtin}, {@code mpn}, {@code item_group_id} or any other text. */
    public Supplement key(String column, String attribute) {
        return new Supplement(location, options, column, attribute, taken, memoryBytes, "");
    }

    /** How many bytes of rows may be in memory; more lie on disk. */
    public Supplement memory(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a supplement needs memory: " + bytes);
        }
        return new Supplement(location, options, keyColumn, keyAttribute, taken, bytes, said);
    }

    /** Takes the values of a column in some way, under a name of the catalogue. */
    public Supplement take(String column, Way way, String attribute) {
        List<Taken> more = new ArrayList<>(taken);
        more.add(new Taken(column, way, attribute));
        return new Supplement(location, options, keyColumn, keyAttribute, List.copyOf(more), memoryBytes, "");
    }

    private Supplement take(Way way, String... columns) {
        Supplement all = this;
        for (String column : columns) {
            all = all.take(column, way, "");
        }
        return all;
    }

    /** Gives these to products that have none. Names are columns of the supplement, or attributes that its columns become. */
    public Supplement fill(String... columns) {
        return take(Way.FILL, columns);
    }

    /** Gives these to products instead of their own. */
    public Supplement replace(String... columns) {
        return take(Way.REPLACE, columns);
    }

    /** Adds up the rows of a key, exactly. */
    public Supplement sum(String... columns) {
        return take(Way.SUM, columns);
    }

    /** Takes the least of the rows of a key. */
    public Supplement min(String... columns) {
        return take(Way.MIN, columns);
    }

    /** Takes the greatest of the rows of a key. */
    public Supplement max(String... columns) {
        return take(Way.MAX, columns);
    }

    /** Takes the first of the rows of a key. */
    public Supplement first(String... columns) {
        return take(Way.FIRST, columns);
    }

    /** Takes the last of the rows of a key. */
    public Supplement last(String... columns) {
        return take(Way.LAST, columns);
    }

    /** Counts the rows of a key. */
    public Supplement count(String attribute) {
        return take("", Way.COUNT, attribute);
    }

    /** The same, with the line of a mapping file that says all of it. */
    Supplement said(String line) {
        return new Supplement(location, options, keyColumn, keyAttribute, taken, memoryBytes, line);
    }

    /** As a mapping file says it. Of one that was put together in Java without how it is read, which only Java knows. */
    String written() {
        if (!said.isEmpty()) {
            return said;
        }
        StringBuilder line = new StringBuilder("{file: " + YamlFlow.text(location.name()));
        line.append(", key: {" + YamlFlow.text(keyColumn) + ": " + YamlFlow.text(keyAttribute) + "}");
        for (Way way : Way.values()) {
            List<String> columns = taken.stream()
                    .filter(one -> one.way() == way)
                    .map(Supplement::written)
                    .toList();
            if (!columns.isEmpty()) {
                String all = String.join(", ", columns);
                boolean map = way != Way.COUNT;
                line.append(", " + way.name().toLowerCase(Locale.ROOT) + ": " + (map ? "{" + all + "}" : all));
            }
        }
        return line.append('}').toString();
    }

    private static String written(Taken one) {
        String attribute = YamlFlow.text(one.attribute().isEmpty() ? one.column() : one.attribute());
        return one.way() == Way.COUNT ? attribute : YamlFlow.text(one.column()) + ": " + attribute;
    }

    Location location() {
        return location;
    }

    CatalogOptions options() {
        return options;
    }

    String keyColumn() {
        return keyColumn;
    }

    String keyAttribute() {
        return keyAttribute;
    }

    List<Taken> taken() {
        return taken;
    }

    long memoryBytes() {
        return memoryBytes;
    }

    /** Names the place and the key: {@code stock.csv by Article = id}. */
    @Override
    public String toString() {
        return location.name() + " by " + keyColumn + " = " + keyAttribute;
    }
}
