package io.feedkit.catalog;

import io.feedkit.catalog.YamlText.Value;
import io.feedkit.catalog.yaml.YamlScalar;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Writes YAML in one line, as it may stand anywhere in a document. */
final class YamlFlow {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_ ./()-]*");
    private static final List<String> WORDS_OF_YAML = List.of("true", "false", "null", "yes", "no", "on", "off", "~");
    /** Aliases make a small document large; nobody wrote that much by hand. */
    private static final int MOST_CHARS = 64 * 1024;

    private final StringBuilder text = new StringBuilder();

    private YamlFlow() {}

    /** A value as it was said; empty when it is too much to be repeated. */
    static String of(Value value) {
        YamlFlow flow = new YamlFlow();
        return flow.write(value.node()) ? flow.text.toString() : "";
    }

    private boolean write(Node node) {
        if (node instanceof ScalarNode scalar) {
            String said = scalar.getValue();
            boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN && isPlain(said) && !said.equals("null");
            text.append(plain ? said : text(said));
        } else if (node instanceof SequenceNode sequence) {
            text.append('[');
            int first = text.length();
            for (Node one : sequence.getValue()) {
                text.append(text.length() == first ? "" : ", ");
                if (!write(one)) {
                    return false;
                }
            }
            text.append(']');
        } else if (node instanceof MappingNode mapping) {
            return write(mapping.getValue());
        }
        return text.length() <= MOST_CHARS;
    }

    private boolean write(List<NodeTuple> entries) {
        text.append('{');
        int first = text.length();
        for (NodeTuple entry : entries) {
            text.append(text.length() == first ? "" : ", ");
            if (!write(entry.getKeyNode())) {
                return false;
            }
            text.append(": ");
            if (!write(entry.getValueNode())) {
                return false;
            }
        }
        text.append('}');
        return true;
    }

    private static boolean isPlain(String value) {
        return PLAIN.matcher(value).matches() && !value.endsWith(" ");
    }

    /** A text as YAML takes it, also inside braces and brackets. */
    static String text(String value) {
        if (isPlain(value) && !WORDS_OF_YAML.contains(value.toLowerCase(Locale.ROOT))) {
            return value;
        }
        return YamlScalar.quoted(value);
    }
}
