/**
 * Workbooks: XLSX and its relatives, read as one table of texts.
 *
 * <p>The front door is {@link io.feedkit.catalog.xlsx.XlsxCatalogFormat}. A workbook is an archive whose directory stands at its end, so {@code Archive} keeps the
 * bytes (in memory, or in a temporary file) and opens parts by name; {@code Workbook} knows sheets, styles and shared texts; {@code SheetReader} streams the cells
 * of one sheet; {@code TableFinder} says where the table in it begins; {@code XlsxReader} makes records of it. A cell becomes the text that a person sees, except
 * that numbers and dates are written so that no country's habits are in them.
 *
 * <p>Traps: a workbook stores numbers in binary, so 0.3 may stand there as 0.30000000000000004, and what is shown has 15 digits; the 29th of February 1900 exists; a
 * sheet may say nothing about where its cells stand; nothing in an archive is true before it was checked.
 */
@NullMarked
package io.feedkit.catalog.xlsx;

import org.jspecify.annotations.NullMarked;
