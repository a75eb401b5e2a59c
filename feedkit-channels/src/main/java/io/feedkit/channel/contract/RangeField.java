package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.channel.Format;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.AttributeType;
import io.feedkit.product.InstantRange;
import io.feedkit.product.Reading;
import io.feedkit.product.ValueReader;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** A field with a start and an end; conditions know them as {@code field.start} and {@code field.end}. */
final class RangeField implements FieldPlan {
    private final String name;
    private final Verdict verdict;
    private final DateTimeFormatter formatter;
    private final String separator;
    private final Values values = Values.perProduct(new TextBuffer(0));
    private final Column starts = Column.of(AttributeType.INSTANT);
    private final Column ends = Column.of(AttributeType.INSTANT);

    RangeField(FieldScope scope, FieldSpec field) {
        name = field.name();
        verdict = Verdict.of(scope, field, "type");
        Format format = field.format().over(Format.defaultFor(FieldType.DATETIME_RANGE));
        formatter = DateTimeFormatter.ofPattern(format.pattern(), Locale.ROOT).withZone(ZoneOffset.UTC);
        separator = format.separator();
    }

    @Override
    public void run(ProductBatch layer, Column source, Selection rows, Findings findings) {
        values.start(layer.text());
        values.rows.copy(rows);
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            starts.bits[row] = Column.MISSING;
            ends.bits[row] = Column.MISSING;
            values.texts[row] = Column.MISSING;
            if (source.bits[row] != Column.MISSING) {
                read(layer.text().string(source.bits[row]), row, findings);
            }
        }
    }

    private void read(String text, int row, Findings findings) {
        Reading<InstantRange> reading =
                ValueReader.DEFAULTS.withZone(ZoneOffset.UTC).instantRange(text);
        reading.problem(SourcePosition.unknown("feed"))
                .ifPresent(problem -> verdict.strike(values, row, findings, problem.message()));
        reading.found().ifPresent(range -> {
            starts.bits[row] = range.start().toEpochMilli();
            ends.bits[row] = range.end().toEpochMilli();
            String spelled = formatter.format(range.start()) + separator + formatter.format(range.end());
            values.texts[row] = values.buffer().append(spelled);
        });
    }

    @Override
    public long[] texts() {
        return values.texts;
    }

    @Override
    public Map<String, AttributeType> names() {
        return Map.of(
                name, AttributeType.TEXT, name + ".start", AttributeType.INSTANT, name + ".end", AttributeType.INSTANT);
    }

    @Override
    public Column values(String asked) {
        if (asked.equals(name)) {
            return Column.over(values.texts);
        }
        return asked.endsWith(".start") ? starts : ends;
    }
}
