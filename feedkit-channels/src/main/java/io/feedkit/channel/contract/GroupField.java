package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.problem.Problem;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A field whose values have parts, such as shipping.
 *
 * <p>A product gives it either packed, as texts in the group's own spelling ({@code DE::Express:9.90 EUR}), or part by part in the attributes {@code group.part}; the packed
 * form wins where both are there. Either way every part goes through its own pipeline, and a group without one of its required parts is left out.
 */
final class GroupField implements FieldPlan {
    /** What never holds the separator, so that something behind it is no part of it. */
    private static final Set<FieldType> CLOSED = EnumSet.of(
            FieldType.PRICE,
            FieldType.INTEGER,
            FieldType.DECIMAL,
            FieldType.PERCENT,
            FieldType.BOOLEAN,
            FieldType.COUNTRY,
            FieldType.CURRENCY);

    private final FieldSpec field;
    private final List<Part> parts = new ArrayList<>();
    private final List<Homeless> homeless = new ArrayList<>();
    private final int packedParts;
    /** Whether the last packed part is a text, which may hold the separator. */
    private final boolean openEnd;

    private final Verdict verdict;
    private final Selection unpacked = new Selection();
    private final Selection merged = new Selection();
    private final Values elements = Values.perElement(new TextBuffer(0));
    private final Values joined = Values.perElement(new TextBuffer(0));
    private final ListAssembly assembly = new ListAssembly();
    private final ListLimits limits;
    private final GroupRules rules;
    private final GroupRules elementRules;
    private final PackedText packedText;

    /** A part that this layout cannot write. */
    private record Homeless(String name, int slot) {}

    /** One part: how it is filled from an attribute of its own and from a packed text. */
    private static final class Part {
        private final FieldSpec spec;
        /** Its own attribute, or -1. */
        private final int slot;

        private final PlainField direct;
        private final Pipeline fromText;
        private final Values texts = Values.perElement(new TextBuffer(0));
        private final AttributeType type;
        private final AttributeType elementType;
        private final @Nullable Likeness likeness;
        private @Nullable FieldValues other;
        /** The part of the first group of each product, for conditions outside the group. */
        private final Column first;

        Part(FieldSpec spec, int slot, AttributeType attribute, FieldScope scope, Formulas formulas) {
            this.spec = spec;
            this.slot = slot;
            direct = new PlainField(scope, spec, attribute, formulas);
            fromText = Pipeline.of(scope, spec, AttributeType.TEXT, formulas);
            type = FieldKind.valueType(spec, attribute);
            elementType = FieldKind.valueType(spec, AttributeType.TEXT);
            first = Column.of(type);
            likeness = Likeness.of(scope, spec);
        }

        /** What stands part by part is the first group; the rows of packed groups are filled as those are taken apart. */
        void keepFirsts(Selection all, Selection direct) {
            for (int i = 0; i < all.size; i++) {
                first.bits[all.rows[i]] = Column.MISSING;
            }
            Column values = this.direct.values(spec.name());
            for (int i = 0; i < direct.size; i++) {
                first.copy(values, direct.rows[i]);
            }
        }

        void compare(Values values, Selection rows, IntUnaryOperator productOf, Findings findings) {
            FieldValues known = other;
            if (likeness != null && known != null) {
                likeness.check(values, values.typed, rows, productOf, known.values(likeness.other()), findings);
            }
        }
    }

    GroupField(FieldScope scope, FieldSpec field, List<FieldSpec> order, Schema schema, Formulas formulas) {
        this.field = field;
        verdict = Verdict.of(scope, field, "parts");
        limits = new ListLimits(scope, field);
        FieldScope inside = scope.inside(field);
        for (FieldSpec spec : order) {
            OptionalInt slot = schema.slot(field.name() + "." + spec.name());
            AttributeType attribute =
                    slot.isPresent() ? schema.attribute(slot.getAsInt()).type() : FieldKind.attributeType(spec);
            parts.add(new Part(spec, slot.orElse(-1), attribute, inside, formulas));
        }
        for (FieldSpec spec : field.parts().fields()) {
            formulas.looksAt(field.name() + "." + spec.name(), schema);
            OptionalInt slot = schema.slot(field.name() + "." + spec.name());
            if (slot.isPresent()
                    && order.stream().noneMatch(placed -> placed.name().equals(spec.name()))) {
                homeless.add(new Homeless(spec.name(), slot.getAsInt()));
            }
        }
        packedParts = (int) order.stream()
                .filter(part -> field.parts().textOrder().contains(part.name()))
                .count();
        openEnd = order.stream()
                .filter(part -> field.parts().textOrder().contains(part.name()))
                .reduce((one, next) -> next)
                .map(part -> !CLOSED.contains(part.type()))
                .orElse(true);
        packedText = new PackedText(field.parts().textSeparator());
        rules = new GroupRules(field, inside, types(false), formulas);
        elementRules = new GroupRules(field, inside, types(true), formulas);
    }

    /** Tells the parts which fields of the feed they are compared with. */
    void compareParts(Function<String, @Nullable FieldWork> fields) {
        for (Part part : parts) {
            part.other = part.likeness == null ? null : fields.apply(part.likeness.other());
        }
    }

    private Map<String, AttributeType> types(boolean ofElements) {
        Map<String, AttributeType> types = new LinkedHashMap<>();
        // Parts that this layout has no room for are there too, always missing, so that checks may name them.
        for (FieldSpec spec : field.parts().fields()) {
            types.put(spec.name(), FieldKind.attributeType(spec));
        }
        for (Part part : parts) {
            types.put(part.spec.name(), ofElements ? part.elementType : part.type);
        }
        return types;
    }

    @Override
    public void run(ProductBatch layer, Column source, Selection rows, Findings findings) {
        assembly.start(rows);
        runParts(layer, source, rows, findings);
        runPacked(layer, source, rows, findings);
        // No list of the source is kept: groups are always written anew.
        assembly.finish(layer.text(), source.bits);
        limits.run(assembly.lists(), layer.text(), rows, findings);
    }

    private void runParts(ProductBatch layer, Column source, Selection rows, Findings findings) {
        chooseUnpacked(source.bits, rows);
        boolean any = false;
        for (int i = 0; i < homeless.size(); i++) {
            complainOfHomeless(homeless.get(i), layer, findings);
        }
        for (Part part : parts) {
            Column column = part.slot < 0 ? Column.missing() : layer.column(part.slot);
            part.direct.run(layer, column, unpacked, findings);
            part.compare(part.direct.values(), unpacked, row -> row, findings);
            part.keepFirsts(rows, unpacked);
            any |= column != Column.missing();
        }
        if (!any) {
            return;
        }
        joined.start(layer.text());
        for (Part part : parts) {
            joinWherePresent(part.direct.texts());
        }
        rules.run(layer, joined.rows, row -> row, name -> column(name, part -> part.first), findings);
        joinParts(layer.text(), findings);
    }

    private void chooseUnpacked(long[] packed, Selection rows) {
        unpacked.clear();
        for (int i = 0; i < rows.size; i++) {
            if (packed[rows.rows[i]] == Column.MISSING) {
                unpacked.add(rows.rows[i]);
            }
        }
    }

    /** Adds the products that have this part to those that get a group. */
    private void joinWherePresent(long[] texts) {
        Selection known = joined.rows;
        merged.clear();
        int next = 0;
        for (int i = 0; i < unpacked.size; i++) {
            int product = unpacked.rows[i];
            boolean isKnown = next < known.size && known.rows[next] == product;
            next += isKnown ? 1 : 0;
            if (isKnown || texts[product] != Column.MISSING) {
                merged.add(product);
            }
        }
        known.copy(merged);
    }

    private void joinParts(TextBuffer text, Findings findings) {
        for (int i = 0; i < joined.rows.size; i++) {
            int product = joined.rows.rows[i];
            if (!rules.isSpoiled(product) && hasRequired(product, product, findings, true)) {
                assembly.add(product, join(text, product, true), Column.MISSING);
            }
        }
    }

    private Column column(String name, Function<Part, Column> values) {
        return parts.stream()
                .filter(part -> part.spec.name().equals(name))
                .findFirst()
                .map(values)
                .orElseGet(Column::missing);
    }

    /** A table's cell has room for the parts of the usual order only. */
    private void complainOfHomeless(Homeless part, ProductBatch layer, Findings findings) {
        Column column = layer.column(part.slot);
        if (column == Column.missing()) {
            return;
        }
        for (int i = 0; i < unpacked.size; i++) {
            if (!column.isMissing(unpacked.rows[i])) {
                findings.warn(
                        unpacked.rows[i],
                        verdict.by(),
                        verdict.field(),
                        "A table has no room for " + field.name() + "." + part.name
                                + ", so it was left out. Write the feed as XML to send it.");
            }
        }
    }

    private Part part(String name) {
        return parts.stream()
                .filter(part -> part.spec.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void runPacked(ProductBatch layer, Column source, Selection rows, Findings findings) {
        if (source == Column.missing()) {
            return;
        }
        TextBuffer text = layer.text();
        elements.start(text);
        startElements(text);
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            long list = source.bits[row];
            if (list == Column.MISSING) {
                continue;
            }
            int from = TextBuffer.start(list);
            int count = 0;
            while (from <= TextBuffer.end(list)) {
                int to = packedText.elementEnd(text.bytes(), from, TextBuffer.end(list));
                if (++count > field.repeat().max()) {
                    findings.warn(
                            row,
                            verdict.by(),
                            verdict.field(),
                            "More than " + field.repeat().max() + " values; the first were kept.");
                    break;
                }
                if (elements.isFull()) {
                    flush(layer, findings);
                }
                addElement(text, from, to, row, findings);
                from = to + 1;
            }
        }
        flush(layer, findings);
    }

    private void startElements(TextBuffer text) {
        elements.rows.clear();
        for (Part part : parts) {
            part.texts.start(text);
            part.texts.typed = Column.over(new long[ProductBatch.ROWS]);
        }
    }

    private void addElement(TextBuffer text, int from, int to, int product, Findings findings) {
        int row = elements.addElement(product);
        long[] pieces = packedText.split(text, from, to, packedParts, openEnd);
        long surplus = pieces[pieces.length - 1];
        if (surplus != Column.MISSING) {
            findings.converted(
                    product,
                    verdict.by(),
                    verdict.field(),
                    "Left out " + Problem.quote(text.string(surplus)) + ": the channel has no parts for that.");
        }
        int piece = 0;
        for (Part part : parts) {
            part.texts.addElement(product);
            boolean inText = field.parts().textOrder().contains(part.spec.name());
            part.texts.typed.bits[row] = inText ? pieces[piece++] : Column.MISSING;
        }
    }

    private void flush(ProductBatch layer, Findings findings) {
        if (elements.rows.isEmpty()) {
            return;
        }
        for (Part part : parts) {
            part.fromText.run(part.texts, findings);
            part.compare(part.texts, elements.rows, elements::product, findings);
        }
        elementRules.run(
                layer, elements.rows, elements::product, name -> column(name, part -> part.texts.typed), findings);
        int previous = -1;
        for (int i = 0; i < elements.rows.size; i++) {
            int row = elements.rows.rows[i];
            int product = elements.product(row);
            if (elementRules.isSpoiled(row) || !hasRequired(row, product, findings, false)) {
                continue;
            }
            if (product != previous) {
                keepFirst(row, product);
                previous = product;
            }
            assembly.add(product, join(layer.text(), row, false), Column.MISSING);
        }
        startElements(layer.text());
    }

    /** Shows the first group's parts to conditions outside; only where both forms of the part have one type. */
    private void keepFirst(int row, int product) {
        for (Part part : parts) {
            if (part.type.equals(part.elementType)) {
                part.first.copy(part.texts.typed, row, product);
            }
        }
    }

    private boolean hasRequired(int row, int product, Findings findings, boolean direct) {
        for (Part part : parts) {
            boolean missing = (direct ? part.direct.texts()[row] : part.texts.texts[row]) == Column.MISSING;
            if (missing && part.spec.needs().required().isAlways()) {
                if (!part.spec.provenance().verified("required")) {
                    findings.warn(
                            product,
                            verdict.by(),
                            verdict.field(),
                            "It has no " + part.spec.name() + ". Set `" + field.name() + "." + part.spec.name() + "`.");
                    continue;
                }
                findings.warn(
                        product,
                        verdict.by(),
                        verdict.field(),
                        "Left out, because it has no " + part.spec.name() + ". Set `" + field.name() + "."
                                + part.spec.name() + "`.");
                return false;
            }
        }
        return true;
    }

    /** Puts the parts of one group together; what is missing at the end is left away. */
    private long join(TextBuffer text, int row, boolean direct) {
        int start = text.end();
        int end = start;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            long slice = direct ? part.direct.texts()[row] : part.texts.texts[row];
            int length = slice == Column.MISSING ? 0 : TextBuffer.length(slice);
            byte[] bytes = text.room(length + 1);
            int at = text.end();
            if (i > 0) {
                bytes[at++] = TextBuffer.PART_SEPARATOR;
            }
            if (length > 0) {
                System.arraycopy(bytes, TextBuffer.start(slice), bytes, at, length);
                end = at + length;
            }
            text.advanceTo(at + length);
        }
        return TextBuffer.slice(start, end);
    }

    @Override
    public long[] texts() {
        return assembly.lists();
    }

    @Override
    public Map<String, AttributeType> names() {
        Map<String, AttributeType> names = new LinkedHashMap<>();
        names.put(field.name(), AttributeType.TEXTS);
        for (Part part : parts) {
            names.put(field.name() + "." + part.spec.name(), part.type);
        }
        return names;
    }

    @Override
    public Column values(String asked) {
        return asked.equals(field.name())
                ? Column.over(assembly.lists())
                : part(asked.substring(field.name().length() + 1)).first;
    }
}
