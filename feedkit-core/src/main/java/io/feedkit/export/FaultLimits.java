package io.feedkit.export;

import java.math.BigDecimal;

/**
 * How many calculations of rules may fail in one feed before it is held back: an overflow, a division by zero, a text that is no date. Each such fault leaves a value as it was, so a few are
 * harmless, and many mean that a rule does not do what it says.
 *
 * <p>Both limits hold at once; the last good feed stays when one is passed.
 *
 * @param ofOneRule for each rule by itself
 * @param ofAllRules for all rules together
 */
public record FaultLimits(Limit ofOneRule, Limit ofAllRules) {
    /** Faults are counted and reported, and never hold a feed back. */
    public static final FaultLimits NONE = new FaultLimits(Limit.NONE, Limit.NONE);

    /**
     * How many faults are allowed; what is stricter counts.
     *
     * @param faults a number, from 0
     * @param percentOfRecords so many for a hundred records that were read
     */
    public record Limit(long faults, BigDecimal percentOfRecords) {
        private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

        /** Any number. */
        public static final Limit NONE = new Limit(Long.MAX_VALUE, BigDecimal.valueOf(Long.MAX_VALUE));

        public Limit {
            if (faults < 0 || percentOfRecords.signum() < 0) {
                throw new IllegalArgumentException("limits count from 0");
            }
        }

        /** At most so many. */
        public static Limit of(long faults) {
            return new Limit(faults, NONE.percentOfRecords);
        }

        /** At most so many for a hundred records. */
        public static Limit ofPercent(BigDecimal percentOfRecords) {
            return new Limit(NONE.faults, percentOfRecords);
        }

        /** Whether so many faults among so many records are too many. */
        public boolean isPassedBy(long found, long records) {
            BigDecimal allowed = percentOfRecords.multiply(BigDecimal.valueOf(records));
            return found > faults || BigDecimal.valueOf(found).multiply(HUNDRED).compareTo(allowed) > 0;
        }
    }

    public FaultLimits withOfOneRule(Limit limit) {
        return new FaultLimits(limit, ofAllRules);
    }

    public FaultLimits withOfAllRules(Limit limit) {
        return new FaultLimits(ofOneRule, limit);
    }
}
