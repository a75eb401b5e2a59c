package io.feedkit.catalog;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/**
 * What a caller knows about a catalogue. Everything left as in {@link #DEFAULTS} is found out and reported; what is given here wins over what was found.
 *
 * @param format name of the {@link CatalogFormat}, or empty to recognise it
 * @param charset name of the charset, or empty to find it out
 * @param dialect how delimited text is written
 * @param recordPath name of the XML element or JSON member that is one record, or empty to find it out
 * @param sheet name of the sheet of a workbook, or empty for the first that holds a table
 * @param currency ISO 4217 code of prices that state none, or empty: such prices then have no currency, which is reported
 * @param decimalSeparator {@code .} or {@code ,}, or empty to decide by what the numbers show
 * @param zone where dates and times that name no zone belong
 * @param mapping how columns become attributes
 * @param limits what reading may cost at most
 * @param nestings what nested sources may mean by their structure, the first that fits counts; those of known systems are added when a catalogue is opened
 */
public record CatalogOptions(
        String format,
        String charset,
        Dialect dialect,
        String recordPath,
        String sheet,
        String currency,
        String decimalSeparator,
        ZoneId zone,
        Mapping mapping,
        ReadLimits limits,
        List<Nesting> nestings) {

    /** Whether a table begins with a line of column names. */
    public enum Header {
        DETECT,
        PRESENT,
        ABSENT
    }

    /** Find everything out; times without a zone are UTC. */
    public static final CatalogOptions DEFAULTS = new CatalogOptions(
            "", "", Dialect.DETECT, "", "", "", "", ZoneOffset.UTC, Mapping.AUTOMATIC, ReadLimits.DEFAULTS, List.of());

    public CatalogOptions {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(charset, "charset");
        Objects.requireNonNull(dialect, "dialect");
        Objects.requireNonNull(recordPath, "recordPath");
        Objects.requireNonNull(sheet, "sheet");
        Objects.requireNonNull(currency, "currency");
        Objects.requireNonNull(decimalSeparator, "decimalSeparator");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(mapping, "mapping");
        Objects.requireNonNull(limits, "limits");
        nestings = List.copyOf(nestings);
    }

    /** The currency of prices that state none: the one given here, or that of the mapping; empty if neither names one. */
    String statedCurrency() {
        return currency.isEmpty() ? mapping.spec().defaults().currency() : currency;
    }

    /** Whether there is a line of column names, as {@link #dialect} has it. */
    public Header header() {
        return dialect.header();
    }

    public CatalogOptions withFormat(String value) {
        return new CatalogOptions(
                value,
                charset,
                dialect,
                recordPath,
                sheet,
                currency,
                decimalSeparator,
                zone,
                mapping,
                limits,
                nestings);
    }

    public CatalogOptions withCharset(String value) {
        return new CatalogOptions(
                format, value, dialect, recordPath, sheet, currency, decimalSeparator, zone, mapping, limits, nestings);
    }

    public CatalogOptions withDialect(Dialect value) {
        return new CatalogOptions(
                format, charset, value, recordPath, sheet, currency, decimalSeparator, zone, mapping, limits, nestings);
    }

    /** The delimiter of {@link #dialect}. */
    public CatalogOptions withDelimiter(String value) {
        return withDialect(dialect.withDelimiter(value));
    }

    /** The quote of {@link #dialect}. */
    public CatalogOptions withQuote(String value) {
        return withDialect(dialect.withQuote(value));
    }

    /** The header of {@link #dialect}. */
    public CatalogOptions withHeader(Header value) {
        return withDialect(dialect.withHeader(value));
    }

    public CatalogOptions withRecordPath(String value) {
        return new CatalogOptions(
                format, charset, dialect, value, sheet, currency, decimalSeparator, zone, mapping, limits, nestings);
    }

    public CatalogOptions withSheet(String value) {
        return new CatalogOptions(
                format,
                charset,
                dialect,
                recordPath,
                value,
                currency,
                decimalSeparator,
                zone,
                mapping,
                limits,
                nestings);
    }

    public CatalogOptions withCurrency(String value) {
        return new CatalogOptions(
                format, charset, dialect, recordPath, sheet, value, decimalSeparator, zone, mapping, limits, nestings);
    }

    public CatalogOptions withDecimalSeparator(String value) {
        return new CatalogOptions(
                format, charset, dialect, recordPath, sheet, currency, value, zone, mapping, limits, nestings);
    }

    public CatalogOptions withZone(ZoneId value) {
        return new CatalogOptions(
                format,
                charset,
                dialect,
                recordPath,
                sheet,
                currency,
                decimalSeparator,
                value,
                mapping,
                limits,
                nestings);
    }

    public CatalogOptions withMapping(Mapping value) {
        return new CatalogOptions(
                format, charset, dialect, recordPath, sheet, currency, decimalSeparator, zone, value, limits, nestings);
    }

    public CatalogOptions withLimits(ReadLimits value) {
        return new CatalogOptions(
                format,
                charset,
                dialect,
                recordPath,
                sheet,
                currency,
                decimalSeparator,
                zone,
                mapping,
                value,
                nestings);
    }

    public CatalogOptions withNestings(List<Nesting> value) {
        return new CatalogOptions(
                format, charset, dialect, recordPath, sheet, currency, decimalSeparator, zone, mapping, limits, value);
    }
}
