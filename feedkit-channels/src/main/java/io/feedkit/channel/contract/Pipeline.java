package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.channel.Conversion;
import io.feedkit.channel.FieldSpec;
import io.feedkit.product.AttributeType;
import java.util.ArrayList;
import java.util.List;

/** All steps from a field's value to the text that is sent, for plain values: read, convert, spell, convert the text, check. */
final class Pipeline {
    private final List<FieldStep> steps = new ArrayList<>();
    private final boolean passesThrough;

    private Pipeline(boolean passesThrough) {
        this.passesThrough = passesThrough;
    }

    static Pipeline of(FieldScope scope, FieldSpec field, AttributeType attribute, Formulas formulas) {
        AttributeType type = FieldKind.valueType(field, attribute);
        boolean isText = type.kind() == AttributeType.Kind.TEXT;
        Pipeline pipeline = new Pipeline(isText);
        if (type.kind() != attribute.kind()) {
            if (attribute.kind() != AttributeType.Kind.TEXT) {
                pipeline.steps.add(Speller.plain(attribute));
                pipeline.steps.add((values, findings) -> values.typed = Column.over(values.texts.clone()));
            }
            pipeline.steps.add(new TextReader(scope, field, type));
        }
        if (type.kind() == AttributeType.Kind.MEASURE && field.convert().contains(Conversion.CONVERT_UNIT)) {
            pipeline.steps.add(NumberChecks.convertUnits(field.number()));
        }
        pipeline.steps.addAll(NumberChecks.decimals(scope, field, type));
        pipeline.steps.add(Speller.of(field, type));
        pipeline.steps.addAll(TextConversions.of(scope, field, formulas));
        pipeline.steps.addAll(TextChecks.of(scope, field, type, formulas));
        pipeline.steps.addAll(NumberChecks.of(scope, field, type));
        return pipeline;
    }

    /** Makes {@link Values#texts} out of {@link Values#typed} for the selected rows. A value that was left out is missing in both. */
    void run(Values values, Findings findings) {
        for (FieldStep step : steps) {
            step.run(values, findings);
        }
        if (passesThrough) {
            values.typed = Column.over(values.texts);
        } else {
            leaveOutWhatWasLeftOut(values);
        }
    }

    /** Whether texts come out as they went in, but for empty ones, which are left out. */
    boolean keepsTexts() {
        return passesThrough && steps.size() == 1;
    }

    static void leaveOutWhatWasLeftOut(Values values) {
        Column kept = null;
        for (int i = 0; i < values.rows.size; i++) {
            int row = values.rows.rows[i];
            if (values.texts[row] == Column.MISSING && !values.typed.isMissing(row)) {
                if (kept == null) {
                    kept = copyOf(values.typed);
                }
                kept.bits[row] = Column.MISSING;
            }
        }
        if (kept != null) {
            values.typed = kept;
        }
    }

    private static Column copyOf(Column column) {
        Column copy = Column.of(column.units.length > 0 ? AttributeType.MONEY : AttributeType.DECIMAL);
        copy.copyAll(column, copy.bits.length);
        return copy;
    }
}
