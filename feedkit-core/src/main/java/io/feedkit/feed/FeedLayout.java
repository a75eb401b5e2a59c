package io.feedkit.feed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How a feed's fields stand in a file.
 *
 * @param format name of the {@link FeedFormat}: {@code rss}, {@code delimited}
 * @param extension file name extension without the dot
 * @param fields in the order of the file
 * @param head what stands before the first product, as {@link InfoText} by path, in its order; only for formats that have a place for it
 * @param options what the format lets a channel choose (namespace, delimiter, root …), as the format documents it
 */
public record FeedLayout(
        String format,
        String extension,
        List<FeedField> fields,
        Map<String, String> head,
        Map<String, String> options) {
    public FeedLayout {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(extension, "extension");
        fields = List.copyOf(fields);
        head = Collections.unmodifiableMap(new LinkedHashMap<>(head));
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    public FeedLayout(String format, String extension, List<FeedField> fields, Map<String, String> options) {
        this(format, extension, fields, Map.of(), options);
    }

    public String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }
}
