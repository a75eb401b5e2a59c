package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values taken from one of several places: {@code if}, {@code case}, {@code ??}, the row of a table. */
public final class Choosing {
    /** From so many arms on, looking the arm up costs less than asking one by one. */
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
        Choice choice = new Choice(type, conditions, values, otherwise, places);
        List<Condition.TextKeys> keys = new ArrayList<>();
        for (Condition condition : conditions) {
            Condition.TextKeys own = condition.textKeys();
            if (own == null
                    || !isSame(
                            own.value(),
                            keys.isEmpty() ? own.value() : keys.get(0).value())) {
                return choice;
            }
            keys.add(own);
        }
        return conditions.size() < ENOUGH_FOR_INDEX ? choice : new ChoiceByText(choice, keys);
    }

    private static boolean isSame(Node one, Node other) {
        return one == other || one instanceof Slot a && other instanceof Slot b && a.isSame(b);
    }

    /** The value whose number the index says. */
    public static Node pick(AttributeType type, Node index, Cells cells, Places places) {
        return new Pick(type, index, cells, places);
    }

    /** A formula that several statements read: computed once for each row that needs it. */
    public static Node cached(Node formula, Places places) {
        return new Cached(formula, places);
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

    /**
     * A choice by what one text is: the arm is looked up instead of asked for one after the other, which is what makes a table of hundreds of rows as fast as one
     * of five.
     */
    private static final class ChoiceByText extends Node {
        private final Node[] values;
        private final @Nullable Node otherwise;
        private final Node subject;
        private final SliceIndex index;
        /** The arm of each key. */
        private final int[] arms;

        private final int register;

        ChoiceByText(Choice choice, List<Condition.TextKeys> conditions) {
            super(choice.type);
            values = choice.values;
            otherwise = choice.otherwise;
            register = choice.register;
            subject = conditions.get(0).value();
            List<byte[]> keys = new ArrayList<>();
            List<Integer> armOfKey = new ArrayList<>();
            for (int arm = 0; arm < conditions.size(); arm++) {
                for (byte[] key : conditions.get(arm).keys()) {
                    keys.add(key);
                    armOfKey.add(arm);
                }
            }
            index = new SliceIndex(keys);
            arms = armOfKey.stream().mapToInt(Integer::intValue).toArray();
        }

        @Override
        public Column eval(Run run, Selection rows) {
            Column out = run.column(register);
            into(run, rows, out);
            return out;
        }

        @Override
        void into(Run run, Selection rows, Column out) {
            long[] subjects = subject.eval(run, rows).bits;
            Selection left = run.lend();
            Selection chosen = run.lend();
            Selection none = run.lend();
            Selection later = run.lend();
            int[] armOfRow = new int[ProductBatch.ROWS];
            lookUp(subjects, run.text().bytes(), rows, armOfRow, left, none);
            // As many rounds as there are different arms in the batch, which are few.
            while (!left.isEmpty()) {
                int arm = armOfRow[left.rows[0]];
                part(armOfRow, arm, left, chosen, later);
                values[arm].into(run, chosen, out);
                left.copy(later);
            }
            if (!none.isEmpty() && otherwise == null) {
                Condition.fill(out, none, Column.MISSING);
            } else if (!none.isEmpty() && otherwise != null) {
                otherwise.into(run, none, out);
            }
            run.giveBack(4);
        }

        /** Notes the arm of each row; those without one go to {@code none}. */
        private void lookUp(
                long[] subjects, byte[] bytes, Selection rows, int[] armOfRow, Selection left, Selection none) {
            none.clear();
            int found = 0;
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                long text = subjects[row];
                int key = text == Column.MISSING ? -1 : index.find(bytes, TextBuffer.start(text), TextBuffer.end(text));
                if (key < 0) {
                    none.add(row);
                } else {
                    armOfRow[row] = arms[key];
                    left.rows[found++] = row;
                }
            }
            left.size = found;
        }

        private static void part(int[] armOfRow, int arm, Selection left, Selection chosen, Selection later) {
            chosen.clear();
            later.clear();
            for (int i = 0; i < left.size; i++) {
                int row = left.rows[i];
                (armOfRow[row] == arm ? chosen : later).add(row);
            }
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

        Cached(Node formula, Places places) {
            super(formula.type);
            this.formula = formula;
            register = places.lastingColumn();
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
