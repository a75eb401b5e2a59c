package io.feedkit.channel;

import io.feedkit.problem.ProblemSink;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything feedkit knows about a channel, read from one YAML file. The YAML is described by {@code META-INF/feedkit/channels/channel.schema.json} and by
 * {@code docs/channels/descriptor.md}.
 *
 * <p>Immutable. Two descriptors are equal when they say the same at the same places.
 *
 * @param name lower case with hyphens, unique among all channels
 * @param family what scopes in rules call it and its relatives: {@code channel google} reaches {@code google-shopping}
 * @param label name for people
 * @param kind what sort of business it is
 * @param version of the descriptor itself, apart from feedkit's
 * @param summary what the channel is and what is left out, or empty
 * @param sources the documents behind it, by id
 * @param members where the channel sells
 * @param lists named lists for conditions, by name
 * @param lets named conditions and values, by name
 * @param reads what becomes of the value of a let when a feed is read, by the let's name
 * @param layouts file forms by name; the first is the usual one
 * @param fields in the order they are written
 * @param otherAttributes what happens to attributes that no field takes
 * @param rules checks across the fields of a record
 * @param groupRules checks across records
 * @param limits how much the channel takes
 * @param calls how often it may be called
 * @param versions notes on the versions, the newest first as they are written; empty when nobody wrote any
 * @param api how it is called where it takes products call by call, or null
 * @param hash SHA-256 over all it says, in lower-case hexadecimal; texts laid out differently that say the same have the same
 */
public record ChannelDescriptor(
        String name,
        String family,
        String label,
        ChannelKind kind,
        String version,
        String summary,
        Map<String, Source> sources,
        Members members,
        Map<String, NamedList> lists,
        Map<String, Expression> lets,
        Map<String, ReadBack> reads,
        Map<String, Layout> layouts,
        List<FieldSpec> fields,
        OtherAttributes otherAttributes,
        List<ChannelRule> rules,
        List<GroupRule> groupRules,
        List<Limit> limits,
        List<CallBudget> calls,
        List<DescriptorVersion> versions,
        @Nullable ChannelApi api,
        String hash) {

    public ChannelDescriptor {
        sources = ordered(sources);
        lists = ordered(lists);
        lets = ordered(lets);
        reads = ordered(reads);
        layouts = ordered(layouts);
        fields = List.copyOf(fields);
        rules = List.copyOf(rules);
        groupRules = List.copyOf(groupRules);
        limits = List.copyOf(limits);
        calls = List.copyOf(calls);
        versions = List.copyOf(versions);
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** What happens to attributes of a product that no field takes. */
    public enum OtherAttributes {
        DROP,
        /** Each becomes a column of its own, after the fields, in the order of the schema. */
        WRITE
    }

    /**
     * Reads a descriptor.
     *
     * <p>Every problem of the text goes to {@code problems}, with line and column; nothing is thrown for a bad descriptor.
     *
     * @param source name of the text in positions, such as a file name
     * @param yaml the descriptor
     * @param bases where the descriptors are that it may extend
     * @return the descriptor, or empty when there was any problem
     */
    public static Optional<ChannelDescriptor> parse(
            String source, String yaml, DescriptorLimits limits, BaseDescriptors bases, ProblemSink problems) {
        return DescriptorReader.read(source, yaml, limits, bases, problems);
    }

    /** Reads a descriptor that extends no other. */
    public static Optional<ChannelDescriptor> parse(
            String source, String yaml, DescriptorLimits limits, ProblemSink problems) {
        return parse(source, yaml, limits, BaseDescriptors.NONE, problems);
    }

    public Optional<FieldSpec> field(String fieldName) {
        return fields.stream().filter(field -> field.name().equals(fieldName)).findFirst();
    }

    public Optional<Limit> limit(Limit.What what) {
        return limits.stream().filter(limit -> limit.what() == what).findFirst();
    }

    /** The version of that name, with its note. */
    public Optional<DescriptorVersion> version(String versionName) {
        return versions.stream().filter(one -> one.name().equals(versionName)).findFirst();
    }

    /** The layout of that name. */
    public Optional<Layout> layout(String layoutName) {
        return Optional.ofNullable(layouts.get(layoutName));
    }

    /** The layout used when nobody asks for another. */
    public Layout layout() {
        return layouts.values().iterator().next();
    }

    ChannelDescriptor withFields(List<FieldSpec> chosen, OtherAttributes others) {
        return new ChannelDescriptor(
                name,
                family,
                label,
                kind,
                version,
                summary,
                sources,
                members,
                lists,
                lets,
                reads,
                layouts,
                chosen,
                others,
                rules,
                groupRules,
                limits,
                calls,
                versions,
                api,
                hash);
    }
}
