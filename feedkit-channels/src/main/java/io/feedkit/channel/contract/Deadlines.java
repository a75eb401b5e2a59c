package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.feed.Member;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.Schema;
import io.feedkit.rules.RuleExpression;
import io.feedkit.rules.RuleExpression.Evaluation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Until when what a contract makes of each product would be made of it again: until the clock passes the first date that a condition of the descriptor compares with it. For one thread.
 */
final class Deadlines {
    /** A day is not always as long as another, nor is a month: nothing is said to hold to its very end. */
    private static final long SECONDS_PER_DAY = TimeUnit.DAYS.toSeconds(1);

    private static final long MILLIS_PER_SECOND = TimeUnit.SECONDS.toMillis(1);
    private static final long SLACK_SECONDS = TimeUnit.DAYS.toSeconds(4);

    private final Member member;
    private final Instant runAt;
    private final List<One> all = new ArrayList<>();
    private final long[] until = new long[ProductBatch.ROWS];

    /** A comparison of values of one schema. */
    private record One(Schema schema, Kind kind, Evaluation value, Evaluation clock) {}

    Deadlines(Member member, Instant runAt) {
        this.member = member;
        this.runAt = runAt;
    }

    void add(Schema schema, RuleExpression.Deadline found) {
        // What is wrong with an expression is said by the one it is a part of.
        Evaluation value = found.value().open("", schema, member, runAt, problem -> {});
        Evaluation clock = found.clock().open("", schema, member, runAt, problem -> {});
        Kind kind = found.value().type().kind();
        all.add(new One(schema, kind == found.clock().type().kind() ? kind : Kind.TEXT, value, clock));
    }

    /** Whether all of them are about values of these schemas. */
    boolean areOf(Schema one, Schema other) {
        return all.stream().allMatch(deadline -> deadline.schema.equals(one) || deadline.schema.equals(other));
    }

    /** Begins a batch: everything holds for ever. */
    void start() {
        Arrays.fill(until, Long.MAX_VALUE);
    }

    /** Takes in the dates of a batch; {@code batch} may be one of its own, for what is said about its values is nobody's. */
    void take(ProductBatch batch, Selection rows) {
        for (One deadline : all) {
            if (!rows.isEmpty() && deadline.schema.equals(batch.schema())) {
                Column values = deadline.value.evaluate(batch, rows);
                if (values != Column.missing()) {
                    take(deadline, values, deadline.clock.evaluate(batch, rows), rows);
                }
            }
        }
    }

    private void take(One deadline, Column values, Column clocks, Selection rows) {
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            if (!values.isMissing(row)) {
                until[row] = Math.min(until[row], until(deadline.kind, values.bits[row], clocks.bits[row]));
            }
        }
    }

    private long until(Kind kind, long value, long clock) {
        boolean isMoment = kind == Kind.DATE || kind == Kind.INSTANT;
        if (!isMoment || clock == Column.MISSING) {
            return 0;
        }
        if (value < clock) {
            return Long.MAX_VALUE;
        }
        // Not counted from now: whenever it is asked, the answer shall be the same.
        long moment = kind == Kind.DATE
                ? TimeUnit.DAYS.toSeconds(value - clock + Math.floorDiv(runAt.getEpochSecond(), SECONDS_PER_DAY))
                : Math.floorDiv(value - clock + runAt.toEpochMilli(), MILLIS_PER_SECOND);
        return moment - SLACK_SECONDS;
    }

    /** The second since 1970 until which a row of the batch holds. */
    long until(int row) {
        return until[row];
    }

    /** Whether any are about values of a schema. */
    boolean has(Schema schema) {
        return all.stream().anyMatch(deadline -> deadline.schema.equals(schema));
    }
}
