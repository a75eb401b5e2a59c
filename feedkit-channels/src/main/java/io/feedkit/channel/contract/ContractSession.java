package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
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
import io.feedkit.feed.FeedContract;
import io.feedkit.feed.Member;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contract at work.
 *
 * <p>First every field is filled and checked for itself. Then conditions are asked, which see those values whatever other conditions decide: where a field has no
 * business it is left out, where it is missing but needed the product is refused, and last come the checks across fields.
 */
final class ContractSession implements FeedContract.Session {
    private final String channel;
    private final List<Field> fields = new ArrayList<>();
    // What most fields have no need of has a list of its own, so that a batch does not ask all of them.
    private final List<Field> conditional = new ArrayList<>();
    private final List<Field> demanded = new ArrayList<>();
    private final List<Comparison> comparisons = new ArrayList<>();
    private final List<Conditional> conditionals = new ArrayList<>();
    private final List<RuleCheck> checks = new ArrayList<>();
    private final List<Wish> wishes = new ArrayList<>();
    private final ConditionNames names;
    private final Formulas formulas;
    private final Findings findings;
    private final CrossChecks across;
    private final long[][] sent;
    private final Selection rows = new Selection();
    private final Selection chosen = new Selection();
    private final Selection unfilled = new Selection();
    private ProductBatch lastLayer;
    private final Deadlines deadlines;
    /** What products of one record have in common, where records hold several. */
    private final @Nullable Key key;
    /** The values of a layer, without what is said about them. */
    private final ProductBatch beside;

    /** One field with where it comes from and when it must be there. */
    private record Field(
            FieldSpec spec,
            FieldPlan plan,
            Formula from,
            long[] sent,
            RuleCheck.Test onlyWhen,
            RuleCheck.Test required,
            RuleCheck.Test recommended,
            String remedy) {}

    /** A text that is in no field. */
    private record Key(FieldPlan plan, Formula from) {}

    /** A field that must be like another one, which stands in the feed too. */
    private record Comparison(PlainField field, Likeness likeness, FieldPlan other) {
        void run(Selection rows, Findings findings) {
            Values values = field.values();
            likeness.check(values, values.typed, rows, row -> row, other.values(likeness.other()), findings);
            field.forgetWhatWasLeftOut();
        }
    }

    /** A field some of whose words depend on a condition. */
    private record Conditional(Field field, ConditionalWords words) {}

    /** A field that nothing in this catalogue fills, though the channel would like to have it. */
    private record Wish(FieldSpec spec, String remedy, RuleCheck.Test onlyWhen, RuleCheck.Test recommended) {}

    ContractSession(
            ChannelDescriptor descriptor,
            Member member,
            Schema schema,
            List<FieldSpec> specs,
            List<FieldSpec> absent,
            Layout form,
            Formulas formulas,
            AcrossCatalogue catalogue) {
        boolean delimited = form instanceof Layout.Delimited;
        this.formulas = formulas;
        channel = descriptor.name();
        FieldScope scope = new FieldScope(channel, currencyOf(descriptor, member), "");
        List<FieldPlan> plans = new ArrayList<>();
        List<Formula> sources = new ArrayList<>();
        for (FieldSpec spec : specs) {
            Formula from = spec.source()
                    .map(source -> formulas.compile(source, schema))
                    .orElseGet(() -> formulas.attribute(spec.name(), schema));
            sources.add(from);
            plans.add(plan(scope, spec, from.type(), schema, delimited, descriptor, member));
        }
        compare(scope, specs, plans);
        names = new ConditionNames(schema, descriptor, specs, plans, formulas);
        for (int i = 0; i < specs.size(); i++) {
            FieldSpec spec = specs.get(i);
            fields.add(new Field(
                    spec,
                    plans.get(i),
                    sources.get(i),
                    spec.needs().onlyWhen().isAlways() ? plans.get(i).texts() : new long[ProductBatch.ROWS],
                    RuleCheck.Test.of(spec.needs().onlyWhen(), formulas, names.schema()),
                    RuleCheck.Test.of(spec.needs().required(), formulas, names.schema()),
                    RuleCheck.Test.of(spec.needs().recommended(), formulas, names.schema()),
                    spec.needs().required().isNever() ? "" : Remedy.of(spec, schema, formulas)));
        }
        for (FieldSpec spec : absent) {
            wishes.add(new Wish(
                    spec,
                    Remedy.of(spec, schema, formulas),
                    RuleCheck.Test.of(spec.needs().onlyWhen(), formulas, names.schema()),
                    RuleCheck.Test.of(spec.needs().recommended(), formulas, names.schema())));
        }
        for (Field field : fields) {
            ConditionalWords words = new ConditionalWords(scope, field.spec, formulas, names.schema());
            if (!words.isEmpty()) {
                conditionals.add(new Conditional(field, words));
            }
        }
        for (Field field : fields) {
            if (!field.spec.needs().onlyWhen().isAlways()) {
                conditional.add(field);
            }
            if (!field.spec.needs().required().isNever()
                    || !field.spec.needs().recommended().isNever()) {
                demanded.add(field);
            }
        }
        for (ChannelRule rule : descriptor.rules()) {
            checks.add(new RuleCheck(rule, formulas, names.schema()));
        }
        findings = new Findings(formulas.batchOf(schema));
        key = key(form.documents(), scope, schema);
        across = new CrossChecks(catalogue, formulas, names.schema());
        sent = fields.stream().map(Field::sent).toArray(long[][]::new);
        lastLayer = formulas.batchOf(schema);
        deadlines = formulas.deadlines();
        beside = formulas.batchOf(schema);
    }

    private @Nullable Key key(@Nullable Documents documents, FieldScope scope, Schema schema) {
        if (documents == null) {
            return null;
        }
        FieldSpec spec = FieldSpec.plain("documents", Contract.OTHERS);
        Formula from = formulas.compile(documents.by(), schema);
        return new Key(new PlainField(scope, spec, from.type(), formulas, null), from);
    }

    /** Whether it is known when the clock changes what is made of a product. */
    boolean isForeseeable() {
        return formulas.isForeseeable() && deadlines.areOf(beside.schema(), names.schema());
    }

    /** A channel that has a field for the currency takes any. */
    private static String currencyOf(ChannelDescriptor descriptor, Member member) {
        boolean said = descriptor.fields().stream()
                .anyMatch(field -> field.type() == FieldType.PRICE
                        && field.format().pattern().equals("{currency}"));
        return said ? "" : member.currency();
    }

    private void compare(FieldScope scope, List<FieldSpec> specs, List<FieldPlan> plans) {
        for (int i = 0; i < specs.size(); i++) {
            if (plans.get(i) instanceof GroupField group) {
                group.compareParts(name -> planOf(name, specs, plans));
            } else if (plans.get(i) instanceof PlainField field) {
                Likeness likeness = Likeness.of(scope, specs.get(i));
                FieldPlan other = likeness == null ? null : planOf(likeness.other(), specs, plans);
                if (likeness != null && other != null) {
                    comparisons.add(new Comparison(field, likeness, other));
                }
            }
        }
    }

    private static @Nullable FieldPlan planOf(String name, List<FieldSpec> specs, List<FieldPlan> plans) {
        for (int i = 0; i < specs.size(); i++) {
            if (specs.get(i).name().equals(name)) {
                return plans.get(i);
            }
        }
        return null;
    }

    private FieldPlan plan(
            FieldScope scope,
            FieldSpec spec,
            AttributeType source,
            Schema schema,
            boolean delimited,
            ChannelDescriptor descriptor,
            Member member) {
        if (spec.type() == FieldType.GROUP) {
            return new GroupField(scope, spec, Layouts.partOrder(spec, delimited), schema, formulas);
        }
        if (spec.type() == FieldType.DATETIME_RANGE) {
            return new RangeField(scope, spec);
        }
        boolean list = source.kind() == AttributeType.Kind.LIST && spec.repeat().isRepeated();
        if (list) {
            return new ListField(scope, spec, source, formulas);
        }
        Tax tax = descriptor.members().tax(member.country());
        TaxBasis basis = TaxBasis.applies(spec, source, tax) ? TaxBasis.of(scope, spec, tax, schema, formulas) : null;
        return new PlainField(scope, spec, source, formulas, basis);
    }

    @Override
    public void apply(ProductBatch layer, FeedBatch out) {
        findings.start(layer);
        formulas.start(layer);
        rows.copy(layer.live());
        deadlines.start();
        foresee(layer);
        // Groups come after the plain fields, since their parts may be compared with those.
        for (boolean groups : new boolean[] {false, true}) {
            for (Field field : fields) {
                if (field.plan instanceof GroupField == groups) {
                    field.plan.run(layer, field.from.evaluate(layer, rows), rows, findings);
                }
            }
        }
        if (key != null) {
            key.plan.run(layer, key.from.evaluate(layer, rows), rows, findings);
            out.setKeys(key.plan.texts());
        }
        for (Comparison comparison : comparisons) {
            comparison.run(rows, findings);
        }
        ProductBatch conditions = names.fill(layer);
        deadlines.take(conditions, rows);
        check(layer, conditions);
        // Once more, since checks may have taken values away that others of them look at.
        deadlines.take(conditions, rows);
        across.say(sent, conditions, layer.text(), findings);
        findings.retireRefused();
        for (int i = 0; i < sent.length; i++) {
            out.set(i, sent[i]);
        }
        out.rows().copy(layer.live());
        across.take(sent, layer.text(), out.rows());
        rows.copy(out.rows());
        lastLayer = layer;
    }

    @Override
    public void start() {
        across.start();
    }

    @Override
    public boolean compare() {
        return across.compare(lastLayer, rows);
    }

    @Override
    public void marks(int row, long[] into) {
        across.marks(row, into);
    }

    @Override
    public long holdsUntil(int row) {
        return findings.isCompared(row) ? 0 : deadlines.until(row);
    }

    private void foresee(ProductBatch layer) {
        if (!deadlines.isEmpty()) {
            beside.startBeside(layer, layer.rows());
            for (int slot = 0; slot < layer.schema().size(); slot++) {
                beside.supply(slot, layer.column(slot));
            }
            deadlines.take(beside, rows);
        }
    }

    @Override
    public void restore(int row, long record, long[] marks) {
        across.restore(row, record, marks);
    }

    @Override
    public boolean isRestoredFound() {
        return across.isRestoredFound();
    }

    private void check(ProductBatch layer, ProductBatch conditions) {
        for (Conditional words : conditionals) {
            words.words.run(words.field.plan.texts(), layer.text(), conditions, rows, findings);
        }
        for (Field field : conditional) {
            leaveOutWhereUnwanted(field, conditions);
        }
        for (Field field : demanded) {
            demand(field, conditions);
        }
        for (Wish wish : wishes) {
            wish.onlyWhen.select(conditions, rows, unfilled);
            wish.recommended.select(conditions, unfilled, chosen);
            if (!chosen.isEmpty()) {
                String text = "No product has " + Remedy.name(wish.spec) + ", which " + channel + " recommends. "
                        + wish.remedy;
                findings.advise(by(wish.spec, "recommended"), wish.spec.name(), text, chosen);
            }
        }
        for (RuleCheck check : checks) {
            check.run(conditions, rows, (row, text) -> {
                switch (check.severity()) {
                    case ERROR -> findings.refuse(row, check.code(), check.field(), text);
                    case WARNING -> findings.warn(row, check.code(), check.field(), text);
                    case INFO -> findings.advise(row, check.code(), check.field(), text);
                }
            });
        }
        findings.giveAdvice();
    }

    private void leaveOutWhereUnwanted(Field field, ProductBatch conditions) {
        Arrays.fill(field.sent, Column.MISSING);
        field.onlyWhen.select(conditions, rows, chosen);
        for (int i = 0; i < chosen.size; i++) {
            int row = chosen.rows[i];
            field.sent[row] = field.plan.texts()[row];
        }
        String by = channel + "/" + field.spec.name() + "/only-when";
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            if (field.sent[row] == Column.MISSING && field.plan.texts()[row] != Column.MISSING) {
                findings.converted(row, by, field.spec.name(), "Left out, since it means nothing here.");
            }
        }
    }

    private void demand(Field field, ProductBatch conditions) {
        if (!field.spec.needs().required().isNever()) {
            field.required.select(conditions, rows, chosen);
            boolean verified = field.spec.provenance().verified("required")
                    && field.spec.provenance().verified("required-when");
            for (int i = 0; i < chosen.size; i++) {
                int row = chosen.rows[i];
                if (field.sent[row] == Column.MISSING) {
                    missing(row, field, verified);
                }
            }
        }
        if (!field.spec.needs().recommended().isNever()) {
            field.recommended.select(conditions, rows, chosen);
            unfilled.clear();
            for (int i = 0; i < chosen.size; i++) {
                if (field.sent[chosen.rows[i]] == Column.MISSING) {
                    unfilled.add(chosen.rows[i]);
                }
            }
            if (!unfilled.isEmpty()) {
                String text = field.spec.label() + " is missing.";
                findings.advise(by(field.spec, "recommended"), field.spec.name(), text, unfilled);
            }
        }
    }

    private String by(FieldSpec spec, String check) {
        return channel + "/" + spec.name() + "/" + check;
    }

    private void missing(int row, Field field, boolean verified) {
        FieldSpec spec = field.spec;
        boolean struck = findings.isStruck(row, spec.name());
        if (struck && (spec.needs().required().isAlways() || !verified)) {
            return;
        }
        String what = Remedy.name(spec);
        String text = struck
                ? "Without that value there is no " + what + ", and " + channel + " asks for one here."
                : "There is no " + what + ", and " + channel + " asks for one. " + field.remedy;
        if (verified) {
            findings.refuse(row, by(spec, "required"), spec.name(), text);
        } else {
            findings.warn(row, by(spec, "required"), spec.name(), text);
        }
    }
}
