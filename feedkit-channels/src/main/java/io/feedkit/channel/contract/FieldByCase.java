package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.channel.Condition;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.LimitCase;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A field whose limits depend on the product: it is filled once for each case, each time for the products that the case is about. Fields without cases know nothing of this. */
final class FieldByCase implements FieldPlan {
    private final List<RuleCheck.Test> conditions = new ArrayList<>();
    /** One for each condition, and one for what is left. */
    private final List<FieldPlan> plans = new ArrayList<>();

    private final Selection left = new Selection();
    private final Selection chosen = new Selection();
    /** Which plan each product had. */
    private final FieldPlan[] planOf = new FieldPlan[ProductBatch.ROWS];

    private final long[] texts = new long[ProductBatch.ROWS];
    private final Selection rows = new Selection();

    FieldByCase(FieldSpec field, Formulas formulas, Schema schema, Function<FieldSpec, FieldPlan> plan) {
        for (LimitCase limits : field.cases()) {
            conditions.add(RuleCheck.Test.of(Condition.when(limits.when()), formulas, schema));
            plans.add(plan.apply(field.in(limits)));
        }
        plans.add(plan.apply(field.withoutCases()));
        Arrays.fill(planOf, plans.get(0));
    }

    @Override
    public void run(ProductBatch layer, Column source, Selection all, Findings findings) {
        rows.copy(all);
        left.copy(all);
        for (int i = 0; i < conditions.size() && !left.isEmpty(); i++) {
            conditions.get(i).select(layer, left, chosen);
            fill(plans.get(i), layer, source, findings);
        }
        chosen.copy(left);
        fill(plans.get(plans.size() - 1), layer, source, findings);
    }

    /** Fills the chosen products, and leaves the others. */
    private void fill(FieldPlan plan, ProductBatch layer, Column source, Findings findings) {
        if (chosen.isEmpty()) {
            return;
        }
        plan.run(layer, source, chosen, findings);
        int next = 0;
        int kept = 0;
        for (int i = 0; i < left.size; i++) {
            int row = left.rows[i];
            if (next < chosen.size && chosen.rows[next] == row) {
                next++;
                planOf[row] = plan;
                texts[row] = plan.texts()[row];
            } else {
                left.rows[kept++] = row;
            }
        }
        left.size = kept;
    }

    @Override
    public long[] texts() {
        return texts;
    }

    /** As for products without a case: one of a single value is a list for conditions all the same. */
    @Override
    public Map<String, AttributeType> names() {
        return plans.get(plans.size() - 1).names();
    }

    @Override
    public Column values(String name) {
        AttributeType type = names().get(name);
        if (type == null || type.kind() == AttributeType.Kind.TEXT || type.kind() == AttributeType.Kind.LIST) {
            return Column.over(texts);
        }
        Column together = Column.of(type);
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            together.copy(planOf[row].values(name), row);
        }
        return together;
    }
}
