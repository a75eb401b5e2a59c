package io.feedkit.rules;

import io.feedkit.batch.Column;
import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.export.Enrichment;
import io.feedkit.export.FirstPass;
import io.feedkit.feed.Member;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.ProblemSink;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.MoneyType;
import io.feedkit.product.Money;
import io.feedkit.product.Schema;
import io.feedkit.rules.check.Checker;
import io.feedkit.rules.check.Typed;
import io.feedkit.rules.check.Verdicts;
import io.feedkit.rules.check.Walk;
import io.feedkit.rules.eval.Run;
import io.feedkit.rules.eval.Values;
import io.feedkit.rules.plan.Answers;
import io.feedkit.rules.plan.Planner;
import io.feedkit.rules.plan.Questions;
import io.feedkit.rules.plan.Situation;
import io.feedkit.rules.scan.Budget;
import io.feedkit.rules.scan.Findings;
import io.feedkit.rules.syntax.CellTest;
import io.feedkit.rules.syntax.Declaration;
import io.feedkit.rules.syntax.Declaration.Table;
import io.feedkit.rules.syntax.Declaration.Test;
import io.feedkit.rules.syntax.Expr;
import io.feedkit.rules.syntax.Item;
import io.feedkit.rules.syntax.Name;
import io.feedkit.rules.syntax.Program;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tests that stand in rule files.
 *
 * <p>All products a test gives are the catalogue; what is expected concerns the first. Rules go on after an exclusion, so that every reason can be expected.
 */
final class RuleTests {
    private static final ProblemSink STRICT = problem -> {
        throw new FeedException(problem);
    };

    private final RuleSet rules;
    private final List<Program> files;
    private final Map<String, Program> modules;
    private final Instant otherwiseAt;

    RuleTests(RuleSet rules, List<Program> files, Map<String, Program> modules, Instant otherwiseAt) {
        this.rules = rules;
        this.files = files;
        this.modules = modules;
        this.otherwiseAt = otherwiseAt;
    }

    List<RuleTest> run() {
        List<RuleTest> results = new ArrayList<>();
        for (Program file : files) {
            for (Item item : file.items()) {
                if (item.element() instanceof Test test && !isDisabled(item)) {
                    results.add(result(test));
                }
            }
        }
        return results;
    }

    private static boolean isDisabled(Item item) {
        return item.annotations().stream()
                .anyMatch(annotation -> annotation.name().text().equals("disabled"));
    }

    private RuleTest result(Test test) {
        List<Diagnostic> failures = new ArrayList<>();
        try {
            RuleSet here = withTables(test);
            Scene scene = play(here, test);
            for (Test.Line line : test.lines()) {
                if (line instanceof Test.Expect expect) {
                    judge(here, expect.condition(), scene, failures);
                }
            }
        } catch (FeedException e) {
            failures.add(messages()
                    .about(RuleProblem.TEST_FAILED, test.title().span())
                    .variant("broken")
                    .withAll("reason", String.valueOf(e.getMessage()))
                    .build());
        }
        return new RuleTest(test.title().span(), title(test), failures);
    }

    private static String title(Test test) {
        return test.title().isConstant()
                ? test.title().constant()
                : test.title().span().text();
    }

    private Messages messages() {
        return Messages.in(rules.environment().language());
    }

    /** The rules with the tables a test puts in the place of the host's. */
    private RuleSet withTables(Test test) {
        RuleEnvironment environment = rules.environment();
        for (Test.Line line : test.lines()) {
            if (line instanceof Test.GivenTable given) {
                Table declared = declared(given.table());
                environment = environment.withTable(hostName(given.table(), declared), table(given, declared));
            }
        }
        return environment == rules.environment() ? rules : rules.in(environment);
    }

    private static String hostName(Name table, @Nullable Table declared) {
        return declared == null || declared.from() == null
                ? table.text()
                : declared.from().constant();
    }

    /** The table a test means: one of the files, in whatever scope it stands, else one of a module they import. */
    private @Nullable Table declared(Name table) {
        return Stream.concat(files.stream(), modules.values().stream())
                .flatMap(file -> tables(file.items()))
                .filter(known -> known.name().text().equals(table.text()) && known.from() != null)
                .findFirst()
                .orElse(null);
    }

    private static Stream<Table> tables(List<Item> items) {
        return items.stream().flatMap(item -> {
            if (item.element() instanceof Table table) {
                return Stream.of(table);
            }
            return item.element() instanceof Declaration.Scope scope
                    ? tables(scope.body().items())
                    : item.element() instanceof Declaration.Rule rule
                            ? tables(rule.body().items())
                            : Stream.empty();
        });
    }

    private HostTable table(Test.GivenTable given, @Nullable Table declared) {
        int keys = declared == null ? 1 : declared.inputs().size();
        Map<List<String>, List<String>> rows = new LinkedHashMap<>();
        for (Table.Row row : given.rows()) {
            List<String> cells = row.cells().stream().map(this::cell).toList();
            rows.put(
                    cells.subList(0, Math.min(keys, cells.size())),
                    cells.subList(Math.min(keys, cells.size()), cells.size()));
        }
        return HostTable.of(rows);
    }

    private String cell(Table.Cell cell) {
        if (cell.tests().size() == 1 && cell.tests().get(0) instanceof CellTest.Equals equals) {
            Object value = constant(equals.value());
            return value == null ? "" : shown(value);
        }
        return "";
    }

    private static String shown(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    /** What a product of a test became. */
    private record Scene(
            Schema schema,
            ProductBatch source,
            ProductBatch trunk,
            ProductBatch result,
            @Nullable Member member,
            Instant at,
            Verdicts verdicts) {}

    private Scene play(RuleSet here, Test test) {
        Member member = null;
        Instant at = otherwiseAt;
        List<Map<String, Object>> products = new ArrayList<>();
        for (Test.Line line : test.lines()) {
            if (line instanceof Test.Given given) {
                products.add(product(given));
            } else if (line instanceof Test.On on) {
                member = member(on);
            } else if (line instanceof Test.At when) {
                at = instant(when.when());
            }
        }
        Schema schema = here.environment().schema();
        ProductBatch trunk = batch(schema, products);
        ProductBatch source = new ProductBatch(schema, trunk.records());
        source.startOver(trunk);
        List<Member> members = member == null ? List.of() : List.of(member);
        RuleSet.Running session = (RuleSet.Running) knowing(here, trunk, at).open(schema, members, at, STRICT);
        session.observe(trunk);
        session.trunk(trunk);
        ProductBatch result = trunk;
        if (member != null) {
            result = new ProductBatch(schema, trunk.records());
            result.startOver(trunk);
            session.layer(0, result);
        }
        return new Scene(schema, source, trunk, result, member, at, verdicts(result, session.fired()));
    }

    private static Enrichment knowing(RuleSet here, ProductBatch catalogue, Instant at) {
        return here.firstPass(catalogue.schema(), at)
                .map(pass -> {
                    FirstPass.Collector collector = pass.collector(STRICT);
                    collector.collect(catalogue);
                    return collector.finish();
                })
                .orElse(here);
    }

    private static Verdicts verdicts(ProductBatch result, Set<String> fired) {
        Set<String> excludedBy = new HashSet<>();
        boolean warned = false;
        for (Note note : result.notes()) {
            if (note.row() == 0 && note.kind() == Note.Kind.EXCLUDED) {
                excludedBy.add(note.by());
            }
            warned |= note.row() == 0 && note.kind() == Note.Kind.WARNING;
        }
        return new Verdicts(!excludedBy.isEmpty(), warned, excludedBy, fired);
    }

    private static ProductBatch batch(Schema schema, List<Map<String, Object>> products) {
        RecordBatch records = new RecordBatch(new TextBuffer(1024));
        for (int i = 0; i < products.size(); i++) {
            records.startRecord(i + 1L, -1, -1, 0);
            records.endRecord();
        }
        ProductBatch batch = new ProductBatch(schema, records);
        batch.start(records);
        for (int slot = 0; slot < schema.size(); slot++) {
            AttributeType type = schema.attribute(slot).type();
            Column column = Column.of(type);
            boolean plain = schema.language(slot).isEmpty();
            for (int row = 0; row < products.size(); row++) {
                Object value =
                        plain ? products.get(row).get(schema.attribute(slot).name()) : null;
                Values.write(column, row, type, batch.text(), fitted(type, value));
            }
            batch.supply(slot, column);
        }
        return batch;
    }

    private static @Nullable Object fitted(AttributeType type, @Nullable Object value) {
        return type instanceof MoneyType money && value instanceof Money amount
                ? new Money(amount.amount(), amount.currency(), money.basis())
                : value;
    }

    private Map<String, Object> product(Test.Given given) {
        Map<String, Object> product = new HashMap<>();
        for (Test.Field field : given.fields()) {
            Object value = constant(field.value());
            if (value != null) {
                product.put(field.path().text(), value);
            }
        }
        return product;
    }

    /** The value of an expression without attributes. */
    private @Nullable Object constant(Expr expression) {
        RuleEnvironment environment = rules.environment();
        List<Diagnostic> diagnostics = new ArrayList<>();
        Typed typed = Checker.expression(environment, List.of(), expression, false, diagnostics);
        if (!diagnostics.isEmpty()) {
            throw new RuleException(diagnostics);
        }
        ProductBatch empty = batch(environment.schema(), List.of(Map.of()));
        Situation situation = Situation.of(environment.schema(), null, otherwiseAt, environment.zone());
        return value(typed, situation, new Scene(environment.schema(), empty, empty, empty, null, otherwiseAt, NONE));
    }

    private static final Verdicts NONE = new Verdicts(false, false, Set.of(), Set.of());

    private static @Nullable Object value(Typed typed, Situation situation, Scene scene) {
        ProductBatch batch = scene.result();
        Planner.Single single = Planner.single(typed, situation, complaint -> {});
        Run run = new Run(batch);
        run.rememberSource(scene.source());
        run.rememberTrunk(scene.trunk());
        Selection first = new Selection().all(1);
        single.plan().open(run, batch, "", 1);
        return Values.read(single.node().eval(run, first), 0, typed.type(), batch.text());
    }

    private Member member(Test.On on) {
        Map<Declaration.Scope.Dimension, String> wanted = new HashMap<>();
        for (Declaration.Scope.Head head : on.member()) {
            if (!head.values().isEmpty()) {
                wanted.put(head.dimension(), head.values().get(0).text());
            }
        }
        String channel = wanted.getOrDefault(Declaration.Scope.Dimension.CHANNEL, "");
        Member known = rules.environment().members().stream()
                .filter(other -> isNamed(other.channel(), channel) || isNamed(other.family(), channel))
                .findFirst()
                .orElse(new Member(channel, channel, "", "", "", "", "", Map.of()));
        return new Member(
                known.channel(),
                known.family(),
                known.kind(),
                wanted.getOrDefault(Declaration.Scope.Dimension.COUNTRY, known.country()),
                wanted.getOrDefault(Declaration.Scope.Dimension.LANGUAGE, known.language()),
                known.currency(),
                wanted.getOrDefault(Declaration.Scope.Dimension.ACCOUNT, known.account()),
                known.constants());
    }

    private static boolean isNamed(String channel, String value) {
        return !value.isEmpty()
                && (channel.equals(value) || channel.replace('-', '_').equals(value));
    }

    private Instant instant(Expr when) {
        if (when instanceof Expr.Instant instant) {
            return instant.value().toInstant();
        }
        return when instanceof Expr.Date date
                ? date.value().atStartOfDay(rules.environment().zone()).toInstant()
                : otherwiseAt;
    }

    private void judge(RuleSet here, Expr condition, Scene scene, List<Diagnostic> failures) {
        List<Item> declarations = files.stream()
                .flatMap(file -> file.items().stream())
                .filter(item -> item.element() instanceof Declaration)
                .toList();
        Typed typed = Checker.expectation(here.environment(), declarations, modules, condition, scene.verdicts());
        Situation situation = new Situation(
                scene.schema(),
                scene.member(),
                scene.member() == null ? List.of() : List.of(scene.member()),
                scene.at(),
                here.environment().zone(),
                answers(typed, scene, here));
        Object outcome = value(typed, situation, scene);
        if (Boolean.TRUE.equals(outcome)) {
            return;
        }
        failures.add(messages()
                .about(RuleProblem.TEST_FAILED, condition.span())
                .variant(outcome == null ? "unknown" : "")
                .withAll("expected", condition.span().text())
                .withAll("found", found(typed, scene))
                .build());
    }

    /** What an expectation asks of the catalogue, which are the products of the test. */
    private static Answers answers(Typed expectation, Scene scene, RuleSet here) {
        Questions questions = Questions.of(List.of(expectation));
        if (questions.isEmpty()) {
            return Answers.NONE;
        }
        Findings findings =
                questions.findings(new Budget(here.environment().limits().maxCatalogBytes()));
        Situation situation = Situation.of(
                scene.schema(), null, scene.at(), here.environment().zone());
        questions.open(situation, findings).look(new Run(scene.source()), scene.source());
        findings.end();
        return questions.answers(findings);
    }

    /** {@code quantity is 3, title is missing; excluded by low_stock}. */
    private static String found(Typed typed, Scene scene) {
        List<String> facts = new ArrayList<>();
        for (String name : new TreeSet<>(Walk.read(typed))) {
            facts.add("`" + name + "` = " + text(scene, name));
        }
        facts.add(
                scene.verdicts().excludedBy().isEmpty()
                        ? "not excluded"
                        : "excluded_by "
                                + String.join(
                                        ", ", new TreeSet<>(scene.verdicts().excludedBy())));
        return String.join(", ", facts);
    }

    private static String text(Scene scene, String name) {
        Schema schema = scene.schema();
        int slot = schema.slot(name).orElse(-1);
        if (slot < 0) {
            return "missing";
        }
        Attribute attribute = schema.attribute(slot);
        Object value = Values.read(
                scene.result().column(slot), 0, attribute.type(), scene.result().text());
        return value == null ? "missing" : value instanceof String text ? "\"" + text + "\"" : shown(value);
    }
}
