package io.feedkit.rules.eval;

import io.feedkit.batch.Note;
import io.feedkit.batch.Selection;
import io.feedkit.product.AttributeType;
import io.feedkit.rules.Explanation.Cleared;
import io.feedkit.rules.Explanation.Said;
import io.feedkit.rules.Explanation.Tested;
import io.feedkit.rules.Explanation.Wrote;
import io.feedkit.rules.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step that does what another does, and writes down what that was for the one product that is asked about. Only plans of explanations have such steps. */
public abstract class TracedStep extends Step {
    private final List<Step> steps;

    private TracedStep(String rule, List<Step> steps) {
        super(rule);
        this.steps = List.copyOf(steps);
    }

    @Override
    boolean mayExclude() {
        return steps.stream().anyMatch(Step::mayExclude);
    }

    void act(Run run, Selection rows) {
        steps.forEach(step -> step.run(run, rows));
    }

    /** Asks a condition; {@code steps} are those of the whole statement. */
    public static Step test(Trail trail, String rule, Span at, Inquiry inquiry, List<Step> steps) {
        return new TracedStep(rule, steps) {
            @Override
            void run(Run run, Selection rows) {
                trail.add(new Tested(rule, at, trail.depth(), inquiry.look(run, rows)));
                trail.enter();
                act(run, rows);
                trail.leave();
            }
        };
    }

    /** @param place the slot with the name people know it by */
    public static Step write(
            Trail trail, String rule, Span at, Place place, Node given, List<Glimpse> glimpses, Step step) {
        return new TracedStep(rule, List.of(step)) {
            @Override
            void run(Run run, Selection rows) {
                Object before = place.value(run, rows);
                Object value = Glimpse.value(given, run, rows);
                List<io.feedkit.rules.Explanation.Seen> seen = Glimpse.look(glimpses, run, rows);
                act(run, rows);
                trail.add(
                        new Wrote(rule, at, trail.depth(), place.name(), before, value, place.value(run, rows), seen));
            }
        };
    }

    public static Step clear(Trail trail, String rule, Span at, List<Place> places, Step step) {
        return new TracedStep(rule, List.of(step)) {
            @Override
            void run(Run run, Selection rows) {
                places.forEach(
                        place -> trail.add(new Cleared(rule, at, trail.depth(), place.name(), place.value(run, rows))));
                act(run, rows);
            }
        };
    }

    /** Excludes or warns. */
    public static Step say(Trail trail, String rule, Span at, boolean exclusion, Step step) {
        return new TracedStep(rule, List.of(step)) {
            @Override
            void run(Run run, Selection rows) {
                act(run, rows);
                List<Note> notes = run.batch().notes();
                String text = notes.isEmpty() ? "" : notes.get(notes.size() - 1).text();
                trail.add(new Said(rule, at, trail.depth(), exclusion, text));
            }
        };
    }

    /**
     * A slot.
     *
     * @param name the attribute, {@code title@fr} in one language
     */
    public record Place(String name, int slot, AttributeType type) {
        @Nullable
        Object value(Run run, Selection rows) {
            return Values.read(run.batch().column(slot), rows.rows[0], type, run.text());
        }
    }
}
