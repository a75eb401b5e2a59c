package io.feedkit.rules.function;

import static io.feedkit.product.AttributeType.BOOLEAN;
import static io.feedkit.product.AttributeType.INTEGER;
import static io.feedkit.product.AttributeType.TEXT;
import static io.feedkit.rules.function.Definition.integer;
import static io.feedkit.rules.function.Definition.text;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.Gtin;
import java.util.List;

/** Trade item numbers and book numbers. */
final class ProductIdFunctions {
    static final List<Function> ALL = List.of(
            Definition.of("is_gtin")
                    .takes(text("t"))
                    .gives(BOOLEAN)
                    .saying(
                            "Whether the text is a GTIN: 8, 12, 13 or 14 digits with the right check digit, nothing else.")
                    .example("is_gtin(\"4006381333931\")", "true")
                    .example("is_gtin(\"4006381333932\")", "false")
                    .by(Kernels.count((bytes, from, to) -> isGtin(bytes, from, to) ? 1 : 0)),
            Definition.of("gtin_check_digit")
                    .takes(text("t"))
                    .gives(INTEGER)
                    .saying("The check digit that belongs behind 7, 11, 12 or 13 digits; missing for any other text.")
                    .example("gtin_check_digit(\"400638133393\")", "1")
                    .example("gtin_check_digit(\"12\")", "missing")
                    .by(Kernels.count((bytes, from, to) -> isGtinLength(to - from + 1) && isDigits(bytes, from, to)
                            ? checkDigit(bytes, from, to)
                            : Column.MISSING)),
            Definition.of("normalize_gtin")
                    .takes(text("t"), integer("digits").orNothing())
                    .gives(TEXT)
                    .saying(
                            "Writes a GTIN with zeros in front, 14 digits unless said otherwise; blanks and hyphens are dropped, and what is no GTIN is missing.")
                    .example("normalize_gtin(\"4006381333931\", 14)", "\"04006381333931\"")
                    .example("normalize_gtin(\"036000-291452\", 13)", "\"0036000291452\"")
                    .example("normalize_gtin(\"123\", 14)", "missing")
                    .boundBy(ProductIdFunctions::normalizing),
            Definition.of("is_isbn")
                    .takes(text("t"))
                    .gives(BOOLEAN)
                    .saying(
                            "Whether the text is an ISBN of 10 or 13 digits with the right check digit; hyphens and blanks do not matter.")
                    .example("is_isbn(\"0-306-40615-2\")", "true")
                    .example("is_isbn(\"978-0-306-40615-7\")", "true")
                    .example("is_isbn(\"4006381333931\")", "false")
                    .by(Kernels.rows((text, row, in, out) ->
                            out.bits[row] = isbn(text.string(in[0].bits[row])).isEmpty() ? 0 : 1)),
            Definition.of("isbn_to_gtin")
                    .takes(text("t"))
                    .gives(TEXT)
                    .saying("The 13 digits of an ISBN, as a GTIN; missing for any other text.")
                    .example("isbn_to_gtin(\"0-306-40615-2\")", "\"9780306406157\"")
                    .example("isbn_to_gtin(\"123\")", "missing")
                    .by(Kernels.text((text, slice) -> {
                        String isbn = isbn(text.string(slice));
                        return isbn.isEmpty() ? Column.MISSING : text.append(isbn);
                    })));

    private static final int DIGITS = 14;

    private ProductIdFunctions() {}

    private static boolean isGtinLength(int length) {
        return length == 8 || length >= 12 && length <= DIGITS;
    }

    static boolean isGtin(byte[] bytes, int from, int to) {
        return isGtinLength(to - from)
                && isDigits(bytes, from, to)
                && bytes[to - 1] - '0' == checkDigit(bytes, from, to - 1);
    }

    private static boolean isDigits(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return true;
    }

    /** GS1: from the right, digits weigh 3 and 1 in turn. */
    private static int checkDigit(byte[] bytes, int from, int to) {
        int sum = 0;
        for (int i = to - 1, weight = 3; i >= from; i--, weight = 4 - weight) {
            sum += (bytes[i] - '0') * weight;
        }
        return (10 - sum % 10) % 10;
    }

    private static Kernel normalizing(CallSite site) {
        if (site.arguments() == 1) {
            return Kernels.text((text, slice) -> normalize(text, slice, DIGITS));
        }
        return Kernels.textNumber(ProductIdFunctions::normalize);
    }

    private static long normalize(TextBuffer text, long slice, long digits) {
        if (digits > DIGITS || !isGtinLength((int) digits)) {
            throw new Fault("a GTIN has 8, 12, 13 or 14 digits, not " + digits);
        }
        String bare = withoutHyphens(text.string(slice));
        if (!Gtin.isValid(bare)) {
            return Column.MISSING;
        }
        String all = "0".repeat(DIGITS - bare.length()) + bare;
        int cut = DIGITS - (int) digits;
        return all.startsWith("0".repeat(cut)) ? text.append(all.substring(cut)) : Column.MISSING;
    }

    private static String withoutHyphens(String text) {
        StringBuilder bare = new StringBuilder(text.length());
        text.codePoints().filter(c -> c != '-' && !Utf8.isBlank(c)).forEach(bare::appendCodePoint);
        return bare.toString();
    }

    /** The 13 digits of a valid ISBN, or nothing. */
    private static String isbn(String text) {
        String bare = withoutHyphens(text);
        if (bare.length() == 10) {
            return Gtin.ofIsbn10(bare).map(Gtin::digits).orElse("");
        }
        boolean isBook =
                bare.length() == 13 && (bare.startsWith("978") || bare.startsWith("979")) && Gtin.isValid(bare);
        return isBook ? bare : "";
    }
}
