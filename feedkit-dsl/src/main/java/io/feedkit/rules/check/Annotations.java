package io.feedkit.rules.check;

import io.feedkit.problem.Severity;
import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.syntax.Annotation;
import io.feedkit.rules.syntax.Argument;
import io.feedkit.rules.syntax.Declaration;
import io.feedkit.rules.syntax.Expr;
import io.feedkit.rules.syntax.Item;
import io.feedkit.rules.syntax.Spelling;
import io.feedkit.rules.syntax.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands before an item: when it exists, how it writes, whom it belongs to.
 *
 * <p>What is said of a scope, an import or a rule holds for everything in it. Dates only ever narrow: what stands in a rule of November exists in November at most.
 */
final class Annotations {
    private static final Set<String> KNOWN =
            Set.of("tags", "owner", "from", "until", "disabled", "final", "rounding", "allow", "version");
    /** Meant for readers and reports, so they may stand anywhere. */
    private static final Set<String> ANYWHERE = Set.of("tags", "owner", "allow");

    private static final Set<String> DATES = Set.of("from", "until", "disabled");
    private static final Set<String> WRITING = Set.of("final", "rounding");

    private final RuleEnvironment environment;
    private final Complaints complaints;

    Annotations(RuleEnvironment environment, Complaints complaints) {
        this.environment = environment;
        this.complaints = complaints;
    }

    /** Everything said of an item, and around it. */
    Checked.Rule read(Item item, String name, boolean named, Checked.@Nullable Rule around) {
        Checked.Rule.Dates dates = around == null ? Checked.Rule.Dates.ALWAYS : around.dates();
        boolean isFinal = around != null && around.isFinal();
        boolean halfEven = around != null && around.halfEven();
        String owner = around == null ? "" : around.owner();
        Set<String> tags = new LinkedHashSet<>(around == null ? List.of() : around.tags());
        for (Annotation annotation : item.annotations()) {
            if (!belongs(annotation, item)) {
                continue;
            }
            switch (annotation.name().text()) {
                case "from" -> dates = dates.from(instant(annotation));
                case "until" -> dates = dates.until(instant(annotation));
                case "disabled" -> dates = Checked.Rule.Dates.NEVER;
                case "final" -> isFinal = true;
                case "rounding" -> halfEven = halfEven(annotation);
                case "owner" -> owner = String.join(", ", texts(annotation));
                case "tags" -> tags.addAll(texts(annotation));
                default -> {}
            }
        }
        if (dates.isEmpty()) {
            neverRuns(item, around);
        }
        return new Checked.Rule(
                name, named, title(item), item.element().span(), dates, isFinal, halfEven, owner, List.copyOf(tags));
    }

    /** Dates of which none is left; those around it are complained about where they stand. */
    private void neverRuns(Item item, Checked.@Nullable Rule around) {
        if (around != null && around.dates().isEmpty()) {
            return;
        }
        for (Annotation annotation : item.annotations()) {
            if (DATES.contains(annotation.name().text())) {
                complaints.add(complaints
                        .about(RuleProblem.ANNOTATION_ARGUMENT, annotation.span())
                        .variant("dates")
                        .severity(Severity.WARNING)
                        .with("name", annotation.name().text()));
                return;
            }
        }
    }

    /** Only checks that what stands before an item may stand there. */
    void check(Item item) {
        item.annotations().forEach(annotation -> belongs(annotation, item));
    }

    /** A statement in a branch is part of its rule, which alone has dates and ways of writing. */
    void checkInside(Item item) {
        for (Annotation annotation : item.annotations()) {
            if (known(annotation) && !ANYWHERE.contains(annotation.name().text())) {
                misplaced(annotation);
            }
        }
    }

    private static String title(Item item) {
        Expr.Text title = item.element() instanceof Declaration.Rule rule ? rule.title() : null;
        return title != null && title.isConstant() ? title.constant() : "";
    }

    private boolean belongs(Annotation annotation, Item item) {
        if (!known(annotation)) {
            return false;
        }
        String name = annotation.name().text();
        boolean fits = ANYWHERE.contains(name)
                || WRITING.contains(name) && acts(item)
                || DATES.contains(name) && isDated(item)
                || name.equals("version") && item.element() instanceof Declaration.Experiment
                || name.equals("disabled") && item.element() instanceof Declaration.Test;
        if (!fits) {
            misplaced(annotation);
        }
        return fits;
    }

    private static boolean acts(Item item) {
        return item.element() instanceof Statement
                || item.element() instanceof Declaration.Rule
                || item.element() instanceof Declaration.Scope
                || item.element() instanceof Declaration.Import;
    }

    private static boolean isDated(Item item) {
        return acts(item)
                || item.element() instanceof Declaration.Experiment
                || item.element() instanceof Declaration.Allocate
                || item.element() instanceof Declaration.Disable;
    }

    private void misplaced(Annotation annotation) {
        complaints.add(complaints
                .about(RuleProblem.ANNOTATION_ARGUMENT, annotation.span())
                .variant("here")
                .with("name", annotation.name().text()));
    }

    private boolean known(Annotation annotation) {
        String name = annotation.name().text();
        if (KNOWN.contains(name)) {
            return true;
        }
        Messages.Draft draft = complaints
                .about(RuleProblem.UNKNOWN_ANNOTATION, annotation.name().span())
                .with("name", name);
        String near = Spelling.nearest(name, KNOWN);
        if (!near.isEmpty()) {
            draft.variant("near").with("near", near).edit(annotation.name().span(), near);
        }
        complaints.add(draft);
        return false;
    }

    private @Nullable Instant instant(Annotation annotation) {
        if (annotation.arguments().size() == 1) {
            Expr argument = annotation.arguments().get(0).value();
            if (argument instanceof Expr.Instant instant) {
                return instant.value().toInstant();
            }
            if (argument instanceof Expr.Date date) {
                return date.value().atStartOfDay(environment.zone()).toInstant();
            }
        }
        wanted(annotation, "2026-11-27");
        return null;
    }

    private boolean halfEven(Annotation annotation) {
        if (annotation.arguments().size() == 1
                && annotation.arguments().get(0).value() instanceof Expr.Text text
                && (text.constant().equals("half_even") || text.constant().equals("half_up"))) {
            return text.constant().equals("half_even");
        }
        wanted(annotation, "\"half_up\", \"half_even\"");
        return false;
    }

    private List<String> texts(Annotation annotation) {
        List<String> texts = new ArrayList<>();
        for (Argument argument : annotation.arguments()) {
            if (argument.value() instanceof Expr.Text text && text.isConstant()) {
                texts.add(text.constant());
            }
        }
        if (texts.isEmpty() || texts.size() < annotation.arguments().size()) {
            wanted(annotation, "\"…\"");
        }
        return texts;
    }

    private void wanted(Annotation annotation, String wanted) {
        complaints.add(complaints
                .about(RuleProblem.ANNOTATION_ARGUMENT, annotation.span())
                .with("name", annotation.name().text())
                .withAll("wanted", wanted));
    }
}
