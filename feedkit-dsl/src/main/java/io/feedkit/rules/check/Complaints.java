package io.feedkit.rules.check;

import io.feedkit.problem.Severity;
import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong; the same complaint about the same place counts once, however often a function is written out. */
final class Complaints {
    private final Messages messages;
    private final int kept;
    private final List<Diagnostic> all = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final EnumMap<Severity, Integer> counts = new EnumMap<>(Severity.class);

    /** @param kept how many of each severity; the rest is counted */
    Complaints(Messages messages, int kept) {
        this.messages = messages;
        this.kept = kept;
    }

    Messages.Draft about(RuleProblem code, Span span) {
        return messages.about(code, span);
    }

    void add(Messages.Draft draft) {
        Severity severity = draft.severity();
        int count = counts.getOrDefault(severity, 0);
        if (count >= kept) {
            // Neither shown nor remembered, so that what is wrong takes no more room than what is right.
            counts.put(severity, count + 1);
            return;
        }
        Diagnostic diagnostic = draft.build();
        Span span = diagnostic.span();
        if (seen.add(diagnostic.code() + "@" + span.source().name() + ":" + span.start() + "-" + span.end())) {
            all.add(diagnostic);
            counts.put(severity, count + 1);
        }
    }

    /** Complains and answers with the expression nobody complains about again. */
    Typed fail(Messages.Draft draft, Span span) {
        add(draft);
        return new Typed.Failed(span);
    }

    /** In the order of the text, file by file as they came. */
    List<Diagnostic> all() {
        List<Diagnostic> sorted = sorted(all);
        counts.forEach((severity, count) -> {
            if (count > kept) {
                Span last = sorted.get(sorted.size() - 1).span();
                sorted.add(messages.about(RuleProblem.MORE_PROBLEMS, last)
                        .severity(severity)
                        .with("count", Integer.toString(count - kept))
                        .build());
            }
        });
        return sorted;
    }

    static List<Diagnostic> sorted(List<Diagnostic> all) {
        List<String> files = new ArrayList<>();
        for (Diagnostic diagnostic : all) {
            if (!files.contains(diagnostic.span().source().name())) {
                files.add(diagnostic.span().source().name());
            }
        }
        List<Diagnostic> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingInt(
                        (Diagnostic d) -> files.indexOf(d.span().source().name()))
                .thenComparingInt(d -> d.code() == RuleProblem.MORE_PROBLEMS
                        ? Integer.MAX_VALUE
                        : d.span().start()));
        return sorted;
    }
}
