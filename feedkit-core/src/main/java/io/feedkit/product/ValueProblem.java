package io.feedkit.product;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/** What can be wrong with a value: with the merchant's text of it, or with an operation on it. */
public enum ValueProblem implements ProblemCode {
    /** The text is not a number in the number style of its column. */
    NOT_A_NUMBER("value.not-a-number", Severity.ERROR, Blame.FEED),
    /** The text is a number in two ways: {@code 1.299}. */
    AMBIGUOUS_NUMBER("value.ambiguous-number", Severity.WARNING, Blame.CONFIG),
    /** A whole number was expected: {@code 2.5} pieces. */
    NOT_WHOLE("value.not-whole", Severity.ERROR, Blame.FEED),
    /** More digits than feedkit reads, or a whole number beyond 64 bits. */
    NUMBER_TOO_LARGE("value.number-too-large", Severity.ERROR, Blame.FEED),
    /** An amount of money says no currency and none was given for its column. */
    NO_CURRENCY("value.no-currency", Severity.WARNING, Blame.CONFIG),
    /** Letters or a sign beside the amount that name no currency. */
    UNKNOWN_CURRENCY("value.unknown-currency", Severity.ERROR, Blame.FEED),
    /** A sign that several currencies share: {@code $5}. */
    AMBIGUOUS_CURRENCY("value.ambiguous-currency", Severity.WARNING, Blame.CONFIG),
    /** Two amounts in different currencies were added or compared. */
    CURRENCY_MISMATCH("value.currency-mismatch", Severity.ERROR, Blame.RULES),
    /** An amount with VAT and one without were added or compared. */
    BASIS_MISMATCH("value.basis-mismatch", Severity.ERROR, Blame.RULES),
    /** A percentage without its sign: {@code 8} may be 8% or 800%. */
    AMBIGUOUS_PERCENT("value.ambiguous-percent", Severity.WARNING, Blame.CONFIG),
    /** A measure says no unit and none was given for its column. */
    NO_UNIT("value.no-unit", Severity.ERROR, Blame.CONFIG),
    /** Letters or a sign beside the amount that name no unit. */
    UNKNOWN_UNIT("value.unknown-unit", Severity.ERROR, Blame.FEED),
    /** Units of different dimensions were converted, added or compared. */
    DIMENSION_MISMATCH("value.dimension-mismatch", Severity.ERROR, Blame.RULES),
    /** The text is none of the known words for yes and no. */
    NOT_A_BOOLEAN("value.not-a-boolean", Severity.ERROR, Blame.FEED),
    /** The text is not a date in a known form, or names a day that does not exist. */
    NOT_A_DATE("value.not-a-date", Severity.ERROR, Blame.FEED),
    /** Day and month may be swapped: {@code 04/05/2026}. */
    AMBIGUOUS_DATE("value.ambiguous-date", Severity.WARNING, Blame.CONFIG),
    /** The text is not an instant in a known form, or names a local time that does not exist. */
    NOT_AN_INSTANT("value.not-an-instant", Severity.ERROR, Blame.FEED),
    /** A local time says no offset or zone and none was given for its column. */
    NO_ZONE("value.no-zone", Severity.ERROR, Blame.CONFIG),
    /** A local time that happens twice, when clocks are set back. */
    AMBIGUOUS_INSTANT("value.ambiguous-instant", Severity.WARNING, Blame.FEED),
    /** A range that ends before it starts. */
    EMPTY_RANGE("value.empty-range", Severity.ERROR, Blame.FEED),
    /** A spreadsheet wrote an identifier as a number, and left out most of its digits: {@code 4.00626E+12}. */
    SHORTENED_NUMBER("value.shortened-number", Severity.WARNING, Blame.FEED),
    /** A word for "none" where a name stands that products share: {@code -} as the group of variants. */
    PLACEHOLDER("value.placeholder", Severity.INFO, Blame.FEED),
    /** A GTIN holds something else than digits. */
    GTIN_CHARACTERS("value.gtin-characters", Severity.ERROR, Blame.FEED),
    /** A GTIN has another length than 8, 12, 13 or 14 digits. */
    GTIN_LENGTH("value.gtin-length", Severity.ERROR, Blame.FEED),
    /** The last digit of a GTIN does not follow from the others. */
    GTIN_CHECK_DIGIT("value.gtin-check-digit", Severity.ERROR, Blame.FEED);

    private final String id;
    private final Severity severity;
    private final Blame blame;

    ValueProblem(String id, Severity severity, Blame blame) {
        this.id = id;
        this.severity = severity;
        this.blame = blame;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
