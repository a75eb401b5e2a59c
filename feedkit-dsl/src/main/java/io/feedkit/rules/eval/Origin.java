package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Failure;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.rules.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which part of a rule a node was made from. Nothing looks at it before something fails: only then are the values of the attributes looked up. */
public final class Origin {
    /** A value is cut before it is decoded, since a description may have megabytes. */
    private static final int MOST_BYTES = 8 * Failure.LONGEST;

    private final Span span;
    private final List<Read> reads;
    private @Nullable Failure place;

    /**
     * @param span the part
     * @param reads the attributes it is made from
     */
    public Origin(Span span, List<Read> reads) {
        this.span = span;
        this.reads = List.copyOf(reads);
    }

    /**
     * An attribute.
     *
     * @param name as its reader wrote it
     * @param slots where its value may be, the first with one winning
     */
    public record Read(String name, List<Slot> slots) {
        public Read {
            slots = List.copyOf(slots);
        }

        private Failure.Input input(Run run, int row) {
            for (Slot slot : slots) {
                Column column = slot.column(run);
                if (!column.isMissing(row)) {
                    return Failure.Input.of(name, shown(column, row, slot.type(), run.text()));
                }
            }
            return Failure.Input.missing(name);
        }
    }

    /** A number for the part that is the same in every run. */
    long mark() {
        long mark = SeenFaults.mixed(span.source().name().hashCode(), (long) span.start() << 32 | span.end());
        for (Read read : reads) {
            mark = SeenFaults.mixed(mark, read.name().hashCode());
        }
        return mark;
    }

    /** Where the part stands. Threads that look at the same time find the same. */
    private Failure place() {
        Failure known = place;
        if (known == null) {
            int lastLine = span.source().lineAt(span.end());
            known = new Failure(
                    span.source().name(),
                    span.line(),
                    span.column(),
                    lastLine,
                    span.source().columnAt(span.end()),
                    span.text(),
                    List.of());
            place = known;
        }
        return known;
    }

    /** What is to be said of a product for which this part failed. */
    Failure failure(Run run, int row) {
        List<Failure.Input> inputs = new ArrayList<>(reads.size());
        for (Read read : reads) {
            inputs.add(read.input(run, row));
        }
        return place().with(inputs);
    }

    private static String shown(Column column, int row, AttributeType type, TextBuffer text) {
        boolean isText = type.kind() == Kind.TEXT || type.kind() == Kind.LIST;
        if (isText) {
            long slice = column.bits[row];
            int start = TextBuffer.start(slice);
            int end = Math.min(TextBuffer.end(slice), start + MOST_BYTES);
            long cut = TextBuffer.slice(start, end);
            return type.kind() == Kind.LIST ? String.join(", ", Values.list(text.bytes(), cut)) : text.string(cut);
        }
        Object value = Values.read(column, row, type, text);
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }
}
