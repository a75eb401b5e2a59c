package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.channel.ChannelRule;
import io.feedkit.channel.Condition;
import io.feedkit.channel.FieldSpec;
import io.feedkit.problem.Severity;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** The checks inside one group, over its parts. A group that breaks one of them is left out. */
final class GroupRules {
    private final FieldSpec field;
    private final List<RuleCheck> checks = new ArrayList<>();
    private final List<Demand> demands = new ArrayList<>();
    private final List<String> names;
    private final ProductBatch batch;
    private final Selection chosen = new Selection();
    private final boolean[] spoiled = new boolean[ProductBatch.ROWS];

    /** A part that must be there under a condition. */
    private record Demand(FieldSpec part, String by, RuleCheck.Test when) {}

    GroupRules(FieldSpec field, FieldScope scope, Map<String, AttributeType> parts, Formulas formulas) {
        this.field = field;
        names = List.copyOf(parts.keySet());
        List<Attribute> attributes = new ArrayList<>();
        parts.forEach((name, type) -> attributes.add(Attribute.of(name, type)));
        Schema schema = Schema.of(attributes);
        batch = formulas.batchOf(schema);
        for (ChannelRule rule : field.parts().rules()) {
            checks.add(new RuleCheck(rule, formulas, schema));
        }
        for (FieldSpec part : field.parts().fields()) {
            Condition required = part.needs().required();
            if (!required.isAlways() && !required.isNever()) {
                demands.add(new Demand(
                        part, scope.path(part) + "/required", RuleCheck.Test.of(required, formulas, schema)));
            }
        }
    }

    void run(
            ProductBatch layer,
            Selection rows,
            IntUnaryOperator productOf,
            Function<String, Column> values,
            Findings findings) {
        Arrays.fill(spoiled, false);
        if (checks.isEmpty() && demands.isEmpty() || rows.isEmpty()) {
            return;
        }
        batch.startBeside(layer, ProductBatch.ROWS);
        for (int slot = 0; slot < names.size(); slot++) {
            batch.supply(slot, values.apply(names.get(slot)));
        }
        for (RuleCheck check : checks) {
            check.run(batch, rows, (row, text) -> {
                boolean error = check.severity() == Severity.ERROR;
                spoiled[row] |= error;
                String said = error ? text + " The group was left out." : text;
                findings.warn(productOf.applyAsInt(row), check.code(), field.name(), said);
            });
        }
        for (Demand demand : demands) {
            demand(demand, values.apply(demand.part.name()), rows, productOf, findings);
        }
    }

    private void demand(Demand demand, Column values, Selection rows, IntUnaryOperator productOf, Findings findings) {
        demand.when.select(batch, rows, chosen);
        boolean counts = demand.part.provenance().verified("required-when");
        for (int i = 0; i < chosen.size; i++) {
            int row = chosen.rows[i];
            if (values.isMissing(row)) {
                spoiled[row] |= counts;
                String said = "It has no " + demand.part.name() + ", which is needed here.";
                findings.warn(
                        productOf.applyAsInt(row),
                        demand.by,
                        field.name(),
                        counts ? said + " The group was left out." : said);
            }
        }
    }

    /** Whether the group in that row broke a rule that counts. */
    boolean isSpoiled(int row) {
        return spoiled[row];
    }
}
