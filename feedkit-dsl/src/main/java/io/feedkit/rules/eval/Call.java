package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import io.feedkit.rules.function.Kernel;
import io.feedkit.rules.function.TextMatch;
import java.util.List;
import java.util.Optional;

/** A function of the library. Rows with a missing argument do not reach it, unless it wants to see them. */
public final class Call extends Node {
    private final Kernel kernel;
    private final Node[] arguments;
    private final boolean seesMissing;
    private final int register;
    private final Origin origin;

    public Call(AttributeType type, Kernel kernel, List<Node> arguments, boolean seesMissing, Places places) {
        super(type);
        this.kernel = kernel;
        this.arguments = arguments.toArray(Node[]::new);
        this.seesMissing = seesMissing;
        register = places.column();
        origin = places.origin();
    }

    /** A kernel that costs so much that equal arguments of a batch are asked for once. */
    public static Kernel remembered(Kernel costly, List<AttributeType> types) {
        return new Remembered(costly, types);
    }

    /** The same as looking for {@code part} in this text, without making the text; empty when that cannot be done. */
    Optional<Condition> contains(byte[] part) {
        return arguments.length != 1
                ? Optional.empty()
                : TextMatch.containsBehind(kernel, part).map(search -> Likening.matches(arguments[0], search));
    }

    /** The same as comparing this text with the one it is made of, without making it; empty when it is made of another, or that cannot be done. */
    Optional<Condition> leaves(Node argument, boolean unchanged) {
        return arguments.length != 1 || !arguments[0].isSame(argument)
                ? Optional.empty()
                : TextMatch.unchangedBy(kernel).map(test -> Likening.matches(argument, unchanged ? test : test.not()));
    }

    @Override
    public Column eval(Run run, Selection rows) {
        Column out = run.column(register);
        into(run, rows, out);
        return out;
    }

    @Override
    void into(Run run, Selection rows, Column out) {
        Column[] values = new Column[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            values[i] = arguments[i].eval(run, rows);
        }
        if (seesMissing || arguments.length == 0) {
            compute(run, rows, values, out);
            return;
        }
        Selection complete = run.lend();
        keepComplete(values, rows, complete, out);
        if (complete.size > 0) {
            compute(run, complete, values, out);
        }
        run.giveBack(1);
    }

    /** Our own kernels give up single rows when there is no more room for texts; one of a host may not know how. */
    private void compute(Run run, Selection rows, Column[] values, Column out) {
        int mark = run.text().end();
        run.calls(origin);
        try {
            kernel.run(run, rows, values, out);
        } catch (TextBuffer.Full full) {
            for (int i = 0; i < rows.size; i++) {
                out.bits[rows.rows[i]] = run.noRoom(rows.rows[i], mark, origin);
            }
        }
    }

    private static void keepComplete(Column[] values, Selection rows, Selection complete, Column out) {
        complete.copy(rows);
        for (Column value : values) {
            long[] bits = value.bits;
            int kept = 0;
            for (int i = 0; i < complete.size; i++) {
                int row = complete.rows[i];
                if (bits[row] == Column.MISSING) {
                    out.bits[row] = Column.MISSING;
                } else {
                    complete.rows[kept++] = row;
                }
            }
            complete.size = kept;
        }
    }
}
