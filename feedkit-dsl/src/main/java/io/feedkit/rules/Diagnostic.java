package io.feedkit.rules;

import io.feedkit.problem.Problem;
import io.feedkit.problem.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One message about a rule text: what is wrong, where, why it matters and what to write instead.
 *
 * <p>Made by {@link Messages#about}, which finds the words; {@link #render} draws it with the author's own line and carets.
 *
 * @param severity that of the code, unless the host turned it up or down
 * @param span the piece the caret marks
 * @param sentence one sentence in the reader's words
 * @param labels texts beside carets; the one whose span is {@code span} is the primary one, the others give context
 * @param why the reason in business terms, or empty
 * @param fix what to write, or empty
 * @param edits what a machine may do to apply the fix, in the order of the text and not overlapping; empty when only a person can decide
 * @param witness a product for which a claim about logic holds, or empty
 * @param owner whom the rule belongs to ({@code @owner}), or empty
 */
public record Diagnostic(
        RuleProblem code,
        Severity severity,
        Span span,
        String sentence,
        List<Label> labels,
        String why,
        String fix,
        List<Edit> edits,
        String witness,
        String owner) {

    /** A text beside a marked piece; with an empty text the line is only shown. */
    public record Label(Span span, String text) {
        public Label {
            Objects.requireNonNull(span, "span");
            Objects.requireNonNull(text, "text");
        }
    }

    /** Puts {@code replacement} in the place of a piece. */
    public record Edit(Span span, String replacement) {
        public Edit {
            Objects.requireNonNull(span, "span");
            Objects.requireNonNull(replacement, "replacement");
        }
    }

    public Diagnostic {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(span, "span");
        Objects.requireNonNull(sentence, "sentence");
        labels = List.copyOf(labels);
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(fix, "fix");
        edits = List.copyOf(edits);
        Objects.requireNonNull(witness, "witness");
        Objects.requireNonNull(owner, "owner");
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    public Diagnostic withSeverity(Severity other) {
        return new Diagnostic(code, other, span, sentence, labels, why, fix, edits, witness, owner);
    }

    public Diagnostic withOwner(String name) {
        return new Diagnostic(code, severity, span, sentence, labels, why, fix, edits, witness, name);
    }

    /** The author's whole text with the fix applied, as it was when there is nothing a machine may do. Offsets of other diagnostics are void afterwards. */
    public String applied() {
        StringBuilder text = new StringBuilder(span.source().content());
        for (int i = edits.size() - 1; i >= 0; i--) {
            Edit edit = edits.get(i);
            text.replace(edit.span().start(), edit.span().end(), edit.replacement());
        }
        return text.toString();
    }

    /** The same as a value for reports, which know positions but no carets. */
    public Problem toProblem() {
        return new Problem(code, span.position(), sentence, fix);
    }

    /** Several lines without a final line end: head, the author's line with carets, why, witness, fix. */
    public String render() {
        return new DiagnosticPicture(this, Messages.english()).draw();
    }

    /** As {@link #render()}, with the words around the diagnostic in a language; what it says itself is in that of its environment. */
    public String render(Locale language) {
        return new DiagnosticPicture(this, Messages.in(language)).draw();
    }

    /** {@code error[FK1101] trunk.fk:3:1  There is no attribute called `quantitty`.} */
    @Override
    public String toString() {
        return DiagnosticPicture.head(this, Messages.english());
    }
}
