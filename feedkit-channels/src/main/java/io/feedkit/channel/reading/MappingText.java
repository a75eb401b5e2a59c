package io.feedkit.channel.reading;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Writes a mapping as YAML: an attribute on each line, texts in quotes. */
final class MappingText {
    private static final int LAST_CONTROL = 0x1f;

    private final StringBuilder text = new StringBuilder();

    static String of(Map<String, Object> mapping) {
        MappingText writer = new MappingText();
        writer.block(mapping, "");
        return writer.text.toString();
    }

    private void block(Map<?, ?> mapping, String indent) {
        mapping.forEach((key, value) -> {
            text.append(indent);
            name(String.valueOf(key));
            text.append(':');
            if (value instanceof Map<?, ?> below && indent.length() < 4 && !below.isEmpty() && isDeep(below)) {
                text.append('\n');
                block(below, indent + "  ");
            } else {
                text.append(' ');
                flow(value);
                text.append('\n');
            }
        });
    }

    /** Whether it has lists or mappings in it, or more entries than fit a line. */
    private static boolean isDeep(Map<?, ?> mapping) {
        return mapping.size() > 4 || mapping.values().stream().anyMatch(value -> value instanceof Map<?, ?>);
    }

    private void flow(Object value) {
        if (value instanceof Map<?, ?> mapping) {
            text.append('{');
            String between = "";
            for (Map.Entry<?, ?> entry : mapping.entrySet()) {
                text.append(between);
                name(String.valueOf(entry.getKey()));
                text.append(": ");
                flow(entry.getValue());
                between = ", ";
            }
            text.append('}');
        } else if (value instanceof Collection<?> list) {
            text.append('[');
            String between = "";
            for (Object each : list) {
                text.append(between);
                flow(each);
                between = ", ";
            }
            text.append(']');
        } else if (value instanceof String word) {
            quoted(word);
        } else {
            text.append(value);
        }
    }

    private void name(String name) {
        if (name.matches("[a-z][a-z_-]*[a-z0-9]") && !name.matches("yes|no|on|off|true|false|null")) {
            text.append(name);
        } else {
            quoted(name);
        }
    }

    private void quoted(String word) {
        text.append('"');
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c <= LAST_CONTROL || c >= 0x7f && c < 0xa0 || c == '\u2028' || c == '\u2029' || c == '\ufeff') {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
