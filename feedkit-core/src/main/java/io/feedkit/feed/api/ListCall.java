package io.feedkit.feed.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How a channel tells which products it has, page by page. Places are JSON pointers.
 *
 * @param path below the address of the API, with its query; a template in which {@code {offset}} counts products from 0
 * @param items the list
 * @param id within an entry, the product's id
 * @param next in the answer, what leads to the next page; empty when {@code {offset}} does
 * @param nextQuery what is added to the path for it, a template such as {@code pageToken={next}}
 * @param where entries count only if these places, within an entry, hold these texts (templates): other feeds of the account are listed as well
 * @param fields within an entry, where some of our fields stand, to be compared with what we believe
 */
public record ListCall(
        String path,
        String items,
        String id,
        String next,
        String nextQuery,
        Map<String, String> where,
        Map<String, String> fields) {
    /** What limits call it. */
    public static final String NAME = "list";

    public ListCall {
        Objects.requireNonNull(path, "path");
        where = Collections.unmodifiableMap(new LinkedHashMap<>(where));
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
