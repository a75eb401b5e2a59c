package io.feedkit.shop;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The part of a URL behind its question mark. A parameter whose value is empty is left out. Immutable and thread-safe. */
public final class Query {
    /** No parameters. */
    public static final Query NONE = new Query(List.of());

    private final List<String> parameters;

    private Query(List<String> parameters) {
        this.parameters = parameters;
    }

    public static Query of(String name, String value) {
        return NONE.and(name, value);
    }

    public static Query of(String name, long value) {
        return NONE.and(name, value);
    }

    /** One parameter more; name and value are encoded here. */
    public Query and(String name, String value) {
        if (value.isEmpty()) {
            return this;
        }
        List<String> more = new ArrayList<>(parameters);
        more.add(encode(name) + "=" + encode(value));
        return new Query(List.copyOf(more));
    }

    public Query and(String name, long value) {
        return and(name, Long.toString(value));
    }

    /** Those of another query behind those of this one. */
    public Query and(Query more) {
        List<String> all = new ArrayList<>(parameters);
        all.addAll(more.parameters);
        return new Query(List.copyOf(all));
    }

    /** A text of the shop's as one piece of a path, whatever stands in it. */
    public static String segment(String text) {
        return encode(text);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** {@code ?a=1&b=2}, or empty without parameters. */
    @Override
    public String toString() {
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }
}
