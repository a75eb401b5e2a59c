package io.feedkit.channel;

import java.util.regex.Pattern;

/** The forms that names, codes and dates of a descriptor have. The JSON Schema has the same expressions; a test compares them. */
final class Forms {
    /** Channels, sources, layouts, rules: words with hyphens. */
    static final Pattern HYPHENED = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    /** Lists and lets: words that a condition can use without quotes. */
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
    static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    static final Pattern DATE = Pattern.compile("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?");
    static final Pattern LIST_LANGUAGE = Pattern.compile("any|[a-z]{2,3}");
    static final Pattern DURATION = Pattern.compile("P[0-9]{1,4}D|PT[0-9]{1,6}[HMS]");
    static final Pattern TABLE = Pattern.compile("[a-z0-9]+([-.][a-z0-9]+)*[.]tsv");
    static final Pattern DIGITS = Pattern.compile("[0-9]+");

    static final String A_HYPHENED_NAME = "a name of lower-case letters, digits and single hyphens";
    static final String A_NAME = "a name of lower-case letters, digits and underscores";
    static final String A_COUNTRY = "a country code such as FR";
    static final String A_LANGUAGE = "a language code such as fr";
    static final String A_CURRENCY = "a currency code such as EUR";
    static final String A_DATE = "a date such as 2026-11-21, 2026-11 or \"2026\"";

    static final String A_TABLE = "the name of a file such as corner-shop.values.tsv";

    private Forms() {}
}
