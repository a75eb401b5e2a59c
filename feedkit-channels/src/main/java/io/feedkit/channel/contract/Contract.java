package io.feedkit.channel.contract;

import io.feedkit.channel.ChannelApi;
import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.ChannelProblem;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.Layout;
import io.feedkit.channel.Limit;
import io.feedkit.channel.Provenance;
import io.feedkit.channel.Source;
import io.feedkit.feed.CommonWork;
import io.feedkit.feed.FeedContract;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedLimits;
import io.feedkit.feed.Member;
import io.feedkit.feed.ValueCheck;
import io.feedkit.feed.api.ApiPlan;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.Attribute;
import io.feedkit.product.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A descriptor compiled for one member, one layout and one run.
 *
 * <p>Only fields that can have a value or must have one take part: the others cannot change anything, and a table needs no column for them.
 */
public final class Contract implements FeedContract.Prepared {
    static final Provenance OTHERS =
            new Provenance(new Source("catalogue", "The catalogue's own attributes", "", "", ""), true, Set.of());

    private final Terms terms;
    private final Instant runAt;
    private final FeedLayout layout;
    private final Expressions expressions;
    private final Set<String> reads;
    private final String identity;
    /** The one thing that changes while a run goes on; touched in the order of the catalogue, by one thread at a time. */
    private AcrossCatalogue across;

    private Contract(
            ChannelDescriptor descriptor,
            Member member,
            Layout form,
            Schema schema,
            Set<String> supplied,
            Instant runAt) {
        this.runAt = runAt;
        expressions = new Expressions(descriptor, member.language());
        Formulas formulas = new Formulas(expressions, member, runAt);
        terms = Terms.of(descriptor, member, schema, form, supplied, formulas);
        layout = Layouts.of(form, terms.fields());
        across = AcrossCatalogue.of(descriptor, terms.fields());
        // Compiles everything once, so that a mistake in the descriptor is found before anything is read.
        ContractSession tried = new ContractSession(terms, formulas, across, new CommonWork());
        reads = formulas.read();
        List<String> names = terms.fields().stream().map(FieldSpec::name).toList();
        identity =
                tried.isForeseeable() ? String.join(" ", descriptor.hash(), member.toString(), names.toString()) : "";
    }

    public static Contract of(
            ChannelDescriptor descriptor,
            Member member,
            Layout form,
            Schema schema,
            Set<String> supplied,
            Instant runAt) {
        return new Contract(descriptor, member, form, schema, supplied, runAt);
    }

    /** What a feed with all these fields looks like in a layout; fields and parts in the order given and that of {@link #parts}. */
    public static FeedLayout layout(Layout form, List<FieldSpec> fields) {
        return Layouts.of(form, fields);
    }

    /** The parts of a group in the order a layout writes them; a table writes only those of the group's text, where it has one. */
    public static List<FieldSpec> parts(FieldSpec group, boolean delimited) {
        return Layouts.partOrder(group, delimited);
    }

    /** What a descriptor says to single values. */
    public static ValueCheck values(ChannelDescriptor descriptor, Member member, Schema schema) {
        return new ConstantCheck(descriptor, member, schema);
    }

    /**
     * The schema with the attributes that the fields of a descriptor define. They are open: which words a channel takes depends on the channel, and a catalogue may have others that it
     * understands.
     */
    public static Schema extend(ChannelDescriptor descriptor, Schema schema) {
        List<Attribute> attributes = new ArrayList<>();
        for (FieldSpec field : descriptor.fields()) {
            attributes.add(
                    Attribute.of(field.name(), FieldKind.attributeType(field)).withLabel(field.label()));
            for (FieldSpec part : field.parts().fields()) {
                attributes.add(Attribute.of(field.name() + "." + part.name(), FieldKind.attributeType(part))
                        .withLabel(part.label()));
            }
        }
        return schema.with(attributes);
    }

    @Override
    public FeedLimits limits() {
        return new FeedLimits(
                eachFile(Limit.What.PRODUCTS),
                eachFile(Limit.What.FILE_BYTES),
                eachFile(Limit.What.UNPACKED_FILE_BYTES));
    }

    private long eachFile(Limit.What what) {
        return terms.descriptor()
                .limit(what)
                .filter(Limit::eachFile)
                .map(Limit::max)
                .orElse(Long.MAX_VALUE);
    }

    @Override
    public FeedLayout layout() {
        return layout;
    }

    @Override
    public Set<String> reads() {
        return reads;
    }

    @Override
    public String identity() {
        return identity;
    }

    /** The channel's calls, with the fields as the layout names them; those that take no part are left out. */
    @Override
    public Optional<ApiPlan> calls() {
        ChannelApi api = terms.descriptor().api();
        return Optional.ofNullable(api).map(known -> ApiFields.named(known.plan(), terms.fields(), layout));
    }

    @Override
    public int marks() {
        return CrossChecks.marks(across);
    }

    @Override
    public void allow(long memoryBytes, long diskBytes) {
        across = AcrossCatalogue.of(terms.descriptor(), terms.fields(), memoryBytes, diskBytes);
    }

    @Override
    public long checkDiskBytes() {
        return across.bytesOnDisk();
    }

    @Override
    public List<String> notChecked() {
        return across.notChecked();
    }

    @Override
    public List<Problem> afterwards(long records) {
        List<Problem> problems = new ArrayList<>(across.problems());
        terms.descriptor()
                .limit(Limit.What.PRODUCTS)
                .filter(limit -> !limit.eachFile() && records > limit.max())
                .ifPresent(limit -> problems.add(tooLarge(limit, records)));
        return problems;
    }

    private Problem tooLarge(Limit limit, long records) {
        String channel = terms.descriptor().name();
        String takes = limit.provenance().verified() ? " takes " : " is believed to take ";
        return new Problem(
                ChannelProblem.FEED_TOO_LARGE,
                SourcePosition.unknown(channel),
                "The feed has " + records + " records, and " + channel + takes + limit.max() + ".",
                "Exclude in a rule what matters least, or ask the channel for more.");
    }

    @Override
    public FeedContract.Session open() {
        return open(new CommonWork());
    }

    @Override
    public FeedContract.Session open(CommonWork common) {
        Formulas formulas = new Formulas(expressions, terms.member(), runAt);
        return new ContractSession(terms, formulas, across, common);
    }

    @Override
    public void close() {
        across.close();
    }
}
