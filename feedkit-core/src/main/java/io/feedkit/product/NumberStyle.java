package io.feedkit.product;

import io.feedkit.problem.Problem;

/**
 * Which character parts the whole from the fraction in the numbers of a column.
 *
 * <p>The other one of point and comma may group thousands, as may spaces and apostrophes; groups are checked, so
 * {@code 12,50} is no number in point style rather than 1250. Merchants mix both styles in one catalogue, even in one
 * column, so a style belongs to a column, and a value that can be read in one way only is read that way while the style
 * is {@link #UNDECIDED}.
 */
public enum NumberStyle {
    /** {@code 1299.50}, {@code 1,299.50}, {@code 1 299.50}, {@code 1'299.50}, {@code 12,34,567.50}. */
    POINT,
    /** {@code 1299,50}, {@code 1.299,50}, {@code 1 299,50}, {@code 1'299,50}. */
    COMMA,
    /** Not known: {@code 12.50} and {@code 1.299,00} show it themselves, {@code 1.299} stays ambiguous. */
    UNDECIDED;

    /** The style whose decimal separator this is: {@code .}, {@code ,}, or empty for {@link #UNDECIDED}. */
    public static NumberStyle ofDecimalSeparator(String separator) {
        return switch (separator) {
            case "." -> POINT;
            case "," -> COMMA;
            case "" -> UNDECIDED;
            default -> throw new IllegalArgumentException("a decimal separator is '.' or ',': '" + separator + "'");
        };
    }

    /**
     * Decides for a whole column from some of its texts, which may carry currencies and units.
     *
     * <p>One value that has a meaning in one style only decides, unless another decides otherwise: then the column is mixed and stays undecided.
     */
    public static Detection detect(Iterable<String> texts) {
        String point = "";
        String comma = "";
        String ambiguous = "";
        long points = 0;
        long commas = 0;
        long open = 0;
        for (String text : texts) {
            switch (NumberText.styleShownBy(text)) {
                case POINT -> point = points++ == 0 ? text : point;
                case COMMA -> comma = commas++ == 0 ? text : comma;
                case EITHER -> ambiguous = open++ == 0 ? text : ambiguous;
                case NOTHING -> {}
            }
        }
        return new Detection(point, points, comma, commas, ambiguous, open);
    }

    /** What one text tells about the style of its column. */
    enum Shown {
        POINT,
        COMMA,
        /** A number in both styles, and a different one. */
        EITHER,
        /** No separators, or no number. */
        NOTHING
    }

    /**
     * What the texts of a column showed about its numbers.
     *
     * @param pointEvidence the first text that has a meaning in point style only, or empty
     * @param points how many there are
     * @param commaEvidence the first text that has a meaning in comma style only, or empty
     * @param commas how many there are
     * @param openEvidence the first text with a different meaning in each style, or empty
     * @param open how many there are
     */
    public record Detection(
            String pointEvidence, long points, String commaEvidence, long commas, String openEvidence, long open) {

        /** What to read the column with. */
        public NumberStyle style() {
            if (points > 0 == commas > 0) {
                return UNDECIDED;
            }
            return points > 0 ? POINT : COMMA;
        }

        /** Whether some texts need a point and others a comma. */
        public boolean isMixed() {
            return points > 0 && commas > 0;
        }

        /** Whether somebody has to say what the style is, because texts without a certain meaning are there and no other decides. */
        public boolean needsAnswer() {
            return open > 0 && style() == UNDECIDED;
        }

        /** One sentence for a report: what was assumed, and why. */
        public String explanation() {
            if (isMixed()) {
                return "numbers are mixed: " + Problem.quote(pointEvidence) + " has a decimal point, "
                        + Problem.quote(commaEvidence) + " a decimal comma; each is read by itself"
                        + (open > 0 ? ", and " + Problem.quote(openEvidence) + " stays ambiguous" : "");
            }
            return switch (style()) {
                case POINT -> "numbers have a decimal point, as " + Problem.quote(pointEvidence) + " shows";
                case COMMA -> "numbers have a decimal comma, as " + Problem.quote(commaEvidence) + " shows";
                case UNDECIDED ->
                    open > 0
                            ? "nothing decides whether " + Problem.quote(openEvidence)
                                    + " has a decimal or a thousands separator"
                            : "numbers have no decimals";
            };
        }
    }
}
