/**
 * Catalogues that can be streamed: from the bytes of a file to batches of typed products.
 *
 * <p>Start at {@link io.feedkit.catalog.Catalog}: it finds out format, charset, dialect and columns, says on what evidence, and lets every finding be overridden by
 * {@link io.feedkit.catalog.CatalogOptions}. A {@link io.feedkit.catalog.CatalogFormat} turns bytes into records, a {@link io.feedkit.catalog.Mapping} turns
 * records into products. A bad record becomes a problem with its position, and the rest is read.
 *
 * <p>Traps: detection reads the head of the source only, so a surprise further down is a problem, never a silent change of mind; identifiers are text.
 */
@NullMarked
package io.feedkit.catalog;

import org.jspecify.annotations.NullMarked;
