package io.feedkit.channel;

/**
 * How a value is spelled in the feed. A part that is empty is taken from the channel's format for the type, then from ours.
 *
 * @param pattern for prices and measures with {@code {amount}}, {@code {currency}}, {@code {number}}, {@code {unit}}; for dates a pattern of letters
 * @param decimalMark between whole and fraction
 * @param fixedDecimals exactly so many decimals, -1 for as many as the currency or the number has
 * @param amount what the number counts
 * @param yes spelling of true
 * @param no spelling of false
 * @param separator between start and end of a range, or between the levels of a path
 */
public record Format(
        String pattern,
        String decimalMark,
        int fixedDecimals,
        AmountUnit amount,
        String yes,
        String no,
        String separator) {

    /** Between the levels of a path as our own attributes have it. */
    public static final String PATH_SEPARATOR = " > ";

    public static final Format UNSET = new Format("", "", -1, AmountUnit.UNSET, "", "", "");

    /** What a price counts. */
    public enum AmountUnit {
        UNSET,
        /** Euros, dollars. */
        MAJOR,
        /** Cents; as many decimals as the currency has. */
        MINOR,
        /** Millionths of the main unit. */
        MICROS
    }

    /** Our own spelling for a type. */
    public static Format defaultFor(FieldType type) {
        switch (type) {
            case PRICE:
                return new Format("{amount} {currency}", ".", -1, AmountUnit.MAJOR, "", "", "");
            case MEASURE:
                return new Format("{number} {unit}", ".", -1, AmountUnit.UNSET, "", "", "");
            case BOOLEAN:
                return new Format("", "", -1, AmountUnit.UNSET, "true", "false", "");
            case DATE:
                return new Format("uuuu-MM-dd", "", -1, AmountUnit.UNSET, "", "", "");
            case DATETIME:
                return new Format("uuuu-MM-dd'T'HH:mmxx", "", -1, AmountUnit.UNSET, "", "", "");
            case DATETIME_RANGE:
                return new Format("uuuu-MM-dd'T'HH:mmxx", "", -1, AmountUnit.UNSET, "", "", "/");
            case TIME:
                return new Format("HH:mm", "", -1, AmountUnit.UNSET, "", "", "");
            case PATH:
            case TAXONOMY:
                return new Format("", "", -1, AmountUnit.UNSET, "", "", PATH_SEPARATOR);
            default:
                return new Format("", ".", -1, AmountUnit.UNSET, "", "", "");
        }
    }

    /** This format with its empty parts taken from {@code base}. */
    public Format over(Format base) {
        return new Format(
                pattern.isEmpty() ? base.pattern : pattern,
                decimalMark.isEmpty() ? base.decimalMark : decimalMark,
                fixedDecimals < 0 ? base.fixedDecimals : fixedDecimals,
                amount == AmountUnit.UNSET ? base.amount : amount,
                yes.isEmpty() ? base.yes : yes,
                no.isEmpty() ? base.no : no,
                separator.isEmpty() ? base.separator : separator);
    }
}
