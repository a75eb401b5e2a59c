package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.product.AttributeType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code and or not}, conditions that are values, and {@code ??} on conditions. */
public final class Logic {
    private Logic() {}

    /** {@code a and b} or {@code a or b}. */
    public static Condition junction(boolean and, List<Condition> operands, Places places) {
        return new Junction(and, operands, places);
    }

    public static Condition not(Condition operand) {
        return new Negated(operand);
    }

    /** A boolean attribute, formula or function result as a condition. */
    public static Condition holds(Node value) {
        return new Holds(value);
    }

    /** {@code c ?? true}, {@code c ?? false}. */
    public static Condition decided(Condition operand, boolean ifUnknown) {
        return new Decided(operand, ifUnknown);
    }

    /** {@code x is present}, or {@code x is missing} when not {@code wanted}. */
    public static Condition present(Node operand, boolean wanted) {
        return new Present(operand, wanted);
    }

    /** A condition that is the same for every product: true, false, or null for unknown. */
    public static Condition fixed(@Nullable Boolean outcome) {
        return new Fixed(outcome);
    }

    /** Whether a condition is the same for every product. */
    public static boolean isFixed(Condition condition) {
        return condition instanceof Fixed;
    }

    /** Whether a condition is known to be true for every product. */
    public static boolean isAlways(Condition condition) {
        return condition instanceof Fixed fixed && Boolean.TRUE.equals(fixed.outcome);
    }

    /** Whether a condition is known to be false or unknown for every product. */
    public static boolean isNever(Condition condition) {
        return condition instanceof Fixed fixed && !Boolean.TRUE.equals(fixed.outcome);
    }

    /** Whether a condition is known to be false, not just unknown. */
    public static boolean isFalse(Condition condition) {
        return condition instanceof Fixed fixed && Boolean.FALSE.equals(fixed.outcome);
    }

    /** The rows of {@code all} that are not in {@code part}; both ascending, {@code part} a subset. */
    static void without(Selection all, Selection part, Selection out) {
        int next = 0;
        int size = 0;
        for (int i = 0; i < all.size; i++) {
            int row = all.rows[i];
            if (next < part.size && part.rows[next] == row) {
                next++;
            } else {
                out.rows[size++] = row;
            }
        }
        out.size = size;
    }

    private static final class Junction extends Condition {
        private final boolean and;
        private final Condition[] operands;
        private final int register;

        Junction(boolean and, List<Condition> operands, Places places) {
            register = places.column();
            this.and = and;
            this.operands = operands.toArray(Condition[]::new);
        }

        @Override
        public void split(Run run, Selection in, boolean wanted, Selection yes, Selection no) {
            // Everything must hold (true "and", false "or"): who passes one operand goes on to the next. Else something
            // must: who fails goes on.
            boolean every = and == wanted;
            Selection junk = run.lend();
            Selection first = run.lend();
            Selection second = run.lend();
            Selection left = in;
            for (int i = 0; i < operands.length; i++) {
                boolean last = i == operands.length - 1;
                Selection between = (i & 1) == 0 ? first : second;
                Selection next = !last ? between : every ? yes : no;
                if (every) {
                    operands[i].split(run, left, wanted, next, junk);
                } else {
                    operands[i].split(run, left, wanted, junk, next);
                }
                left = next;
            }
            without(in, left, every ? no : yes);
            run.giveBack(3);
        }

        /** Kleene's tables, operand by operand; a row that is decided is not looked at again. */
        @Override
        void truths(Run run, Selection rows, Column out) {
            long decided = and ? 0 : 1;
            Column next = run.column(register);
            Selection open = run.lend();
            operands[0].truths(run, rows, out);
            undecided(rows, out, decided, open);
            for (int k = 1; k < operands.length && open.size > 0; k++) {
                operands[k].truths(run, open, next);
                for (int i = 0; i < open.size; i++) {
                    int row = open.rows[i];
                    long more = next.bits[row];
                    if (more == decided || more == Column.MISSING) {
                        out.bits[row] = more;
                    }
                }
                undecided(open, out, decided, open);
            }
            run.giveBack(1);
        }

        private static void undecided(Selection rows, Column truths, long decided, Selection open) {
            int size = 0;
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                if (truths.bits[row] != decided) {
                    open.rows[size++] = row;
                }
            }
            open.size = size;
        }
    }

    private static final class Fixed extends Condition {
        private final @Nullable Boolean outcome;

        Fixed(@Nullable Boolean outcome) {
            this.outcome = outcome;
        }

        @Override
        public Node asValue(Places places) {
            return new Literal(AttributeType.BOOLEAN, outcome, places);
        }

        @Override
        public void split(Run run, Selection in, boolean wanted, Selection yes, Selection no) {
            boolean all = outcome != null && outcome == wanted;
            (all ? yes : no).copy(in);
            (all ? no : yes).clear();
        }
    }

    private static final class Negated extends Condition {
        private final Condition operand;

        Negated(Condition operand) {
            this.operand = operand;
        }

        @Override
        public void split(Run run, Selection in, boolean wanted, Selection yes, Selection no) {
            operand.split(run, in, !wanted, yes, no);
        }

        @Override
        void truths(Run run, Selection rows, Column out) {
            operand.truths(run, rows, out);
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                if (out.bits[row] != Column.MISSING) {
                    out.bits[row] = 1 - out.bits[row];
                }
            }
        }
    }

    private static final class Decided extends Condition {
        private final Condition operand;
        private final boolean ifUnknown;

        Decided(Condition operand, boolean ifUnknown) {
            this.operand = operand;
            this.ifUnknown = ifUnknown;
        }

        @Override
        public void split(Run run, Selection in, boolean wanted, Selection yes, Selection no) {
            if (wanted == ifUnknown) {
                operand.split(run, in, !wanted, no, yes);
            } else {
                operand.split(run, in, wanted, yes, no);
            }
        }

        @Override
        void truths(Run run, Selection rows, Column out) {
            operand.truths(run, rows, out);
            long decision = ifUnknown ? 1 : 0;
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                if (out.bits[row] == Column.MISSING) {
                    out.bits[row] = decision;
                }
            }
        }
    }

    private static final class Holds extends Condition {
        private final Node value;

        Holds(Node value) {
            this.value = value;
        }

        @Override
        public Node asValue(Places places) {
            return value;
        }

        @Override
        void truths(Run run, Selection rows, Column out) {
            value.into(run, rows, out);
        }

        @Override
        public void split(Run run, Selection in, boolean wanted, Selection yes, Selection no) {
            choose(value.eval(run, in).bits, in, wanted ? 1 : 0, yes, no);
        }

        private static void choose(long[] bits, Selection in, long looked, Selection yes, Selection no) {
            int taken = 0;
            int left = 0;
            for (int i = 0; i < in.size; i++) {
                int row = in.rows[i];
                if (bits[row] == looked) {
                    yes.rows[taken++] = row;
                } else {
                    no.rows[left++] = row;
                }
            }
            yes.size = taken;
            no.size = left;
        }
    }

    private static final class Present extends Condition {
        private final Node operand;
        private final boolean whenPresent;

        Present(Node operand, boolean whenPresent) {
            this.operand = operand;
            this.whenPresent = whenPresent;
        }

        @Override
        public void split(Run run, Selection in, boolean wanted, Selection yes, Selection no) {
            choose(operand.eval(run, in).bits, in, wanted == whenPresent, yes, no);
        }

        private static void choose(long[] bits, Selection in, boolean looked, Selection yes, Selection no) {
            int taken = 0;
            int left = 0;
            for (int i = 0; i < in.size; i++) {
                int row = in.rows[i];
                if (bits[row] != Column.MISSING == looked) {
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
