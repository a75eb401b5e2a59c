package io.feedkit.rules.check;

import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong; the same complaint about the same place counts once, however often a function is written out. */
final class Complaints {
    private final Messages messages;
    private final List<Diagnostic> all = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    Complaints(Messages messages) {
        this.messages = messages;
    }

    Messages.Draft about(RuleProblem code, Span span) {
        return messages.about(code, span);
    }

    void add(Messages.Draft draft) {
        Diagnostic diagnostic = draft.build();
        Span span = diagnostic.span();
        if (seen.add(diagnostic.code() + "@" + span.source().name() + ":" + span.start() + "-" + span.end())) {
            all.add(diagnostic);
        }
    }

    /** Complains and answers with the expression nobody complains about again. */
    Typed fail(Messages.Draft draft, Span span) {
        add(draft);
        return new Typed.Failed(span);
    }

    /** In the order of the text, file by file as they came. */
    List<Diagnostic> all() {
        List<String> files = new ArrayList<>();
        for (Diagnostic diagnostic : all) {
            if (!files.contains(diagnostic.span().source().name())) {
                files.add(diagnostic.span().source().name());
            }
        }
        List<Diagnostic> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingInt(
                        (Diagnostic d) -> files.indexOf(d.span().source().name()))
                .thenComparingInt(d -> d.span().start()));
        return sorted;
    }
}
