package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.rules.function.TextMatch;
import io.feedkit.rules.syntax.Likeness;
import java.util.List;

/** {@code contains}, {@code starts with}, {@code ends with}, {@code matches} and {@code in}, on bytes. */
public final class Likening {
    private Likening() {}

    public static Condition of(Likeness likeness, Node value, Node pattern) {
        if (!(pattern instanceof Literal literal) || literal.isMissing()) {
            return new Like(likeness, value, pattern);
        }
        if (likeness == Likeness.CONTAINS && value instanceof Call call) {
            return call.contains(literal.utf8()).orElseGet(() -> new LikeText(likeness, value, literal));
        }
        return new LikeText(likeness, value, literal);
    }

    /** Whether a linear-time regex is found anywhere in the text. */
    public static Condition matches(Node value, TextMatch pattern) {
        return new Matches(value, pattern);
    }

    /** {@code value in ["a", "b"]}. */
    public static Condition inTexts(Node value, List<byte[]> texts) {
        return new InTexts(value, texts);
    }

    static boolean holds(Likeness likeness, boolean list, byte[] bytes, long slice, byte[] all, int from, int to) {
        if (list) {
            return Bytes.hasElement(bytes, slice, all, from, to);
        }
        int start = TextBuffer.start(slice);
        int end = TextBuffer.end(slice);
        return switch (likeness) {
            case CONTAINS -> TextMatch.contains(bytes, start, end, all, from, to);
            case STARTS_WITH -> TextMatch.startsWith(bytes, start, end, all, from, to);
            case ENDS_WITH -> TextMatch.endsWith(bytes, start, end, all, from, to);
            case MATCHES -> throw new IllegalStateException("a regex is no text");
        };
    }

    private static final class Like extends Condition {
        private final Likeness likeness;
        private final Node value;
        private final Node pattern;
        private final boolean list;

        Like(Likeness likeness, Node value, Node pattern) {
            this.likeness = likeness;
            this.value = value;
            this.pattern = pattern;
            list = value.type.kind() == Kind.LIST;
        }

        @Override
        public void split(Run run, Selection in, boolean wanted, Selection yes, Selection no) {
            long[] patterns = pattern.eval(run, in).bits;
            choose(value.eval(run, in).bits, patterns, run.text().bytes(), in, wanted, yes, no);
        }

        private void choose(
                long[] bits, long[] patterns, byte[] bytes, Selection in, boolean wanted, Selection yes, Selection no) {
            int taken = 0;
            int left = 0;
            for (int i = 0; i < in.size; i++) {
                int row = in.rows[i];
                long slice = bits[row];
                long sought = patterns[row];
                boolean known = slice != Column.MISSING && sought != Column.MISSING;
                int from = TextBuffer.start(sought);
                int to = TextBuffer.end(sought);
                if (known && holds(likeness, list, bytes, slice, bytes, from, to) == wanted) {
                    yes.rows[taken++] = row;
                } else {
                    no.rows[left++] = row;
                }
            }
            yes.size = taken;
            no.size = left;
        }
    }

    private static final class LikeText extends TextTest {
        private final Likeness likeness;
        private final byte[] pattern;
        private final boolean list;

        LikeText(Likeness likeness, Node value, Literal pattern) {
            super(value);
            this.likeness = likeness;
            this.pattern = pattern.utf8();
            list = value.type.kind() == Kind.LIST;
        }

        @Override
        boolean test(byte[] bytes, long slice) {
            return holds(likeness, list, bytes, slice, pattern, 0, pattern.length);
        }

        @Override
        public void split(Run run, Selection in, boolean wanted, Selection yes, Selection no) {
            choose(value.eval(run, in).bits, run.text().bytes(), in, wanted, yes, no);
        }

        private void choose(long[] bits, byte[] bytes, Selection in, boolean wanted, Selection yes, Selection no) {
            int taken = 0;
            int left = 0;
            for (int i = 0; i < in.size; i++) {
                int row = in.rows[i];
                long slice = bits[row];
                if (slice != Column.MISSING && test(bytes, slice) == wanted) {
                    yes.rows[taken++] = row;
                } else {
                    no.rows[left++] = row;
                }
            }
            yes.size = taken;
            no.size = left;
        }
    }

    private static final class Matches extends TextTest {
        private final TextMatch pattern;

        Matches(Node value, TextMatch pattern) {
            super(value);
            this.pattern = pattern;
        }

        @Override
        boolean test(byte[] bytes, long slice) {
            return pattern.test(bytes, TextBuffer.start(slice), TextBuffer.end(slice));
        }

        @Override
        public void split(Run run, Selection in, boolean wanted, Selection yes, Selection no) {
            choose(value.eval(run, in).bits, run.text().bytes(), in, wanted, yes, no);
        }

        private void choose(long[] bits, byte[] bytes, Selection in, boolean wanted, Selection yes, Selection no) {
            int taken = 0;
            int left = 0;
            for (int i = 0; i < in.size; i++) {
                int row = in.rows[i];
                long slice = bits[row];
                if (slice != Column.MISSING && test(bytes, slice) == wanted) {
                    yes.rows[taken++] = row;
                } else {
                    no.rows[left++] = row;
                }
            }
            yes.size = taken;
            no.size = left;
        }
    }

    private static final class InTexts extends TextTest {
        private final List<byte[]> texts;
        private final SliceIndex index;

        InTexts(Node value, List<byte[]> texts) {
            super(value);
            this.texts = List.copyOf(texts);
            index = new SliceIndex(texts);
        }

        @Override
        TextKeys textKeys() {
            return new TextKeys(value, texts);
        }

        @Override
        boolean test(byte[] bytes, long slice) {
            return index.find(bytes, TextBuffer.start(slice), TextBuffer.end(slice)) >= 0;
        }

        @Override
        public void split(Run run, Selection in, boolean wanted, Selection yes, Selection no) {
            choose(value.eval(run, in).bits, run.text().bytes(), in, wanted, yes, no);
        }

        private void choose(long[] bits, byte[] bytes, Selection in, boolean wanted, Selection yes, Selection no) {
            int taken = 0;
            int left = 0;
            for (int i = 0; i < in.size; i++) {
                int row = in.rows[i];
                long slice = bits[row];
                if (slice != Column.MISSING && test(bytes, slice) == wanted) {
                    yes.rows[taken++] = row;
                } else {
                    no.rows[left++] = row;
                }
            }
            yes.size = taken;
            no.size = left;
        }
    }
}
