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
import org.jspecify.annotations.Nullable;

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

    private final Formulas formulas;
    private final Sharing sharing;
    /** The slots that anybody looks at; null until all expressions are there. */
    private int @Nullable [] read;

    private ProductBatch filledFrom;

    /** Where a slot of the conditions gets its values: a field, an attribute of the product, or nowhere. */
    private record Source(@Nullable FieldWork field, String name, int slot) {
        Column column(ProductBatch layer) {
            return field != null ? field.values(name) : slot < 0 ? Column.missing() : layer.column(slot);
        }
    }

    ConditionNames(
            Schema products, ChannelDescriptor descriptor, List<FieldWork> fields, Formulas formulas, Sharing sharing) {
        this.formulas = formulas;
        this.sharing = sharing;
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (FieldWork field : fields) {
            field.names().forEach((name, type) -> {
                attributes.put(name, Attribute.of(name, type));
                sources.add(new Source(field, name, -1));
            });
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
                sources.add(new Source(null, attribute.name(), slot));
            }
        }
        schema = Schema.of(attributes.values());
        batch = formulas.batchOf(schema);
        filledFrom = batch;
    }

    /** A field that takes no part shows what the product says all the same, for checks that speak of it where it is not read. */
    private static Source idle(Schema products, String name, AttributeType type) {
        OptionalInt slot = products.slot(name);
        boolean same =
                slot.isPresent() && products.attribute(slot.getAsInt()).type().equals(type);
        return new Source(null, name, same ? slot.getAsInt() : -1);
    }

    Schema schema() {
        return schema;
    }

    /** The values of this batch under those names of the conditions that occur in any. */
    ProductBatch fill(ProductBatch layer) {
        filledFrom = layer;
        batch.startBeside(layer, layer.rows());
        int[] slots = read == null ? formulas.slots(schema) : read;
        read = slots;
        for (int slot : slots) {
            batch.supply(slot, sources.get(slot).column(layer));
        }
        return batch;
    }

    /** The field behind a slot, or null when an attribute is. */
    @Nullable
    FieldWork field(int slot) {
        return sources.get(slot).field;
    }

    /** Whether the values of a slot, as they were filled in, are those that other sessions of the thread have too. */
    boolean isShared(int slot) {
        Source source = sources.get(slot);
        return source.field != null
                ? source.field.isTaken()
                : source.slot < 0 || sharing.isOfTrunk(filledFrom, source.slot);
    }
}
