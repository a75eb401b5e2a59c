package io.feedkit.rules.check;

import io.feedkit.problem.Severity;
import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import io.feedkit.rules.syntax.Annotation;
import io.feedkit.rules.syntax.Argument;
import io.feedkit.rules.syntax.Block;
import io.feedkit.rules.syntax.Declaration;
import io.feedkit.rules.syntax.Expr;
import io.feedkit.rules.syntax.Item;
import io.feedkit.rules.syntax.Program;
import io.feedkit.rules.syntax.Spelling;
import io.feedkit.rules.syntax.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What authors accept ({@code @allow(FK1602, "the second price is meant")}) and whom statements belong to ({@code @owner}), applied to what was found.
 *
 * <p>An allowance silences warnings of one code that mark something in its statement. Mistakes cannot be allowed, and an allowance that silences nothing is a warning itself, so that
 * none outlives its reason.
 */
final class Allowances {
    /** Codes of the linter, which looks later. */
    private static final Pattern LINT = Pattern.compile("FK2[01]\\d\\d");

    private final Messages messages;
    private final Map<String, RuleProblem> codes = new TreeMap<>();
    private final List<Allowance> allowances = new ArrayList<>();
    private final Map<Span, String> owners = new LinkedHashMap<>();
    private final List<Diagnostic> own = new ArrayList<>();

    private static final class Allowance {
        final Span item;
        final Span place;
        final String code;
        boolean used;

        Allowance(Span item, Span place, String code) {
            this.item = item;
            this.place = place;
            this.code = code;
        }
    }

    Allowances(Messages messages, Collection<Program> programs) {
        this.messages = messages;
        for (RuleProblem problem : RuleProblem.values()) {
            codes.put(problem.id(), problem);
        }
        programs.forEach(program -> look(program.items()));
    }

    private void look(List<Item> items) {
        for (Item item : items) {
            for (Annotation annotation : item.annotations()) {
                if (annotation.name().text().equals("allow")) {
                    allow(annotation, item.span());
                } else if (annotation.name().text().equals("owner")) {
                    annotation.arguments().stream()
                            .filter(argument -> argument.value() instanceof Expr.Text text && text.isConstant())
                            .forEach(argument -> owners.put(item.span(), ((Expr.Text) argument.value()).constant()));
                }
            }
            if (item.element() instanceof Declaration.Rule rule) {
                look(rule.body().items());
            } else if (item.element() instanceof Declaration.Scope scope) {
                look(scope.body().items());
            } else if (item.element() instanceof Statement.When when) {
                look(when.then().items());
                Block otherwise = when.otherwise();
                look(otherwise == null ? List.of() : otherwise.items());
            }
        }
    }

    private void allow(Annotation annotation, Span item) {
        boolean named = false;
        for (Argument argument : annotation.arguments()) {
            if (argument.value() instanceof Expr.Reference reference
                    && reference.path().isSimple()) {
                named = true;
                code(reference.path().text(), reference.span(), item);
            }
        }
        if (!named) {
            own.add(messages.about(RuleProblem.ANNOTATION_ARGUMENT, annotation.span())
                    .with("name", "allow")
                    .withAll("wanted", "FK1602, \"…\"")
                    .build());
        }
    }

    private void code(String code, Span place, Span item) {
        if (codes.containsKey(code) || LINT.matcher(code).matches()) {
            allowances.add(new Allowance(item, place, code));
            return;
        }
        Messages.Draft draft =
                messages.about(RuleProblem.UNKNOWN_ALLOWED, place).with("code", code);
        String near = Spelling.nearest(code, codes.keySet());
        own.add((near.isEmpty() ? draft : draft.variant("near").with("near", near)).build());
    }

    /** What is left to say, with owners, and with what is wrong with the allowances themselves. */
    List<Diagnostic> applied(List<Diagnostic> found) {
        List<Diagnostic> left = new ArrayList<>(own);
        for (Diagnostic diagnostic : found) {
            if (!isAllowed(diagnostic)) {
                left.add(owned(diagnostic));
            }
        }
        for (Allowance allowance : allowances) {
            RuleProblem code = codes.get(allowance.code);
            if (code != null && !allowance.used && !LINT.matcher(allowance.code).matches()) {
                left.add(messages.about(RuleProblem.UNNEEDED_ALLOW, allowance.place)
                        .variant(code.severity() == Severity.ERROR ? "error" : "")
                        .with("code", allowance.code)
                        .build());
            }
        }
        return left;
    }

    private boolean isAllowed(Diagnostic diagnostic) {
        boolean allowed = false;
        for (Allowance allowance : allowances) {
            boolean here = !diagnostic.isError()
                    && allowance.code.equals(diagnostic.code().id())
                    && contains(allowance.item, diagnostic.span());
            allowance.used |= here;
            allowed |= here;
        }
        return allowed;
    }

    /** Of several owners the innermost; blocks are looked at from the outside in. */
    private Diagnostic owned(Diagnostic diagnostic) {
        String owner = "";
        for (Map.Entry<Span, String> known : owners.entrySet()) {
            owner = contains(known.getKey(), diagnostic.span()) ? known.getValue() : owner;
        }
        return owner.isEmpty() ? diagnostic : diagnostic.withOwner(owner);
    }

    private static boolean contains(Span outer, Span inner) {
        return outer.source() == inner.source() && outer.start() <= inner.start() && inner.end() <= outer.end();
    }
}
