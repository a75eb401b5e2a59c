package io.feedkit.rules.reference;

import java.util.ArrayList;
import java.util.List;

/**
 * Calculations that failed. Some must be noticed: their result was needed. Others may be: whoever asks the other operand first never gets to them.
 */
final class Faults {
    private final List<String> must = new ArrayList<>();
    private final List<String> may = new ArrayList<>();

    void add(String rule) {
        must.add(rule);
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
        List<String> excused = must.subList(from, to);
        may.addAll(excused);
        excused.clear();
    }

    void excuse(int from) {
        excuse(from, must.size());
    }

    List<String> must() {
        return must;
    }

    List<String> all() {
        List<String> all = new ArrayList<>(must);
        all.addAll(may);
        return all;
    }
}
