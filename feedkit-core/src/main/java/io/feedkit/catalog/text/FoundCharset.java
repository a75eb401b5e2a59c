package io.feedkit.catalog.text;

import java.nio.charset.Charset;

/**
 * The charset of a source.
 *
 * @param charset what to decode with; byte order marks are still in the bytes
 * @param evidence why, in a few words
 * @param sure whether any other charset would contradict the bytes
 */
public record FoundCharset(Charset charset, String evidence, boolean sure) {}
