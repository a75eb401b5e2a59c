package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.product.AttributeType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values taken from one of several places: {@code if}, {@code case}, {@code ??}, the row of a table. */
public final class Choosing {
    /** From so many arms on, finding the arm of each row costs less than asking one by one. */
    private static final int ENOUGH_FOR_INDEX = 3;

    private Choosing() {}

    /** {@code a ?? b}. */
    public static Node coalesce(AttributeType type, List<Node> operands, Places places) {
        return new Coalesce(type, operands, places);
    }

    /** The value of the first true condition; missing when none is and {@code otherwise} is null. */
    public static Node choice(
            AttributeType type,
            List<Condition> conditions,
            List<Node> values,
            @Nullable Node otherwise,
            Places places) {
        Node choice = new Choice(type, conditions, values, otherwise, places);
        return conditions.size() < ENOUGH_FOR_INDEX
                ? choice
                : ChoiceByArm.of(type, conditions, values, otherwise, choice, places);
    }

    /** The value whose number the index says. */
    public static Node pick(AttributeType type, Node index, Cells cells, Places places) {
        return new Pick(type, index, cells, places);
    }

    /**
     * A formula that several statements read: computed once for each row that needs it.
     *
     * @param earlier the same formula of values that nobody asks for any more, or null
     */
    public static Node cached(Node formula, @Nullable Node earlier, Places places) {
        return new Cached(formula, earlier, places);
    }

    private static final class Coalesce extends Node {
        private final Node[] operands;
        private final int register;

        Coalesce(AttributeType type, List<Node> operands, Places places) {
            super(type);
            this.operands = operands.toArray(Node[]::new);
            register = places.column();
        }

        @Override
        public Column eval(Run run, Selection rows) {
            Column out = run.column(register);
            into(run, rows, out);
            return out;
        }

        @Override
        void into(Run run, Selection rows, Column out) {
            operands[0].into(run, rows, out);
            Selection first = run.lend();
            Selection second = run.lend();
            Selection left = rows;
            for (int k = 1; k < operands.length && left.size > 0; k++) {
                Selection next = (k & 1) == 0 ? first : second;
                int size = 0;
                for (int i = 0; i < left.size; i++) {
                    int row = left.rows[i];
                    if (out.bits[row] == Column.MISSING) {
                        next.rows[size++] = row;
                    }
                }
                next.size = size;
                if (size > 0) {
                    operands[k].into(run, next, out);
                }
                left = next;
            }
            run.giveBack(2);
        }
    }

    private static final class Choice extends Node {
        private final Condition[] conditions;
        private final Node[] values;
        private final @Nullable Node otherwise;
        private final int register;

        Choice(
                AttributeType type,
                List<Condition> conditions,
                List<Node> values,
                @Nullable Node otherwise,
                Places places) {
            super(type);
            this.conditions = conditions.toArray(Condition[]::new);
            this.values = values.toArray(Node[]::new);
            this.otherwise = otherwise;
            register = places.column();
        }

        @Override
        public Column eval(Run run, Selection rows) {
            Column out = run.column(register);
            into(run, rows, out);
            return out;
        }

        @Override
        void into(Run run, Selection rows, Column out) {
            Selection chosen = run.lend();
            Selection first = run.lend();
            Selection second = run.lend();
            Selection left = rows;
            for (int k = 0; k < conditions.length && left.size > 0; k++) {
                Selection next = (k & 1) == 0 ? first : second;
                conditions[k].split(run, left, true, chosen, next);
                if (chosen.size > 0) {
                    values[k].into(run, chosen, out);
                }
                left = next;
            }
            if (left.size > 0 && otherwise == null) {
                Condition.fill(out, left, Column.MISSING);
            } else if (left.size > 0 && otherwise != null) {
                otherwise.into(run, left, out);
            }
            run.giveBack(3);
        }
    }

    private static final class Pick extends Node {
        private final Node index;
        private final Cells cells;
        private final int register;

        Pick(AttributeType type, Node index, Cells cells, Places places) {
            super(type);
            this.index = index;
            this.cells = cells;
            register = places.column();
        }

        @Override
        public Column eval(Run run, Selection rows) {
            long[] numbers = index.eval(run, rows).bits;
            Column out = run.column(register);
            take(run, numbers, rows, out);
            return out;
        }

        private void take(Run run, long[] numbers, Selection rows, Column out) {
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                if (numbers[row] == Column.MISSING) {
                    out.bits[row] = Column.MISSING;
                } else {
                    cells.take(run, (int) numbers[row], out, row);
                }
            }
        }
    }

    private static final class Cached extends Node {
        private final Node formula;
        private final int register;
        private final int number;

        Cached(Node formula, @Nullable Node earlier, Places places) {
            super(formula.type);
            this.formula = formula;
            register = earlier instanceof Cached known ? known.register : places.lastingColumn();
            number = places.formula();
        }

        @Override
        public Column eval(Run run, Selection rows) {
            Column kept = run.column(register);
            Selection needed = run.lend();
            run.missingRows(number, rows, needed);
            if (needed.size > 0) {
                formula.into(run, needed, kept);
            }
            run.giveBack(1);
            return kept;
        }
    }
}
