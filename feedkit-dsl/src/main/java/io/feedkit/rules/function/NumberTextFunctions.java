package io.feedkit.rules.function;

import static io.feedkit.product.AttributeType.DECIMAL;
import static io.feedkit.product.AttributeType.INTEGER;
import static io.feedkit.product.AttributeType.TEXT;
import static io.feedkit.rules.function.Definition.text;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.Currencies;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers read from texts and written as texts. */
final class NumberTextFunctions {
    static final List<Function> ALL = List.of(
            Definition.of("to_integer")
                    .takes(text("t"), text("lang").orNothing())
                    .gives(INTEGER)
                    .saying(
                            "Reads a whole number, strictly; with a language also with thousands parted as it does; missing when the text is none.")
                    .example("to_integer(\"1 299\", \"fr\")", "1299")
                    .example("to_integer(\"12 pcs\")", "missing")
                    .by(Kernels.rows((text, row, in, out) -> {
                        BigDecimal number = number(text, row, in);
                        if (number == null || number.scale() > 0) {
                            out.bits[row] = Column.MISSING;
                        } else {
                            Amounts.putWhole(out, row, number);
                        }
                    })),
            Definition.of("to_decimal")
                    .takes(text("t"), text("lang").orNothing())
                    .gives(DECIMAL)
                    .saying(
                            "Reads a number, strictly: with a decimal point, or as a language writes it; missing when the text is none.")
                    .example("to_decimal(\"12.50\")", "12.5")
                    .example("to_decimal(\"1.299,50\", \"de\")", "1299.5")
                    .example("to_decimal(\"1,299.5\")", "missing")
                    .by(Kernels.rows((text, row, in, out) -> {
                        BigDecimal number = number(text, row, in);
                        if (number == null) {
                            out.bits[row] = Column.MISSING;
                        } else {
                            Amounts.put(out, row, number);
                        }
                    })),
            Definition.of("format_number")
                    .takes(
                            Parameter.of("x", Amounts.NUMBERS),
                            text("pattern"),
                            text("lang").orNothing())
                    .gives(TEXT)
                    .saying(
                            "Writes a number by a pattern: 0 is a digit that is always there, # one that may be, a comma parts thousands.")
                    .example("format_number(1299.5, \"#,##0.00\", \"de\")", "\"1.299,50\"")
                    .example("format_number(7, \"000\")", "\"007\"")
                    .boundBy(NumberTextFunctions::formatting),
            Definition.of("format_money")
                    .takes(Parameter.of("m", Kind.MONEY), text("lang").orNothing())
                    .gives(TEXT)
                    .saying("Writes a price as the readers of a language do, rounded to the smallest coin.")
                    .example("format_money(1299.50 EUR, \"de\")", "\"1.299,50\u00a0€\"")
                    .example("format_money(1299.50 USD, \"en\")", "\"$1,299.50\"")
                    .boundBy(NumberTextFunctions::formattingMoney));

    private NumberTextFunctions() {}

    private static @Nullable BigDecimal number(TextBuffer text, int row, Column[] in) {
        long trimmed = CutFunctions.trim(text, in[0].bits[row]);
        // Longer texts are no numbers anybody means, and would be costly ones.
        if (TextBuffer.length(trimmed) > Limits.COMPARED_CHARACTERS) {
            return null;
        }
        boolean hasLanguage = in.length > 1;
        return NumberText.of(hasLanguage ? text.string(in[1].bits[row]) : "").read(text.string(trimmed), hasLanguage);
    }

    private static Kernel formatting(CallSite site) {
        NumberText.Pattern pattern = NumberText.Pattern.of(site.word(1, "0"));
        boolean whole = Amounts.isWhole(site.types().get(0));
        return Kernels.rows((text, row, in, out) -> {
            NumberText style = NumberText.of(in.length > 2 ? text.string(in[2].bits[row]) : site.language());
            out.bits[row] = text.append(style.write(
                    Amounts.decimal(in[0], whole, row),
                    pattern.minWhole(),
                    pattern.minDecimals(),
                    pattern.maxDecimals(),
                    pattern.grouped()));
        });
    }

    private static Kernel formattingMoney(CallSite site) {
        return Kernels.rows((text, row, in, out) -> {
            String language = in.length > 1 ? text.string(in[1].bits[row]) : site.language();
            int currency = Currencies.laneIndex(in[0].units[row]);
            int digits = Math.max(0, Currencies.minorDigits(currency));
            BigDecimal amount = Amounts.decimal(in[0], row);
            int decimals = currency == 0 ? Math.max(0, amount.scale()) : digits;
            String number = NumberText.of(language).write(amount.abs(), 1, digits, decimals, true);
            boolean negative = amount.signum() < 0;
            out.bits[row] = text.append((negative ? "-" : "") + placed(number, symbol(currency), language));
        });
    }

    private static String symbol(int currency) {
        String code = Currencies.code(currency);
        return switch (code) {
            case Currencies.NOT_STATED -> "";
            case "EUR" -> "€";
            case "USD" -> "$";
            case "GBP" -> "£";
            case "JPY" -> "¥";
            case "PLN" -> "zł";
            case "CZK" -> "Kč";
            case "INR" -> "₹";
            case "BRL" -> "R$";
            default -> code;
        };
    }

    /** The number with the symbol where the language puts it. A code always has a blank between; a line must not break there. */
    private static String placed(String number, String symbol, String language) {
        if (symbol.isEmpty()) {
            return number;
        }
        return switch (language) {
            case "", "en", "ja", "zh", "ko", "th", "he", "hi" ->
                symbol + (Character.isLetter(symbol.codePointBefore(symbol.length())) ? "\u00a0" : "") + number;
            case "nl" -> symbol + "\u00a0" + number;
            default -> number + "\u00a0" + symbol;
        };
    }
}
