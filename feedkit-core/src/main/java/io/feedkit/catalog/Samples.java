package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts from the head of a source, by the name of their column: what number styles, separators and types are decided from. */
final class Samples {
    private static final int PER_COLUMN = 400;
    private static final int LONGEST_BYTES = 4000;
    /** One value proves nothing. */
    private static final int ENOUGH = 3;

    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9]\\d{0,8}");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9]\\d{0,8})\\.\\d{1,6}");
    private static final Pattern ISO_DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern FLAG = Pattern.compile("(?i)true|false");
    private static final Pattern ADDRESS = Pattern.compile("(?i)(https?:|/).*");
    private static final Pattern IDENTIFIER = Pattern.compile(
            "(?i).*(id|nr|no|num|number|code|sku|ean|gtin|isbn|upc|phone|zip|key|ref|reference|version)");
    private static final List<String> SEPARATORS = List.of("|", ";", ",");
    /** Longer lines are sentences, not elements of a list. */
    private static final int LONGEST_ELEMENT = 60;

    private static final String LIST = String.valueOf((char) TextBuffer.LIST_SEPARATOR);

    /** What {@link #agreement} gives when there is nothing to look at. */
    static final int NO_EVIDENCE = -1;

    private static final Pattern AMOUNT =
            Pattern.compile("[^\\d\\s.,+-]{0,4}\\s?[-+]?\\d[\\d.,'\\s\u00a0\u202f]*\\s?[^\\d\\s]{0,12}");
    private static final Pattern DAY = Pattern.compile(".*\\d{1,4}[-./ ]\\d{1,2}[-./ ]\\d{1,4}.*|\\d{8}");
    private static final Pattern FILE =
            Pattern.compile("(?i)(https?://|/).*|.*\\.(jpe?g|png|gif|webp|avif|bmp|tiff?|svg)\\b.*");
    private static final Pattern DIGITS = Pattern.compile("\\D*(\\d[\\s-]?){6,18}\\D*");

    private final Map<String, List<String>> texts = new HashMap<>();
    private final Map<String, Integer> rows = new HashMap<>();
    private int total;

    /** Takes in a batch; {@code columns} are the names of its cells. */
    void add(Work work, List<String> columns, int firstColumn) {
        byte[] bytes = work.text().bytes();
        total += firstColumn == 0 ? work.rows() : 0;
        for (int i = 0; i < columns.size(); i++) {
            long[] cells = work.cells(firstColumn + i);
            List<String> found = texts.computeIfAbsent(columns.get(i), name -> new ArrayList<>());
            for (int row = 0; row < work.rows() && found.size() < PER_COLUMN; row++) {
                long slice = Texts.trim(bytes, cells[row]);
                if (slice != Column.MISSING && TextBuffer.length(slice) <= LONGEST_BYTES) {
                    rows.merge(columns.get(i), 1, Integer::sum);
                    found.add(work.text().string(slice));
                }
            }
        }
    }

    void addAll(Samples others) {
        total += others.total;
        texts.putAll(others.texts);
    }

    List<String> of(String column) {
        return texts.getOrDefault(column, List.of());
    }

    /**
     * The type of a column nobody knows, or text when its values do not agree on a narrower one.
     *
     * <p>Numbers with leading zeros, long ones and those of columns that sound like an identifier are text: what they are used for is not counting.
     */
    AttributeType typeOf(String column) {
        List<String> values = of(column);
        if (values.size() < ENOUGH) {
            return AttributeType.TEXT;
        }
        if (all(values, FLAG)) {
            return AttributeType.BOOLEAN;
        }
        if (all(values, ISO_DATE)) {
            return AttributeType.DATE;
        }
        if (IDENTIFIER.matcher(column).matches()) {
            return AttributeType.TEXT;
        }
        if (all(values, WHOLE)) {
            return AttributeType.INTEGER;
        }
        return values.stream().allMatch(value -> matches(WHOLE, value) || matches(DECIMAL, value))
                ? AttributeType.DECIMAL
                : AttributeType.TEXT;
    }

    private static boolean all(List<String> values, Pattern pattern) {
        return values.stream().allMatch(value -> matches(pattern, value));
    }

    private static boolean matches(Pattern pattern, String value) {
        return pattern.matcher(value).matches();
    }

    /** How many of the values can be what the attribute is, of 100; {@link #NO_EVIDENCE} when there are none or anything could be. */
    int agreement(String column, Attribute attribute) {
        List<String> values = of(column);
        Pattern expected = expected(attribute);
        if (values.isEmpty() || expected == null) {
            return NO_EVIDENCE;
        }
        long fitting = values.stream()
                .map(value -> value.contains(LIST) ? value.substring(0, value.indexOf(LIST)) : value)
                .filter(value -> matches(expected, value))
                .count();
        return (int) (fitting * 100 / values.size());
    }

    private static @Nullable Pattern expected(Attribute attribute) {
        switch (attribute.name()) {
            case "gtin":
                return DIGITS;
            case "link":
                return ADDRESS;
            case "image_link", "images", "additional_image_link":
                return FILE;
            default:
                return switch (attribute.type().kind()) {
                    case MONEY, MEASURE, INTEGER, DECIMAL, PERCENT -> AMOUNT;
                    case DATE, INSTANT -> DAY;
                    default -> null;
                };
        }
    }

    /** Whether at least half of some values hold this; true where there are none, since nothing speaks against it. */
    static boolean mostly(List<String> values, Pattern part) {
        return 2 * values.stream().filter(value -> part.matcher(value).find()).count() >= values.size();
    }

    /** Whether every record has a value in this column, short and unlike those of the others. */
    boolean isDistinct(String column) {
        List<String> values = of(column);
        int looked = Math.min(total, PER_COLUMN);
        return values.size() >= looked
                && !values.isEmpty()
                && values.stream().distinct().count() == values.size()
                && values.stream().allMatch(value -> value.length() <= 64);
    }

    /** How many records were looked at. */
    int records() {
        return total;
    }

    /** How many records have a value in a column, of how many that were looked at. */
    String share(String column) {
        return rows.getOrDefault(column, 0) + " of " + Math.min(total, PER_COLUMN);
    }

    /** Texts of all columns that look like amounts: how they are written says how the file writes numbers. */
    List<String> amounts() {
        Pattern plain = Pattern.compile("-?\\d[\\d.,]*");
        return texts.values().stream()
                .filter(values -> !values.isEmpty() && all(values, plain))
                .flatMap(List::stream)
                .toList();
    }

    /** Whether some cells hold several values, as repeated elements and arrays do. */
    boolean hasLists(String column) {
        return of(column).stream().anyMatch(value -> value.contains(LIST));
    }

    /** Whether cells hold short lines, one for each value. */
    boolean hasLines(String column) {
        List<String> values = of(column);
        return values.stream().anyMatch(value -> value.indexOf('\n') >= 0)
                && values.stream().allMatch(value -> value.lines().allMatch(line -> line.length() <= LONGEST_ELEMENT));
    }

    /** What parts the elements of a list, or empty when its cells hold one element each or come with their elements apart. */
    String separatorOf(String column) {
        List<String> values = of(column);
        if (hasLists(column)) {
            return "";
        }
        if (hasLines(column)) {
            return "\n";
        }
        boolean addresses = !values.isEmpty() && all(values, ADDRESS);
        for (String separator : SEPARATORS) {
            Predicate<String> parts = value -> value.contains(separator)
                    && (!addresses
                            || List.of(value.split(Pattern.quote(separator))).stream()
                                    .allMatch(part -> part.isBlank() || matches(ADDRESS, part.strip())));
            if (values.stream().anyMatch(parts)) {
                return separator;
            }
        }
        return "";
    }

    /** The dimension of the units in a column, when they all have the same. */
    Optional<Unit.Dimension> dimensionOf(String column) {
        List<Unit.Dimension> found = of(column).stream()
                .map(unit -> Unit.named(unit).map(Unit::dimension))
                .distinct()
                .map(dimension -> dimension.orElse(null))
                .toList();
        return found.size() == 1 ? Optional.ofNullable(found.get(0)) : Optional.empty();
    }
}
