package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.FieldSpec;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the names in a descriptor's conditions stand for: the fields with the values that would be sent, then the attributes of the product.
 *
 * <p>A field that is absent counts as what the channel then assumes. Fields that take no part in this run are there too, always missing.
 */
final class ConditionNames {
    private final List<Source> sources = new ArrayList<>();
    private final Schema schema;
    private final ProductBatch batch;

    /** Where a slot of the conditions gets its values. */
    private interface Source {
        Column column(ProductBatch layer, Selection rows);
    }

    ConditionNames(
            Schema products,
            ChannelDescriptor descriptor,
            List<FieldSpec> specs,
            List<FieldPlan> plans,
            Formulas formulas) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (int i = 0; i < specs.size(); i++) {
            FieldSpec spec = specs.get(i);
            FieldPlan plan = plans.get(i);
            for (Map.Entry<String, AttributeType> name : plan.names().entrySet()) {
                attributes.put(name.getKey(), Attribute.of(name.getKey(), name.getValue()));
                boolean assumes =
                        name.getKey().equals(spec.name()) && !spec.assumed().isEmpty();
                sources.add(
                        assumes
                                ? new Assumed(plan, spec, name.getValue())
                                : (layer, rows) -> plan.values(name.getKey()));
            }
        }
        for (FieldSpec spec : descriptor.fields()) {
            FieldKind.names(spec).forEach((name, type) -> {
                if (attributes.putIfAbsent(name, Attribute.of(name, type)) == null) {
                    sources.add((layer, rows) -> Column.missing());
                }
            });
        }
        for (int slot = 0; slot < products.size(); slot++) {
            Attribute attribute = products.attribute(slot);
            if (products.language(slot).isEmpty() && attributes.putIfAbsent(attribute.name(), attribute) == null) {
                int from = slot;
                sources.add((layer, rows) -> layer.column(from));
            }
        }
        schema = Schema.of(attributes.values());
        batch = formulas.batchOf(schema);
    }

    Schema schema() {
        return schema;
    }

    /** The values of this batch under the names of the conditions. */
    ProductBatch fill(ProductBatch layer) {
        batch.startBeside(layer, layer.rows());
        for (int slot = 0; slot < sources.size(); slot++) {
            batch.supply(slot, sources.get(slot).column(layer, layer.live()));
        }
        return batch;
    }

    /** A field's values, with what the channel assumes where there is none. */
    private static final class Assumed implements Source {
        private final FieldPlan plan;
        private final String name;
        private final AttributeType type;
        private final String assumed;
        private final Column filled;

        Assumed(FieldPlan plan, FieldSpec spec, AttributeType type) {
            this.plan = plan;
            this.name = spec.name();
            this.type = type;
            this.assumed = spec.assumed();
            filled = Column.of(type);
        }

        @Override
        public Column column(ProductBatch layer, Selection rows) {
            Column values = plan.values(name);
            long other = bits(layer);
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                if (values.isMissing(row)) {
                    filled.bits[row] = other;
                } else {
                    filled.copy(values, row);
                }
            }
            return filled;
        }

        private long bits(ProductBatch layer) {
            switch (type.kind()) {
                case TEXT:
                    return layer.text().append(assumed);
                case BOOLEAN:
                    return assumed.equals("yes") || assumed.equals("true") ? 1 : 0;
                case INTEGER:
                    return Long.parseLong(assumed);
                default:
                    return Column.MISSING;
            }
        }
    }
}
