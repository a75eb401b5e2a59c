package io.feedkit.catalog.tree;

import java.math.BigDecimal;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a group that is made of leaves: {@code {amount} EUR}, {@code {amount/100} {currency}}. A number behind the leaf is what a plain number is divided by; it is 1
 * and zeros, so that nothing is lost.
 */
final class PartTemplate {
    private static final Pattern HOLE = Pattern.compile("\\{([^{}]+?)(?:/(10{1,9}))?}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    private PartTemplate() {}

    /** The text with its leaves; empty when one is missing, or when the part is the name of a leaf. */
    static String fill(String part, UnaryOperator<String> leaf) {
        if (part.indexOf('{') < 0) {
            return "";
        }
        Matcher hole = HOLE.matcher(part);
        StringBuilder text = new StringBuilder();
        while (hole.find()) {
            String value = leaf.apply(hole.group(1));
            if (value.isEmpty()) {
                return "";
            }
            hole.appendReplacement(text, Matcher.quoteReplacement(divided(value, hole.group(2))));
        }
        return hole.appendTail(text).toString();
    }

    private static String divided(String value, @Nullable String by) {
        if (by == null || !NUMBER.matcher(value).matches()) {
            return value;
        }
        return new BigDecimal(value).movePointLeft(by.length() - 1).toPlainString();
    }
}
