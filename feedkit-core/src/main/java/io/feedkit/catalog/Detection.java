package io.feedkit.catalog;

/**
 * One thing that was found out about a source rather than told.
 *
 * @param what the option it decides: {@code charset}, {@code delimiter}, {@code record element} …
 * @param value what was found, as the option is written
 * @param evidence why, in a few words: "byte order mark", "in 214 of 214 lines"
 * @param sure whether another value would contradict the source; if not, somebody should look
 */
public record Detection(String what, String value, String evidence, boolean sure) {}
