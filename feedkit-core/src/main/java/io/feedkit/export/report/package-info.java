/**
 * A report as a page for people.
 *
 * <p>The front door is {@link io.feedkit.export.report.ReportPage}: one self-contained HTML page from an {@code ExportReport}. Everything a page says goes through {@code Html}, which
 * escapes it; what it looks like stands in {@code report.css}, its words in {@code report_en.properties} and {@code report_fr.properties}, and the explanations of problems are those of
 * {@code docs/problems.md}.
 *
 * <p>Traps: titles, ids and rule names are written by strangers, so nothing is ever put into a page but by {@code Html}; there is no script, and must not be, since the page's own policy forbids it.
 */
@NullMarked
package io.feedkit.export.report;

import org.jspecify.annotations.NullMarked;
