package io.feedkit.location.http;

import java.util.Locale;
import java.util.Map;

/** What a server is told about a file, by the ending of its name. */
public final class ContentType {
    private static final Map<String, String> BY_ENDING = Map.of(
            "xml", "application/xml",
            "csv", "text/csv",
            "tsv", "text/tab-separated-values",
            "txt", "text/plain",
            "json", "application/json",
            "jsonl", "application/x-ndjson",
            "ndjson", "application/x-ndjson",
            "gz", "application/gzip",
            "zip", "application/zip");

    private ContentType() {}

    /** The type of a file with this name. */
    public static String of(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.getOrDefault(ending, "application/octet-stream");
    }
}
