package io.feedkit.rules.check;

import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import io.feedkit.rules.syntax.Declaration;
import io.feedkit.rules.syntax.Declaration.Test;
import io.feedkit.rules.syntax.Spelling;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Checks tests in rule files without running them, so that a test cannot pass because of a slip of the pen. */
final class Tests {
    private final Expressions.Workshop workshop;
    private final Names names;
    private final Set<String> rules;
    private final Map<String, Declaration.Table> hostTables;
    private final Consumer<Declaration.Scope.Head> heads;

    /**
     * @param rules the names of all rules
     * @param hostTables the tables of the host, wherever they are declared
     */
    Tests(
            Expressions.Workshop workshop,
            Names names,
            Set<String> rules,
            Map<String, Declaration.Table> hostTables,
            Consumer<Declaration.Scope.Head> heads) {
        this.workshop = workshop;
        this.names = names;
        this.rules = rules;
        this.hostTables = hostTables;
        this.heads = heads;
    }

    private Complaints complaints() {
        return workshop.complaints();
    }

    /** Makes the words of tests known. */
    static void declare(Names names, Verdicts verdicts, Set<String> rules, Span span) {
        Typed excluded = new Typed.Constant(verdicts.excluded(), AttributeType.BOOLEAN, span);
        Typed warned = new Typed.Constant(verdicts.warned(), AttributeType.BOOLEAN, span);
        names.declare("excluded", new Names.Declared.Formula(Binding.of("excluded", span, excluded)));
        names.declare("warned", new Names.Declared.Formula(Binding.of("warned", span, warned)));
        names.declare("excluded_by", new Names.Declared.Verdict(verdicts.excludedBy(), rules));
        names.declare("fired", new Names.Declared.Verdict(verdicts.fired(), rules));
    }

    void check(Test test) {
        boolean expects = false;
        boolean gives = false;
        for (Test.Line line : test.lines()) {
            if (line instanceof Test.Given given) {
                gives = true;
                given.fields().forEach(this::field);
            } else if (line instanceof Test.GivenTable given) {
                table(given);
            } else if (line instanceof Test.On on) {
                on.member().forEach(heads);
            } else if (line instanceof Test.Expect expect) {
                expects = true;
                Names inside = names.inside();
                declare(inside, Verdicts.NONE, rules, test.span());
                new Expressions(workshop, inside, false).condition(expect.condition());
            }
        }
        if (!expects || !gives) {
            complaints()
                    .add(complaints()
                            .about(RuleProblem.EMPTY_TEST, test.title().span())
                            .variant(gives ? "" : "given"));
        }
    }

    private void field(Test.Field field) {
        String name = field.path().text();
        Optional<Attribute> attribute = workshop.environment().schema().attribute(name);
        Typed value = new Expressions(workshop, Names.outermost(), true).value(field.value());
        if (attribute.isEmpty()) {
            Set<String> known = new TreeSet<>();
            workshop.environment().schema().attributes().forEach(other -> known.add(other.name()));
            Messages.Draft draft = complaints()
                    .about(RuleProblem.UNKNOWN_ATTRIBUTE, field.path().span())
                    .with("name", name);
            String near = Spelling.nearest(name, known);
            complaints()
                    .add(
                            near.isEmpty()
                                    ? draft.variant("target")
                                    : draft.variant("near")
                                            .with("near", near)
                                            .with("described", "")
                                            .edit(field.path().span(), near));
            return;
        }
        AttributeType wanted = attribute.get().type();
        boolean fits = value instanceof Typed.Failed
                || Types.isMissing(value)
                || value.type().kind() == wanted.kind()
                || wanted.kind() == Kind.DECIMAL && Types.is(value, Kind.INTEGER);
        if (!fits) {
            complaints()
                    .add(complaints()
                            .about(RuleProblem.WRONG_VALUE, value.span())
                            .with("attribute", name)
                            .with("wanted", wanted.toString())
                            .with("found", value.type().toString()));
        }
    }

    private void table(Test.GivenTable given) {
        Declaration.Table host = hostTables.get(given.table().text());
        if (host != null) {
            Tables.checkShape(host, given.rows(), complaints());
        } else {
            complaints()
                    .add(complaints()
                            .about(RuleProblem.NOT_A_HOST_TABLE, given.table().span())
                            .with("name", given.table().text()));
        }
    }
}
