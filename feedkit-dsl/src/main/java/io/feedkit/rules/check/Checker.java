package io.feedkit.rules.check;

import io.feedkit.problem.Severity;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.rules.CatalogCounts;
import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleEnvironment.Strictness;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import io.feedkit.rules.check.Checked.Clause;
import io.feedkit.rules.check.Checked.Disable;
import io.feedkit.rules.check.Checked.Scope;
import io.feedkit.rules.syntax.Block;
import io.feedkit.rules.syntax.Declaration;
import io.feedkit.rules.syntax.Declaration.Scope.Dimension;
import io.feedkit.rules.syntax.Expr;
import io.feedkit.rules.syntax.Item;
import io.feedkit.rules.syntax.Name;
import io.feedkit.rules.syntax.Path;
import io.feedkit.rules.syntax.Program;
import io.feedkit.rules.syntax.Spelling;
import io.feedkit.rules.syntax.Statement;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns parsed files into a checked program and a list of everything that is wrong with them.
 *
 * <p>Declarations of a block are known in all of it, whatever their order. Statements become {@link Clause}s in the order of the text; which of them run for whom is
 * the planner's business.
 */
public final class Checker {
    private final RuleEnvironment environment;
    private final Complaints complaints;
    private final Expressions.Workshop workshop;
    private final Annotations annotations;
    private final List<Clause> clauses = new ArrayList<>();
    private final List<Disable> disables = new ArrayList<>();
    private final List<Checked.Allocation> allocations = new ArrayList<>();
    private final List<Checked.Experiment> experiments = new ArrayList<>();
    private final Map<String, Span> rules = new HashMap<>();

    /** The finished program and what was said about it, in the order of the text. */
    public record Result(Checked program, List<Diagnostic> diagnostics) {
        public Result {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    private Checker(RuleEnvironment environment) {
        this.environment = environment;
        complaints = new Complaints(
                Messages.in(environment.language()), environment.limits().maxDiagnostics());
        workshop = Expressions.Workshop.of(environment, complaints);
        annotations = new Annotations(environment, complaints);
    }

    /** Checks several files as one program, in this order. */
    public static Result check(RuleEnvironment environment, List<Program> programs) {
        return check(environment, programs, Map.of(), List.of());
    }

    /**
     * As {@link #check(RuleEnvironment, List)}, with the modules that may be imported, by name.
     *
     * @param read what was said when the files were read
     */
    public static Result check(
            RuleEnvironment environment, List<Program> programs, Map<String, Program> modules, List<Diagnostic> read) {
        Checker checker = new Checker(environment);
        Names names = Names.outermost();
        modules.forEach((name, program) -> checker.modules.put(name, program));
        checker.namesOfModules();
        programs.forEach(program -> checker.declare(program.items(), names));
        Place top = new Place(names, List.of(), null, null, false, "");
        programs.forEach(program -> checker.items(program.items(), top));
        checker.checkDeclarations();
        checker.checkDisables();
        Tests tests = new Tests(
                checker.workshop, names, checker.rules.keySet(), checker.hostTables, checker::checkScopeNames);
        checker.tests.forEach(tests::check);
        new Finals(checker.complaints, checker.disables).check(checker.clauses);
        Set<String> disabled = checker.disables.stream().map(Disable::rule).collect(Collectors.toSet());
        checker.logic(disabled);
        List<Program> all = new ArrayList<>(programs);
        all.addAll(modules.values());
        List<Diagnostic> said = new ArrayList<>(read);
        said.addAll(checker.complaints.all());
        Allowances allowances = new Allowances(Messages.in(environment.language()), all);
        return new Result(
                new Checked(checker.clauses, checker.disables, checker.allocations, checker.experiments),
                Complaints.sorted(Complaints.oneForEachBadLine(allowances.applied(said))));
    }

    /** What statements mean together, asked when all of them are known. */
    private void logic(Set<String> disabled) {
        Branches branches = new Branches(complaints, workshop.budget());
        clauses.forEach(clause -> branches.check(clause.act()));
        List<Set<String>> writes =
                clauses.stream().map(clause -> Walk.written(clause.act())).toList();
        new DeadWrites(complaints, workshop.budget(), clauses, writes, disabled, blurred).check();
        Checked program = new Checked(clauses, disables, allocations, experiments);
        new Orders(complaints, workshop.budget(), program, writes, blurred).check();
        new ChannelChecks(environment, complaints, program, blurred).check();
        new Advice(complaints, clauses, lets).give();
        LogicChecks checks = new LogicChecks(complaints, workshop.budget());
        Unanswered.calls(clauses, workshop.tableCalls()).forEach(call -> {
            TableLogic rows = tableRows.get(call.table());
            if (rows != null) {
                checks.gap(rows, call);
            }
        });
    }

    /** What is known of the rows of each table, whatever it is called with. */
    private final Map<Declaration.Table, TableLogic> tableRows = new IdentityHashMap<>();

    /**
     * Types one expression of a host against the attributes of the environment and the declarations before it, of which only those it needs are checked; {@code
     * inLayer} says whether a member is known.
     */
    public static Typed expression(
            RuleEnvironment environment,
            List<Item> declarations,
            Expr expression,
            boolean inLayer,
            List<Diagnostic> diagnostics) {
        Checker checker = new Checker(environment);
        Names names = Names.outermost();
        checker.declare(declarations, names);
        Typed typed = new Expressions(checker.workshop, names, !inLayer).value(expression);
        diagnostics.addAll(checker.complaints.all());
        return typed;
    }

    /** An expectation of a test, which was checked with the program, after its product met its fate. */
    public static Typed expectation(
            RuleEnvironment environment,
            List<Item> declarations,
            Map<String, Program> modules,
            Expr condition,
            Verdicts verdicts) {
        Checker checker = new Checker(environment);
        checker.modules.putAll(modules);
        checker.namesOfModules();
        Names names = Names.outermost();
        checker.declare(declarations, names);
        Names inside = names.inside();
        Tests.declare(inside, verdicts, new AnyRule(), condition.span());
        return new Expressions(checker.workshop, inside, false).condition(condition);
    }

    /** Which rules there are was checked before. */
    private static final class AnyRule extends AbstractSet<String> {
        @Override
        public boolean contains(Object rule) {
            return true;
        }

        @Override
        public Iterator<String> iterator() {
            return Collections.emptyIterator();
        }

        @Override
        public int size() {
            return 0;
        }
    }

    /**
     * Where a statement stands.
     *
     * @param rule the rule around it, or null
     * @param frame what annotations of the rule, scopes and imports around it say, or null when there are none
     * @param dead whether a mistake around it makes everything inside pointless
     * @param module the imported module it is part of, with a point behind it, or empty
     */
    private record Place(
            Names names,
            List<Scope> scopes,
            Checked.@Nullable Rule rule,
            Checked.@Nullable Rule frame,
            boolean dead,
            String module) {
        boolean inTrunk() {
            return scopes.isEmpty();
        }

        Place in(Names inner) {
            return new Place(inner, scopes, rule, frame, dead, module);
        }
    }

    private final Map<String, Program> modules = new LinkedHashMap<>();
    private final Map<String, Names> moduleNames = new HashMap<>();
    private final Set<String> ran = new HashSet<>();
    private final List<Disabling> disabling = new ArrayList<>();

    private record Disabling(Declaration.Disable declaration, Place place, Checked.Rule.Dates dates) {}

    /** Every module sees what it declares itself and what it imports, nothing else. */
    private void namesOfModules() {
        modules.keySet().forEach(name -> moduleNames.put(name, Names.outermost()));
        modules.forEach((name, program) -> declare(program.items(), moduleNames(name)));
    }

    private Names moduleNames(String name) {
        return moduleNames.computeIfAbsent(name, missing -> Names.outermost());
    }

    /** A module's statements run where it is imported first. */
    private void imported(Declaration.Import imported, Item item, Place place) {
        String name = imported.module().text();
        Program program = modules.get(name);
        if (program != null && ran.add(name)) {
            Names inside = moduleNames(name);
            Checked.Rule frame = framed(item, place);
            items(program.items(), new Place(inside, place.scopes(), null, frame, place.dead(), name + "."));
        }
    }

    private final List<Declaration.Test> tests = new ArrayList<>();
    private final Map<String, Declaration.Table> hostTables = new HashMap<>();
    private final List<Runnable> uncalled = new ArrayList<>();

    /** What is declared is checked even if nobody uses it. */
    private void checkDeclarations() {
        uncalled.forEach(Runnable::run);
    }

    private void declare(List<Item> items, Names names) {
        for (Item item : items) {
            if (item.element() instanceof Declaration declaration) {
                declare(declaration, item, names);
            }
        }
    }

    private void declare(Declaration declaration, Item item, Names names) {
        if (declaration instanceof Declaration.Let let) {
            boolean window = !let.per().isEmpty() || let.where() != null;
            lets.add(declareFormula(
                    let.name(),
                    names,
                    () -> window ? new Wholes(workshop, names).windowed(let) : letValue(let, names)));
        } else if (declaration instanceof Declaration.Segment segment) {
            declareFormula(
                    segment.name(),
                    names,
                    () -> new Expressions(workshop, names, false).condition(segment.condition()));
        } else if (declaration instanceof Declaration.RankedSegment segment) {
            declareFormula(segment.name(), names, () -> new Wholes(workshop, names).ranked(segment));
        } else if (declaration instanceof Declaration.Experiment experiment) {
            declareFormula(experiment.name(), names, () -> new Experiments(workshop, names).value(experiment, item));
        } else if (declaration instanceof Declaration.Fn fn) {
            declareName(fn.name(), names, new Names.Declared.UserFunction(fn, names));
            uncalled.add(() -> checkFunction(fn, names));
        } else if (declaration instanceof Declaration.Import imported) {
            Names module = moduleNames(imported.module().text());
            Name alias = imported.alias();
            if (alias == null) {
                names.include(module);
            } else {
                declareName(
                        alias,
                        names,
                        new Names.Declared.Module(imported.module().text(), module));
            }
        } else if (declaration instanceof Declaration.Table table) {
            declareName(table.name(), names, new Names.Declared.UserTable(table, names));
            if (table.from() != null) {
                hostTables.putIfAbsent(table.name().text(), table);
            }
            uncalled.add(() -> checkTable(table, names));
        }
    }

    private Typed letValue(Declaration.Let let, Names names) {
        Expressions expressions = new Expressions(workshop, names, false);
        Calls calls = new Calls(workshop, expressions, names);
        // A row of a table keeps its columns, unless the type says that its one column is meant.
        Typed written = let.type() == null ? expressions.type(let.value()) : expressions.value(let.value());
        Typed value = calls.typedAs(let.type(), written);
        new Branches(complaints, workshop.budget()).arms(value, let.span());
        return value;
    }

    /** Formulas that {@code let} gives a name to. */
    private final Set<Binding> lets = Collections.newSetFromMap(new IdentityHashMap<>());

    private Binding declareFormula(Name name, Names names, Supplier<Typed> value) {
        Binding binding = Binding.lazy(name.text(), name.span(), value);
        declareName(name, names, new Names.Declared.Formula(binding));
        uncalled.add(() -> workshop.formulas().use(binding, name.span()));
        return binding;
    }

    private void declareName(Name name, Names names, Names.Declared declared) {
        if (!names.declare(name.text(), declared)) {
            complaints.add(
                    complaints.about(RuleProblem.DECLARED_TWICE, name.span()).with("name", name.text()));
        }
    }

    private void checkFunction(Declaration.Fn fn, Names names) {
        Names inside = names.inside();
        Calls calls = new Calls(workshop, new Expressions(workshop, names, false), names);
        for (Declaration.Parameter parameter : fn.parameters()) {
            if (parameter.type() == null) {
                return;
            }
            AttributeType type = calls.declared(parameter.type());
            if (type == null) {
                return;
            }
            Attribute stand = Attribute.of(parameter.name().text(), type);
            Typed read = new Typed.Read(stand, Typed.Read.View.CURRENT, null, parameter.span());
            inside.declare(
                    parameter.name().text(),
                    new Names.Declared.Formula(
                            Binding.of(parameter.name().text(), parameter.name().span(), read)));
        }
        workshop.formulas()
                .unfold(fn, fn.name().text(), fn.name().span(), fn.name().span(), () -> {
                    Typed body = calls.typedAs(fn.result(), new Expressions(workshop, inside, false).value(fn.body()));
                    new Branches(complaints, workshop.budget()).arms(body, fn.span());
                    return body;
                });
    }

    private void checkTable(Declaration.Table table, Names names) {
        Expr.Text from = table.from();
        if (from == null) {
            if (Tables.checkShape(table, complaints)) {
                checkRows(table, names);
            }
        } else if (!environment.tables().containsKey(from.constant())) {
            Messages.Draft draft =
                    complaints.about(RuleProblem.UNBOUND_TABLE, from.span()).with("name", from.constant());
            String near = Spelling.nearest(from.constant(), environment.tables().keySet());
            complaints.add(near.isEmpty() ? draft : draft.variant("near").with("near", near));
        }
    }

    private void checkRows(Declaration.Table table, Names names) {
        Expressions cells = new Expressions(workshop, names, false);
        List<Typed> inputs = LogicChecks.inputs(table, new Calls(workshop, cells, names));
        if (inputs == null) {
            return;
        }
        List<List<@Nullable Typed>> tests = new ArrayList<>();
        table.rows().forEach(row -> tests.add(Tables.rowTests(cells, row, inputs)));
        boolean failed = tests.stream().anyMatch(row -> row.stream().anyMatch(test -> test instanceof Typed.Failed));
        if (!failed) {
            TableLogic rows = new LogicChecks(complaints, workshop.budget()).rows(table, inputs, tests);
            if (rows != null) {
                tableRows.put(table, rows);
            }
        }
    }

    private void items(List<Item> items, Place place) {
        for (Item item : items) {
            if (item.element() instanceof Statement statement) {
                clause(statement, item, place);
            } else if (item.element() instanceof Declaration declaration) {
                declaration(declaration, item, place);
            }
        }
    }

    private void declaration(Declaration declaration, Item item, Place place) {
        if (declaration instanceof Declaration.Rule rule) {
            rule(rule, item, place);
        } else if (declaration instanceof Declaration.Scope scope) {
            scope(scope, item, place);
        } else if (declaration instanceof Declaration.Disable disable) {
            Checked.Rule said = annotations.read(item, "", false, place.frame());
            disabling.add(new Disabling(disable, place, said.dates()));
        } else if (declaration instanceof Declaration.Import imported) {
            imported(imported, item, place);
        } else if (declaration instanceof Declaration.Allocate allocate) {
            allocation(allocate, item, place);
        } else {
            annotations.check(item);
            if (declaration instanceof Declaration.Test test) {
                tests.add(test);
            } else if (declaration instanceof Declaration.Experiment experiment) {
                Checked.Rule said = annotations.read(item, "", false, place.frame());
                experiments.add(Experiments.dealing(experiment, item, said.dates()));
            }
        }
    }

    /** What holds for everything in a scope or an import: its annotations and those around it. */
    private Checked.@Nullable Rule framed(Item item, Place place) {
        Checked.Rule around = place.frame();
        return item.annotations().isEmpty()
                ? around
                : annotations.read(item, around == null ? "" : around.name(), around != null && around.named(), around);
    }

    /** Stock is split once for all channels, after the trunk. */
    private void allocation(Declaration.Allocate allocate, Item item, Place place) {
        String name = allocate.span().source().name() + ":" + allocate.span().line();
        Checked.Rule rule = annotations.read(item, name, false, place.frame());
        if (!place.inTrunk() || place.rule() != null) {
            complaints.add(
                    complaints.about(RuleProblem.MISPLACED, allocate.span()).variant("allocate"));
            return;
        }
        Checked.Allocation checked = new Allocations(
                        workshop, place.names(), channel -> checkScopeName(Dimension.CHANNEL, channel, Severity.ERROR))
                .check(allocate, rule);
        if (checked == null) {
            return;
        }
        boolean again = allocations.stream()
                .anyMatch(known -> known.target().name().equals(checked.target().name()));
        if (again) {
            complaints.add(complaints
                    .about(RuleProblem.DECLARED_TWICE, allocate.target().span())
                    .with("name", checked.target().name()));
        } else {
            allocations.add(checked);
        }
    }

    private void rule(Declaration.Rule rule, Item item, Place place) {
        String qualified = place.module() + rule.name().text();
        Checked.Rule checked = annotations.read(item, qualified, true, place.frame());
        Span known = rules.putIfAbsent(qualified, rule.name().span());
        if (known != null) {
            complaints.add(complaints
                    .about(RuleProblem.DECLARED_TWICE, rule.name().span())
                    .variant("rule")
                    .with("name", rule.name().text())
                    .mark(known));
        }
        Names inside = place.names().inside();
        declare(rule.body().items(), inside);
        int first = clauses.size();
        items(rule.body().items(), new Place(inside, place.scopes(), checked, checked, place.dead(), place.module()));
        // Half a rule would do something nobody wrote.
        if (incomplete.remove(checked.name())) {
            clauses.subList(first, clauses.size()).clear();
        }
    }

    /** Rules with a statement that reads a table without data. */
    private final Set<String> incomplete = new HashSet<>();

    private void scope(Declaration.Scope scope, Item item, Place place) {
        Declaration.Scope.Head head = scope.head();
        Set<String> values =
                head.values().stream().map(Name::text).collect(Collectors.toCollection(LinkedHashSet::new));
        checkScopeNames(head);
        Typed where = null;
        Expr condition = head.where();
        boolean dead = place.dead();
        if (condition != null) {
            where = new Expressions(workshop, place.names(), false).condition(condition);
            dead |= where instanceof Typed.Failed;
            Typed read = Walk.find(where, part -> part instanceof Typed.Read);
            if (read != null) {
                dead = true;
                complaints.add(complaints
                        .about(RuleProblem.SCOPE_OF_PRODUCTS, read.span())
                        .with("name", read.span().text())
                        .with("dimension", head.dimension().word()));
            }
        }
        List<Scope> scopes = new ArrayList<>(place.scopes());
        scopes.add(new Scope(head.dimension(), values, where));
        Names inside = place.names().inside();
        declare(scope.body().items(), inside);
        items(scope.body().items(), new Place(inside, scopes, place.rule(), framed(item, place), dead, place.module()));
    }

    private void checkScopeNames(Declaration.Scope.Head head) {
        head.values().forEach(name -> checkScopeName(head.dimension(), name, Severity.WARNING));
    }

    private void checkScopeName(Dimension dimension, Name name, Severity severity) {
        if (dimension != Dimension.CHANNEL
                || environment.channels().isEmpty()
                || environment.channels().contains(name.text())
                || environment.channels().contains(name.text().replace('_', '-'))) {
            return;
        }
        Messages.Draft draft = complaints
                .about(RuleProblem.UNKNOWN_CHANNEL, name.span())
                .severity(severity)
                .with("name", name.text());
        String near = Spelling.nearest(name.text(), environment.channels());
        if (!near.isEmpty()) {
            draft.variant("near").with("near", near).edit(name.span(), near);
        }
        complaints.add(draft);
    }

    private void clause(Statement statement, Item item, Place place) {
        Span span = statement.span();
        Checked.Rule around = place.rule();
        boolean annotated = !item.annotations().isEmpty();
        String name = around == null ? span.source().name() + ":" + span.line() : around.name();
        Checked.Rule frame = place.frame();
        Checked.Rule rule = around != null && frame != null && !annotated
                ? frame
                : annotations.read(item, name, around != null && around.named(), frame);
        List<Act> acts = acts(statement, place);
        if (acts.isEmpty() || place.dead()) {
            return;
        }
        for (Act act : acts) {
            Typed unbound = Walk.find(act, part -> part instanceof Typed.Unbound);
            if (unbound != null) {
                complaints.add(complaints
                        .about(RuleProblem.UNBOUND_TABLE, span)
                        .variant("depends")
                        .with("rule", name)
                        .with("construct", unbound.span().text()));
                incomplete.add(name);
                continue;
            }
            if (place.inTrunk()) {
                noMemberIn(act);
            }
            clauses.add(new Clause(rule, layer(place.scopes()), place.scopes(), act));
        }
        if (around == null) {
            incomplete.remove(name);
        }
    }

    private void noMemberIn(Act act) {
        Typed context = Walk.find(act, part -> part instanceof Typed.Context word && !word.isOfRun());
        if (context != null) {
            complaints.add(complaints
                    .about(RuleProblem.NO_MEMBER, context.span())
                    .with("name", context.span().text()));
        }
    }

    static int layer(List<Scope> scopes) {
        boolean channel = false;
        boolean market = false;
        for (Scope scope : scopes) {
            if (scope.dimension() == Dimension.ACCOUNT) {
                return 4;
            }
            channel |= scope.dimension() == Dimension.CHANNEL;
            market |= scope.dimension() == Dimension.COUNTRY || scope.dimension() == Dimension.LANGUAGE;
        }
        return channel ? market ? 3 : 1 : market ? 2 : 0;
    }

    private List<Act> acts(Block block, Place place) {
        Names inside = place.names().inside();
        declare(block.items(), inside);
        List<Act> acts = new ArrayList<>();
        for (Item item : block.items()) {
            annotations.checkInside(item);
            if (item.element() instanceof Statement statement) {
                acts.addAll(acts(statement, place.in(inside)));
            } else if (!(item.element() instanceof Declaration.Let)) {
                complaints.add(
                        complaints.about(RuleProblem.MISPLACED, item.element().span()));
            }
        }
        return acts;
    }

    /** A statement as acts: none after a mistake. */
    private List<Act> acts(Statement statement, Place place) {
        List<Act> acts = statement.accept(new Statements(place));
        if (acts.isEmpty()) {
            WORDS.matcher(statement.span().text()).results().forEach(word -> blurred.add(word.group()));
        }
        return acts;
    }

    private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N}_.]+");
    /** The words of statements with mistakes: who knows what they would do to the attributes among them. */
    private final Set<String> blurred = new HashSet<>();

    private final class Statements implements Statement.Visitor<List<Act>> {
        private final Place place;
        private final Expressions expressions;

        Statements(Place place) {
            this.place = place;
            expressions = new Expressions(workshop, place.names(), place.inTrunk());
        }

        @Override
        public List<Act> visitWhen(Statement.When when) {
            boolean keep = when.form() == Statement.When.Form.KEEP_WHEN;
            // For keep it is what the author wrote that matters, not its opposite.
            Typed written = keep ? expressions.condition(when.written()) : null;
            Typed condition = written instanceof Typed.Failed ? written : expressions.condition(when.condition());
            List<Act> then = acts(when.then(), place);
            Block elseBlock = when.otherwise();
            List<Act> otherwise = elseBlock == null ? List.of() : acts(elseBlock, place);
            if (condition instanceof Typed.Failed) {
                return List.of();
            }
            new LogicChecks(complaints, workshop.budget()).condition(written == null ? condition : written);
            if (then.stream().anyMatch(act -> act instanceof Act.Exclude)) {
                decided(when);
            }
            if (elseBlock != null) {
                elseOfUnknown(when, condition, elseBlock, otherwise);
            }
            then = then.stream().map(act -> explained(act, when)).toList();
            return List.of(new Act.When(condition, then, otherwise, when.span()));
        }

        /** Who writes {@code else} thinks of false, and it runs for unknown too. An {@code else when} says itself for whom it is. */
        private void elseOfUnknown(Statement.When when, Typed condition, Block elseBlock, List<Act> otherwise) {
            boolean writes = otherwise.stream().anyMatch(act -> act instanceof Act.Set || act instanceof Act.Clear);
            Set<String> blamed =
                    writes && !(condition instanceof Typed.Unbound) ? Presence.blamed(condition) : Set.of();
            if (!blamed.isEmpty()) {
                String text = when.written().span().text();
                complaints.add(complaints
                        .about(RuleProblem.ELSE_OF_UNKNOWN, when.written().span())
                        .with("names", "`" + String.join("`, `", blamed) + "`")
                        .with("plain", String.join(", ", blamed))
                        .withAll("fix", "else when not (" + text + ")")
                        .mark(elseBlock.span()));
            }
        }

        /** An exclusion without a reason says the condition that led to it. */
        private Act explained(Act act, Statement.When when) {
            return act instanceof Act.Exclude exclude && exclude.words().isEmpty()
                    ? new Act.Exclude(exclude.reason(), words(when), exclude.span())
                    : act;
        }

        private String words(Statement.When when) {
            String condition = when.written().span().text();
            return when.form() == Statement.When.Form.KEEP_WHEN ? "not (" + condition + ")" : condition;
        }

        /** Whether a product is listed must not hang on a value that some products do not have. */
        private void decided(Statement.When when) {
            Typed written = expressions.condition(when.written());
            Set<String> blamed = Presence.blamed(written);
            if (blamed.isEmpty() || written instanceof Typed.Failed || written instanceof Typed.Unbound) {
                return;
            }
            boolean keep = when.form() == Statement.When.Form.KEEP_WHEN;
            String text = when.written().span().text();
            String counted = counted(blamed);
            String form = keep ? "keep" : "exclude";
            complaints.add(complaints
                    .about(RuleProblem.UNDECIDED, when.written().span())
                    .variant(counted.isEmpty() ? form : form + "counted")
                    .withAll("counts", counted)
                    .severity(environment.strictness() == Strictness.STRICT ? Severity.ERROR : Severity.WARNING)
                    .with("names", "`" + String.join("`, `", blamed) + "`")
                    .with("plain", String.join(", ", blamed))
                    .withAll("false", "(" + text + ") ?? false")
                    .withAll("true", "(" + text + ") ?? true")
                    .edit(when.written().span(), "(" + text + ") ?? false"));
        }

        /** How many products of the catalogue lack what is to blame, as far as that is known. */
        private String counted(Set<String> blamed) {
            CatalogCounts counts = environment.counts();
            boolean some = blamed.stream().anyMatch(name -> counts.missing(name) > 0);
            return blamed.stream()
                    .filter(name -> counts.missing(name) >= (some ? 1 : 0))
                    .map(name -> complaints.word(
                            "missing-of",
                            Map.of(
                                    "missing", grouped(counts.missing(name)),
                                    "products", grouped(counts.products()),
                                    "name", name)))
                    .collect(Collectors.joining(", "));
        }

        /** {@code 31 402}: read in any language. */
        private static String grouped(long number) {
            return Long.toString(number).replaceAll("(?<=\\d)(?=(\\d{3})+$)", " ");
        }

        @Override
        public List<Act> visitSet(Statement.Set set) {
            Typed value = expressions.value(set.value());
            Attribute target = target(set.target(), set.target().span());
            if (target == null || value instanceof Typed.Failed) {
                return List.of();
            }
            if (value instanceof Typed.Unbound) {
                return List.of(new Act.Set(target, value, set.span()));
            }
            Typed assigned = assignable(target, value, set);
            return assigned instanceof Typed.Failed ? List.of() : List.of(new Act.Set(target, assigned, set.span()));
        }

        @Override
        public List<Act> visitClear(Statement.Clear clear) {
            Attribute target = target(clear.target(), clear.target().span());
            return target == null ? List.of() : List.of(new Act.Clear(target, clear.span()));
        }

        @Override
        public List<Act> visitExclude(Statement.Exclude exclude) {
            Expr reason = exclude.reason();
            if (reason == null) {
                return List.of(new Act.Exclude(null, "", exclude.span()));
            }
            Typed typed = text(expressions.value(reason));
            String words = reason instanceof Expr.Text text ? text.span().text() : "";
            return typed instanceof Typed.Failed
                    ? List.of()
                    : List.of(new Act.Exclude(typed, bare(words), exclude.span()));
        }

        @Override
        public List<Act> visitWarn(Statement.Warn warn) {
            Typed typed = text(expressions.value(warn.message()));
            return typed instanceof Typed.Failed
                    ? List.of()
                    : List.of(new Act.Warn(typed, bare(warn.message().span().text()), warn.span()));
        }

        private static String bare(String literal) {
            boolean quoted = literal.length() > 1 && literal.startsWith("\"") && literal.endsWith("\"");
            return quoted ? literal.substring(1, literal.length() - 1) : literal;
        }

        private Typed text(Typed typed) {
            boolean fine =
                    typed instanceof Typed.Failed || typed instanceof Typed.Unbound || Types.is(typed, Kind.TEXT);
            return fine
                    ? typed
                    : complaints.fail(
                            complaints
                                    .about(RuleProblem.WRONG_TYPE, typed.span())
                                    .with("wanted", "text")
                                    .with("found", typed.type().toString()),
                            typed.span());
        }

        private @Nullable Attribute target(Path path, Span span) {
            Optional<Attribute> found = environment.schema().attribute(path.text());
            String first = path.first().text();
            if (found.isEmpty()) {
                boolean view = !path.isSimple() && (first.equals("source") || first.equals("trunk"));
                boolean declared = path.isSimple() && place.names().find(first) != null;
                if (view || declared) {
                    complaints.add(complaints
                            .about(RuleProblem.NOT_WRITABLE, span)
                            .variant(view ? "view" : "")
                            .with("name", path.text()));
                } else {
                    unknownTarget(path, span);
                }
                return null;
            }
            if (found.get().readOnly()) {
                complaints.add(complaints
                        .about(RuleProblem.READ_ONLY, span)
                        .variant(path.text().equals("id") ? "id" : "")
                        .with("name", path.text()));
                return null;
            }
            return found.get();
        }

        private void unknownTarget(Path path, Span span) {
            Set<String> known = new TreeSet<>();
            environment.schema().attributes().forEach(attribute -> known.add(attribute.name()));
            Messages.Draft draft =
                    complaints.about(RuleProblem.UNKNOWN_ATTRIBUTE, span).with("name", path.text());
            String near = Spelling.nearest(path.text(), known);
            if (near.isEmpty()) {
                draft.variant("target");
            } else {
                draft.variant("near").with("near", near).with("described", "").edit(span, near);
            }
            complaints.add(draft);
        }

        private Typed assignable(Attribute target, Typed value, Statement.Set set) {
            AttributeType wanted = target.type();
            AttributeType found = value.type();
            if (value instanceof Typed.Constant constant) {
                workshop.operators().inClosedSet(target, constant, "set");
            }
            boolean fits = Types.isMissing(value)
                    || found.equals(wanted)
                    || wanted.kind() == Kind.DECIMAL && found.kind() == Kind.INTEGER
                    || wanted.kind() == Kind.LIST && found.kind() == Kind.LIST && wanted.equals(AttributeType.TEXTS);
            if (fits) {
                return Types.as(wanted, value);
            }
            Typed stand = new Typed.Read(
                    target, Typed.Read.View.CURRENT, null, set.target().span());
            if (wanted.kind() == found.kind() || Types.isNumber(found) && wanted.kind() != Kind.TEXT) {
                boolean numbers = Types.isNumber(wanted) && Types.isNumber(found);
                if (!numbers && workshop.operators().alike(stand, value, "set")) {
                    return value;
                }
                if (!numbers) {
                    return new Typed.Failed(value.span());
                }
            }
            Messages.Draft draft = complaints
                    .about(RuleProblem.WRONG_VALUE, value.span())
                    .with("attribute", target.name())
                    .with("wanted", wanted.toString())
                    .with("found", found.toString());
            if (wanted.kind() == Kind.TEXT) {
                String fix = "\"{" + value.span().text() + "}\"";
                draft.variant("text").withAll("fix", fix).edit(value.span(), fix);
            } else if (wanted.kind() == Kind.INTEGER && found.kind() == Kind.DECIMAL) {
                draft.variant("whole").withAll("fix", "(" + value.span().text() + ").round()");
            }
            return complaints.fail(draft, value.span());
        }
    }

    private void checkDisables() {
        for (Disabling disable : disabling) {
            Declaration.Disable declaration = disable.declaration();
            String rule = disabled(disable);
            if (rule.isEmpty()) {
                String name = declaration.rule().text();
                Span written = declaration.rule().span();
                Messages.Draft draft =
                        complaints.about(RuleProblem.UNKNOWN_RULE, written).with("name", name);
                String near = Spelling.nearest(name, rules.keySet());
                complaints.add(
                        near.isEmpty()
                                ? draft
                                : draft.variant("near").with("near", near).edit(written, near));
                continue;
            }
            if (!disable.place().scopes().isEmpty() && runsInTrunk(rule)) {
                complaints.add(complaints
                        .about(RuleProblem.DISABLES_TRUNK, declaration.span())
                        .with("name", rule));
            }
            disables.add(new Disable(rule, disable.place().scopes(), disable.dates(), declaration.span()));
        }
    }

    /** The full name of the rule that is meant: of this module, of an imported one by its alias or its name, of any that is imported; empty when there is none. */
    private String disabled(Disabling disable) {
        Path path = disable.declaration().rule();
        String written = path.text();
        List<String> candidates = new ArrayList<>(List.of(disable.place().module() + written, written));
        if (disable.place().names().find(path.first().text()) instanceof Names.Declared.Module module) {
            candidates.add(module.name() + written.substring(path.first().text().length()));
        }
        if (path.isSimple()) {
            modules.keySet().forEach(name -> candidates.add(name + "." + written));
        }
        return candidates.stream().filter(rules::containsKey).findFirst().orElse("");
    }

    private boolean runsInTrunk(String rule) {
        return clauses.stream()
                .anyMatch(clause -> clause.layer() == 0 && clause.rule().name().equals(rule));
    }
}
