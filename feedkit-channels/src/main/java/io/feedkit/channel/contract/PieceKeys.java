package io.feedkit.channel.contract;

import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says of the pieces of a session which pieces of other sessions they are the same as.
 *
 * <p>A key names everything that decides what a piece makes of its columns: what the descriptor says, which is in its hash, and what the member answers to it. A piece that looks at other pieces is
 * only the same where those are.
 */
final class PieceKeys {
    /** Types whose patterns are no amounts of money. */
    private static final Set<FieldType> WITHOUT_CURRENCY =
            EnumSet.of(FieldType.MEASURE, FieldType.DATE, FieldType.DATETIME, FieldType.DATETIME_RANGE);

    private final String descriptor;
    private final Schema schema;
    private final FieldScope scope;
    private final boolean delimited;
    private final Sharing sharing;
    private final Map<FieldWork, Watched> watched = new IdentityHashMap<>();

    /** What is known of a field before it is known what it is compared with. */
    private record Watched(AttributeType source, String tax, Uses uses) {}

    /** A field; only those with a fixed currency or for tables ask for those. */
    private record FieldKey(
            String descriptor,
            String field,
            String from,
            AttributeType source,
            String currency,
            String tax,
            boolean forTable,
            Map<String, String> ofMember,
            List<Object> compared) {
        /** Of what tells nearly all keys apart. */
        @Override
        public int hashCode() {
            return 31 * descriptor.hashCode() + field.hashCode();
        }
    }

    /** A check over values, some of which are those of fields. */
    private record CheckKey(String descriptor, String check, Map<String, String> ofMember, List<Object> values) {
        @Override
        public int hashCode() {
            return 31 * descriptor.hashCode() + check.hashCode();
        }
    }

    PieceKeys(ChannelDescriptor descriptor, Schema schema, FieldScope scope, boolean delimited, Sharing sharing) {
        this.descriptor = descriptor.hash();
        this.schema = schema;
        this.scope = scope;
        this.delimited = delimited;
        this.sharing = sharing;
    }

    /** Takes a field in, with what was looked at when it was made. */
    void watch(FieldWork field, AttributeType source, String tax, Uses uses) {
        watched.put(field, new Watched(source, tax, uses));
    }

    /** Tells fields, when all are there, what they are held against, and whose others of the thread have. */
    void compare(List<FieldWork> fields) {
        Map<String, FieldWork> byName = new LinkedHashMap<>();
        fields.forEach(field -> byName.putIfAbsent(field.spec().name(), field));
        Set<FieldWork> compared = new HashSet<>();
        for (FieldWork field : fields) {
            Likeness likeness = Likeness.of(scope, field.spec());
            FieldWork other = likeness == null ? null : byName.get(likeness.other());
            if (field.plan() instanceof GroupField group) {
                group.compareParts(byName::get);
            } else if (field.plan() instanceof PlainField && likeness != null && other != null) {
                field.compareWith(likeness, other);
            }
            compared.addAll(others(field.spec(), byName));
        }
        // First those that stand alone, since what others make of them decides about the rest.
        for (FieldWork field : fields) {
            if (others(field.spec(), byName).isEmpty()) {
                share(field, List.of());
            }
        }
        for (FieldWork field : fields) {
            List<FieldWork> others = others(field.spec(), byName);
            // What is compared itself is another thing before that and after.
            if (!others.isEmpty() && !compared.contains(field)) {
                share(field, others);
            }
        }
    }

    private List<FieldWork> others(FieldSpec spec, Map<String, FieldWork> byName) {
        return Stream.concat(Stream.of(spec), spec.parts().fields().stream())
                .map(part -> Likeness.of(scope, part))
                .filter(likeness -> likeness != null && byName.containsKey(likeness.other()))
                .map(likeness -> byName.get(likeness.other()))
                .toList();
    }

    private Watched known(FieldWork field) {
        return Objects.requireNonNull(watched.get(field));
    }

    private void share(FieldWork field, List<FieldWork> others) {
        FieldSpec spec = field.spec();
        // Words that depend on a condition are struck from the field itself, later.
        boolean isStruckLater =
                spec.values().values().stream().anyMatch(value -> !value.when().isAlways());
        if (isStruckLater || others.stream().anyMatch(other -> other.part() == null)) {
            return;
        }
        Watched known = known(field);
        FieldKey key = new FieldKey(
                descriptor,
                spec.name(),
                spec.source().map(Object::toString).orElse(""),
                known.source,
                isInOneCurrency(spec) ? scope.currency() : "",
                known.tax,
                delimited && spec.type() == FieldType.GROUP,
                known.uses.ofMember(),
                others.stream().map(FieldWork::part).toList());
        IntStream slots = Arrays.stream(known.uses.slots(schema));
        for (FieldWork other : others) {
            slots = IntStream.concat(slots, Arrays.stream(known(other).uses.slots(schema)));
        }
        field.share(slots.distinct().toArray(), sharing.part(key));
    }

    /** Whether amounts may be written without their currency, so that there must be but one. */
    private static boolean isInOneCurrency(FieldSpec spec) {
        String pattern = spec.format().pattern();
        return !pattern.isEmpty() && !pattern.contains("{currency}") && !WITHOUT_CURRENCY.contains(spec.type())
                || spec.parts().fields().stream().anyMatch(PieceKeys::isInOneCurrency);
    }

    /**
     * Tells a check which others of the thread make.
     *
     * @param name what it is within its descriptor
     * @param touched fields it looks at beside what its expressions read
     * @param before a check it builds on, or null
     */
    void share(
            CheckWork check,
            String name,
            Uses uses,
            ConditionNames names,
            List<FieldWork> touched,
            @Nullable CheckWork before) {
        int[] read = uses.slots(names.schema());
        List<Object> values = new ArrayList<>();
        for (int slot : read) {
            Attribute attribute = names.schema().attribute(slot);
            FieldWork field = names.field(slot);
            if (field != null && field.part() == null) {
                return;
            }
            values.add(attribute.name());
            values.add(attribute.type());
            values.add(field == null ? "" : field.part());
        }
        for (FieldWork field : touched) {
            values.add(field.part());
        }
        if (before != null) {
            values.add(before.part());
        }
        if (!values.contains(null)) {
            check.share(read, touched, before, sharing.part(new CheckKey(descriptor, name, uses.ofMember(), values)));
        }
    }
}
