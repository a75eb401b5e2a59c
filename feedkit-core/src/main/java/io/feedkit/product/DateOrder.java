package io.feedkit.product;

import java.time.LocalDate;

/** Which number comes first in dates such as {@code 04/05/2026}. Dates with points are always day first, ISO dates always year first. */
public enum DateOrder {
    /** The fourth of May. */
    DAY_FIRST,
    /** The fifth of April. */
    MONTH_FIRST,
    /** Not known: {@code 31/05/2026} shows it itself, {@code 04/05/2026} stays ambiguous. */
    UNDECIDED;

    /** Decides for a whole column from some of its texts; {@link #UNDECIDED} when none decides or some contradict each other. */
    public static DateOrder detect(Iterable<String> texts) {
        boolean dayFirst = false;
        boolean monthFirst = false;
        for (String text : texts) {
            boolean asDayFirst = isReadable(text, DAY_FIRST);
            boolean asMonthFirst = isReadable(text, MONTH_FIRST);
            dayFirst |= asDayFirst && !asMonthFirst;
            monthFirst |= asMonthFirst && !asDayFirst;
        }
        return dayFirst == monthFirst ? UNDECIDED : dayFirst ? DAY_FIRST : MONTH_FIRST;
    }

    private static boolean isReadable(String text, DateOrder order) {
        Reading<LocalDate> reading = TimeText.date(text, order);
        return reading instanceof Reading.Parsed;
    }
}
