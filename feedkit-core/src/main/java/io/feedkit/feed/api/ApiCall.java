package io.feedkit.feed.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One call of a channel.
 *
 * @param name how limits and reports call it
 * @param kind what it does
 * @param method {@code POST}, {@code PUT}, {@code PATCH}, {@code DELETE}
 * @param path below the address of the API, with its query; a template
 * @param headers by name; templates, in which {@code {key}} is the same for the same call and different for every other
 * @param contentType of the body
 * @param records how many products go into one call, at least 1
 * @param bodyBytes how large a body may be
 * @param fields names of the fields it carries; none for all
 * @param record for {@link Kind#REMOVE}: what stands for a product in the body, as a template; empty for a call without a body
 * @param answer how what comes back is read
 */
public record ApiCall(
        String name,
        Kind kind,
        String method,
        String path,
        Map<String, String> headers,
        String contentType,
        int records,
        long bodyBytes,
        Set<String> fields,
        String record,
        CallAnswer answer) {

    /** What a call does. */
    public enum Kind {
        /** Brings products, or some of their fields. */
        SEND,
        /** Takes products away. */
        REMOVE
    }

    public ApiCall {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        if (records < 1 || bodyBytes < 1) {
            throw new IllegalArgumentException("a call takes a product at least: " + records + ", " + bodyBytes);
        }
        fields = Set.copyOf(fields);
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(answer, "answer");
    }

    /** Whether it carries all a product says. */
    public boolean isWhole() {
        return kind == Kind.SEND && fields.isEmpty();
    }

    /** Whether it has a body. */
    public boolean hasBody() {
        return kind == Kind.SEND || !record.isEmpty();
    }
}
