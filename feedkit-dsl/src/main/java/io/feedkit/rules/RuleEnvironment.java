package io.feedkit.rules;

import io.feedkit.feed.FeedContract;
import io.feedkit.feed.Member;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import io.feedkit.rules.function.Function;
import io.feedkit.rules.function.FunctionPlugin;
import io.feedkit.rules.function.Functions;
import java.security.CodeSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Everything a rule set is checked against and runs with, apart from the catalogue, the members and the run instant. Immutable.
 *
 * @param schema the attributes rules may name
 * @param functions what rules may call
 * @param tables data of the host by the name rules bind it with
 * @param channels the names channel scopes may use; empty when any name may turn up
 * @param channelConstants the types of what rules read as {@code channel.name}
 * @param limits bounds of the rule text
 * @param strictness whether an eligibility decision that can be unknown is an error
 * @param zone where {@code today} is
 * @param language of messages
 * @param modules where imported modules come from
 * @param contracts what the channels of this run accept, so that rules for them are checked against it before there is any product
 * @param members members that are known by name: what tests in rule files mean by {@code on channel amazon}
 * @param counts how many products of the catalogue have which attributes, as far as that is known
 */
public record RuleEnvironment(
        Schema schema,
        Functions functions,
        Map<String, HostTable> tables,
        Set<String> channels,
        Map<String, AttributeType> channelConstants,
        RuleLimits limits,
        Strictness strictness,
        ZoneId zone,
        Locale language,
        RuleModules modules,
        List<Member> members,
        List<FeedContract> contracts,
        CatalogCounts counts) {

    /** What becomes of a decision about eligibility that can be unknown (FK1411). */
    public enum Strictness {
        /** The author must say what unknown means. */
        STRICT,
        /** The author is warned. */
        LENIENT
    }

    public RuleEnvironment {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(functions, "functions");
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
        channels = Collections.unmodifiableSet(new TreeSet<>(channels));
        channelConstants = Collections.unmodifiableMap(new TreeMap<>(channelConstants));
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(strictness, "strictness");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(modules, "modules");
        members = List.copyOf(members);
        contracts = List.copyOf(contracts);
        Objects.requireNonNull(counts, "counts");
    }

    /** The function library, no tables, any channel, strict, UTC, English. */
    public static RuleEnvironment of(Schema schema) {
        return new RuleEnvironment(
                schema,
                Functions.library(),
                Map.of(),
                Set.of(),
                Map.of("commission_rate", AttributeType.PERCENT),
                RuleLimits.DEFAULTS,
                Strictness.STRICT,
                ZoneOffset.UTC,
                Locale.ENGLISH,
                RuleModules.NONE,
                List.of(),
                List.of(),
                CatalogCounts.UNKNOWN);
    }

    /** The same for the attributes of another catalogue. */
    public RuleEnvironment withSchema(Schema other) {
        return with(draft -> draft.schema = other);
    }

    /** Replaces what rules may call; start from {@link Functions#library} to add to it. */
    public RuleEnvironment withFunctions(Functions other) {
        return with(draft -> draft.functions = other);
    }

    /**
     * Adds the functions of all {@link FunctionPlugin}s that this class loader finds. Throws a {@link FeedException} that names both plugins, or the plugin and the library,
     * when two functions have one name.
     */
    public RuleEnvironment withPlugins(ClassLoader loader) {
        Map<String, String> owners = new TreeMap<>();
        functions.names().forEach(name -> owners.put(name, Functions.class.getName()));
        List<Function> found = new ArrayList<>();
        for (FunctionPlugin plugin : ServiceLoader.load(FunctionPlugin.class, loader)) {
            String here = described(plugin);
            for (Function function : plugin.functions()) {
                String other = owners.putIfAbsent(function.name(), here);
                if (other != null) {
                    throw new FeedException(Messages.in(language)
                            .problem(
                                    RuleProblem.FUNCTION_TWICE,
                                    SourcePosition.unknown(function.name()),
                                    Map.of("name", function.name(), "one", other, "other", here)));
                }
                found.add(function);
            }
        }
        return withFunctions(functions.with(found));
    }

    private static String described(FunctionPlugin plugin) {
        CodeSource from = plugin.getClass().getProtectionDomain().getCodeSource();
        boolean known = from != null && from.getLocation() != null;
        return plugin.getClass().getName() + (known ? " in " + from.getLocation() : "");
    }

    /** Adds data of the host, or replaces the table of that name. */
    public RuleEnvironment withTable(String name, HostTable table) {
        Map<String, HostTable> more = new TreeMap<>(tables);
        more.put(name, table);
        return with(draft -> draft.tables = more);
    }

    /** Closes the list of names channel scopes may use, so that a misspelt one is found. */
    public RuleEnvironment withChannels(Set<String> names) {
        return with(draft -> draft.channels = names);
    }

    /** Gives the type of a constant of channels; what is not named is a text. */
    public RuleEnvironment withChannelConstant(String name, AttributeType type) {
        Map<String, AttributeType> more = new TreeMap<>(channelConstants);
        more.put(name, type);
        return with(draft -> draft.channelConstants = more);
    }

    public RuleEnvironment withLimits(RuleLimits other) {
        return with(draft -> draft.limits = other);
    }

    public RuleEnvironment withStrictness(Strictness other) {
        return with(draft -> draft.strictness = other);
    }

    public RuleEnvironment withZone(ZoneId other) {
        return with(draft -> draft.zone = other);
    }

    /** The language of messages. */
    public RuleEnvironment withLanguage(Locale other) {
        return with(draft -> draft.language = other);
    }

    /** Says where imported modules come from. */
    public RuleEnvironment withModules(RuleModules other) {
        return with(draft -> draft.modules = other);
    }

    /** Makes members known to tests in rule files; the first that fits a name is meant. */
    public RuleEnvironment withMembers(List<Member> known) {
        return with(draft -> draft.members = known);
    }

    /** Checks rules in scopes of channels against what those channels accept. */
    public RuleEnvironment withContracts(List<? extends FeedContract> known) {
        return with(draft -> draft.contracts = List.copyOf(known));
    }

    /** Lets messages say how many products lack what a rule asks for. */
    public RuleEnvironment withCounts(CatalogCounts known) {
        return with(draft -> draft.counts = known);
    }

    private RuleEnvironment with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.environment();
    }

    /** An environment in which one thing is about to be different. */
    private static final class Draft {
        private Schema schema;
        private Functions functions;
        private Map<String, HostTable> tables;
        private Set<String> channels;
        private Map<String, AttributeType> channelConstants;
        private RuleLimits limits;
        private Strictness strictness;
        private ZoneId zone;
        private Locale language;
        private RuleModules modules;
        private List<Member> members;
        private List<FeedContract> contracts;
        private CatalogCounts counts;

        Draft(RuleEnvironment from) {
            schema = from.schema;
            functions = from.functions;
            tables = from.tables;
            channels = from.channels;
            channelConstants = from.channelConstants;
            limits = from.limits;
            strictness = from.strictness;
            zone = from.zone;
            language = from.language;
            modules = from.modules;
            members = from.members;
            contracts = from.contracts;
            counts = from.counts;
        }

        RuleEnvironment environment() {
            return new RuleEnvironment(
                    schema,
                    functions,
                    tables,
                    channels,
                    channelConstants,
                    limits,
                    strictness,
                    zone,
                    language,
                    modules,
                    members,
                    contracts,
                    counts);
        }
    }
}
