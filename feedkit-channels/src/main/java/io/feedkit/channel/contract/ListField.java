package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.channel.FieldSpec;
import io.feedkit.product.AttributeType;
import java.util.Map;

/**
 * A field with several plain values: the list is taken apart, every element goes through the pipeline, and what is left is put together again. A list that comes
 * out as it went in keeps its bytes.
 */
final class ListField implements FieldPlan {
    private final String name;
    private final int max;
    private final Verdict tooMany;
    private final Pipeline pipeline;
    private final boolean keepsTexts;
    private final Values elements = Values.perElement(new TextBuffer(0));
    private final ListLimits limits;
    private final ListAssembly assembly = new ListAssembly();

    ListField(FieldScope scope, FieldSpec field, AttributeType attribute, Formulas formulas) {
        name = field.name();
        max = field.repeat().max();
        tooMany = Verdict.of(scope, field, "max-occurrences");
        limits = new ListLimits(scope, field);
        pipeline = Pipeline.of(scope, field, PlainField.element(attribute), formulas);
        keepsTexts = pipeline.keepsTexts();
    }

    @Override
    public void run(ProductBatch layer, Column source, Selection rows, Findings findings) {
        TextBuffer text = layer.text();
        assembly.start(rows);
        elements.start(text);
        elements.typed = Column.over(new long[ProductBatch.ROWS]);
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            long list = source.bits[row];
            if (list != Column.MISSING) {
                if (keepsTexts && isFine(text.bytes(), list)) {
                    assembly.keep(row, list);
                } else {
                    takeApart(text, list, row, findings);
                }
            }
        }
        flush(findings);
        assembly.finish(text, source.bits);
        limits.run(assembly.lists(), text, rows, findings);
    }

    /** Whether a list has no empty element and no more elements than may be sent. */
    private boolean isFine(byte[] bytes, long list) {
        int end = TextBuffer.end(list);
        int from = TextBuffer.start(list);
        for (int count = 0; count < max; count++) {
            int to = TextBuffer.indexOf(TextBuffer.LIST_SEPARATOR, bytes, from, end);
            if (to == from || to == end) {
                return to > from;
            }
            from = to + 1;
        }
        return false;
    }

    private void takeApart(TextBuffer text, long list, int product, Findings findings) {
        int from = TextBuffer.start(list);
        int end = TextBuffer.end(list);
        int count = 0;
        while (from <= end) {
            int to = TextBuffer.indexOf(TextBuffer.LIST_SEPARATOR, text.bytes(), from, end);
            if (++count > max) {
                assembly.cut(product);
                findings.warn(
                        product,
                        tooMany.by(),
                        tooMany.field(),
                        "More than " + max + " values; the first " + max + " were kept.");
                return;
            }
            if (elements.isFull()) {
                flush(findings);
            }
            int row = elements.addElement(product);
            elements.typed.bits[row] = TextBuffer.slice(from, to);
            from = to + 1;
        }
    }

    private void flush(Findings findings) {
        Column raw = elements.typed;
        pipeline.run(elements, findings);
        for (int i = 0; i < elements.rows.size; i++) {
            int row = elements.rows.rows[i];
            assembly.add(elements.product(row), elements.texts[row], raw.bits[row]);
        }
        elements.rows.clear();
        elements.typed = raw;
    }

    @Override
    public long[] texts() {
        return assembly.lists();
    }

    @Override
    public Map<String, AttributeType> names() {
        return Map.of(name, AttributeType.TEXTS);
    }

    @Override
    public Column values(String asked) {
        return Column.over(assembly.lists());
    }
}
