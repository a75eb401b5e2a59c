package io.feedkit.product;

import io.feedkit.problem.Problem;
import java.util.Optional;

/**
 * A trade item number of 8, 12, 13 or 14 digits with the right check digit (EAN, UPC, ITF-14, ISBN-13).
 *
 * <p><b>Shape:</b> the digits as given, leading zeros kept; {@link #canonical14} is the form to compare by. <b>Errors:</b> {@link #read} reports
 * {@code value.gtin-characters}, {@code value.gtin-length} or {@code value.gtin-check-digit}. <b>Source:</b> GS1 General Specifications, section on check
 * digits. Restricted and coupon prefixes are valid numbers here; whether one may be sold is a channel's question.
 */
public final class Gtin implements Comparable<Gtin> {
    private static final int CANONICAL_DIGITS = 14;

    private final String digits;

    private Gtin(String digits) {
        this.digits = digits;
    }

    /** Reads a GTIN; spaces and hyphens inside are refused, since a feed must not contain them. */
    public static Reading<Gtin> read(String text) {
        String digits = Blank.strip(text);
        if (digits.isEmpty()) {
            return Reading.missing();
        }
        if (!isDigits(digits)) {
            return unreadable(
                    ValueProblem.GTIN_CHARACTERS, digits + "", "is not made of digits only", fixForCharacters(digits));
        }
        if (!isLength(digits.length())) {
            return unreadable(
                    ValueProblem.GTIN_LENGTH,
                    digits,
                    "has " + digits.length() + " digits; a GTIN has 8, 12, 13 or 14",
                    fixForLength(digits));
        }
        int expected = checkDigit(digits.substring(0, digits.length() - 1));
        if (digits.charAt(digits.length() - 1) - '0' != expected) {
            return unreadable(
                    ValueProblem.GTIN_CHECK_DIGIT,
                    digits,
                    "has a wrong check digit: " + expected + " follows from the digits before it",
                    "Ask the maker for the right number; a changed last digit makes another product's number.");
        }
        return Reading.parsed(new Gtin(digits));
    }

    private static Reading<Gtin> unreadable(ValueProblem code, String found, String what, String fix) {
        return Reading.unreadable(code, "GTIN " + Problem.quote(found) + " " + what + ".", fix);
    }

    private static String fixForCharacters(String text) {
        if (text.indexOf('E') > 0 || text.indexOf('e') > 0) {
            return "A spreadsheet turned it into a number; export the column as text.";
        }
        StringBuilder digits = new StringBuilder();
        text.chars().filter(c -> c != '-' && c != ' ').forEach(c -> digits.append((char) c));
        return isDigits(digits.toString()) ? "Write it without spaces and hyphens." : "";
    }

    private static String fixForLength(String digits) {
        int length = digits.length();
        String padded = "0".repeat(Math.max(0, (length < 8 ? 8 : length < 12 ? 12 : 0) - length)) + digits;
        boolean lostZeros = isLength(padded.length()) && isValid(padded);
        return lostZeros ? "With its leading zeros it would be " + padded + "; a spreadsheet drops them." : "";
    }

    /** Whether {@code text} is, exactly as it stands, a GTIN. */
    public static boolean isValid(String text) {
        int last = text.length() - 1;
        return isLength(text.length())
                && isDigits(text)
                && text.charAt(last) - '0' == checkDigit(text.substring(0, last));
    }

    /** The digit that follows {@code body}, which holds digits only. */
    public static int checkDigit(String body) {
        int sum = 0;
        int weight = 3;
        for (int i = body.length() - 1; i >= 0; i--) {
            char c = body.charAt(i);
            if (c < '0' || c > '9') {
                throw new IllegalArgumentException("not a digit: " + Problem.quote(body));
            }
            sum += (c - '0') * weight;
            weight = 4 - weight;
        }
        return (10 - sum % 10) % 10;
    }

    /** The GTIN-13 of a book with an ISBN-10 such as {@code 0-306-40615-2}; empty when that is not one. */
    public static Optional<Gtin> ofIsbn10(String isbn) {
        String plain = Blank.strip(isbn).replace("-", "").replace(" ", "");
        if (plain.length() != 10) {
            return Optional.empty();
        }
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            char c = plain.charAt(i);
            boolean tenAtEnd = i == 9 && (c == 'X' || c == 'x');
            if (!tenAtEnd && (c < '0' || c > '9')) {
                return Optional.empty();
            }
            sum += (tenAtEnd ? 10 : c - '0') * (10 - i);
        }
        if (sum % 11 != 0) {
            return Optional.empty();
        }
        String body = "978" + plain.substring(0, 9);
        return Optional.of(new Gtin(body + checkDigit(body)));
    }

    private static boolean isLength(int length) {
        return length == 8 || length >= 12 && length <= CANONICAL_DIGITS;
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The digits as given. */
    public String digits() {
        return digits;
    }

    /** Fourteen digits, zeros in front: the form in which a UPC and the EAN of the same product are equal. */
    public String canonical14() {
        return "0".repeat(CANONICAL_DIGITS - digits.length()) + digits;
    }

    /** Whether the number is a book's: 13 digits from 978 or 979. */
    public boolean isIsbn() {
        return digits.length() == 13 && (digits.startsWith("978") || digits.startsWith("979"));
    }

    /** By {@link #canonical14}, the shorter form first. */
    @Override
    public int compareTo(Gtin other) {
        int byNumber = canonical14().compareTo(other.canonical14());
        return byNumber != 0 ? byNumber : Integer.compare(digits.length(), other.digits.length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Gtin that && digits.equals(that.digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    @Override
    public String toString() {
        return digits;
    }
}
