/**
 * Delimited text: comma, semicolon, tab, pipe or whatever a merchant's system writes.
 *
 * <p>The front door is {@link io.feedkit.catalog.csv.CsvCatalogFormat}. {@code DialectFinder} looks at the head of the source, {@code CsvReader} reads bytes in blocks
 * straight into the text of a batch, and {@code CsvScanner} finds the cells in it; a cell is a slice of those bytes and is never copied. The format follows RFC 4180
 * and forgives what merchants do to it: bare quotes, unclosed quotes, ragged records, mixed line ends. Whatever is forgiven is reported with its place.
 *
 * <p>Traps: a cell that was quoted and one that was not are the same text; a line may be part of a record and a record part of a line, so count records; offsets are
 * known only where the source is UTF-8, because another charset is transcoded first.
 */
@NullMarked
package io.feedkit.catalog.csv;

import org.jspecify.annotations.NullMarked;
