package io.feedkit.channel;

import io.feedkit.channel.contract.Contract;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedPath;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Whether layouts that put several products in one record fit the fields of their descriptor. */
final class DocumentCheck {
    private static final Set<FieldType> NUMBERS = EnumSet.of(FieldType.INTEGER, FieldType.DECIMAL);

    private final Findings findings;
    private final List<FieldSpec> fields;

    DocumentCheck(Findings findings, List<FieldSpec> fields) {
        this.findings = findings;
        this.fields = fields;
    }

    void check(Layout layout) {
        Documents documents = layout.documents();
        if (documents == null) {
            return;
        }
        SourcePosition at = documents.by().at();
        FeedLayout written = Contract.layout(layout, fields);
        if (!fields.isEmpty() && written.fields().stream().noneMatch(field -> isInside(written, field))) {
            findings.report(
                    ChannelProblem.CONFLICT, at, "documents-without-variants", Problem.quote(documents.variants()));
            return;
        }
        for (int i = 0; i < fields.size(); i++) {
            place(fields.get(i), documents, isInside(written, written.fields().get(i)), at);
        }
    }

    private static boolean isInside(FeedLayout layout, FeedField field) {
        return layout.documents().depth(FeedPath.parse(field.name())) > 0;
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
