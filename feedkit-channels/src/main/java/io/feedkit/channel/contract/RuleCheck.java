package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.channel.ChannelRule;
import io.feedkit.channel.Condition;
import io.feedkit.problem.Severity;
import io.feedkit.product.Schema;

/** One check of a descriptor across fields: it strikes where {@code when} is true and {@code unless} is not. */
final class RuleCheck implements Check {
    private final ChannelRule rule;
    private final Test when;
    private final Test unless;
    private final Formula message;
    private final Formula fix;
    private final Selection struck = new Selection();
    private final Selection excused = new Selection();

    /** Told of every row that breaks the rule, with what to say about it. */
    @FunctionalInterface
    interface Strike {
        void at(int row, String text);
    }

    RuleCheck(ChannelRule rule, Formulas formulas, Schema schema) {
        this.rule = rule;
        when = Test.of(rule.when(), formulas, schema);
        unless = Test.of(rule.unless(), formulas, schema);
        message = formulas.message(rule.message(), schema);
        fix = formulas.message(rule.fix(), schema);
    }

    String code() {
        return rule.code();
    }

    String field() {
        return rule.field();
    }

    Severity severity() {
        return rule.effectiveSeverity();
    }

    @Override
    public void run(ProductBatch conditions, Selection rows, Findings findings) {
        run(conditions, rows, (int row, String text) -> {
            switch (severity()) {
                case ERROR -> findings.refuse(row, code(), field(), text);
                case WARNING -> findings.warn(row, code(), field(), text);
                case INFO -> findings.advise(row, code(), field(), text);
            }
        });
    }

    void run(ProductBatch batch, Selection rows, Strike strike) {
        when.select(batch, rows, struck);
        if (struck.isEmpty()) {
            return;
        }
        unless.select(batch, struck, excused);
        int next = 0;
        Selection guilty = new Selection();
        for (int i = 0; i < struck.size; i++) {
            int row = struck.rows[i];
            if (next < excused.size && excused.rows[next] == row) {
                next++;
            } else {
                guilty.add(row);
            }
        }
        if (!guilty.isEmpty()) {
            say(batch, guilty, strike);
        }
    }

    private void say(ProductBatch batch, Selection guilty, Strike strike) {
        String[] said = new String[ProductBatch.ROWS];
        Column messages = message.evaluate(batch, guilty);
        for (int i = 0; i < guilty.size; i++) {
            int row = guilty.rows[i];
            said[row] = text(batch, messages, row, rule.name());
        }
        Column fixes = fix.evaluate(batch, guilty);
        for (int i = 0; i < guilty.size; i++) {
            int row = guilty.rows[i];
            strike.at(row, (said[row] + " " + text(batch, fixes, row, "")).strip());
        }
    }

    private static String text(ProductBatch batch, Column column, int row, String otherwise) {
        return column.isMissing(row) ? otherwise : batch.text().string(column.bits[row]);
    }

    /** A condition that picks rows. */
    interface Test {
        /** Puts the rows for which the condition is true into {@code chosen}; unknown is not true. */
        void select(ProductBatch batch, Selection rows, Selection chosen);

        static Test of(Condition condition, Formulas formulas, Schema schema) {
            if (condition instanceof Condition.When when) {
                Formula formula = formulas.compile(when.expression(), schema);
                return (batch, rows, chosen) -> {
                    Column truth = formula.evaluate(batch, rows);
                    chosen.clear();
                    for (int i = 0; i < rows.size; i++) {
                        if (truth.bits[rows.rows[i]] == 1) {
                            chosen.add(rows.rows[i]);
                        }
                    }
                };
            }
            boolean always = condition.isAlways();
            return (batch, rows, chosen) -> {
                chosen.clear();
                if (always) {
                    chosen.copy(rows);
                }
            };
        }
    }
}
