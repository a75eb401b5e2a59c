package io.feedkit.rules.reference;

import io.feedkit.batch.Failure;
import io.feedkit.batch.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Calculations that failed. Some must be noticed: their result was needed. Others may be: whoever asks the other operand first never gets to them.
 */
final class Faults {
    private final List<Fault> must = new ArrayList<>();
    private final List<Fault> may = new ArrayList<>();

    /**
     * One of them.
     *
     * @param place the part of the rule that failed
     * @param read attributes that were looked at to work it out
     * @param values what each attribute was then, by the names rules have for it; what is missing is not there
     */
    record Fault(String rule, String place, Set<String> read, Map<String, String> values) {

        /** Whether a note of the evaluator says this. */
        boolean isSaidBy(Note note) {
            Failure failure = note.failure();
            Set<String> names =
                    failure.inputs().stream().map(Failure.Input::name).collect(Collectors.toSet());
            return note.by().equals(rule)
                    && failure.place().equals(place)
                    && (names.containsAll(read) || names.size() == Failure.MOST_INPUTS)
                    && failure.inputs().stream().allMatch(this::isOf);
        }

        private boolean isOf(Failure.Input input) {
            String value = values.get(input.name());
            return input.equals(
                    value == null ? Failure.Input.missing(input.name()) : Failure.Input.of(input.name(), value));
        }

        @Override
        public String toString() {
            return rule + " at " + place + " reading " + read + " of " + values;
        }
    }

    void add(Fault fault) {
        must.add(fault);
    }

    void addAll(Faults others) {
        must.addAll(others.must);
        may.addAll(others.may);
    }

    int mark() {
        return must.size();
    }

    /** Nobody needed to get to what failed behind a mark and before another. */
    void excuse(int from, int to) {
        List<Fault> excused = must.subList(from, to);
        may.addAll(excused);
        excused.clear();
    }

    void excuse(int from) {
        excuse(from, must.size());
    }

    List<Fault> must() {
        return must;
    }

    List<Fault> all() {
        List<Fault> all = new ArrayList<>(must);
        all.addAll(may);
        return all;
    }
}
