package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.Conversion;
import io.feedkit.channel.Expression;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.channel.TextLimits;
import io.feedkit.feed.Member;
import io.feedkit.feed.ValueCheck;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks the fields of a descriptor about single texts, by sending each the way a product's text goes. */
final class ConstantCheck implements ValueCheck {
    private static final Pattern NAME = Pattern.compile("\\w+");
    private static final Set<FieldType> STRUCTURED = EnumSet.of(FieldType.GROUP, FieldType.DATETIME_RANGE);
    /** What cannot make a text without blanks shorter. */
    private static final Set<Conversion> LENGTHENING = EnumSet.of(
            Conversion.SQUEEZE,
            Conversion.ENCODE_URL,
            Conversion.ENCODE_COMMAS,
            Conversion.CONVERT_UNIT,
            Conversion.ROUND);

    private final ChannelDescriptor descriptor;
    private final Member member;
    private final Schema schema;
    private final Map<String, List<FieldSpec>> takers = new HashMap<>();
    private @Nullable Formulas formulas;
    private @Nullable Set<String> reads;

    ConstantCheck(ChannelDescriptor descriptor, Member member, Schema schema) {
        this.descriptor = descriptor;
        this.member = member;
        this.schema = schema;
        for (FieldSpec field : descriptor.fields()) {
            String attribute = taken(field);
            // Which limits hold where some depend on the product, only the product can say.
            boolean isFixed = field.cases().isEmpty();
            if (isFixed && !attribute.isEmpty() && field.needs().servesCountry(member.country())) {
                takers.computeIfAbsent(attribute, key -> new ArrayList<>()).add(field);
            }
        }
    }

    /** The attribute a field takes as it is, or empty. One of its own name comes first, unless the field looks at that itself. */
    private static String taken(FieldSpec field) {
        if (STRUCTURED.contains(field.type())) {
            return "";
        }
        Expression from = field.source().orElse(null);
        if (from == null) {
            return field.name();
        }
        if (NAME.matcher(from.text()).matches()) {
            return from.text();
        }
        boolean looksItself = Pattern.compile("\\b" + Pattern.quote(field.name()) + "\\b")
                .matcher(from.text())
                .find();
        return looksItself || field.isOfCurrency() ? "" : field.name();
    }

    private Formulas formulas() {
        Formulas known = formulas;
        if (known == null) {
            known = new Formulas(new Expressions(descriptor, member.language()), member, Instant.EPOCH);
            formulas = known;
        }
        return known;
    }

    @Override
    public Optional<Refusal> refusal(String attribute, String text) {
        for (FieldSpec field : takers.getOrDefault(attribute, List.of())) {
            String key = refusedBy(field, text);
            if (!key.isEmpty()) {
                return Optional.of(refusal(field, key, text));
            }
        }
        return Optional.empty();
    }

    /** The check that would leave a text out of a field, or empty. */
    private String refusedBy(FieldSpec field, String text) {
        Formulas at = formulas();
        ProductBatch batch = at.batchOf(Schema.of());
        at.start(batch);
        Values values = Values.perProduct(batch.text());
        values.rows.add(0);
        long[] texts = new long[ProductBatch.ROWS];
        texts[0] = batch.text().append(text.getBytes(StandardCharsets.UTF_8));
        values.typed = Column.over(texts);
        FieldScope scope = new FieldScope(descriptor.name(), "", "");
        Pipeline.of(scope, field, AttributeType.TEXT, at).run(values, new BatchFindings(batch));
        if (values.texts[0] != Column.MISSING) {
            return "";
        }
        return batch.notes().stream()
                .filter(note -> note.kind() == Note.Kind.INVALID || note.kind() == Note.Kind.WARNING)
                .map(note -> note.by().substring(note.by().lastIndexOf('/') + 1))
                .findFirst()
                .orElse("");
    }

    private static Refusal refusal(FieldSpec field, String key, String text) {
        if (key.equals("values")) {
            return new Refusal(field.name(), Refusal.Kind.WORD, field.values().words(), 0, 0, "");
        }
        if (key.equals("max-length")) {
            return tooLong(field, text);
        }
        boolean ofType = key.equals("type") || key.equals("gtin") || key.equals("taxonomy");
        String form =
                ofType ? field.type().name().toLowerCase(Locale.ROOT) : key.equals("pattern") ? "pattern" : "other";
        return new Refusal(field.name(), Refusal.Kind.FORM, List.of(), 0, 0, form);
    }

    private static Refusal tooLong(FieldSpec field, String text) {
        TextLimits limits = field.text();
        return new Refusal(
                field.name(), Refusal.Kind.LENGTH, List.of(), limits.unit().length(text), limits.maxLength(), "");
    }

    /** @param part without blanks, which may go */
    @Override
    public Optional<Refusal> refusalOfLonger(String attribute, String part) {
        return takers.getOrDefault(attribute, List.of()).stream()
                .filter(field -> LENGTHENING.containsAll(field.convert())
                        && field.provenance().verified("max-length")
                        && field.text().unit().length(part) > field.text().maxLength())
                .findFirst()
                .map(field -> tooLong(field, part));
    }

    @Override
    public Set<String> reads() {
        Set<String> known = reads;
        if (known == null) {
            Set<String> all = new HashSet<>();
            schema.attributes().stream().map(Attribute::name).forEach(all::add);
            known = Set.copyOf(Contract.of(descriptor, member, descriptor.layout(), schema, all, Instant.EPOCH)
                    .reads());
            reads = known;
        }
        return known;
    }
}
