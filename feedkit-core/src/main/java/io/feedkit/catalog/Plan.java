package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.product.Schema;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the cells of a source fill the slots of a schema: one step per slot, worked out once from the mapping and the header.
 *
 * @param ids the texts of the id, or null when no column is the id
 * @param idField the column it is read from, for reports
 */
record Plan(
        List<Step> steps,
        List<MappedColumn> columns,
        @Nullable Texts ids,
        String idField) {

    /** One slot: texts, and for types other than texts what reads them. */
    record Step(int slot, Texts texts, @Nullable Parser parser) {}

    /** The attributes that have a step. */
    Set<String> supplied(Schema schema) {
        Set<String> names = new TreeSet<>();
        steps.forEach(step -> names.add(schema.attribute(step.slot).name()));
        return names;
    }

    /** The same plan without the steps for attributes that nobody wants. */
    Plan only(Set<String> wanted, Schema schema) {
        List<Step> kept = steps.stream()
                .filter(step -> wanted.contains(schema.attribute(step.slot).name()))
                .toList();
        return new Plan(kept, columns, ids, idField);
    }

    void fill(ProductBatch batch, Work work) {
        for (Step step : steps) {
            long[] slices = step.texts.of(work);
            Parser parser = step.parser;
            if (parser == null) {
                batch.supply(step.slot, work.view(step.slot, slices));
            } else {
                Column column = work.column(step.slot, parser.type());
                parser.parse(slices, column, work);
                batch.supply(step.slot, column);
            }
        }
    }
}
