package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.channel.Conversion;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.channel.Format;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The conversions a field lists, each written as a call of the rule language's own functions on the attribute {@code value}: one strip_html for rules and channels.
 */
final class TextConversions {
    /** The attribute a conversion works on. */
    static final String VALUE = "value";

    private TextConversions() {}

    static List<FieldStep> of(FieldScope scope, FieldSpec field, Formulas formulas) {
        List<FieldStep> steps = new ArrayList<>();
        String separator = field.format().separator();
        if (field.type() == FieldType.PATH && !separator.equals(Format.PATH_SEPARATOR)) {
            String call = VALUE + ".replace(r\"\\s*>\\s*\", \"" + separator + "\")";
            steps.add(spelling(formulas.onValue(call), formulas));
        }
        for (Conversion conversion : field.convert()) {
            String call = call(conversion, field.text().maxLength());
            if (!call.isEmpty()) {
                String by = scope.path(field) + "/" + name(conversion);
                steps.add(step(formulas.onValue(VALUE + "." + call), by, scope.name(field), formulas));
            } else if (conversion == Conversion.ENCODE_URL) {
                steps.add(new UrlEncoding(scope.path(field) + "/" + name(conversion), scope.name(field)));
            }
        }
        return steps;
    }

    private static String name(Conversion conversion) {
        return conversion.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String call(Conversion conversion, int maxLength) {
        switch (conversion) {
            case HTML_TO_TEXT:
                return "html_to_text()";
            case STRIP_HTML:
                return "strip_html()";
            case SQUEEZE:
                return "squeeze()";
            case STRIP_EMOJI:
                return "strip_emoji()";
            case STRIP_URLS:
                return "strip_urls()";
            case DIGITS_ONLY:
                return "replace(r\"[ -]\", \"\")";
            case LOWER:
                return "lower()";
            case UPPER:
                return "upper()";
            case TRUNCATE_WORDS:
                return "truncate_words(" + maxLength + ")";
            case TRUNCATE:
                return "truncate(" + maxLength + ")";
            case ENCODE_COMMAS:
                return "replace(\",\", \"%2C\")";
            case STRIP_CONTROLS:
                // Reading removes them and every encoder does so again.
                return "";
            case ENCODE_URL:
            case TAKE_FIRST:
            case TAKE_NUMBER:
            case CONVERT_UNIT:
            case ROUND:
                return "";
        }
        throw new AssertionError(conversion);
    }

    /** Another spelling of the same value, which nobody needs to be told of. */
    private static FieldStep spelling(Formula formula, Formulas formulas) {
        return (values, findings) -> {
            Column result = formula.evaluate(formulas.besideWithValue(values), values.rows);
            for (int i = 0; i < values.rows.size; i++) {
                values.texts[values.rows.rows[i]] = result.bits[values.rows.rows[i]];
            }
        };
    }

    /** Functions usually give back the very slice they were given when there was nothing to do; what is a change is decided by the bytes. */
    private static FieldStep step(Formula formula, String by, String name, Formulas formulas) {
        return (values, findings) -> {
            ProductBatch beside = formulas.besideWithValue(values);
            Column result = formula.evaluate(beside, values.rows);
            for (int i = 0; i < values.rows.size; i++) {
                int row = values.rows.rows[i];
                long before = values.texts[row];
                long after = result.bits[row];
                if (before != after) {
                    values.texts[row] = after;
                    if (!isSame(values.buffer().bytes(), before, after)) {
                        findings.converted(values.product(row), by, name, "");
                    }
                }
            }
        };
    }

    private static boolean isSame(byte[] bytes, long before, long after) {
        return before != Column.MISSING
                && after != Column.MISSING
                && Arrays.equals(
                        bytes,
                        TextBuffer.start(before),
                        TextBuffer.end(before),
                        bytes,
                        TextBuffer.start(after),
                        TextBuffer.end(after));
    }
}
