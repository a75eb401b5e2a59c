package io.feedkit.catalog.xlsx;

import io.feedkit.catalog.Detection;

/**
 * Where the table of a sheet is.
 *
 * @param headerRow the row with the names of the columns, or 0 when there is none
 * @param firstRow the first row that is a record, at the earliest
 * @param lastRow the last row that may be one
 * @param left the first column, counted from 0
 * @param right the last column that has a name or, without a header, a value
 * @param detection on what evidence
 */
record Table(long headerRow, long firstRow, long lastRow, int left, int right, Detection detection) {}
