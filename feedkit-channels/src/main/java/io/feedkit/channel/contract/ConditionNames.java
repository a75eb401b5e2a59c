package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.FieldSpec;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What the names in a descriptor's conditions stand for: the fields with the values that would be sent, then the attributes of the product.
 *
 * <p>A field that is absent is missing, whatever the channel assumes then: a condition that means the assumption says so, as in {@code condition ?? "new"}. Fields that
 * take no part in this run are there too.
 */
final class ConditionNames {
    private final List<Source> sources = new ArrayList<>();
    private final Schema schema;
    private final ProductBatch batch;

    /** Where a slot of the conditions gets its values. */
    private interface Source {
        Column column(ProductBatch layer);
    }

    ConditionNames(
            Schema products,
            ChannelDescriptor descriptor,
            List<FieldSpec> specs,
            List<FieldPlan> plans,
            Formulas formulas) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (int i = 0; i < specs.size(); i++) {
            FieldPlan plan = plans.get(i);
            for (Map.Entry<String, AttributeType> name : plan.names().entrySet()) {
                attributes.put(name.getKey(), Attribute.of(name.getKey(), name.getValue()));
                sources.add(layer -> plan.values(name.getKey()));
            }
        }
        for (FieldSpec spec : descriptor.fields()) {
            FieldKind.names(spec).forEach((name, type) -> {
                if (attributes.putIfAbsent(name, Attribute.of(name, type)) == null) {
                    sources.add(idle(products, name, type));
                }
            });
        }
        for (int slot = 0; slot < products.size(); slot++) {
            Attribute attribute = products.attribute(slot);
            if (products.language(slot).isEmpty() && attributes.putIfAbsent(attribute.name(), attribute) == null) {
                int from = slot;
                sources.add(layer -> layer.column(from));
            }
        }
        schema = Schema.of(attributes.values());
        batch = formulas.batchOf(schema);
    }

    /** A field that takes no part shows what the product says all the same, for checks that speak of it where it is not read. */
    private static Source idle(Schema products, String name, AttributeType type) {
        OptionalInt slot = products.slot(name);
        boolean same =
                slot.isPresent() && products.attribute(slot.getAsInt()).type().equals(type);
        return same ? layer -> layer.column(slot.getAsInt()) : layer -> Column.missing();
    }

    Schema schema() {
        return schema;
    }

    /** The values of this batch under the names of the conditions. */
    ProductBatch fill(ProductBatch layer) {
        batch.startBeside(layer, layer.rows());
        for (int slot = 0; slot < sources.size(); slot++) {
            batch.supply(slot, sources.get(slot).column(layer));
        }
        return batch;
    }
}
