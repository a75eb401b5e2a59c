package io.feedkit.rules.check;

import io.feedkit.feed.FeedContract;
import io.feedkit.feed.ValueCheck;
import io.feedkit.feed.ValueCheck.Refusal;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Severity;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import io.feedkit.rules.check.Checked.Clause;
import io.feedkit.rules.syntax.Comparison;
import io.feedkit.rules.syntax.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks what statements in the scopes of channels write against what those channels accept.
 *
 * <p>A statement counts for the members of the run that its scopes certainly select by name. A descriptor may be behind what its channel does today, so all of this is warnings.
 */
final class ChannelChecks {
    private final RuleEnvironment environment;
    private final Complaints complaints;
    private final List<Clause> clauses;
    private final Set<String> blurred;
    private final List<String> allocated;
    private final Set<String> readInLayers = new HashSet<>();
    private final Map<FeedContract, ValueCheck> channels = new LinkedHashMap<>();
    private final Map<FeedContract, Set<String>> written = new LinkedHashMap<>();

    /** @param blurred attributes that statements with mistakes may read and write */
    ChannelChecks(RuleEnvironment environment, Complaints complaints, Checked program, Set<String> blurred) {
        this.environment = environment;
        this.complaints = complaints;
        this.blurred = blurred;
        allocated = program.allocations().stream()
                .map(allocation -> allocation.target().name())
                .toList();
        clauses = program.clauses();
    }

    void check() {
        if (environment.contracts().isEmpty()) {
            return;
        }
        readInLayers.addAll(blurred);
        clauses.stream()
                .filter(clause -> !clause.scopes().isEmpty())
                .forEach(clause -> readInLayers.addAll(current(clause.act())));
        for (Clause clause : clauses) {
            if (!clause.scopes().isEmpty()) {
                List<FeedContract> meant = environment.contracts().stream()
                        .filter(contract ->
                                clause.scopes().stream().allMatch(scope -> scope.certainlyHolds(contract.member())))
                        .toList();
                for (FeedContract contract : meant) {
                    check(clause.act(), contract);
                    Walk.expressions(clause.act()).forEach(expression -> asked(expression, contract));
                }
                unread(clause.act(), meant);
            }
        }
    }

    private ValueCheck values(FeedContract contract) {
        return channels.computeIfAbsent(
                contract, key -> key.values(environment.schema()).orElse(SILENT));
    }

    private void check(Act act, FeedContract contract) {
        ValueCheck values = values(contract);
        if (act instanceof Act.Set set && set.target().type().kind() == Kind.TEXT) {
            String channel = contract.member().channel();
            assigned(set.target(), set.value(), new HashSet<>(), values, channel);
        }
        if (act instanceof Act.When when) {
            when.then().forEach(inner -> check(inner, contract));
            when.otherwise().forEach(inner -> check(inner, contract));
        }
    }

    /**
     * The texts an attribute may be given as they stand in the rules, also in formulas.
     *
     * @param seen formulas that were looked into
     */
    private void assigned(Attribute target, Typed value, Set<Binding> seen, ValueCheck values, String channel) {
        if (value instanceof Typed.Constant constant && constant.value() instanceof String text) {
            values.refusal(target.name(), text)
                    .ifPresent(refusal -> complain(refusal, target.name(), text, constant.span(), channel, "set"));
        } else if (value instanceof Typed.Coalesce coalesce) {
            coalesce.operands().forEach(operand -> assigned(target, operand, seen, values, channel));
        } else if (value instanceof Typed.Choice choice) {
            choice.values().forEach(arm -> assigned(target, arm, seen, values, channel));
            if (choice.otherwise() != null) {
                assigned(target, choice.otherwise(), seen, values, channel);
            }
        } else if (value instanceof Typed.Field field) {
            field.cells().forEach(cell -> assigned(target, cell, seen, values, channel));
        } else if (value instanceof Typed.Use use && seen.add(use.binding())) {
            assigned(target, use.binding().value(), seen, values, channel);
        } else if (value instanceof Typed.Template template) {
            String sure = constantPart(template);
            values.refusalOfLonger(target.name(), sure)
                    .ifPresent(refusal -> complain(refusal, target.name(), sure, template.span(), channel, "part"));
        }
    }

    /** What a template says for every product, without blanks, which optional holes may take with them. */
    private static String constantPart(Typed.Template template) {
        StringBuilder sure = new StringBuilder();
        template.parts().forEach(part -> sure.append(part.before()));
        return sure.append(template.after()).toString().replaceAll("[\\s\\p{Z}]+", "");
    }

    /**
     * Words an attribute is compared with, where nothing but the catalogue gives it a value: a product with such a word keeps it, and the channel does not take it. The value of
     * the source and that of the trunk are the same one then.
     */
    private void asked(Typed expression, FeedContract contract) {
        Walk.find(expression, part -> {
            if (part instanceof Typed.Compare compare && isEquality(compare.comparison())) {
                word(compare.left(), compare.right(), contract);
            } else if (part instanceof Typed.OneOf oneOf) {
                oneOf.elements().forEach(element -> word(oneOf.value(), element, contract));
            }
            return false;
        });
    }

    private static boolean isEquality(Comparison comparison) {
        return comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL;
    }

    private void word(Typed left, Typed right, FeedContract contract) {
        boolean plain = left instanceof Typed.Read read
                && read.attribute().values().isEmpty()
                && !writtenFor(contract).contains(read.attribute().name());
        if (plain && right instanceof Typed.Constant constant && constant.value() instanceof String text) {
            String name = ((Typed.Read) left).attribute().name();
            values(contract)
                    .refusal(name, text)
                    .filter(refusal -> refusal.kind() == Refusal.Kind.WORD)
                    .ifPresent(refusal -> complain(
                            refusal,
                            name,
                            text,
                            constant.span(),
                            contract.member().channel(),
                            "ask"));
        }
    }

    /** The attributes that any statement may write that may run for a member. */
    private Set<String> writtenFor(FeedContract contract) {
        return written.computeIfAbsent(contract, key -> {
            Set<String> names = new HashSet<>(blurred);
            names.addAll(allocated);
            clauses.stream()
                    .filter(clause -> clause.scopes().stream().allMatch(scope -> scope.mayHold(key.member())))
                    .forEach(clause -> names.addAll(Walk.written(clause.act())));
            return names;
        });
    }

    /** The attributes whose present value a statement reads: what a layer writes is not to be seen in the source or in the trunk. */
    private static Set<String> current(Act act) {
        Set<String> names = new HashSet<>();
        Walk.find(act, part -> {
            if (part instanceof Typed.Read read && read.view() == Typed.Read.View.CURRENT) {
                names.add(read.attribute().name());
            }
            return false;
        });
        return names;
    }

    private void complain(Refusal refusal, String attribute, String text, Span span, String channel, String how) {
        Messages.Draft draft = switch (refusal.kind()) {
            case WORD -> word(refusal, text, span, how);
            case LENGTH ->
                complaints
                        .about(RuleProblem.TOO_LONG_FOR_CHANNEL, span)
                        .variant(how.equals("part") ? how : "")
                        .with("found", Integer.toString(refusal.found()))
                        .with("limit", Integer.toString(refusal.limit()));
            case FORM ->
                complaints
                        .about(RuleProblem.WRONG_FORM_FOR_CHANNEL, span)
                        .with("form", complaints.word("form-" + refusal.form()));
        };
        complaints.add(draft.severity(Severity.WARNING)
                .with("channel", channel)
                .with("attribute", attribute)
                .with("field", refusal.field())
                .with("value", text));
    }

    private Messages.Draft word(Refusal refusal, String text, Span span, String how) {
        Messages.Draft draft = complaints
                .about(RuleProblem.NOT_IN_CLOSED_SET, span)
                .withAll("allowed", String.join(", ", refusal.allowed()));
        String near = Spelling.nearest(text, refusal.allowed());
        if (near.isEmpty()) {
            return draft.variant("channel" + how);
        }
        return draft.variant("channel" + how + "near")
                .withAll("fix", "\"" + near + "\"")
                .edit(span, "\"" + near + "\"");
    }

    /** Writes to attributes that neither a channel of the statement nor any later rule of a layer looks at. */
    private void unread(Act act, List<FeedContract> meant) {
        if (act instanceof Act.When when) {
            when.then().forEach(inner -> unread(inner, meant));
            when.otherwise().forEach(inner -> unread(inner, meant));
        }
        if (!(act instanceof Act.Set set)
                || meant.isEmpty()
                || readInLayers.contains(set.target().name())) {
            return;
        }
        Set<String> known = new TreeSet<>();
        List<String> names = new ArrayList<>();
        for (FeedContract contract : meant) {
            Set<String> looked = looked(contract);
            if (looked.isEmpty() || looked.contains(set.target().name())) {
                return;
            }
            known.addAll(looked);
            names.add(contract.member().channel());
        }
        String near = Spelling.nearest(set.target().name(), known);
        complaints.add(complaints
                .about(RuleProblem.UNKNOWN_TO_CHANNEL, set.span())
                .variant(near.isEmpty() ? "" : "near")
                .with("attribute", set.target().name())
                .with("near", near)
                .with("channel", String.join(", ", new TreeSet<>(names))));
    }

    private Set<String> looked(FeedContract contract) {
        try {
            return values(contract).reads();
        } catch (FeedException e) {
            return Set.of(); // a mistake of the descriptor is said when its feed is made
        }
    }

    private static final ValueCheck SILENT = new Silent();

    /** A contract that says nothing before a run. */
    private static final class Silent implements ValueCheck {
        @Override
        public Optional<Refusal> refusal(String attribute, String text) {
            return Optional.empty();
        }

        @Override
        public Optional<Refusal> refusalOfLonger(String attribute, String part) {
            return Optional.empty();
        }

        @Override
        public Set<String> reads() {
            return Set.of();
        }
    }
}
