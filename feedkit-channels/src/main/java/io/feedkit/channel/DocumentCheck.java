package io.feedkit.channel;

import io.feedkit.channel.contract.Contract;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedPath;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.Attributes;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether layouts that put several products in one record fit the fields of their descriptor. */
final class DocumentCheck {
    private static final Set<FieldType> NUMBERS = EnumSet.of(FieldType.INTEGER, FieldType.DECIMAL);

    private final Findings findings;
    private final List<FieldSpec> fields;
    private final Collection<String> lets;

    DocumentCheck(Findings findings, List<FieldSpec> fields, Collection<String> lets) {
        this.findings = findings;
        this.fields = fields;
        this.lets = lets;
    }

    void check(Layout layout) {
        Documents documents = layout.documents();
        if (documents == null) {
            return;
        }
        SourcePosition at = documents.by().at();
        key(documents.by());
        FeedLayout written;
        try {
            written = Contract.layout(layout, fields);
        } catch (FeedException e) {
            findings.repeat(
                    ChannelProblem.BAD_VALUE,
                    at,
                    e.problem().message(),
                    e.problem().fix());
            return;
        }
        boolean anyInside = false;
        for (int i = 0; i < fields.size(); i++) {
            FeedPath path = FeedPath.parse(written.fields().get(i).name());
            boolean inside = written.documents().depth(path) > 0;
            anyInside |= inside;
            place(fields.get(i), documents, inside, at);
        }
        if (!anyInside && !fields.isEmpty()) {
            findings.report(
                    ChannelProblem.CONFLICT, at, "documents-without-variants", Problem.quote(documents.variants()));
        }
    }

    /** A single name that nothing has would make every product a record of its own. */
    private void key(Expression by) {
        if (!Forms.NAME.matcher(by.text()).matches()
                || lets.contains(by.text())
                || Attributes.standard().named(by.text()).isPresent()) {
            return;
        }
        Set<String> known = new LinkedHashSet<>(lets);
        fields.forEach(field -> known.add(field.name()));
        if (!known.contains(by.text())) {
            Attributes.standard().all().forEach(attribute -> known.add(attribute.name()));
            findings.guess(
                    ChannelProblem.UNKNOWN_NAME,
                    by.at(),
                    by.text(),
                    known,
                    "unknown-attribute",
                    Problem.quote(by.text()));
        }
    }

    private void place(FieldSpec field, Documents documents, boolean inside, SourcePosition at) {
        boolean together = documents.first().contains(field.name())
                || documents.sum().contains(field.name())
                || documents.list().contains(field.name());
        if (inside && together) {
            findings.report(ChannelProblem.CONFLICT, at, "documents-together-inside", field.name());
        }
        if (!inside && field.unique()) {
            findings.report(ChannelProblem.CONFLICT, at, "documents-unique", field.name());
        }
        if (documents.sum().contains(field.name()) && !NUMBERS.contains(field.type())) {
            findings.report(ChannelProblem.CONFLICT, at, "documents-sum", field.name(), Section.spelled(field.type()));
        }
    }
}
