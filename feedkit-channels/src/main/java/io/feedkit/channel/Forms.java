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

    static final DescriptorWords.Term A_HYPHENED_NAME = new DescriptorWords.Term("form.hyphened");
    static final DescriptorWords.Term A_NAME = new DescriptorWords.Term("form.name");
    static final DescriptorWords.Term A_COUNTRY = new DescriptorWords.Term("form.country");
    static final DescriptorWords.Term A_COUNTRY_OR_LIST = new DescriptorWords.Term("form.country-or-list");
    static final DescriptorWords.Term A_LANGUAGE = new DescriptorWords.Term("form.language");
    static final DescriptorWords.Term A_LIST_LANGUAGE = new DescriptorWords.Term("form.list-language");
    static final DescriptorWords.Term A_CURRENCY = new DescriptorWords.Term("form.currency");
    static final DescriptorWords.Term A_DATE = new DescriptorWords.Term("form.date");
    static final DescriptorWords.Term A_POINTER = new DescriptorWords.Term("form.pointer");
    static final DescriptorWords.Term A_PATH = new DescriptorWords.Term("form.path");
    static final DescriptorWords.Term A_HEADER = new DescriptorWords.Term("form.header");
    static final DescriptorWords.Term A_DURATION = new DescriptorWords.Term("form.duration");
    static final DescriptorWords.Term A_ROW_OF_DIGITS = new DescriptorWords.Term("form.digits");

    static final DescriptorWords.Term A_TABLE = new DescriptorWords.Term("form.table");

    private Forms() {}
}
