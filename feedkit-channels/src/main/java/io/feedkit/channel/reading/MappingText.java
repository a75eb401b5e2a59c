package io.feedkit.channel.reading;

import io.feedkit.catalog.yaml.YamlScalar;
import java.util.Collection;
import java.util.Map;

/** Writes a mapping as YAML: an attribute on each line, texts in quotes. */
final class MappingText {
    private final StringBuilder text = new StringBuilder();

    static String of(Map<String, Object> mapping) {
        MappingText writer = new MappingText();
        writer.block(mapping, "");
        return writer.text.toString();
    }

    private void block(Map<?, ?> mapping, String indent) {
        mapping.forEach((key, value) -> {
            text.append(indent);
            text.append(YamlScalar.inside(String.valueOf(key)));
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
                text.append(YamlScalar.inside(String.valueOf(entry.getKey())));
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
            text.append(YamlScalar.quoted(word));
        } else {
            text.append(value);
        }
    }
}
