package io.feedkit.channel;

import io.feedkit.channel.ChannelDescriptor.OtherAttributes;
import io.feedkit.feed.Member;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.NearMiss;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A sales channel: what its descriptor says, and which countries and languages it serves.
 *
 * <p>Immutable and thread-safe.
 */
public final class Channel {
    private static final Provenance CALLER =
            new Provenance(new Source("caller", "The caller's choice of columns", "", "", ""), true, Set.of());

    private final ChannelDescriptor descriptor;

    private Channel(ChannelDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** A channel that a descriptor describes. */
    public static Channel of(ChannelDescriptor descriptor) {
        return new Channel(descriptor);
    }

    /** The stable name: {@code google-shopping}. */
    public String name() {
        return descriptor.name();
    }

    /** The name for people: {@code Google Shopping}. */
    public String label() {
        return descriptor.label();
    }

    public ChannelKind kind() {
        return descriptor.kind();
    }

    /** Everything known about the channel. */
    public ChannelDescriptor descriptor() {
        return descriptor;
    }

    /**
     * The channel as an older version of its descriptor has it, for merchants who have not moved yet; itself for the present version.
     *
     * @throws FeedException {@code channel.unknown-name} when there is none of that name, or only a note is left of it
     */
    public Channel version(String name) {
        if (name.equals(descriptor.version())) {
            return this;
        }
        ChannelDescriptor then =
                descriptor.version(name).map(DescriptorVersion::descriptor).orElse(null);
        if (then != null) {
            return new Channel(then);
        }
        List<String> known = new ArrayList<>(List.of(descriptor.version()));
        descriptor.versions().stream().filter(DescriptorVersion::isKept).forEach(kept -> known.add(kept.name()));
        throw refusal(
                ChannelProblem.UNKNOWN_NAME,
                "Channel " + name() + " has no version " + Problem.quote(name) + "; it has " + String.join(", ", known)
                        + ".",
                NearMiss.question(name, known));
    }

    /**
     * The same channel with only these columns, in this order. A column the descriptor knows keeps its type and checks; any other is taken from the
     * attribute of that name, which only channels that write other attributes allow, such as {@code generic-csv}.
     *
     * @throws FeedException {@code channel.unknown-name} for a column that the channel neither knows nor takes
     */
    public Channel withColumns(Collection<String> columns) {
        List<FieldSpec> chosen = new ArrayList<>();
        for (String column : columns) {
            chosen.add(descriptor.field(column).orElseGet(() -> plain(column)));
        }
        return new Channel(descriptor.withFields(chosen, OtherAttributes.DROP));
    }

    private FieldSpec plain(String column) {
        if (descriptor.otherAttributes() == OtherAttributes.DROP) {
            List<String> known =
                    descriptor.fields().stream().map(FieldSpec::name).toList();
            throw refusal(
                    ChannelProblem.UNKNOWN_NAME,
                    "Channel " + name() + " has no field " + Problem.quote(column) + ".",
                    NearMiss.question(column, known));
        }
        return FieldSpec.plain(column, CALLER);
    }

    /**
     * The channel in one country and language, for one unnamed account.
     *
     * @param country ISO 3166-1 alpha-2, upper case
     * @param language ISO 639-1, lower case
     * @throws FeedException {@code channel.no-such-member} when the channel does not serve it, or the codes are none
     */
    public ChannelMember member(String country, String language) {
        boolean wellFormed =
                Countries.isCountry(country) && Forms.LANGUAGE.matcher(language).matches();
        if (!wellFormed) {
            throw refusal(
                    ChannelProblem.NO_SUCH_MEMBER,
                    Problem.quote(country) + " and " + Problem.quote(language)
                            + " are not an ISO 3166-1 country and an ISO 639 language.",
                    "Write them as FR and fr.");
        }
        Members members = descriptor.members();
        if (!members.serves(country, language)) {
            throw refusal(
                    ChannelProblem.NO_SUCH_MEMBER,
                    "Channel " + name() + " does not serve " + country + " in " + language + ".",
                    "");
        }
        Member member = new Member(
                name(),
                descriptor.family(),
                Section.spelled(kind()),
                country,
                language,
                members.currency(country),
                "",
                Map.of());
        return new ChannelMember(descriptor, member, "");
    }

    private FeedException refusal(ChannelProblem code, String message, String fix) {
        return new FeedException(new Problem(code, SourcePosition.unknown(name()), message, fix));
    }

    /** {@code google-shopping 1}. */
    @Override
    public String toString() {
        return name() + " " + descriptor.version();
    }
}
