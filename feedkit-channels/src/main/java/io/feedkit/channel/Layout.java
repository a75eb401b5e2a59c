package io.feedkit.channel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A file form that the channel reads. */
public sealed interface Layout {

    /** How users ask for it: {@code rss}, {@code tsv}. */
    String name();

    /** Ending of the file name, without a dot. */
    String extension();

    /** Charset name, {@code UTF-8} unless the channel is old. */
    String encoding();

    Provenance provenance();

    /**
     * One element for each record.
     *
     * @param shape the frame around the records
     * @param root element around everything; set for {@link Shape#PLAIN}
     * @param record element of one record; set for {@link Shape#PLAIN}
     * @param namespace of the fields, or empty
     * @param prefix of the fields, or empty
     * @param unprefixed fields that are written without the prefix
     * @param elements other element names for single fields in this layout, by field name
     * @param header elements before the first record, by name, as expressions over the member and the export's options
     */
    record Xml(
            String name,
            String extension,
            String encoding,
            Shape shape,
            String root,
            String record,
            String namespace,
            String prefix,
            Set<String> unprefixed,
            Map<String, String> elements,
            Map<String, Expression> header,
            Provenance provenance)
            implements Layout {
        public Xml {
            unprefixed = Set.copyOf(unprefixed);
            elements = Map.copyOf(elements);
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
     * @param lineEnd after each line
     * @param join between several values in one cell
     * @param namedParts header of a group that does not use its usual order, with {@code {field}} and {@code {parts}}; empty when the layout has none
     */
    record Delimited(
            String name,
            String extension,
            String encoding,
            char delimiter,
            char quote,
            Quoting quoting,
            boolean headerRow,
            String lineEnd,
            String join,
            String namedParts,
            Provenance provenance)
            implements Layout {}

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
     * @param under key of the list inside the outermost object, or empty when the list is outermost
     */
    record Json(String name, String extension, String encoding, boolean lines, String under, Provenance provenance)
            implements Layout {}
}
