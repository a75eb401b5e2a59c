package io.feedkit.feed;

import java.util.Collections;
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
 * @param options what the format lets a channel choose (namespace, delimiter, header texts …), as the format documents it
 */
public record FeedLayout(String format, String extension, List<FeedField> fields, Map<String, String> options) {
    public FeedLayout {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(extension, "extension");
        fields = List.copyOf(fields);
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    public String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }
}
