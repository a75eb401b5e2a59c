package io.feedkit.channel;

import java.util.EnumSet;
import java.util.Set;

/** What the value of a field is. The spelling in YAML is lower case with hyphens: {@code datetime-range}. */
public enum FieldType {
    /** Plain text. */
    TEXT,
    /** Text that may carry markup. */
    HTML,
    /** An absolute address. */
    URL,
    /** One of a closed set of words. */
    ENUM,
    /** Yes or no, spelled as the format says. */
    BOOLEAN,
    INTEGER,
    DECIMAL,
    /** In points: 20 for a fifth. */
    PERCENT,
    /** An amount with its currency. */
    PRICE,
    /** A number with its unit. */
    MEASURE,
    /** A trade item number with check digit. */
    GTIN,
    DATE,
    /** An instant, written with its offset. */
    DATETIME,
    /** Start and end; the start must be before the end. */
    DATETIME_RANGE,
    /** A time of day. */
    TIME,
    /** ISO 3166-1 alpha-2. */
    COUNTRY,
    /** ISO 639-1. */
    LANGUAGE,
    /** ISO 4217. */
    CURRENCY,
    /** A category of a published taxonomy, as identifier or path; text in conditions. */
    TAXONOMY,
    /** A category path of the merchant. */
    PATH,
    /** Several named parts that belong together. */
    GROUP,
    /** Whatever the attribute is, written in the usual way of its own type. */
    ANY;

    private static final Set<FieldType> NUMBERS = EnumSet.of(INTEGER, DECIMAL, PERCENT, PRICE, MEASURE);

    /** Whether bounds and decimals mean something for this type. */
    public boolean isNumber() {
        return NUMBERS.contains(this);
    }
}
