package io.feedkit.rules.syntax;

import io.feedkit.rules.Diagnostic;
import java.util.List;
import java.util.Objects;

/**
 * What could be read of a rule text, and what could not.
 *
 * @param diagnostics in the order of the text
 */
public record ParseResult(Program program, List<Diagnostic> diagnostics) {
    public ParseResult {
        Objects.requireNonNull(program, "program");
        diagnostics = List.copyOf(diagnostics);
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
}
