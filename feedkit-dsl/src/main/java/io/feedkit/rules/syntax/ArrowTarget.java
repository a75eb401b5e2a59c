package io.feedkit.rules.syntax;

import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what {@code tests -> value} writes: the one attribute that every test has alone on its left.
 *
 * <p>Tests may be joined by {@code and}, {@code or}, {@code not} and decided by {@code ?? true}. Whether the attribute exists and may be written is the
 * checker's business.
 */
final class ArrowTarget {
    private final Findings findings;
    private final Map<String, Path> tested = new LinkedHashMap<>();
    private boolean plain = true;

    ArrowTarget(Findings findings) {
        this.findings = findings;
    }

    Statement write(Expr condition, Expr value, Span guard) {
        collect(condition);
        if (!plain || tested.size() != 1) {
            tell(condition, value, guard);
            throw new TreeBuilder.Unusable();
        }
        Path target = tested.values().iterator().next();
        return new Statement.Set(target, value, Statement.Set.Form.ARROW, value.span());
    }

    private void collect(Expr condition) {
        if (condition instanceof Expr.And and) {
            and.operands().forEach(this::collect);
        } else if (condition instanceof Expr.Or or) {
            or.operands().forEach(this::collect);
        } else if (condition instanceof Expr.Coalesce decided) {
            decided.operands().forEach(this::collect);
        } else if (condition instanceof Expr.Not not) {
            collect(not.operand());
        } else if (!(condition instanceof Expr.Bool)) {
            collectTest(leftOf(condition));
        }
    }

    private void collectTest(@Nullable Expr left) {
        if (left instanceof Expr.Reference attribute) {
            tested.putIfAbsent(attribute.path().text(), attribute.path());
        } else {
            plain = false;
            Path inside = left == null ? null : firstReference(left);
            if (inside != null) {
                tested.putIfAbsent(inside.text(), inside);
            }
        }
    }

    private static @Nullable Expr leftOf(Expr test) {
        if (test instanceof Expr.Compare compare) {
            return compare.left();
        }
        if (test instanceof Expr.In in) {
            return in.value();
        }
        if (test instanceof Expr.Like like) {
            return like.value();
        }
        if (test instanceof Expr.IsMissing missing) {
            return missing.operand();
        }
        return test instanceof Expr.IsPresent present ? present.operand() : null;
    }

    /** The attribute a chain of functions starts from: what {@code title.length()} is about. */
    private static @Nullable Path firstReference(Expr expr) {
        Expr at = expr;
        while (at instanceof Expr.Call call && !call.arguments().isEmpty()) {
            at = call.arguments().get(0).value();
        }
        return at instanceof Expr.Reference reference ? reference.path() : null;
    }

    private void tell(Expr condition, Expr value, Span guard) {
        List<Path> paths = List.copyOf(tested.values());
        boolean guessed = paths.size() == 1;
        String target = guessed ? paths.get(0).span().text() : "…";
        String fix = "when " + condition.span().text() + " then set " + target + " = "
                + value.span().text();
        Messages.Draft draft = findings.about(RuleProblem.ARROW_WITHOUT_TARGET, value.span());
        if (paths.size() > 1) {
            draft.variant("several");
            draft.with(
                    "names",
                    paths.stream()
                            .map(path -> "`" + path.text() + "`")
                            .reduce((a, b) -> a + ", " + b)
                            .orElse(""));
            paths.forEach(path -> draft.mark(path.span()));
        }
        draft.withAll("fix", fix);
        findings.report(guessed ? draft.edit(guard, fix) : draft);
    }
}
