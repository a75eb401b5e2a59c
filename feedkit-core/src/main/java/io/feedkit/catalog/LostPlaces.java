package io.feedkit.catalog;

import io.feedkit.batch.RecordBatch;
import io.feedkit.problem.Problem;
import java.util.Comparator;
import java.util.List;

/** Where the records of a read that became no rows stood among those that did. */
public final class LostPlaces {
    private static final Comparator<Problem> IN_ORDER = Comparator.comparingLong(LostPlaces::number);

    private LostPlaces() {}

    /** Puts problems in the order of their records; those that name none come last. */
    static void sort(List<Problem> lost) {
        lost.sort(IN_ORDER);
    }

    private static long number(Problem lost) {
        return lost.at().record().orElse(Long.MAX_VALUE);
    }

    /** The first row from one on that stands behind the first of the lost records, or {@code to} where none does. */
    public static int end(List<Problem> lost, RecordBatch records, int from, int to) {
        long number = lost.isEmpty() ? Long.MAX_VALUE : number(lost.get(0));
        int row = from;
        while (row < to && records.recordNumber(row) < number) {
            row++;
        }
        return row;
    }
}
