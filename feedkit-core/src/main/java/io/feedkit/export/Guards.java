package io.feedkit.export;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How different from the last good feed a new one may be; beyond, the last one stays and the report gives the numbers. Immutable.
 *
 * <p>The feed before is known by its manifest; without one nothing is compared.
 */
public final class Guards {
    /** Every guard at its usual bound. */
    public static final Guards DEFAULTS = new Guards(usual());

    /** No guard: any feed replaces any other, but for an empty one. */
    public static final Guards NONE = new Guards(new EnumMap<>(Guard.class));

    private final Map<Guard, BigDecimal> bounds;

    private Guards(Map<Guard, BigDecimal> bounds) {
        this.bounds = Collections.unmodifiableMap(bounds);
    }

    private static Map<Guard, BigDecimal> usual() {
        Map<Guard, BigDecimal> bounds = new EnumMap<>(Guard.class);
        for (Guard guard : Guard.values()) {
            bounds.put(guard, guard.usualBound());
        }
        return bounds;
    }

    /** The same with another bound for one guard, in per cent or points as {@link Guard} says, from 0. */
    public Guards with(Guard guard, BigDecimal bound) {
        if (bound.signum() < 0) {
            throw new IllegalArgumentException("a bound counts from 0: " + bound);
        }
        Map<Guard, BigDecimal> more = new EnumMap<>(Guard.class);
        more.putAll(bounds);
        more.put(guard, bound);
        return new Guards(more);
    }

    /** The same without one guard. */
    public Guards without(Guard guard) {
        Map<Guard, BigDecimal> fewer = new EnumMap<>(Guard.class);
        fewer.putAll(bounds);
        fewer.remove(guard);
        return new Guards(fewer);
    }

    /** The bound of a guard, empty when it is off. */
    public Optional<BigDecimal> bound(Guard guard) {
        return Optional.ofNullable(bounds.get(guard));
    }
}
