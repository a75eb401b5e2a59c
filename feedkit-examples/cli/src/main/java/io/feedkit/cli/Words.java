package io.feedkit.cli;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.RuleException;
import java.io.PrintWriter;
import java.util.Locale;

/** Says problems in a shell: what, where, what to do. */
final class Words {
    /** What a shell's user needs to follow a fix that speaks of the mapping file. */
    static final String MAPPING_HINT =
            "A mapping file is a short YAML file, given as --mapping FILE; docs/help/mapping.md"
                    + " shows how to write one.";

    private Words() {}

    static void print(FeedException e, PrintWriter to) {
        if (e instanceof RuleException rules) {
            rules.diagnostics().forEach(diagnostic -> to.println(diagnostic.render() + System.lineSeparator()));
        } else {
            print(e.problem(), to);
        }
    }

    /** {@code error[catalog.unreadable] shop.csv: There is no such file.} and the fix below. */
    static void print(Problem problem, PrintWriter to) {
        to.println(problem.severity().name().toLowerCase(Locale.ROOT) + "["
                + problem.code().id() + "] " + problem.at() + "  " + problem.message());
        if (!problem.fix().isEmpty()) {
            to.println("  fix: " + problem.fix());
        }
        if (asksForMapping(problem)) {
            to.println("  " + MAPPING_HINT);
        }
    }

    /** The same in a language; what the problem says itself is in it already. */
    static void print(Problem problem, Locale language, PrintWriter to) {
        boolean french = language.getLanguage().equals("fr");
        String level = french
                ? switch (problem.severity()) {
                    case ERROR -> "erreur";
                    case WARNING -> "avertissement";
                    case INFO -> "conseil";
                }
                : problem.severity().name().toLowerCase(Locale.ROOT);
        to.println(level + "[" + problem.code().id() + "] " + problem.at() + "  " + problem.message());
        if (!problem.fix().isEmpty()) {
            to.println((french ? "  correction : " : "  fix: ") + problem.fix());
        }
    }

    static boolean asksForMapping(Problem problem) {
        return problem.fix().contains("in the mapping file");
    }

    /** {@code 1 product}, {@code 3 products}. */
    static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? what : what + "s");
    }

    /** How many of the diagnostics weigh as errors. */
    static long errors(Iterable<Diagnostic> diagnostics) {
        long errors = 0;
        for (Diagnostic diagnostic : diagnostics) {
            errors += diagnostic.isError() ? 1 : 0;
        }
        return errors;
    }
}
