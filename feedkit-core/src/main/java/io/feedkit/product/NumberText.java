package io.feedkit.product;

import io.feedkit.problem.Problem;
import io.feedkit.product.NumberStyle.Shown;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a number as merchants write it.
 *
 * <p>The idea: a text is read once as point style and once as comma style, each strictly, groups of digits included. Ambiguity is then not a list of special
 * cases but two successful readings that differ. {@code 0.299} is not ambiguous, since no group starts with 0; nor is {@code 1234.567}, since no group has
 * four digits; {@code 1.299} is.
 */
final class NumberText {
    /** Enough for any price in any unit; keeps a hostile column of nines from costing quadratic time. */
    static final int MAX_CHARS = 100;

    private static final int GROUP_DIGITS = 3;
    private static final int INDIAN_GROUP_DIGITS = 2;

    private NumberText() {}

    /** Reads a text that holds a number and nothing else. */
    static Reading<BigDecimal> read(String text, NumberStyle style) {
        Parts parts = Parts.of(text);
        if (parts == null) {
            return Blank.strip(text).isEmpty() ? Reading.missing() : notANumber(text, "has no digits", "");
        }
        if (!parts.before.isEmpty() || !parts.after.isEmpty()) {
            String fix =
                    isExponent(parts.after) ? "A spreadsheet shortened it; export the column as plain numbers." : "";
            return notANumber(text, "has more than a number in it", fix);
        }
        return parts.number(style);
    }

    private static Reading<BigDecimal> notANumber(String text, String why, String fix) {
        return Reading.unreadable(
                ValueProblem.NOT_A_NUMBER, Problem.quote(text) + " is not a number: it " + why + ".", fix);
    }

    static boolean isExponent(String text) {
        int at = 0;
        if (text.isEmpty() || (text.charAt(at++) | 0x20) != 'e') {
            return false;
        }
        if (at < text.length() && (text.charAt(at) == '+' || isMinus(text.charAt(at)))) {
            at++;
        }
        return at < text.length() && text.substring(at).chars().allMatch(NumberText::isDigit);
    }

    static Shown styleShownBy(String text) {
        Shown plain = shownByPlain(text);
        if (plain != null) {
            return plain;
        }
        Parts parts = Parts.of(text);
        if (parts == null || parts.digits.length() > MAX_CHARS) {
            return Shown.NOTHING;
        }
        BigDecimal point = parse(parts.digits, '.', parts.whole);
        BigDecimal comma = parse(parts.digits, ',', parts.whole);
        if (point == null || comma == null) {
            return point != null ? Shown.POINT : comma != null ? Shown.COMMA : Shown.NOTHING;
        }
        return point.compareTo(comma) == 0 ? Shown.NOTHING : Shown.EITHER;
    }

    /** What digits alone show, or digits with one point or comma before the last one or two; null for everything else. Columns are full of those. */
    private static @Nullable Shown shownByPlain(String text) {
        int length = text.length();
        int separator = -1;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean separates = (c == '.' || c == ',') && separator < 0 && i > 0 && i < length - 1 && i >= length - 3;
            if (separates) {
                separator = i;
            } else if (!isDigit(c)) {
                return null;
            }
        }
        if (separator < 0 || length > MAX_CHARS) {
            return length == 0 || length > MAX_CHARS ? null : Shown.NOTHING;
        }
        return text.charAt(separator) == '.' ? Shown.POINT : Shown.COMMA;
    }

    /**
     * A text taken apart: what stands before the number, the number, what stands after it. Signs have gone into {@code negative}.
     *
     * @param digits digits with points, commas, one kind of space and one kind of apostrophe
     * @param whole whether it ended in {@code .-} or {@code ,-}, which says that there are no cents
     */
    record Parts(String text, String before, boolean negative, String digits, boolean whole, String after) {

        /** Null when there is no digit in it. */
        static @Nullable Parts of(String text) {
            int first = 0;
            while (first < text.length() && !isDigit(text.charAt(first))) {
                first++;
            }
            if (first == text.length()) {
                return null;
            }
            int start = first;
            // ".5" and "€.5" are halves; "Rs.500" is five hundred rupees.
            if (first > 0
                    && isPointOrComma(text.charAt(first - 1))
                    && (first < 2 || !Character.isLetter(text.charAt(first - 2)))) {
                start--;
            }
            int end = first;
            StringBuilder digits = new StringBuilder(text.substring(start, first));
            for (int i = first; i < text.length() && plain(text.charAt(i)) != 0; i++) {
                if (isDigit(text.charAt(i))) {
                    for (int gap = end; gap <= i; gap++) {
                        digits.append(plain(text.charAt(gap)));
                    }
                    end = i + 1;
                }
            }
            return signed(text, Blank.strip(text.substring(0, start)), digits, text.substring(end));
        }

        private static Parts signed(String text, String before, StringBuilder digits, String after) {
            String front = before;
            String rest = after;
            boolean negative = false;
            boolean signed = false;
            if (!front.isEmpty() && isSign(front.charAt(front.length() - 1))) {
                negative = isMinus(front.charAt(front.length() - 1));
                signed = true;
                front = Blank.strip(front.substring(0, front.length() - 1));
            } else if (!front.isEmpty() && isSign(front.charAt(0))) {
                negative = isMinus(front.charAt(0));
                signed = true;
                front = Blank.strip(front.substring(1));
            }
            boolean whole = false;
            int tail = dashTail(rest);
            if (tail > 0) {
                whole = true;
                rest = rest.substring(tail);
            } else if (!signed && !rest.isEmpty() && isMinus(rest.charAt(0))) {
                // Accounting systems print the minus behind: "12.50-".
                negative = true;
                rest = rest.substring(1);
            } else if (!rest.isEmpty()
                    && isPointOrComma(rest.charAt(0))
                    && (rest.length() == 1 || Blank.is(rest.charAt(1)))) {
                digits.append(rest.charAt(0));
                rest = rest.substring(1);
            }
            return new Parts(text, front, negative, digits.toString(), whole, Blank.strip(rest));
        }

        private static int dashTail(String text) {
            int at = 1;
            if (text.isEmpty() || !isPointOrComma(text.charAt(0))) {
                return 0;
            }
            while (at < text.length() && at < 3 && isDash(text.charAt(at))) {
                at++;
            }
            return at == 1 ? 0 : at;
        }

        Reading<BigDecimal> number(NumberStyle style) {
            if (digits.length() > MAX_CHARS) {
                String reason =
                        Problem.quote(text) + " has more than " + MAX_CHARS + " characters, too many for a number.";
                return Reading.unreadable(ValueProblem.NUMBER_TOO_LARGE, reason, "");
            }
            BigDecimal point = style == NumberStyle.COMMA ? null : signed(parse(digits, '.', whole));
            BigDecimal comma = style == NumberStyle.POINT ? null : signed(parse(digits, ',', whole));
            if (point != null && comma != null) {
                return Reading.anyOf(ValueProblem.AMBIGUOUS_NUMBER, inOrderOf(point, comma), question(point, comma));
            }
            BigDecimal only = point != null ? point : comma;
            return only != null ? Reading.parsed(only) : unreadable(style);
        }

        private @Nullable BigDecimal signed(@Nullable BigDecimal number) {
            return number == null ? null : Exact.canonical(negative ? number.negate() : number);
        }

        /** The reading with decimals first: it takes the text more literally. */
        private List<BigDecimal> inOrderOf(BigDecimal point, BigDecimal comma) {
            return digits.indexOf('.') >= 0 ? List.of(point, comma) : List.of(comma, point);
        }

        private String question(BigDecimal point, BigDecimal comma) {
            return Problem.quote(text) + " is " + point.toPlainString() + " with a decimal point, or "
                    + comma.toPlainString() + " with a decimal comma. Say which one this column has.";
        }

        private Reading<BigDecimal> unreadable(NumberStyle style) {
            NumberStyle other = style == NumberStyle.POINT ? NumberStyle.COMMA : NumberStyle.POINT;
            boolean inOther = parse(digits, other == NumberStyle.POINT ? '.' : ',', whole) != null;
            return switch (style) {
                case POINT ->
                    notANumber(
                            text,
                            "does not fit a decimal point",
                            inOther ? "It would be one with a decimal comma." : "");
                case COMMA ->
                    notANumber(
                            text,
                            "does not fit a decimal comma",
                            inOther ? "It would be one with a decimal point." : "");
                case UNDECIDED -> notANumber(text, "fits neither a decimal point nor a decimal comma", "");
            };
        }
    }

    /** The number, or null when the text is none with this decimal separator. */
    private static @Nullable BigDecimal parse(String digits, char decimal, boolean whole) {
        int at = digits.indexOf(decimal);
        if (at >= 0 && (whole || digits.indexOf(decimal, at + 1) >= 0)) {
            return null;
        }
        String front = at < 0 ? digits : digits.substring(0, at);
        String fraction = at < 0 ? "" : digits.substring(at + 1);
        if (!fraction.chars().allMatch(NumberText::isDigit) || front.isEmpty() && fraction.isEmpty()) {
            return null;
        }
        String ungrouped = ungrouped(front);
        return ungrouped == null ? null : new BigDecimal(ungrouped + (fraction.isEmpty() ? "" : "." + fraction));
    }

    /** The digits without group separators, or null when the groups are wrong. */
    private static @Nullable String ungrouped(String front) {
        List<String> groups = new ArrayList<>();
        char separator = 0;
        int from = 0;
        for (int i = 0; i < front.length(); i++) {
            char c = front.charAt(i);
            if (!isDigit(c)) {
                if (separator != 0 && c != separator) {
                    return null;
                }
                separator = c;
                groups.add(front.substring(from, i));
                from = i + 1;
            }
        }
        groups.add(front.substring(from));
        if (groups.size() > 1 && !isWellGrouped(groups, separator)) {
            return null;
        }
        return String.join("", groups);
    }

    private static boolean isWellGrouped(List<String> groups, char separator) {
        String first = groups.get(0);
        int last = groups.size() - 1;
        if (first.isEmpty() || first.charAt(0) == '0' || groups.get(last).length() != GROUP_DIGITS) {
            return false;
        }
        List<String> middle = groups.subList(1, last);
        boolean inThrees =
                first.length() <= GROUP_DIGITS && middle.stream().allMatch(group -> group.length() == GROUP_DIGITS);
        boolean indian = separator == ','
                && first.length() <= INDIAN_GROUP_DIGITS
                && middle.stream().allMatch(group -> group.length() == INDIAN_GROUP_DIGITS);
        return inThrees || indian;
    }

    /** What a character inside a number stands for: a digit, point, comma, one space for all, one apostrophe for all, or 0 for none of these. */
    private static char plain(char c) {
        if (isDigit(c) || isPointOrComma(c)) {
            return c;
        }
        if (c == '\'' || c == '\u2019' || c == '\u02bc' || c == '`' || c == '\u00b4') {
            return '\'';
        }
        return Blank.is(c) && c != '\n' && c != '\r' && c != '\t' ? ' ' : 0;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isPointOrComma(char c) {
        return c == '.' || c == ',';
    }

    private static boolean isSign(char c) {
        return c == '+' || isMinus(c);
    }

    static boolean isMinus(char c) {
        return c == '-' || c == '\u2212' || c == '\u2010' || c == '\u2011' || c == '\uff0d';
    }

    private static boolean isDash(char c) {
        return isMinus(c) || c == '\u2013' || c == '\u2014';
    }
}
