package io.feedkit.channel;

import io.feedkit.feed.FeedLayout;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file form that the channel reads. */
public sealed interface Layout {

    /** How users ask for it: {@code rss}, {@code tsv}. */
    String name();

    /** Ending of the file name, without a dot. */
    String extension();

    /** What files are called, as {@link io.feedkit.feed.InfoText} that ends in the extension; empty when the channel does not care. */
    String fileName();

    /** Charset name, {@code UTF-8} unless the channel is old. */
    String encoding();

    /** Other names or places for single fields in this layout, by field name. */
    Map<String, String> names();

    /** What stands before the first record, as {@link io.feedkit.feed.InfoText} by name or path. */
    Map<String, String> header();

    /** Whether several products stand in one record; null when each is one. */
    default @Nullable Documents documents() {
        return null;
    }

    /** The categories that are listed before the first record; null for none. */
    default FeedLayout.@Nullable Categories categories() {
        return null;
    }

    Provenance provenance();

    /**
     * One element for each record.
     *
     * @param shape the frame around the records
     * @param root path of the element that holds the records; set for {@link Shape#PLAIN}
     * @param record element of one record; set for {@link Shape#PLAIN}
     * @param namespace of the fields, or empty
     * @param prefix of the fields, or empty
     * @param unprefixed fields that are written without the prefix
     * @param namespaces further namespaces by their prefix
     */
    record Xml(
            String name,
            String extension,
            String fileName,
            String encoding,
            Shape shape,
            String root,
            String record,
            String namespace,
            String prefix,
            Set<String> unprefixed,
            Map<String, String> namespaces,
            Map<String, String> names,
            Map<String, String> header,
            @Nullable Documents documents,
            FeedLayout.@Nullable Categories categories,
            Provenance provenance)
            implements Layout {
        public Xml {
            unprefixed = Set.copyOf(unprefixed);
            namespaces = Map.copyOf(namespaces);
            names = Map.copyOf(names);
            header = Collections.unmodifiableMap(new LinkedHashMap<>(header));
        }
    }

    /** The frame of an XML feed. */
    enum Shape {
        /** RSS 2.0: {@code rss}, {@code channel}, {@code item}. */
        RSS,
        /** Atom 1.0: {@code feed}, {@code entry}. */
        ATOM,
        /** As {@code root} and {@code record} say. */
        PLAIN
    }

    /**
     * One line for each record.
     *
     * @param delimiter between cells
     * @param quote around cells that need it; 0 when nothing can be quoted
     * @param quoting which cells are quoted
     * @param headerRow whether the first line names the columns
     * @param everyColumn whether fields that nothing fills have their column too, as where columns are known by their place
     * @param lineEnd after each line
     * @param join between several values in one cell
     * @param firstLine what stands before everything else, as {@link io.feedkit.feed.InfoText}, or empty
     * @param lastLine what stands behind the last record, or empty
     * @param namedParts header of a group that does not use its usual order, with {@code {field}} and {@code {parts}}; empty when the layout has none
     */
    record Delimited(
            String name,
            String extension,
            String fileName,
            String encoding,
            char delimiter,
            char quote,
            Quoting quoting,
            boolean headerRow,
            boolean everyColumn,
            String lineEnd,
            String join,
            String namedParts,
            String firstLine,
            String lastLine,
            Map<String, String> names,
            Map<String, String> header,
            Provenance provenance)
            implements Layout {
        public Delimited {
            names = Map.copyOf(names);
            header = Collections.unmodifiableMap(new LinkedHashMap<>(header));
        }
    }

    /** Which cells are quoted. */
    enum Quoting {
        WHEN_NEEDED,
        ALWAYS,
        NEVER
    }

    /**
     * One object for each record.
     *
     * @param lines one object a line instead of one list
     * @param within path of the object that holds the fields {@code names} says nothing about, or empty
     * @param camelCase whether the keys of fields and parts that name none are their names in camel case
     * @param constants whether words of closed sets are written as constants, {@code IN_STOCK} for {@code in_stock}
     * @param under path of the list inside the outermost object, or empty when the list is outermost
     */
    record Json(
            String name,
            String extension,
            String fileName,
            String encoding,
            boolean lines,
            String within,
            boolean camelCase,
            boolean constants,
            String under,
            Map<String, String> names,
            Map<String, String> header,
            @Nullable Documents documents,
            Provenance provenance)
            implements Layout {
        public Json {
            names = Map.copyOf(names);
            header = Collections.unmodifiableMap(new LinkedHashMap<>(header));
        }
    }
}
