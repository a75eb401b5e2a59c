package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.ChannelRule;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedContract;
import io.feedkit.feed.Member;
import io.feedkit.problem.Severity;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A contract at work.
 *
 * <p>First every field is filled and checked for itself. Then conditions are asked, which see those values whatever other conditions decide: where a field has no
 * business it is left out, where it is missing but needed the product is refused, and last come the checks across fields.
 */
final class ContractSession implements FeedContract.Session {
    private final String channel;
    private final List<Field> fields = new ArrayList<>();
    private final List<RuleCheck> checks = new ArrayList<>();
    private final ConditionNames names;
    private final Formulas formulas;
    private final Findings findings;
    private final Selection rows = new Selection();
    private final Selection chosen = new Selection();

    /** One field with where it comes from and when it must be there. */
    private record Field(
            FieldSpec spec,
            FieldPlan plan,
            Formula from,
            long[] sent,
            RuleCheck.Test onlyWhen,
            RuleCheck.Test required,
            RuleCheck.Test recommended) {}

    ContractSession(
            ChannelDescriptor descriptor,
            Member member,
            Schema schema,
            List<FieldSpec> specs,
            boolean delimited,
            Formulas formulas) {
        this.formulas = formulas;
        channel = descriptor.name();
        FieldScope scope = new FieldScope(channel, "");
        List<FieldPlan> plans = new ArrayList<>();
        List<Formula> sources = new ArrayList<>();
        for (FieldSpec spec : specs) {
            Formula from = spec.source()
                    .map(source -> formulas.compile(source, schema))
                    .orElseGet(() -> formulas.attribute(spec.name(), schema));
            sources.add(from);
            plans.add(plan(scope, spec, from.type(), schema, delimited));
        }
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
                    RuleCheck.Test.of(spec.needs().recommended(), formulas, names.schema())));
        }
        for (ChannelRule rule : descriptor.rules()) {
            checks.add(new RuleCheck(rule, formulas, names.schema()));
        }
        findings = new Findings(formulas.batchOf(schema));
    }

    private FieldPlan plan(FieldScope scope, FieldSpec spec, AttributeType source, Schema schema, boolean delimited) {
        if (spec.type() == FieldType.GROUP) {
            return new GroupField(scope, spec, Layouts.partOrder(spec, delimited), schema, formulas);
        }
        if (spec.type() == FieldType.DATETIME_RANGE) {
            return new RangeField(scope, spec);
        }
        boolean list = source.kind() == AttributeType.Kind.LIST && spec.repeat().isRepeated();
        return list ? new ListField(scope, spec, source, formulas) : new PlainField(scope, spec, source, formulas);
    }

    @Override
    public void apply(ProductBatch layer, FeedBatch out) {
        findings.start(layer);
        formulas.start(layer);
        rows.copy(layer.live());
        for (Field field : fields) {
            field.plan.run(layer, field.from.evaluate(layer, rows), rows, findings);
        }
        ProductBatch conditions = names.fill(layer);
        for (Field field : fields) {
            leaveOutWhereUnwanted(field, conditions);
        }
        for (Field field : fields) {
            demand(field, conditions, layer);
        }
        for (RuleCheck check : checks) {
            check.run(conditions, rows, (row, text) -> {
                if (check.severity() == Severity.ERROR) {
                    findings.refuse(row, check.code(), check.field(), text);
                } else {
                    findings.warn(row, check.code(), check.field(), text);
                }
            });
        }
        findings.retireRefused();
        for (int i = 0; i < fields.size(); i++) {
            out.set(i, fields.get(i).sent);
        }
        out.rows().copy(layer.live());
    }

    private void leaveOutWhereUnwanted(Field field, ProductBatch conditions) {
        if (field.spec.needs().onlyWhen().isAlways()) {
            return;
        }
        Arrays.fill(field.sent, Column.MISSING);
        field.onlyWhen.select(conditions, rows, chosen);
        for (int i = 0; i < chosen.size; i++) {
            int row = chosen.rows[i];
            field.sent[row] = field.plan.texts()[row];
        }
    }

    private void demand(Field field, ProductBatch conditions, ProductBatch layer) {
        String name = field.spec.name();
        if (!field.spec.needs().required().isNever()) {
            field.required.select(conditions, rows, chosen);
            boolean verified = field.spec.provenance().verified("required-when");
            for (int i = 0; i < chosen.size; i++) {
                int row = chosen.rows[i];
                if (field.sent[row] == Column.MISSING) {
                    missing(row, field.spec, verified);
                }
            }
        }
        if (!field.spec.needs().recommended().isNever()) {
            field.recommended.select(conditions, rows, chosen);
            int first = -1;
            int count = 0;
            for (int i = 0; i < chosen.size; i++) {
                if (field.sent[chosen.rows[i]] == Column.MISSING) {
                    first = first < 0 ? chosen.rows[i] : first;
                    count++;
                }
            }
            if (count > 0) {
                String by = channel + "/" + name + "/recommended";
                layer.note(new Note(first, Note.Kind.ADVICE, by, name, field.spec.label() + " is missing.", count));
            }
        }
    }

    private void missing(int row, FieldSpec spec, boolean verified) {
        String by = channel + "/" + spec.name() + "/required";
        String text = "There is no " + spec.name() + " (" + spec.label() + "), and " + channel
                + " asks for one. Map a column to it, or set it in a rule.";
        if (verified) {
            findings.refuse(row, by, spec.name(), text);
        } else {
            findings.warn(row, by, spec.name(), text);
        }
    }
}
