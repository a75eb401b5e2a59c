package io.feedkit.catalog;

import io.feedkit.batch.RecordBatch;
import io.feedkit.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Leaves rows out that a mapping does not want; they stay visible as excluded, with the column and text that decided. */
final class RowChoice {
    private static final String LEFT_OUT = "catalog: left out by the mapping";

    private final List<Condition> conditions = new ArrayList<>();
    private final Families.Names names;

    private record Condition(int column, String name, List<ColumnPattern> texts, boolean take) {}

    /** A column that is not there decides nothing. */
    RowChoice(MappingSpec.RowFilter rows, List<String> columns) {
        names = new Families.Names(columns);
        add(rows.take(), true);
        add(rows.skip(), false);
    }

    private void add(Map<String, List<ColumnPattern>> by, boolean take) {
        by.forEach((column, texts) -> {
            int place = names.of(column);
            if (place >= 0) {
                conditions.add(new Condition(place, column, texts, take));
            }
        });
    }

    void apply(Work work) {
        for (Condition condition : conditions) {
            for (int row = 0; row < work.rows(); row++) {
                if (work.exclusions[row] == null) {
                    String cell = names.text(work.records, row, condition.column);
                    String text = cell.length() <= COMPARED_CHARS ? cell : cell.substring(0, COMPARED_CHARS);
                    if (fits(condition.texts, text) != condition.take) {
                        String found = text.isEmpty() ? "blank" : Problem.quote(text);
                        work.exclusions[row] = new Work.Exclusion(LEFT_OUT, condition.name + " is " + found, false);
                    }
                }
            }
        }
    }

    /** Whether a record is wanted, for those who need not say why. */
    boolean takes(RecordBatch records, int row) {
        for (Condition condition : conditions) {
            String cell = names.text(records, row, condition.column);
            String text = cell.length() <= COMPARED_CHARS ? cell : cell.substring(0, COMPARED_CHARS);
            if (fits(condition.texts, text) != condition.take) {
                return false;
            }
        }
        return true;
    }

    /** As much of a text as conditions are held against: nobody tells rows apart further on, and patterns of strangers stay cheap. */
    private static final int COMPARED_CHARS = 1_000;

    private static boolean fits(List<ColumnPattern> texts, String text) {
        return texts.isEmpty() ? !text.isEmpty() : texts.stream().anyMatch(pattern -> pattern.matches(text));
    }
}
