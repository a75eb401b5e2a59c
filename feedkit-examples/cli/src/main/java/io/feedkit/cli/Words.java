package io.feedkit.cli;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemWords;
import io.feedkit.problem.Wording;
import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.RuleException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/** Says problems in a shell: what, where, what to do. */
final class Words {
    /** What a shell's user needs to follow a fix that speaks of the mapping file. */
    static final String MAPPING_HINT =
            "A mapping file is a short YAML file, given as --mapping FILE; docs/help/mapping.md"
                    + " shows how to write one.";

    private static final String FRENCH_MAPPING_HINT =
            "Un fichier de correspondance est un court fichier YAML, donné par --mapping FICHIER\u202F; docs/help/mapping.md"
                    + " montre comment en écrire un.";

    private Words() {}

    /** What commands say in a language, by key. */
    static Wording in(Locale language) {
        return Wording.load("words", language, Words.class::getResourceAsStream);
    }

    static void print(FeedException e, PrintWriter to) {
        print(e, Locale.ENGLISH, to);
    }

    /** What was thrown, said in a language. */
    static void print(FeedException e, Locale language, PrintWriter to) {
        if (e instanceof RuleException rules) {
            rules.diagnostics().forEach(diagnostic -> to.println(diagnostic.render(language) + System.lineSeparator()));
        } else {
            say(e.problem(), language, to);
        }
    }

    /** A problem, whatever language it is in, said in this one. */
    static void say(Problem problem, Locale language, PrintWriter to) {
        print(ProblemWords.in(language).of(problem), language, to);
        if (asksForMapping(problem)) {
            to.println("  " + mappingHint(language));
        }
    }

    static String mappingHint(Locale language) {
        return language.getLanguage().equals("fr") ? FRENCH_MAPPING_HINT : MAPPING_HINT;
    }

    /** The language a command was asked to answer in. */
    static Locale language(CommandLine command) {
        for (String name : List.of("--lang", "--report-lang")) {
            CommandLine.Model.OptionSpec option = command.getCommandSpec().findOption(name);
            Object value = option == null ? null : option.getValue();
            if (value instanceof Locale locale) {
                return locale;
            }
            if (value instanceof String tag) {
                return Locale.forLanguageTag(tag);
            }
        }
        return Locale.ENGLISH;
    }

    /** {@code error[catalog.unreadable] shop.csv: There is no such file.} and the fix below. */
    static void print(Problem problem, PrintWriter to) {
        say(problem, Locale.ENGLISH, to);
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
        to.println(level + "[" + problem.code().id() + "] "
                + ProblemWords.in(language).at(problem.at()) + "  " + problem.message());
        if (!problem.fix().isEmpty()) {
            to.println((french ? "  correction\u00A0: " : "  fix: ") + problem.fix());
        }
    }

    static boolean asksForMapping(Problem problem) {
        return problem.fix().contains("in the mapping file");
    }

    /** {@code 1 product}, {@code 3 products}, in a language. */
    static String count(long number, String what, Wording words) {
        String digits = String.format(Locale.ROOT, "%,d", number);
        boolean french = words.language().getLanguage().equals("fr");
        // French counts zero as one.
        boolean one = number == 1 || french && number == 0;
        return words.say("count." + what + (one ? "" : "s"), french ? digits.replace(',', '\u202F') : digits);
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
