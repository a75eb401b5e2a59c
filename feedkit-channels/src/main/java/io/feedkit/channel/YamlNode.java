package io.feedkit.channel;

import io.feedkit.problem.SourcePosition;
import java.util.List;

/** A YAML document as values with their places. */
sealed interface YamlNode {

    SourcePosition at();

    /** What to call it in a message. */
    String kindName();

    /** The type a plain scalar resolves to in the YAML 1.2 core schema; quoted scalars are always text. */
    enum Resolved {
        TEXT("a text"),
        NUMBER("a number"),
        BOOLEAN("true or false"),
        NULL("nothing");

        private final String called;

        Resolved(String called) {
            this.called = called;
        }
    }

    /**
     * @param text as written, without quotes
     * @param textAt where the first character of the text stands: after the quote, or on the line after a block sign
     */
    record Scalar(String text, Resolved resolved, SourcePosition at, SourcePosition textAt) implements YamlNode {
        boolean isNull() {
            return resolved == Resolved.NULL;
        }

        @Override
        public String kindName() {
            return resolved.called;
        }
    }

    record Mapping(List<Entry> entries, SourcePosition at) implements YamlNode {
        @Override
        public String kindName() {
            return "a mapping";
        }
    }

    record Sequence(List<YamlNode> items, SourcePosition at) implements YamlNode {
        @Override
        public String kindName() {
            return "a list";
        }
    }

    record Entry(Scalar key, YamlNode value) {
        String name() {
            return key.text();
        }
    }
}
