package io.feedkit.rules;

import io.feedkit.problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How diagnostics are written: for people who know the language, for people who learn it, for programs. */
public enum DiagnosticFormat {
    /** One line for each: {@code error[FK1101] trunk.fk:3:1  There is no attribute called `quantitty`.} */
    SHORT {
        @Override
        public String write(List<Diagnostic> diagnostics, Locale language) {
            Messages messages = Messages.in(language);
            return lines(diagnostics, diagnostic -> DiagnosticPicture.head(diagnostic, messages));
        }
    },
    /** With the author's line, carets, why and fix. */
    NORMAL {
        @Override
        public String write(List<Diagnostic> diagnostics, Locale language) {
            return lines(diagnostics, diagnostic -> diagnostic.render(language) + "\n");
        }
    },
    /** As normal, and what the language has to do with it; said once for each kind of mistake. */
    TEACH {
        @Override
        public String write(List<Diagnostic> diagnostics, Locale language) {
            Messages messages = Messages.in(language);
            List<String> taught = new ArrayList<>();
            return lines(diagnostics, diagnostic -> {
                String lesson = messages.lesson(diagnostic.code());
                boolean told = lesson.isEmpty() || taught.contains(lesson);
                taught.add(lesson);
                return diagnostic.render(language)
                        + (told ? "" : "\n  " + messages.word("learn") + messages.word("colon") + " " + lesson)
                        + "\n  " + messages.word("more") + messages.word("colon") + " docs/problems.md#"
                        + diagnostic.code().id().toLowerCase(Locale.ROOT) + "\n";
            });
        }
    },
    /**
     * An array with an object for each: {@code code}, {@code severity}, {@code file}, {@code line}, {@code column}, {@code endLine}, {@code endColumn} (from 1, in code points; the end is
     * behind the last one), {@code message}, and where there are any {@code labels}, {@code why}, {@code fix}, {@code edits}, {@code witness}, {@code owner}.
     */
    JSON {
        @Override
        public String write(List<Diagnostic> diagnostics, Locale language) {
            DiagnosticJson json = new DiagnosticJson();
            json.array();
            diagnostics.forEach(json::diagnostic);
            return json.end().line();
        }
    },
    /** A log of SARIF 2.1.0, which code hosts and editors read. */
    SARIF {
        @Override
        public String write(List<Diagnostic> diagnostics, Locale language) {
            return new SarifLog(Messages.in(language)).of(diagnostics);
        }
    };

    /**
     * All of them as one text, in the order given; with a line end at the end, or empty.
     *
     * @param language that of words around the diagnostics, which have their own already
     */
    public abstract String write(List<Diagnostic> diagnostics, Locale language);

    private static String lines(List<Diagnostic> diagnostics, java.util.function.Function<Diagnostic, String> line) {
        return diagnostics.stream().map(line).map(text -> text + "\n").collect(Collectors.joining());
    }

    static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }
}
