package io.feedkit.rules.function;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import java.util.function.Supplier;

/**
 * Makes a {@link Kernel} of what happens to one row.
 *
 * <p>The usual shapes have a loop of their own; a step gives {@link Column#MISSING} where there is no result, and throws {@link Fault} where that deserves a
 * record. A step that makes text appends it to the buffer, or gives back a slice it was given when nothing has to change.
 */
final class Kernels {
    private Kernels() {}

    /** Text to text. */
    @FunctionalInterface
    interface TextStep {
        long of(TextBuffer text, long slice);
    }

    /** Text and a whole number to text. */
    @FunctionalInterface
    interface TextNumberStep {
        long of(TextBuffer text, long slice, long number);
    }

    /** Two texts (or a list and a text) to text. */
    @FunctionalInterface
    interface TextTextStep {
        long of(TextBuffer text, long slice, long other);
    }

    /** Text to an integer, or to 1 and 0 as true and false. */
    @FunctionalInterface
    interface CountStep {
        long of(byte[] bytes, int from, int to);
    }

    /** One lane to another: an integer, a day. */
    @FunctionalInterface
    interface LaneStep {
        long of(long value);
    }

    @FunctionalInterface
    interface LanesStep {
        long of(long a, long b);
    }

    /** Any shape: reads its arguments in the row and writes the row of the result. */
    @FunctionalInterface
    interface RowStep {
        void compute(TextBuffer text, int row, Column[] arguments, Column result);
    }

    static Kernel text(TextStep step) {
        return (frame, rows, arguments, result) -> {
            TextBuffer text = frame.text();
            long[] in = arguments[0].bits;
            long[] out = result.bits;
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                int mark = text.end();
                try {
                    out[row] = limited(step.of(text, in[row]));
                } catch (Fault | TextBuffer.Full e) {
                    fault(frame, row, result, mark, e);
                }
            }
        };
    }

    static Kernel textNumber(TextNumberStep step) {
        return (frame, rows, arguments, result) -> {
            TextBuffer text = frame.text();
            long[] in = arguments[0].bits;
            long[] numbers = arguments[1].bits;
            long[] out = result.bits;
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                int mark = text.end();
                try {
                    out[row] = limited(step.of(text, in[row], numbers[row]));
                } catch (Fault | TextBuffer.Full e) {
                    fault(frame, row, result, mark, e);
                }
            }
        };
    }

    static Kernel textText(TextTextStep step) {
        return (frame, rows, arguments, result) -> {
            TextBuffer text = frame.text();
            long[] in = arguments[0].bits;
            long[] others = arguments[1].bits;
            long[] out = result.bits;
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                int mark = text.end();
                try {
                    out[row] = limited(step.of(text, in[row], others[row]));
                } catch (Fault | TextBuffer.Full e) {
                    fault(frame, row, result, mark, e);
                }
            }
        };
    }

    static Kernel count(CountStep step) {
        return (frame, rows, arguments, result) -> {
            byte[] bytes = frame.text().bytes();
            long[] in = arguments[0].bits;
            long[] out = result.bits;
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                out[row] = step.of(bytes, TextBuffer.start(in[row]), TextBuffer.end(in[row]));
            }
        };
    }

    static Kernel lane(LaneStep step) {
        return (frame, rows, arguments, result) -> {
            long[] in = arguments[0].bits;
            long[] out = result.bits;
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                try {
                    out[row] = step.of(in[row]);
                } catch (Fault fault) {
                    out[row] = Column.MISSING;
                    frame.fault(row, fault.reason());
                }
            }
        };
    }

    static Kernel lanes(LanesStep step) {
        return (frame, rows, arguments, result) -> {
            long[] first = arguments[0].bits;
            long[] second = arguments[1].bits;
            long[] out = result.bits;
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                try {
                    out[row] = step.of(first[row], second[row]);
                } catch (Fault fault) {
                    out[row] = Column.MISSING;
                    frame.fault(row, fault.reason());
                }
            }
        };
    }

    static Kernel rows(RowStep step) {
        return (frame, rows, arguments, result) -> run(step, frame, rows, arguments, result);
    }

    /** For steps with state that may serve the rows of one batch, such as a matcher. */
    static Kernel rowsWith(Supplier<RowStep> fresh) {
        return (frame, rows, arguments, result) -> run(fresh.get(), frame, rows, arguments, result);
    }

    private static void run(RowStep step, Frame frame, Selection rows, Column[] arguments, Column result) {
        TextBuffer text = frame.text();
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            int mark = text.end();
            try {
                step.compute(text, row, arguments, result);
            } catch (Fault | TextBuffer.Full e) {
                fault(frame, row, result, mark, e);
            }
        }
    }

    /** The slice, or a fault when it is longer than a text may be. */
    static long limited(long slice) {
        if (slice != Column.MISSING) {
            Limits.textBytes(TextBuffer.length(slice));
        }
        return slice;
    }

    private static void fault(Frame frame, int row, Column result, int mark, RuntimeException e) {
        frame.text().truncate(mark);
        result.bits[row] = Column.MISSING;
        frame.fault(row, e instanceof Fault fault ? fault.reason() : "the texts of its neighbours leave no room");
    }
}
