package io.feedkit.rules.check;

/** Which of true, false and unknown a condition may be: a set of the three, as bits. */
final class Truth {
    static final int TRUE = 1;
    static final int FALSE = 2;
    static final int UNKNOWN = 4;
    static final int DECIDED = TRUE | FALSE;
    static final int ANY = DECIDED | UNKNOWN;

    private Truth() {}

    static int of(boolean truth) {
        return truth ? TRUE : FALSE;
    }

    static boolean mayBe(int truths, int one) {
        return (truths & one) != 0;
    }

    /** Whether it can be nothing else. */
    static boolean isOnly(int truths, int allowed) {
        return (truths & ~allowed) == 0;
    }

    static int not(int truths) {
        return (mayBe(truths, TRUE) ? FALSE : 0) | (mayBe(truths, FALSE) ? TRUE : 0) | truths & UNKNOWN;
    }

    /** False wins, then unknown. */
    static int and(int one, int other) {
        int both = one & other & TRUE | (one | other) & FALSE;
        boolean unknown = mayBe(one, UNKNOWN) && mayBe(other, TRUE | UNKNOWN)
                || mayBe(other, UNKNOWN) && mayBe(one, TRUE | UNKNOWN);
        return unknown ? both | UNKNOWN : both;
    }

    static int or(int one, int other) {
        return not(and(not(one), not(other)));
    }

    /** {@code one ?? other}. */
    static int orElse(int one, int other) {
        return mayBe(one, UNKNOWN) ? one & DECIDED | other : one;
    }
}
