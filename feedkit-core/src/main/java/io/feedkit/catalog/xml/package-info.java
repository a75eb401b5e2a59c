/**
 * Catalogues in XML, streamed by a parser of our own where they are in UTF-8, else by Woodstox.
 *
 * <p>Start at {@link io.feedkit.catalog.xml.XmlCatalogFormat}. The element that is one record is found in the head of the source; the elements below it are columns,
 * called as they are written ({@code g:price}), with their way when nested ({@code shipping/price}), attributes with an at sign ({@code offer/@id}), and what repeats is
 * a list. Not exported: reached through {@link io.feedkit.catalog.Catalog}.
 *
 * <p>Traps: DTDs are never read, so an entity that only a DTD could explain makes its record unreadable; a document that is not well-formed ends
 * the pass with an exception, since nobody can tell what would have followed.
 */
@NullMarked
package io.feedkit.catalog.xml;

import org.jspecify.annotations.NullMarked;
