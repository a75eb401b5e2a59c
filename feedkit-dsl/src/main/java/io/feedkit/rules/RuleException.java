package io.feedkit.rules;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.Severity;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown when a rule set has errors: carries everything that was found, and prints it with the author's own lines and carets. */
public final class RuleException extends FeedException {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;
    // Made at once, so that an exception that was serialised still says everything.
    private final String picture;

    RuleException(List<Diagnostic> diagnostics) {
        super(first(diagnostics));
        this.diagnostics = List.copyOf(diagnostics);
        picture = this.diagnostics.stream()
                .filter(found -> found.severity() != Severity.INFO)
                .map(Diagnostic::render)
                .collect(Collectors.joining("\n\n"));
    }

    private static Problem first(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .filter(Diagnostic::isError)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no error among the diagnostics"))
                .toProblem();
    }

    /** Errors, warnings and notes, in the order of the text. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** Errors and warnings as they are drawn for people. */
    @Override
    public String getMessage() {
        return picture;
    }
}
