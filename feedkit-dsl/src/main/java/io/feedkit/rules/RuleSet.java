package io.feedkit.rules;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.export.Enrichment;
import io.feedkit.export.FirstPass;
import io.feedkit.export.RuleLabel;
import io.feedkit.feed.Member;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import io.feedkit.rules.check.Act;
import io.feedkit.rules.check.Checked;
import io.feedkit.rules.check.Checker;
import io.feedkit.rules.eval.Plan;
import io.feedkit.rules.eval.Run;
import io.feedkit.rules.eval.Tally;
import io.feedkit.rules.eval.Trail;
import io.feedkit.rules.eval.Values;
import io.feedkit.rules.plan.Answers;
import io.feedkit.rules.plan.Planner;
import io.feedkit.rules.plan.Questions;
import io.feedkit.rules.plan.Situation;
import io.feedkit.rules.plan.Watch;
import io.feedkit.rules.scan.Findings;
import io.feedkit.rules.syntax.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compiled rules: what a merchant wrote, checked as a whole and ready to run.
 *
 * <pre>{@code
 * RuleSet rules = RuleSet.compile(Path.of("shop.fk"), catalog.schema());
 * rules.tryOn(Map.of("quantity", "2"), Instant.now()).text("quantity");   // "0" after: quantity<3 → 0
 * }</pre>
 *
 * <p>An export runs it as its {@link Enrichment}: the trunk once per product, then the layers of each member. <b>Errors:</b> mistakes in the text are {@link
 * Diagnostic}s; {@link #compile} throws a {@link RuleException} that carries all of them, {@link #check} just returns them. <b>Threads:</b> immutable and
 * thread-safe.
 */
public final class RuleSet implements Enrichment {
    private static final int LARGEST_FILE = 8 << 20;
    /** Another one gives other results for the same text. */
    static final String LANGUAGE_VERSION = "feedkit rules 1";

    private final RuleEnvironment environment;
    private final Compilation compilation;
    private final Checked program;
    private final Questions questions;
    private final Answers answers;
    private final Watch watch;
    private volatile @Nullable String hash;

    private RuleSet(RuleEnvironment environment, Compilation compilation, Answers answers, Watch watch) {
        this.environment = environment;
        this.compilation = compilation;
        this.program = compilation.program();
        this.answers = answers;
        this.watch = watch;
        questions = Questions.of(program);
    }

    /** Compiles a rule file against the attributes of a catalogue. */
    public static RuleSet compile(Path file, Schema schema) {
        return compile(file, RuleEnvironment.of(schema));
    }

    /** Compiles a rule file for a host that has functions, tables or limits of its own. */
    public static RuleSet compile(Path file, RuleEnvironment environment) {
        return compile(environment, read(file));
    }

    /** Compiles several texts as one program, in this order. */
    public static RuleSet compile(RuleEnvironment environment, SourceText... sources) {
        Compilation compilation = Compilation.of(environment, List.of(sources));
        if (compilation.diagnostics().stream().anyMatch(Diagnostic::isError)) {
            throw new RuleException(compilation.diagnostics());
        }
        return new RuleSet(environment, compilation, Answers.NONE, Watch.NOTHING);
    }

    /** Everything that is wrong with some texts, errors and warnings, in the order of the text. */
    public static List<Diagnostic> check(RuleEnvironment environment, SourceText... sources) {
        return Compilation.of(environment, List.of(sources)).diagnostics();
    }

    /** Reads a rule file, which is UTF-8 and not larger than any limit a host would set. */
    public static SourceText read(Path file) {
        return read(file, Locale.ENGLISH);
    }

    /** As {@link #read(Path)}; complains in a language. */
    public static SourceText read(Path file, Locale language) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
            if (bytes.length > LARGEST_FILE) {
                throw new IOException("it is larger than " + LARGEST_FILE + " bytes");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return SourceText.of(String.valueOf(file.getFileName()), text);
        } catch (IOException e) {
            String reason = e instanceof CharacterCodingException
                    ? Messages.in(language).word("not-utf-8")
                    : String.valueOf(e.getMessage());
            throw new FeedException(
                    Messages.in(language)
                            .problem(
                                    RuleProblem.UNREADABLE_FILE,
                                    SourcePosition.unknown(file.toString()),
                                    Map.of("reason", reason)),
                    e);
        }
    }

    private record Compilation(
            Checked program,
            List<Program> files,
            Map<String, Program> modules,
            List<SourceText> texts,
            List<Diagnostic> diagnostics) {
        static Compilation of(RuleEnvironment environment, List<SourceText> sources) {
            Imports imports = new Imports(environment);
            List<Program> programs = sources.stream().map(imports::read).toList();
            Checker.Result checked = Checker.check(environment, programs, imports.modules(), imports.diagnostics());
            return new Compilation(
                    checked.program(), programs, imports.modules(), imports.texts(), checked.diagnostics());
        }
    }

    private static String hash(RuleEnvironment environment, List<SourceText> sources) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (SourceText source : sources) {
                add(digest, source.name());
                add(digest, source.content());
            }
            RuleArchive.facts(environment).forEach((name, fact) -> {
                add(digest, name);
                add(digest, fact);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    /** What the compilation said that is no error: warnings, and notes that need no answer. */
    public List<Diagnostic> warnings() {
        return List.copyOf(compilation.diagnostics());
    }

    /** What it was checked against and runs with. */
    public RuleEnvironment environment() {
        return environment;
    }

    @Override
    public String hash() {
        String known = hash;
        if (known == null) {
            known = hash(environment, compilation.texts());
            hash = known;
        }
        return known;
    }

    @Override
    public String identity(Instant runAt) {
        boolean nameable = questions.isEmpty() && answers == Answers.NONE && !program.looksOutside();
        return nameable ? hash() + " " + program.existing(runAt) : "";
    }

    @Override
    public Set<String> reads() {
        return program.read();
    }

    @Override
    public Set<String> writes() {
        return program.written();
    }

    @Override
    public Optional<FirstPass> firstPass(Schema schema, Instant runAt) {
        return questions.isEmpty() ? Optional.empty() : Optional.of(new CatalogPass(this, questions, schema, runAt));
    }

    @Override
    public Map<String, RuleLabel> labels() {
        Map<String, RuleLabel> labels = new TreeMap<>();
        for (Checked.Clause clause : program.clauses()) {
            Checked.Rule rule = clause.rule();
            RuleLabel label = new RuleLabel(rule.title(), rule.owner(), rule.tags());
            if (!label.equals(RuleLabel.NONE)) {
                labels.put(rule.name(), label);
            }
        }
        return labels;
    }

    @Override
    public Map<String, String> remembered(Instant runAt) {
        return new RunReview(program, environment.language()).remembered(runAt);
    }

    @Override
    public List<Problem> review(Member member, Instant runAt, Map<String, String> remembered) {
        return new RunReview(program, environment.language()).review(member, runAt, remembered);
    }

    @Override
    public void forget() {
        Findings found = answers.findings();
        if (found != null) {
            found.close();
        }
    }

    /** The same rules, knowing the catalogue as a whole. */
    RuleSet knowing(Answers found) {
        return new RuleSet(environment, compilation, found, watch);
    }

    /** Starts counting what statements do: run {@link Coverage#rules} in place of these. */
    public Coverage coverage() {
        return new Coverage(this, program);
    }

    /** The same rules, whose statements are counted. */
    RuleSet watchedBy(Function<Act, @Nullable Tally> watcher) {
        return new RuleSet(environment, compilation, answers, new Watch(watcher, null));
    }

    @Override
    public Session open(Schema schema, List<Member> members, Instant runAt, ProblemSink problems) {
        return open(schema, members, runAt, problems, watch);
    }

    /** A session that writes down what statements do to the one product it is given. */
    Running traced(Schema schema, List<Member> members, Instant runAt, Trail trail) {
        return open(schema, members, runAt, problem -> {}, Watch.NOTHING.withTrail(trail));
    }

    /** The statements that would run for a member, or in the trunk, and do not exist in this run. */
    List<Explanation.Idle> idle(Schema schema, @Nullable Member member, List<Member> members, Instant runAt) {
        return Planner.idle(program, new Situation(schema, member, members, runAt, environment.zone(), answers));
    }

    private Running open(Schema schema, List<Member> members, Instant runAt, ProblemSink problems, Watch watched) {
        Plan trunk = plan(schema, null, members, runAt, problems, watched);
        List<Plan> layers = new ArrayList<>();
        for (Member member : members) {
            layers.add(plan(schema, member, members, runAt, problems, watched));
        }
        return new Running(
                trunk, layers, environment.limits().maxBatchTextBytes(), Messages.in(environment.language()));
    }

    private Plan plan(
            Schema schema,
            @Nullable Member member,
            List<Member> members,
            Instant runAt,
            ProblemSink problems,
            Watch watched) {
        Situation situation = new Situation(schema, member, members, runAt, environment.zone(), answers);
        Messages messages = Messages.in(environment.language());
        return Planner.plan(
                program,
                situation,
                complaint -> problems.report(messages.problem(
                        RuleProblem.BAD_CONSTANT,
                        SourcePosition.unknown(member == null ? "trunk" : member.toString()),
                        Map.of("reason", complaint.about() + ": " + messages.reason(complaint.why())))),
                watched);
    }

    static final class Running implements Session {
        private final Plan trunk;
        private final List<Plan> layers;
        private final int maxTextBytes;
        /** Where the text of the trunk's products ends. */
        private int trunkEnd;

        private final Messages messages;
        private @Nullable Run run;

        Running(Plan trunk, List<Plan> layers, int maxTextBytes, Messages messages) {
            this.trunk = trunk;
            this.layers = layers;
            this.maxTextBytes = maxTextBytes;
            this.messages = messages;
        }

        private Run run(ProductBatch batch) {
            Run known = run;
            if (known == null) {
                known = new Run(batch, messages::fault);
                run = known;
            }
            return known;
        }

        /** For tests: nothing ends with an exclusion, and what rules do to the first row is remembered. */
        void observe(ProductBatch batch) {
            run(batch).observe();
        }

        Set<String> fired() {
            Run known = run;
            return known == null ? Set.of() : known.fired();
        }

        @Override
        public void trunk(ProductBatch batch) {
            Run here = run(batch);
            here.rememberSource(batch);
            run(trunk, here, batch, 0);
            trunkEnd = batch.text().end();
        }

        @Override
        public void layer(int member, ProductBatch layer) {
            Run here = run(layer);
            here.rememberTrunk(layer);
            // What other feeds keep behind the trunk is none of this one's.
            run(layers.get(member), here, layer, Math.max(0, layer.text().end() - trunkEnd));
        }

        /** @param kept how much of the text is not counted */
        private void run(Plan plan, Run here, ProductBatch batch, long kept) {
            int end = batch.text().end();
            batch.text().limitTo((int) Math.max(end, Math.min(TextBuffer.MOST_BYTES, maxTextBytes + kept)));
            try {
                plan.run(here, batch);
            } finally {
                batch.text().limitTo(TextBuffer.MOST_BYTES);
            }
        }
    }

    /**
     * Runs the tests that stand in the files, in the order of the text. The products of a test are its catalogue, and what it expects concerns the first of them.
     *
     * @param at the run instant of tests that do not say {@code at}
     */
    public List<RuleTest> test(Instant at) {
        return new RuleTests(this, compilation.files(), compilation.modules(), at).run();
    }

    /** The files it was compiled from, in their order. */
    List<SourceText> sources() {
        return compilation.files().stream().map(Program::source).toList();
    }

    /** The texts of the modules it imports, by name. */
    Map<String, SourceText> moduleTexts() {
        Map<String, SourceText> texts = new LinkedHashMap<>();
        compilation.modules().forEach((name, program) -> texts.put(name, program.source()));
        return texts;
    }

    /** The same files compiled for another environment. */
    RuleSet in(RuleEnvironment other) {
        return compile(other, compilation.files().stream().map(Program::source).toArray(SourceText[]::new));
    }

    /** What the trunk makes of one product. */
    public Outcome tryOn(Map<String, ?> product, Instant at) {
        return outcome(product, null, at);
    }

    /**
     * What the rules make of one product for one member. Segments and groups see this product alone.
     *
     * @param product values by attribute, typed or as text ({@code "12.50 EUR"}, {@code "8%"}, {@code "30 kg"}, {@code "2026-11-27"}); what is not named is missing.
     *     {@code title@fr} is a title in French
     */
    public Outcome tryOn(Map<String, ?> product, Member member, Instant at) {
        return outcome(product, member, at);
    }

    private Outcome outcome(Map<String, ?> product, @Nullable Member member, Instant at) {
        Schema schema = environment.schema();
        RecordBatch records = new RecordBatch(new TextBuffer(1024));
        records.startRecord(1, -1, -1, 0);
        records.endRecord();
        ProductBatch trunk = new ProductBatch(schema, records);
        trunk.start(records);
        product.forEach((name, value) -> supply(trunk, name, value));
        List<Member> members = member == null ? List.of() : List.of(member);
        ProblemSink strict = problem -> {
            throw new FeedException(problem);
        };
        Enrichment knowing = firstPass(schema, at)
                .map(pass -> {
                    FirstPass.Collector collector = pass.collector(strict);
                    collector.collect(trunk);
                    return collector.finish();
                })
                .orElse(this);
        Session session = knowing.open(schema, members, at, strict);
        session.trunk(trunk);
        ProductBatch result = trunk;
        if (member != null && !trunk.live().isEmpty()) {
            result = new ProductBatch(schema, records);
            result.startOver(trunk);
            session.layer(0, result);
        }
        return Outcome.of(result, 0, member);
    }

    private static void supply(ProductBatch batch, String name, @Nullable Object value) {
        int at = name.indexOf('@');
        Schema schema = batch.schema();
        int slot = (at < 0 ? schema.slot(name) : schema.slot(name.substring(0, at), name.substring(at + 1)))
                .orElseThrow(() -> new IllegalArgumentException("there is no attribute " + name));
        AttributeType type = schema.attribute(slot).type();
        Column column = Column.of(type);
        Object typed = value instanceof String text && type.kind() != AttributeType.Kind.TEXT
                ? Values.parse(type, text)
                : value instanceof Integer number ? Long.valueOf(number) : value;
        Values.write(column, 0, type, batch.text(), typed);
        batch.supply(slot, column);
    }
}
