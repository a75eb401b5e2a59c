package io.feedkit.rules;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.Member;
import io.feedkit.product.Schema;
import io.feedkit.rules.eval.Values;
import io.feedkit.rules.function.Function;
import io.feedkit.rules.function.Functions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the examples that functions are explained with, through the whole compiler; for the tests of hosts and plugins.
 *
 * <pre>{@code assertEquals(List.of(), FunctionExamples.failures(new LoyaltyPlugin().functions()));}</pre>
 */
public final class FunctionExamples {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final Member NOBODY = new Member("", "", "", "", "", "", "", Map.of());
    private static final Schema NOTHING = Schema.of(List.of());

    private FunctionExamples() {}

    /** One line for each function that is not explained and each example that does not come out as written; empty when all is well. */
    public static List<String> failures(List<Function> functions) {
        RuleEnvironment environment =
                RuleEnvironment.of(NOTHING).withFunctions(Functions.library().with(functions));
        List<String> failures = new ArrayList<>();
        for (Function function : functions) {
            if (function.summary().isBlank() || function.examples().isEmpty()) {
                failures.add(function.name() + ": say what it does, and show an example");
            }
            for (Function.Example example : function.examples()) {
                String failure = failure(environment, example);
                if (!failure.isEmpty()) {
                    failures.add(function.name() + ": " + failure);
                }
            }
        }
        return failures;
    }

    private static String failure(RuleEnvironment environment, Function.Example example) {
        try {
            String found = shown(environment, example.call());
            String wanted = example.result().equals("fault") ? "fault" : shown(environment, example.result());
            return found.equals(wanted) ? "" : example.call() + " gives " + found + ", not " + wanted;
        } catch (RuleException e) {
            return example.call() + ": " + e.getMessage();
        }
    }

    /** A value as text, {@code missing} or {@code fault}. */
    private static String shown(RuleEnvironment environment, String expression) {
        RuleExpression compiled = RuleExpression.compile(environment, "example", expression);
        RecordBatch records = new RecordBatch(new TextBuffer(64));
        records.startRecord(1, -1, -1, 0);
        records.endRecord();
        ProductBatch batch = new ProductBatch(NOTHING, records);
        batch.start(records);
        @Nullable
        Object value = Values.read(
                compiled.open("", NOTHING, NOBODY, NOON, problem -> {}).evaluate(batch, new Selection().all(1)),
                0,
                compiled.type(),
                batch.text());
        if (value == null) {
            return batch.notes().isEmpty() ? "missing" : "fault";
        }
        return value.toString();
    }
}
