package io.feedkit.rules.syntax;

import io.feedkit.problem.Severity;
import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleLimits;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.SourceText;
import io.feedkit.rules.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** Collects the diagnostics of one text and remembers which lines have an error, so that one cause gives one message. */
final class Findings {
    private final SourceText source;
    private final Messages messages;
    private final int kept;
    private final int maxNesting;
    private final int maxStatementTokens;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final BitSet badLines = new BitSet();
    private int cut;

    Findings(SourceText source, RuleLimits limits, Messages messages) {
        this.source = source;
        this.messages = messages;
        this.kept = limits.maxDiagnostics();
        this.maxNesting = limits.maxNesting();
        this.maxStatementTokens = limits.maxStatementTokens();
    }

    Messages messages() {
        return messages;
    }

    int maxNesting() {
        return maxNesting;
    }

    int maxStatementTokens() {
        return maxStatementTokens;
    }

    /** What a token stands for: its own characters, unless the token filter put others in their place. */
    String textOf(Token token) {
        return token instanceof RuleToken replaced && replaced.replacement() != null
                ? replaced.replacement()
                : textOf(token.getStartIndex(), token.getStopIndex() + 1);
    }

    String textOf(int start, int end) {
        return source.content().substring(start, end);
    }

    Span span(int start, int end) {
        return source.span(start, Math.max(start, end));
    }

    Span span(Token token) {
        return span(token.getStartIndex(), token.getStopIndex() + 1);
    }

    Messages.Draft about(RuleProblem code, int start, int end) {
        return messages.about(code, span(start, end));
    }

    Messages.Draft about(RuleProblem code, Span span) {
        return messages.about(code, span);
    }

    Messages.Draft about(RuleProblem code, Token token) {
        return messages.about(code, span(token));
    }

    void report(Messages.Draft draft) {
        if (draft.severity() == Severity.ERROR) {
            badLines.set(draft.span().line());
        }
        if (diagnostics.size() < kept) {
            diagnostics.add(draft.build());
        } else {
            cut++;
        }
    }

    /** Whether an error was reported on a line between those of two offsets. */
    boolean hasErrorBetween(int start, int end) {
        int bad = badLines.nextSetBit(source.lineAt(start));
        return bad >= 0 && bad <= source.lineAt(end);
    }

    List<Diagnostic> inOrderOfText() {
        List<Diagnostic> ordered = new ArrayList<>(diagnostics);
        ordered.sort(Comparator.comparingInt(diagnostic -> diagnostic.span().start()));
        if (cut > 0) {
            Span last = ordered.get(ordered.size() - 1).span();
            ordered.add(messages.about(RuleProblem.MORE_PROBLEMS, last)
                    .with("count", Integer.toString(cut))
                    .build());
        }
        return ordered;
    }
}
