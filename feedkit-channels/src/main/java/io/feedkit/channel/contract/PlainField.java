package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.channel.FieldSpec;
import io.feedkit.product.AttributeType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A field with one plain value. When the attribute is a list, its first element is taken. */
final class PlainField implements FieldPlan {
    private final String name;
    private final AttributeType type;
    private final Pipeline pipeline;
    private final @Nullable TaxBasis taxBasis;
    private final boolean firstOfList;
    /** Whether conditions know the field as a list, since other catalogues have several values for it. */
    private final boolean asList;

    private final Values values;
    private final long[] firsts = new long[ProductBatch.ROWS];

    PlainField(FieldScope scope, FieldSpec field, AttributeType attribute, Formulas formulas) {
        this(scope, field, attribute, formulas, null);
    }

    PlainField(
            FieldScope scope,
            FieldSpec field,
            AttributeType attribute,
            Formulas formulas,
            @Nullable TaxBasis taxBasis) {
        this.taxBasis = taxBasis;
        name = field.name();
        type = FieldKind.valueType(field, attribute);
        pipeline = Pipeline.of(scope, field, element(attribute), formulas);
        firstOfList = attribute.kind() == AttributeType.Kind.LIST;
        asList = field.repeat().isRepeated();
        values = Values.perProduct(new TextBuffer(0));
    }

    static AttributeType element(AttributeType attribute) {
        return attribute instanceof AttributeType.ListType list ? list.element() : attribute;
    }

    @Override
    public void run(ProductBatch layer, Column source, Selection rows, Findings findings) {
        values.start(layer.text());
        values.rows.copy(rows);
        values.typed = firstOfList ? firsts(layer.text(), source, rows) : source;
        if (taxBasis != null) {
            values.typed = taxBasis.converted(layer, values.typed, rows, findings);
        }
        pipeline.run(values, findings);
    }

    private Column firsts(TextBuffer text, Column source, Selection rows) {
        byte[] bytes = text.bytes();
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            long list = source.bits[row];
            if (list != Column.MISSING) {
                int end = TextBuffer.start(list);
                while (end < TextBuffer.end(list) && bytes[end] != TextBuffer.LIST_SEPARATOR) {
                    end++;
                }
                list = TextBuffer.slice(TextBuffer.start(list), end);
            }
            firsts[row] = list;
        }
        return Column.over(firsts);
    }

    /** Leaves out of the values what a later check took out of the texts. */
    void forgetWhatWasLeftOut() {
        Pipeline.leaveOutWhatWasLeftOut(values);
    }

    /** The values on their way, for checks that compare them with other fields. */
    Values values() {
        return values;
    }

    @Override
    public long[] texts() {
        return values.texts;
    }

    @Override
    public Map<String, AttributeType> names() {
        return Map.of(name, asList ? AttributeType.TEXTS : type);
    }

    @Override
    public Column values(String asked) {
        return asList ? Column.over(values.texts) : values.typed;
    }
}
