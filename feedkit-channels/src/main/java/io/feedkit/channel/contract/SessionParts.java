package io.feedkit.channel.contract;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.ChannelRule;
import io.feedkit.channel.Documents;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.channel.Layout;
import io.feedkit.channel.Members.Tax;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.Member;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pieces of one session: its fields, and what is asked when they are filled, in the order in which it is asked. */
final class SessionParts {
    private final ChannelDescriptor descriptor;
    private final Member member;
    private final Schema schema;
    private final boolean delimited;
    private final Formulas formulas;
    private final Sharing sharing;
    private final FieldScope scope;
    private final PieceKeys keys;

    private final List<FieldWork> fields = new ArrayList<>();
    private final List<Conditional> conditionals = new ArrayList<>();
    private final List<CheckWork> checks = new ArrayList<>();
    private final ConditionNames names;
    /** What products of one record have in common, where records hold several. */
    private final @Nullable Key key;

    /** A text that is in no field. */
    private record Key(FieldPlan plan, Formula from) {}

    /** A field some of whose words depend on a condition. */
    private record Conditional(FieldWork field, ConditionalWords words) {}

    SessionParts(Terms terms, Formulas formulas, Sharing sharing) {
        descriptor = terms.descriptor();
        member = terms.member();
        schema = terms.schema();
        this.formulas = formulas;
        this.sharing = sharing;
        delimited = terms.form() instanceof Layout.Delimited;
        scope = new FieldScope(descriptor.name(), currencyOf(descriptor, member), "");
        keys = new PieceKeys(descriptor, schema, scope, delimited, sharing);
        for (FieldSpec spec : terms.fields()) {
            addField(spec);
        }
        keys.compare(fields);
        names = new ConditionNames(schema, descriptor, fields, formulas, sharing);
        addChecks(terms.absent());
        key = key(terms.form().documents());
    }

    /** A channel that has a field for the currency takes any. */
    private static String currencyOf(ChannelDescriptor descriptor, Member member) {
        boolean said = descriptor.fields().stream()
                .anyMatch(field -> field.type() == FieldType.PRICE
                        && field.format().pattern().equals("{currency}"));
        return said ? "" : member.currency();
    }

    private void addField(FieldSpec spec) {
        Uses uses = formulas.watch(scope.path(spec));
        Formula from = spec.source()
                .map(source -> formulas.compile(source, schema))
                .orElseGet(() -> formulas.attribute(spec.name(), schema));
        Tax tax = descriptor.members().tax(member.country());
        boolean taxed = TaxBasis.applies(spec, from.type(), tax);
        FieldWork field = new FieldWork(spec, from, plan(spec, from.type(), taxed ? tax : null), sharing);
        fields.add(field);
        keys.watch(field, from.type(), taxed ? tax.name() : "", uses);
    }

    /** @param tax the one prices are brought to, or null when they stay */
    private FieldPlan plan(FieldSpec spec, AttributeType source, @Nullable Tax tax) {
        // Also where a case leaves room for one value only.
        boolean isList =
                source.kind() == AttributeType.Kind.LIST && spec.repeat().isRepeated();
        return spec.cases().isEmpty()
                ? plan(spec, source, tax, isList)
                : new FieldByCase(spec, formulas, schema, one -> plan(one, source, tax, isList));
    }

    private FieldPlan plan(FieldSpec spec, AttributeType source, @Nullable Tax tax, boolean isList) {
        if (spec.type() == FieldType.GROUP) {
            return new GroupField(scope, spec, Layouts.partOrder(spec, delimited), schema, formulas);
        }
        if (spec.type() == FieldType.DATETIME_RANGE) {
            return new RangeField(scope, spec);
        }
        if (isList) {
            return new ListField(scope, spec, source, formulas);
        }
        TaxBasis basis = tax == null ? null : TaxBasis.of(scope, spec, tax, schema, formulas);
        return new PlainField(scope, spec, source, formulas, basis);
    }

    private void addChecks(List<FieldSpec> absent) {
        List<CheckWork> demands = new ArrayList<>();
        for (FieldWork field : fields) {
            formulas.watch(scope.path(field.spec()) + "/values");
            ConditionalWords words = new ConditionalWords(scope, field.spec(), formulas, names.schema());
            if (!words.isEmpty()) {
                conditionals.add(new Conditional(field, words));
            }
            CheckWork onlyWhen = null;
            if (!field.spec().needs().onlyWhen().isAlways()) {
                onlyWhen = onlyWhen(field);
                checks.add(onlyWhen);
            }
            if (!field.spec().needs().required().isNever()
                    || !field.spec().needs().recommended().isNever()) {
                demands.add(demand(field, onlyWhen));
            }
        }
        checks.addAll(demands);
        for (FieldSpec spec : absent) {
            String by = scope.path(spec) + "/recommended";
            Uses uses = formulas.watch(by);
            Wish wish = new Wish(
                    by,
                    spec.name(),
                    "No product has " + Remedy.name(spec) + ", which " + descriptor.name() + " recommends. "
                            + Remedy.of(spec, schema, formulas),
                    RuleCheck.Test.of(spec.needs().onlyWhen(), formulas, names.schema()),
                    RuleCheck.Test.of(spec.needs().recommended(), formulas, names.schema()),
                    new Selection(),
                    new Selection());
            checks.add(shared(wish, "wish " + spec.name(), uses, List.of(), null));
        }
        for (ChannelRule rule : descriptor.rules()) {
            Uses uses = formulas.watch(rule.code());
            RuleCheck check = new RuleCheck(rule, formulas, names.schema());
            checks.add(shared(check, "rule " + rule.name(), uses, List.of(), null));
        }
    }

    private CheckWork onlyWhen(FieldWork field) {
        FieldSpec spec = field.spec();
        String by = scope.path(spec) + "/only-when";
        Uses uses = formulas.watch(by);
        RuleCheck.Test when = RuleCheck.Test.of(spec.needs().onlyWhen(), formulas, names.schema());
        OnlyWhen check = new OnlyWhen(by, field, when);
        return shared(check, "only-when " + spec.name(), uses, List.of(field), null);
    }

    private CheckWork demand(FieldWork field, @Nullable CheckWork onlyWhen) {
        FieldSpec spec = field.spec();
        Uses uses = formulas.watch(scope.path(spec) + "/required");
        Demand check = new Demand(
                descriptor.name(),
                field,
                RuleCheck.Test.of(spec.needs().required(), formulas, names.schema()),
                RuleCheck.Test.of(spec.needs().recommended(), formulas, names.schema()),
                spec.needs().required().isNever() ? "" : Remedy.of(spec, schema, formulas));
        return shared(check, "demand " + spec.name(), uses, List.of(field), onlyWhen);
    }

    private CheckWork shared(Check check, String name, Uses uses, List<FieldWork> touched, @Nullable CheckWork before) {
        CheckWork work = new CheckWork(check, sharing);
        keys.share(work, name, uses, names, touched, before);
        return work;
    }

    private @Nullable Key key(@Nullable Documents documents) {
        if (documents == null) {
            return null;
        }
        FieldSpec spec = FieldSpec.plain("documents", Contract.OTHERS);
        formulas.watch(scope.path(spec));
        Formula from = formulas.compile(documents.by(), schema);
        return new Key(new PlainField(scope, spec, from.type(), formulas, null), from);
    }

    List<FieldWork> fields() {
        return fields;
    }

    ConditionNames names() {
        return names;
    }

    /** Fills and checks every field for itself, and then holds them against each other that must be alike. */
    void fill(ProductBatch layer, Selection rows, Findings findings, FeedBatch out) {
        // Groups come after the plain fields, since their parts may be compared with those.
        for (boolean groups : new boolean[] {false, true}) {
            for (FieldWork field : fields) {
                if (field.plan() instanceof GroupField == groups) {
                    field.fill(layer, rows, findings);
                }
            }
        }
        if (key != null) {
            key.plan.run(layer, key.from.evaluate(layer, rows), rows, findings);
            out.setKeys(key.plan.texts());
        }
        for (FieldWork field : fields) {
            field.compare(rows, findings);
        }
    }

    void check(ProductBatch layer, ProductBatch conditions, Selection rows, Findings findings) {
        for (Conditional words : conditionals) {
            words.words.run(words.field.texts(), layer.text(), conditions, rows, findings);
        }
        for (CheckWork check : checks) {
            check.run(names, conditions, rows, findings);
        }
    }
}
