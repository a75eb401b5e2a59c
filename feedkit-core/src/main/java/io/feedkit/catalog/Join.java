package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.spill.KeyedRows;
import io.feedkit.catalog.spill.KeyedRowsWriter;
import io.feedkit.catalog.supplement.Fold;
import io.feedkit.catalog.supplement.RowCodec;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A supplement in one pass over a catalogue: its rows by key, and what was found in them. For one thread. */
final class Join implements AutoCloseable {
    private final JoinPlan plan;
    private final List<JoinPlan.Value> values;
    private final ProblemSink problems;
    private final RowCodec codec;
    private final KeyedRows rows;
    private final JoinKey key;
    private final int keySlot;
    private final int[] slots;
    private final Set<String> mixed = new HashSet<>();
    private long rowsWithKey;
    private long rowsWithoutKey;
    private long found;
    private long missing;

    private Join(JoinPlan plan, Passes passes, List<JoinPlan.Value> values, Schema schema, ProblemSink problems) {
        this.plan = plan;
        this.values = values;
        this.problems = problems;
        String name = plan.supplement().keyAttribute();
        keySlot = schema.slot(name).orElseThrow();
        key = new JoinKey(name, schema.attribute(keySlot).type());
        slots = values.stream()
                .mapToInt(value -> schema.slot(value.attribute().name()).orElseThrow())
                .toArray();
        codec = new RowCodec(values.stream().map(Join::field).toList());
        rows = load(passes);
    }

    /** Reads the supplement, as far as anybody wants what it gives. */
    static Join open(JoinPlan plan, Passes passes, Schema schema, Set<String> wanted, ProblemSink problems) {
        List<JoinPlan.Value> values = plan.values().stream()
                .filter(value -> wanted.contains(value.attribute().name()))
                .toList();
        return new Join(plan, passes, values, schema, problems);
    }

    private static RowCodec.Field field(JoinPlan.Value value) {
        AttributeType type = value.attribute().type();
        boolean text = type.kind() == AttributeType.Kind.TEXT || type.kind() == AttributeType.Kind.LIST;
        boolean scaled = type.hasUnit()
                || type.kind() == AttributeType.Kind.DECIMAL
                || type.kind() == AttributeType.Kind.PERCENT;
        Fold fold = switch (value.way()) {
            case FILL, REPLACE, FIRST -> Fold.FIRST;
            case LAST -> Fold.LAST;
            case SUM, COUNT -> Fold.SUM;
            case MIN -> Fold.MIN;
            case MAX -> Fold.MAX;
        };
        return new RowCodec.Field(fold, text, scaled, type.hasUnit());
    }

    private KeyedRows load(Passes passes) {
        Catalog source = plan.source();
        Set<String> read = new HashSet<>();
        values.forEach(value -> read.add(value.attribute().name()));
        try (ProductReader reader = source.read(passes, source.schema(), read, problems);
                KeyedRowsWriter writer = new KeyedRowsWriter(
                        source.name(), codec, plan.supplement().memoryBytes())) {
            JoinKey theirs = new JoinKey(plan.supplement().keyAttribute(), AttributeType.TEXT);
            int idSlot = source.schema().slot("id").orElseThrow();
            Column ones = ones();
            TextBuffer row = new TextBuffer(256);
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                for (int i = 0; i < batch.live().size; i++) {
                    int at = batch.live().rows[i];
                    if (theirs.take(batch.column(idSlot), at, batch.text())) {
                        encode(batch, at, ones, row);
                        writer.add(theirs.bytes(), theirs.from(), theirs.to(), row.bytes(), 0, row.end());
                        rowsWithKey++;
                    } else {
                        rowsWithoutKey++;
                    }
                }
            }
            return writer.rows();
        }
    }

    private static Column ones() {
        Column ones = Column.of(AttributeType.INTEGER);
        Arrays.fill(ones.bits, 1);
        return ones;
    }

    private void encode(ProductBatch batch, int at, Column ones, TextBuffer into) {
        into.clear();
        for (int field = 0; field < values.size(); field++) {
            JoinPlan.Value value = values.get(field);
            Column column = value.way() == Supplement.Way.COUNT
                    ? ones
                    : batch.column(batch.schema().slot(value.attribute().name()).orElseThrow());
            codec.append(field, column, at, batch.text(), into);
        }
    }

    /** Gives the products of a batch what the supplement says about them. */
    void apply(ProductBatch batch) {
        for (int i = 0; i < batch.live().size; i++) {
            int row = batch.live().rows[i];
            boolean has = key.take(batch.column(keySlot), row, batch.text());
            ByteBuffer theirs = has ? rows.find(key.bytes(), key.from(), key.to()) : null;
            if (theirs == null) {
                missing++;
            } else {
                found++;
                apply(batch, row, theirs);
            }
        }
    }

    private void apply(ProductBatch batch, int row, ByteBuffer from) {
        for (int field = 0; field < slots.length; field++) {
            boolean kept = RowCodec.isMissing(from)
                    || values.get(field).way() == Supplement.Way.FILL
                            && !batch.column(slots[field]).isMissing(row);
            if (kept) {
                codec.skipNext(from);
            } else if (codec.isMixed(field, from)) {
                codec.skipNext(from);
                batch.writable(slots[field]).bits[row] = Column.MISSING;
                reportMixed(values.get(field).attribute());
            } else {
                codec.read(field, from, batch.writable(slots[field]), row, batch.text());
            }
        }
    }

    private void reportMixed(Attribute attribute) {
        if (mixed.add(attribute.name())) {
            report(
                    SupplementProblem.MIXED_UNITS,
                    attribute.name(),
                    "rows of one key are in several currencies or units, or too large together, so products of such keys have no "
                            + attribute.name() + "; the first is " + Problem.quote(keyText()) + ".",
                    "Give all rows of a key in one currency, or take another column.");
        }
    }

    private String keyText() {
        return new String(key.bytes(), key.from(), key.to() - key.from(), StandardCharsets.UTF_8);
    }

    SupplementReport report() {
        List<String> names =
                values.stream().map(value -> value.attribute().name()).toList();
        return new SupplementReport(
                plan.source().name(),
                plan.supplement().keyColumn() + " = " + plan.supplement().keyAttribute(),
                names,
                rowsWithKey,
                rows.keys(),
                rows.repeated(),
                found,
                missing,
                rows.keys() - rows.found(),
                rows.bytesOnDisk());
    }

    /** Says what only the whole pass shows. */
    void end() {
        SupplementReport report = report();
        boolean plain = values.stream().anyMatch(value -> value.way().isPlain());
        if (plain && report.repeated() > 0) {
            report(
                    SupplementProblem.REPEATED_KEY,
                    plan.supplement().keyColumn(),
                    report.repeated() + " rows have the key of an earlier row; the first that has a value counts.",
                    "Remove the others, or say which of them counts (first, last, sum, min, max).");
        }
        if (rowsWithoutKey > 0) {
            report(
                    SupplementProblem.LONG_KEY,
                    plan.supplement().keyColumn(),
                    rowsWithoutKey + " rows have a key of more than 1000 bytes, so they belong to no product.",
                    "Look at whether this is the column of the key, and whether a quote is missing before it.");
        }
        if (report.found() == 0 && report.missing() > 0) {
            report(
                    SupplementProblem.NO_MATCH,
                    plan.supplement().keyColumn(),
                    "none of " + report.missing() + " products has its "
                            + plan.supplement().keyAttribute() + " among the " + report.keys() + " keys.",
                    "Check that these two hold the same: the key, its spelling, leading zeros.");
        } else if (report.unused() > 0) {
            report(
                    SupplementProblem.UNUSED_KEYS,
                    plan.supplement().keyColumn(),
                    report.unused() + " of " + report.keys() + " keys are those of no product.",
                    "");
        }
    }

    private void report(SupplementProblem code, String field, String message, String fix) {
        SourcePosition at = SourcePosition.unknown(plan.source().name()).withField(field);
        problems.report(new Problem(code, at, message, fix));
    }

    @Override
    public void close() {
        rows.close();
    }
}
