/**
 * Catalogues in JSON: an array of objects anywhere in a document, or one object per line.
 *
 * <p>Start at {@link io.feedkit.catalog.json.JsonCatalogFormat}. Members are columns, nested ones with their way ({@code image.src}), arrays are lists. Numbers stay as they are
 * written: no double is ever made of a price. Not exported: reached through {@link io.feedkit.catalog.Catalog}.
 *
 * <p>Traps: of lines, a broken one is reported and the rest is read; a broken document ends the pass with an exception.
 */
@NullMarked
package io.feedkit.catalog.json;

import org.jspecify.annotations.NullMarked;
