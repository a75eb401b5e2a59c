package io.feedkit.rules;

import io.feedkit.batch.Failure;
import io.feedkit.problem.ProblemWords;
import io.feedkit.rules.Explanation.Cleared;
import io.feedkit.rules.Explanation.Event;
import io.feedkit.rules.Explanation.Idle;
import io.feedkit.rules.Explanation.Layer;
import io.feedkit.rules.Explanation.Part;
import io.feedkit.rules.Explanation.Said;
import io.feedkit.rules.Explanation.Seen;
import io.feedkit.rules.Explanation.Tested;
import io.feedkit.rules.Explanation.Verdict;
import io.feedkit.rules.Explanation.Wrote;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An explanation in the words of one language. */
final class ExplanationText {
    private static final int LONGEST_VALUE = 100;

    private final Explanation why;
    private final Messages messages;
    /** What channels say, and calculations that failed. */
    private final ProblemWords problems;

    private final StringBuilder out = new StringBuilder();

    ExplanationText(Explanation why, Locale language) {
        this.why = why;
        messages = Messages.in(language);
        problems = ProblemWords.in(language);
    }

    String whole() {
        line(0, say("product", "id", why.id(), "at", problems.at(why.at())));
        out.append('\n');
        line(0, say("trunk"));
        // What one feed overwrites, another may leave.
        List<Event> all = why.layers().size() == 1 ? why.events(why.layers().get(0)) : why.trunk();
        events(why.trunk(), all);
        idle(why.idle());
        if (why.layers().isEmpty()) {
            result(say("trunk"), why.trunk(), why.afterTrunk(), List.of());
        }
        why.layers().forEach(this::layer);
        return out.toString();
    }

    private void layer(Layer layer) {
        List<Event> all = why.events(layer);
        String feed = layer.member().toString();
        out.append('\n');
        line(0, say("layer", "feed", feed));
        events(layer.events(), all);
        idle(layer.idle());
        result(feed, all, layer.outcome(), layer.contract());
        if (!layer.sent().isEmpty()) {
            line(0, say("sent"));
            layer.sent().forEach((field, text) -> line(1, field + " = " + quoted(text)));
        }
    }

    // ---- statements

    /** @param all what an event may be undone by */
    private void events(List<Event> events, List<Event> all) {
        if (events.isEmpty()) {
            line(1, say("nothing"));
        }
        String rule = "";
        for (Event event : events) {
            if (!event.rule().equals(rule)) {
                rule = event.rule();
                line(1, place(event));
            }
            event(event, all);
        }
    }

    /** {@code shop.fk:3  low_stock}; of a rule without a name the line alone. */
    private static String place(Event event) {
        String at = event.at().source().name() + ":" + event.at().line();
        return at.equals(event.rule()) ? at : at + "  " + event.rule();
    }

    private void event(Event event, List<Event> all) {
        int depth = 2 + event.depth();
        if (event instanceof Tested tested) {
            part(tested.condition(), depth);
        } else if (event instanceof Wrote wrote) {
            wrote(wrote, all, depth);
        } else if (event instanceof Cleared cleared) {
            line(depth, say("cleared", "name", cleared.attribute(), "before", shown(cleared.before())));
        } else if (event instanceof Said said) {
            line(depth, say(said.exclusion() ? "excluded" : "warned", "text", said.text()));
        }
    }

    private void part(Part part, int depth) {
        line(
                depth,
                say(
                        "part",
                        "text",
                        part.text(),
                        "truth",
                        messages.explanation(part.truth().toString())));
        part.parts().forEach(inner -> part(inner, depth + 1));
        seen(part.seen(), depth + 1);
    }

    private void seen(List<Seen> seen, int depth) {
        for (Seen value : seen) {
            boolean row = value.isRow();
            line(
                    depth,
                    row && value.value() == null
                            ? say("no-row", "name", value.name())
                            : row
                                    ? say("row", "name", value.name(), "row", shown(value.value()))
                                    : value.name() + " = " + shown(value.value()));
        }
    }

    private void wrote(Wrote wrote, List<Event> all, int depth) {
        String name = wrote.attribute();
        Object given = wrote.given();
        if (given == null) {
            line(depth, say("kept", "name", name, "before", shown(wrote.before())));
        } else {
            String change = name + ": " + shown(wrote.before()) + " -> " + shown(wrote.after());
            boolean rounded = !given.equals(wrote.after());
            line(depth, change + (rounded ? say("rounded", "given", shown(given)) : "") + overwritten(wrote, all));
        }
        seen(wrote.seen(), depth + 1);
    }

    private String overwritten(Wrote wrote, List<Event> all) {
        List<Event> later = all.subList(indexOf(wrote, all) + 1, all.size());
        return Explanation.writer(later, wrote.attribute())
                .map(event -> say("overwritten", "by", place(event)))
                .orElse("");
    }

    private static int indexOf(Event event, List<Event> all) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i) == event) {
                return i;
            }
        }
        return all.size() - 1;
    }

    private void idle(List<Idle> idle) {
        for (Idle one : idle) {
            Span by = one.by();
            String key = "idle-" + one.why().name().toLowerCase(Locale.ROOT).replace('_', '-');
            String at = one.at().source().name() + ":" + one.at().line();
            String rule = at.equals(one.rule()) ? at : one.rule() + " (" + at + ")";
            line(1, say(key, "rule", rule, "by", by == null ? "" : by.source().name() + ":" + by.line()));
        }
    }

    // ---- results

    private void result(String feed, List<Event> events, Outcome outcome, List<Verdict> contract) {
        out.append('\n');
        boolean refused = contract.stream().anyMatch(v -> v.kind() == io.feedkit.batch.Note.Kind.INVALID);
        String verdict = outcome.isExcluded() ? "out" : refused ? "refused" : "in";
        line(0, say("result-" + verdict, "feed", feed));
        for (Outcome.Remark remark : outcome.exclusions()) {
            line(1, say("because", "rule", remark.rule(), "text", remark.text()));
        }
        if (outcome.isExcluded()) {
            decisive(events);
        }
        contract.forEach(said -> line(1, verdict(said)));
        outcome.faults().forEach(this::fault);
        values(events, outcome);
    }

    private void fault(Outcome.Fault fault) {
        Failure failure = fault.failure();
        line(1, say("fault", "rule", fault.rule(), "text", problems.say(fault.text())));
        if (!failure.isNone()) {
            line(2, say("failed", "part", failure.expression(), "at", failure.place()));
        }
        for (Failure.Input input : failure.inputs()) {
            line(3, input.name() + " = " + (input.isMissing() ? messages.explanation("missing") : input.value()));
        }
    }

    /** What would have to be otherwise for each rule that excluded the product. */
    private void decisive(List<Event> events) {
        List<Tested> around = new ArrayList<>();
        for (Event event : events) {
            around.removeIf(tested -> tested.depth() >= event.depth());
            if (event instanceof Tested tested) {
                around.add(tested);
            }
            if (event instanceof Said said && said.exclusion()) {
                String leaves = around.stream()
                        .flatMap(tested -> tested.condition().decisive().stream())
                        .map(leaf -> "`" + leaf.text() + "`")
                        .distinct()
                        .collect(Collectors.joining(", "));
                if (!leaves.isEmpty()) {
                    line(1, say("decisive", "rule", said.rule(), "parts", leaves));
                }
            }
        }
    }

    /** A conversion that needs no words is named. */
    private String verdict(Verdict said) {
        String key = said.kind().name().toLowerCase(Locale.ROOT);
        String check = said.check();
        String field = said.field().isEmpty() ? check : said.field();
        String text = said.text().isEmpty() ? check.substring(check.lastIndexOf('/') + 1) : problems.say(said.text());
        return say("contract-" + key, "field", field, "text", text);
    }

    /** Each value with where it is from. */
    private void values(List<Event> events, Outcome outcome) {
        line(0, say("values"));
        TreeSet<String> names = new TreeSet<>(why.source().keySet());
        names.addAll(outcome.values().keySet());
        for (String name : names) {
            line(1, name + " = " + shown(outcome.values().get(name)) + origin(events, name, outcome));
        }
    }

    private String origin(List<Event> events, String name, Outcome outcome) {
        Optional<Event> writer = Explanation.writer(events, name);
        Object value = outcome.values().get(name);
        Object came = why.source().get(name);
        if (writer.isPresent() && !outcome.isExcluded()) {
            return say("by-rule", "rule", place(writer.get()))
                    + (came == null ? "" : say("it-came", "value", shown(came)))
                    + ")";
        }
        String column = why.columns().getOrDefault(name, "");
        return column.isEmpty() || value == null || !value.equals(came) ? "" : say("by-column", "column", column);
    }

    // ---- words

    private String say(String key, String... namesAndValues) {
        return messages.explanation(key, namesAndValues);
    }

    private String shown(@Nullable Object value) {
        if (value == null) {
            return messages.explanation("missing");
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::shown).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof String text
                ? quoted(text)
                : value instanceof Boolean truth ? messages.explanation(truth.toString()) : value.toString();
    }

    private static String quoted(String text) {
        String line = text.replaceAll("\\R", " ");
        int length = line.codePointCount(0, line.length());
        String cut =
                length <= LONGEST_VALUE ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST_VALUE)) + "…";
        return '"' + cut + '"';
    }

    private void line(int depth, String text) {
        out.append("  ".repeat(depth)).append(text).append('\n');
    }
}
