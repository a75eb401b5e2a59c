package io.feedkit.channel;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.channel.contract.Contract;
import io.feedkit.channel.reading.FeedMapping;
import io.feedkit.feed.FeedContract;
import io.feedkit.feed.FeedInfo;
import io.feedkit.feed.InfoText;
import io.feedkit.feed.Member;
import io.feedkit.feed.ValueCheck;
import io.feedkit.location.Location;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.NearMiss;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.Schema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A channel in one country and language for one account: what an export writes a feed for.
 *
 * <p>The layout is the channel's first one unless another is asked for, or the name of the feed's file has another one's ending ({@code .tsv}). Immutable and thread-safe.
 */
public final class ChannelMember implements FeedContract {
    private final ChannelDescriptor descriptor;
    private final Member member;
    private final String layout;

    ChannelMember(ChannelDescriptor descriptor, Member member, String layout) {
        this.descriptor = descriptor;
        this.member = member;
        this.layout = layout;
    }

    /** The same member for one of the merchant's accounts, which scopes in rules may name. */
    public ChannelMember account(String name) {
        return new ChannelMember(descriptor, member.withAccount(name), layout);
    }

    /** The same member with a constant that rules read as {@code channel.name}, such as {@code commission_rate} 15%. */
    public ChannelMember constant(String name, String value) {
        Map<String, String> constants = new TreeMap<>(member.constants());
        constants.put(name, value);
        return new ChannelMember(descriptor, member.withConstants(constants), layout);
    }

    /** The same member in one of the channel's layouts: {@code rss}, {@code tsv}. */
    public ChannelMember layout(String name) {
        if (!descriptor.layouts().containsKey(name)) {
            throw new FeedException(new Problem(
                    ChannelProblem.UNKNOWN_NAME,
                    SourcePosition.unknown(descriptor.name()),
                    "Channel " + descriptor.name() + " has no layout " + Problem.quote(name) + "; it has "
                            + String.join(", ", descriptor.layouts().keySet()) + ".",
                    NearMiss.question(name, List.copyOf(descriptor.layouts().keySet()))));
        }
        return new ChannelMember(descriptor, member, name);
    }

    @Override
    public Member member() {
        return member;
    }

    /** The layout whose files end like this one, if none was asked for; a packed file counts by the ending before {@code .gz} or {@code .zip}. */
    @Override
    public ChannelMember forFile(Path file) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.(gz|zip)$", "");
        String ending = name.substring(name.lastIndexOf('.') + 1);
        if (!layout.isEmpty()) {
            return this;
        }
        return descriptor.layouts().values().stream()
                .filter(form -> form.extension().equals(ending) || form.name().equals(ending))
                .findFirst()
                .map(form -> new ChannelMember(descriptor, member, form.name()))
                .orElse(this);
    }

    @Override
    public String fileName() {
        Layout form = chosen();
        boolean isFixed = !form.fileName().isEmpty()
                && !InfoText.parseName(form.fileName()).isTimed();
        return isFixed ? fileName(Instant.EPOCH) : plainFileName(member + "." + form.extension());
    }

    @Override
    public String fileName(Instant runAt) {
        String name = chosen().fileName();
        return name.isEmpty()
                ? fileName()
                : plainFileName(InfoText.parseName(name).of(new FeedInfo("", "", "", member, runAt)));
    }

    /** Nothing that leads to another folder or hides a file; of an account, for instance. */
    private static String plainFileName(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}._-]|^\\.", "-");
    }

    /**
     * A feed of this channel as a catalogue, whoever wrote it: what the descriptor can write it can read.
     *
     * <p>The layout is the one asked for, or the one the file is in. What the feed does not say of a product is told by {@link FieldSpec#readBack}.
     *
     * @throws FeedException when nothing can be read, or {@code channel.other-feed} when the channel has no layout of the file's form, or the file none of its records
     */
    public Catalog catalogue(Path feed) {
        return catalogue(Location.of(feed), CatalogOptions.DEFAULTS);
    }

    /** As {@link #catalogue(Path)}, for a feed anywhere; the mapping of the options is the channel's own. */
    public Catalog catalogue(Location feed, CatalogOptions options) {
        return Reading.of(this, feed, options);
    }

    /** How feeds of this member in its layout are read: the text of a mapping file, to be changed and used as any other. */
    public String mapping() {
        return FeedMapping.of(descriptor, member, chosen(), true);
    }

    /** The layout asked for, or the channel's first. */
    Layout chosen() {
        return layout.isEmpty()
                ? descriptor.layout()
                : Objects.requireNonNull(descriptor.layouts().get(layout));
    }

    /** Whether somebody asked for a layout. */
    boolean isChosen() {
        return !layout.isEmpty();
    }

    ChannelDescriptor descriptor() {
        return descriptor;
    }

    /** In the layout whose records the channel's calls carry; this one when the descriptor describes no calls. */
    @Override
    public ChannelMember forCalls() {
        ChannelApi api = descriptor.api();
        return api == null ? this : new ChannelMember(descriptor, member, api.layout());
    }

    /** Whether the channel takes products call by call. */
    public boolean isCalled() {
        return descriptor.api() != null;
    }

    @Override
    public Schema extend(Schema schema) {
        return Contract.extend(descriptor, schema);
    }

    @Override
    public Optional<ValueCheck> values(Schema schema) {
        return Optional.of(Contract.values(descriptor, member, schema));
    }

    @Override
    public Prepared prepare(Schema schema, Set<String> supplied, Instant runAt) {
        return Contract.of(descriptor, member, chosen(), schema, supplied, runAt);
    }

    /** {@code google-shopping:FR:fr}. */
    @Override
    public String toString() {
        return member.toString();
    }
}
