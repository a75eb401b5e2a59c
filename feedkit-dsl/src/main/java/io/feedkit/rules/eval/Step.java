package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Note;
import io.feedkit.batch.Selection;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.AttributeType.MoneyType;
import io.feedkit.product.Currencies;
import io.feedkit.product.VatBasis;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement at work on the rows that reach it. */
public abstract class Step {
    private static final int LONGEST_REASON = 500;

    private final String rule;

    Step(String rule) {
        this.rule = rule;
    }

    /** The rule it belongs to, as reports name it. */
    public String rule() {
        return rule;
    }

    abstract void run(Run run, Selection rows);

    /** Whether rows may have left the batch afterwards. */
    boolean mayExclude() {
        return false;
    }

    /**
     * Writes a value; a missing one writes nothing.
     *
     * @param origin what the value is made from
     */
    public static Step set(String rule, int slot, Node value, AttributeType target, boolean halfEven, Origin origin) {
        return new Set(rule, slot, value, target, halfEven, origin);
    }

    public static Step clear(String rule, List<Integer> slots) {
        return new Clear(rule, slots);
    }

    public static Step when(String rule, Condition condition, List<Step> then, List<Step> otherwise) {
        return new When(rule, condition, then, otherwise);
    }

    /** @param words what to say when the reason is not given or has no value */
    public static Step exclude(String rule, @Nullable Node reason, String words) {
        return new Exclude(rule, reason, words);
    }

    public static Step warn(String rule, Node message, String words) {
        return new Warn(rule, message, words);
    }

    /**
     * Counts what comes to the statement behind it. Only plans that somebody asks about have such steps.
     *
     * @param condition of the statement, or null
     */
    public static Step count(String rule, @Nullable Condition condition, Tally tally) {
        return new Count(rule, condition, tally);
    }

    private static final class Count extends Step {
        private final @Nullable Condition condition;
        private final Tally tally;

        Count(String rule, @Nullable Condition condition, Tally tally) {
            super(rule);
            this.condition = condition;
            this.tally = tally;
        }

        @Override
        void run(Run run, Selection rows) {
            if (condition == null) {
                tally.add(rows.size, rows.size, 0);
                return;
            }
            Selection yes = run.lend();
            Selection no = run.lend();
            Selection unknown = run.lend();
            condition.decide(run, rows, yes, no, unknown);
            tally.add(rows.size, yes.size, no.size);
            run.giveBack(3);
        }
    }

    private static final class Set extends Step {
        private final int slot;
        private final Node value;
        private final boolean halfEven;
        private final boolean money;
        private final VatBasis basis;
        private final Origin origin;

        Set(String rule, int slot, Node value, AttributeType target, boolean halfEven, Origin origin) {
            super(rule);
            this.slot = slot;
            this.value = value;
            this.halfEven = halfEven;
            this.origin = origin;
            money = target.kind() == Kind.MONEY;
            basis = target instanceof MoneyType type ? type.basis() : VatBasis.UNKNOWN;
        }

        @Override
        void run(Run run, Selection rows) {
            Column values = value.eval(run, rows);
            run.acted(rule(), rows);
            Column target = run.batch().writable(slot);
            if (money) {
                for (int i = 0; i < rows.size; i++) {
                    assignMoney(run, values, target, rows.rows[i]);
                }
            } else {
                assign(values, target, rows);
            }
        }

        private static void assign(Column values, Column target, Selection rows) {
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                long bits = values.bits[row];
                if (bits > Column.BOXED) {
                    target.bits[row] = bits;
                } else if (bits == Column.BOXED) {
                    target.box(row, values.boxed(row));
                }
            }
            if (target.units.length > 0) {
                for (int i = 0; i < rows.size; i++) {
                    int row = rows.rows[i];
                    if (values.bits[row] != Column.MISSING) {
                        target.units[row] = values.units[row];
                    }
                }
            }
        }

        private void assignMoney(Run run, Column values, Column target, int row) {
            long bits = values.bits[row];
            if (bits == Column.MISSING) {
                return;
            }
            short unit = values.units[row];
            VatBasis has = Currencies.laneBasis(unit);
            if (basis != VatBasis.UNKNOWN && has != basis) {
                if (has != VatBasis.UNKNOWN) {
                    run.fault(row, "the amount is " + has + " of VAT and the attribute " + basis, origin);
                    return;
                }
                unit = Currencies.lane(Currencies.laneIndex(unit), basis);
            }
            int digits = Currencies.minorDigits(Currencies.laneIndex(unit));
            long rounded = digits < 0 ? bits : Scaled.round(bits, STEPS[digits], halfEven);
            if (rounded > Column.BOXED) {
                target.bits[row] = rounded;
            } else {
                BigDecimal amount = Scaled.get(values, row);
                RoundingMode mode = halfEven ? RoundingMode.HALF_EVEN : RoundingMode.HALF_UP;
                Scaled.put(target, row, digits < 0 ? amount : amount.setScale(digits, mode));
            }
            target.units[row] = unit;
        }

        // Millionths of the smallest unit of a currency with so many decimals.
        private static final long[] STEPS = {1_000_000, 100_000, 10_000, 1_000, 100};
    }

    private static final class Clear extends Step {
        private final int[] slots;

        Clear(String rule, List<Integer> slots) {
            super(rule);
            this.slots = slots.stream().mapToInt(Integer::intValue).toArray();
        }

        @Override
        void run(Run run, Selection rows) {
            run.acted(rule(), rows);
            for (int slot : slots) {
                Condition.fill(run.batch().writable(slot), rows, Column.MISSING);
            }
        }
    }

    private static final class When extends Step {
        private final Condition condition;
        private final Step[] then;
        private final Step[] otherwise;
        private final boolean mayExclude;

        When(String rule, Condition condition, List<Step> then, List<Step> otherwise) {
            super(rule);
            this.condition = condition;
            this.then = then.toArray(Step[]::new);
            this.otherwise = otherwise.toArray(Step[]::new);
            mayExclude = then.stream().anyMatch(Step::mayExclude)
                    || otherwise.stream().anyMatch(Step::mayExclude);
        }

        @Override
        boolean mayExclude() {
            return mayExclude;
        }

        @Override
        void run(Run run, Selection rows) {
            Selection yes = run.lend();
            Selection no = run.lend();
            condition.split(run, rows, true, yes, no);
            steps(run, then, yes);
            steps(run, otherwise, no);
            run.giveBack(2);
        }

        private static void steps(Run run, Step[] steps, Selection rows) {
            for (int i = 0; i < steps.length && rows.size > 0; i++) {
                steps[i].run(run, rows);
                if (i < steps.length - 1 && steps[i].mayExclude()) {
                    keepLive(rows, run.batch().live());
                }
            }
        }

        private static void keepLive(Selection rows, Selection live) {
            int kept = 0;
            int next = 0;
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                while (next < live.size && live.rows[next] < row) {
                    next++;
                }
                if (next < live.size && live.rows[next] == row) {
                    rows.rows[kept++] = row;
                }
            }
            rows.size = kept;
        }
    }

    private abstract static class Says extends Step {
        private final @Nullable Node message;
        private final String words;
        private final Note.Kind kind;

        Says(String rule, @Nullable Node message, String words, Note.Kind kind) {
            super(rule);
            this.message = message;
            this.words = words;
            this.kind = kind;
        }

        @Override
        void run(Run run, Selection rows) {
            Column texts = message == null ? null : message.eval(run, rows);
            run.acted(rule(), rows);
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                String text = texts == null || texts.isMissing(row)
                        ? words
                        : cut(run.text().string(texts.bits[row]));
                run.note(new Note(row, kind, rule(), "", text));
            }
        }
    }

    /** A reason is a sentence, whatever a rule puts into it. */
    private static String cut(String text) {
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "…";
    }

    private static final class Warn extends Says {
        Warn(String rule, Node message, String words) {
            super(rule, message, words, Note.Kind.WARNING);
        }
    }

    private static final class Exclude extends Says {
        Exclude(String rule, @Nullable Node reason, String words) {
            super(rule, reason, words, Note.Kind.EXCLUDED);
        }

        @Override
        boolean mayExclude() {
            return true;
        }

        @Override
        void run(Run run, Selection rows) {
            super.run(run, rows);
            if (!run.isObserved()) {
                run.batch().retire(rows);
            }
        }
    }
}
