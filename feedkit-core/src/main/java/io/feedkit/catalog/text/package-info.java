/**
 * Bytes that are text: which charset they are in, whether they are valid, and the way to UTF-8, the only charset feedkit works in.
 *
 * <p>Start at {@link io.feedkit.catalog.text.CharsetFinder}, which names the charset with its evidence; {@link io.feedkit.catalog.text.TranscodedStream} then reads any
 * other charset as UTF-8. Nothing is dropped: what cannot be decoded arrives as a byte that {@link io.feedkit.catalog.text.Utf8} refuses, so that the format that
 * reads it can say in which record.
 *
 * <p>Traps: a short text may be right in several charsets, and then {@link io.feedkit.catalog.text.FoundCharset#doubt} says so; a catalogue of plain ASCII in its first bytes may still hold something else below.
 */
@NullMarked
package io.feedkit.catalog.text;

import org.jspecify.annotations.NullMarked;
