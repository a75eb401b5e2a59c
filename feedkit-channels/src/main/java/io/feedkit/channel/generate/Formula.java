package io.feedkit.channel.generate;

import java.util.Collection;
import java.util.stream.Collectors;

/** Pieces of the rule language. */
final class Formula {
    private Formula() {}

    /** A text in quotes. */
    static String text(String value) {
        StringBuilder out = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
            } else if (c == '{' || c == '}') {
                out.appendCodePoint(c).appendCodePoint(c);
            } else if (Character.isISOControl(c)) {
                out.append("\\u{").append(Integer.toHexString(c)).append('}');
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.append('"').toString();
    }

    /** Whether a field is one of some texts. */
    static String oneOf(String field, Collection<String> values) {
        return values.size() == 1
                ? field + " = " + text(values.iterator().next())
                : field + " in " + values.stream().map(Formula::text).collect(Collectors.joining(", ", "[", "]"));
    }
}
