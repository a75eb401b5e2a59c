package io.feedkit.feed;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One field of a feed, as it stands in the file.
 *
 * @param called what the channel's description and everything said to merchants call it: {@code price}, wherever it stands
 * @param name the column; in XML and JSON the {@link FeedPath} inside the record, with prefixes
 * @param repeated whether a product may have several values, which arrive parted by {@link io.feedkit.batch.TextBuffer#LIST_SEPARATOR}
 * @param parts the sub-values of a group, whose texts arrive parted by {@link io.feedkit.batch.TextBuffer#PART_SEPARATOR}; empty for a plain field
 * @param form what the text is to the format
 * @param columns over how many columns a table spreads the values of a repeated field, with {@code {n}} in its name counting from 1; 0 for all in one cell
 */
public record FeedField(String called, String name, boolean repeated, List<FeedField> parts, Form form, int columns) {

    /** What a text is to the format that writes it. */
    public enum Form {
        /** Escaped or quoted as the format asks. */
        TEXT,
        /** XML: in a CDATA section. */
        CDATA,
        /** JSON: a number, {@code true} or {@code false}, without quotes. */
        BARE,
        /** JSON: an object that was spelled already. */
        OBJECT,
        /** JSON: a word as a constant, {@code IN_STOCK} for {@code in stock} and {@code APP} for {@code A++}. */
        CONSTANT
    }

    public FeedField {
        Objects.requireNonNull(called, "called");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(form, "form");
        parts = List.copyOf(parts);
    }

    /** A plain field that is called as its place is. */
    public static FeedField of(String name) {
        return new FeedField(name, name, false, List.of(), Form.TEXT, 0);
    }

    /** A field with any number of values. */
    public static FeedField list(String name) {
        return of(name).repeating();
    }

    /** A field whose values have these parts. */
    public static FeedField group(String name, String... parts) {
        return new FeedField(
                name, name, false, Stream.of(parts).map(FeedField::of).toList(), Form.TEXT, 0);
    }

    /** The same field with any number of values. */
    public FeedField repeating() {
        return new FeedField(called, name, true, parts, form, columns);
    }

    /** The same field in another form. */
    public FeedField as(Form other) {
        return new FeedField(called, name, repeated, parts, other, columns);
    }

    /** The same field with any number of values, spread over so many columns. */
    public FeedField over(int count) {
        return new FeedField(called, name, true, parts, form, count);
    }

    public boolean isGroup() {
        return !parts.isEmpty();
    }
}
