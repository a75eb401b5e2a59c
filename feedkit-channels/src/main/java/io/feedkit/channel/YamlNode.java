package io.feedkit.channel;

import io.feedkit.problem.SourcePosition;
import java.util.List;

/** A YAML document as values with their places. */
sealed interface YamlNode {

    SourcePosition at();

    /** What to call it in a message. */
    DescriptorWords.Term kind();

    /** The type a plain scalar resolves to in the YAML 1.2 core schema; quoted scalars are always text. */
    enum Resolved {
        TEXT("shape.text"),
        NUMBER("shape.number"),
        BOOLEAN("shape.boolean"),
        NULL("shape.nothing");

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
        public DescriptorWords.Term kind() {
            return new DescriptorWords.Term(resolved.called);
        }
    }

    record Mapping(List<Entry> entries, SourcePosition at) implements YamlNode {
        @Override
        public DescriptorWords.Term kind() {
            return new DescriptorWords.Term("shape.mapping");
        }
    }

    record Sequence(List<YamlNode> items, SourcePosition at) implements YamlNode {
        @Override
        public DescriptorWords.Term kind() {
            return new DescriptorWords.Term("shape.list");
        }
    }

    record Entry(Scalar key, YamlNode value) {
        String name() {
            return key.text();
        }
    }
}
