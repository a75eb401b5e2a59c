package io.feedkit.cli;

import io.feedkit.rules.Coverage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What statements did, as a file with a line for each, and in a few words what never acted. */
final class CoverageFile {
    private static final int MOST_SHOWN = 10;

    private final List<Coverage.Statement> statements;

    CoverageFile(Coverage coverage) {
        statements = coverage.statements();
    }

    void write(Path file, @Nullable PrintWriter summary) throws IOException {
        Files.write(file, statements.stream().map(Coverage.Statement::toString).toList());
        if (summary != null) {
            summarize(summary);
        }
    }

    private void summarize(PrintWriter out) {
        List<Coverage.Statement> idle =
                statements.stream().filter(Coverage.Statement::neverActed).toList();
        out.println("Rules: " + (statements.size() - idle.size()) + " of " + Words.count(statements.size(), "statement")
                + " acted");
        idle.stream().limit(MOST_SHOWN).forEach(statement -> out.println("  never: " + statement));
        if (idle.size() > MOST_SHOWN) {
            out.println("  and " + (idle.size() - MOST_SHOWN) + " more");
        }
    }
}
