package io.feedkit.rules.check;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one value can be: missing or not, a range of numbers, one of some texts or none of them.
 *
 * @param missing whether it may be missing
 * @param present whether it may be there
 * @param low the least number, or null
 * @param high the greatest number, or null
 * @param unit what numbers are of, as rules write it behind the number, or empty
 * @param whole whether only whole numbers count
 * @param in the texts it may be, or null for any
 * @param out texts it is not
 */
record Domain(
        boolean missing,
        boolean present,
        @Nullable BigDecimal low,
        boolean lowOpen,
        @Nullable BigDecimal high,
        boolean highOpen,
        String unit,
        boolean whole,
        @Nullable Set<String> in,
        Set<String> out) {

    static final Domain MISSING = new Domain(true, false, null, false, null, false, "", false, null, Set.of());
    static final Domain PRESENT = new Domain(false, true, null, false, null, false, "", false, null, Set.of());

    static Domain range(
            @Nullable BigDecimal low,
            boolean lowOpen,
            @Nullable BigDecimal high,
            boolean highOpen,
            String unit,
            boolean whole) {
        return new Domain(false, true, low, lowOpen, high, highOpen, unit, whole, null, Set.of());
    }

    static Domain among(Set<String> texts) {
        return new Domain(false, true, null, false, null, false, "", false, Set.copyOf(texts), Set.of());
    }

    static Domain except(Set<String> texts) {
        return new Domain(false, true, null, false, null, false, "", false, null, Set.copyOf(texts));
    }

    private boolean isRange() {
        return low != null || high != null;
    }

    /** What both allow, or null when they cannot be compared: amounts of different currencies. */
    @Nullable
    Domain and(Domain other) {
        if (isRange() && other.isRange() && !unit.equals(other.unit)) {
            return null;
        }
        boolean mine = higher(low, lowOpen, other.low, other.lowOpen);
        boolean lower = higher(negated(high), highOpen, negated(other.high), other.highOpen);
        Set<String> both = in;
        if (in != null && other.in != null) {
            both = new TreeSet<>(in);
            both.retainAll(other.in);
        } else if (in == null) {
            both = other.in;
        }
        Set<String> without = new TreeSet<>(out);
        without.addAll(other.out);
        return new Domain(
                missing && other.missing,
                present && other.present,
                mine ? low : other.low,
                mine ? lowOpen : other.lowOpen,
                lower ? high : other.high,
                lower ? highOpen : other.highOpen,
                isRange() ? unit : other.unit,
                whole || other.whole,
                both,
                without);
    }

    private static @Nullable BigDecimal negated(@Nullable BigDecimal number) {
        return number == null ? null : number.negate();
    }

    /** Whether a lower bound is the stricter of two. */
    private static boolean higher(@Nullable BigDecimal a, boolean aOpen, @Nullable BigDecimal b, boolean bOpen) {
        if (a == null || b == null) {
            return b == null;
        }
        int order = a.compareTo(b);
        return order > 0 || order == 0 && (aOpen || !bOpen);
    }

    boolean isEmpty() {
        return !missing && example() == null;
    }

    /** Whether everything the other allows is allowed here; false when that is not certain. */
    boolean contains(Domain other) {
        if (other.missing && !missing || other.present && !present) {
            return false;
        }
        if (!other.present) {
            return true;
        }
        if (isRange() && (!other.isRange() || !unit.equals(other.unit))) {
            return false;
        }
        boolean lows = low == null || other.low != null && higher(other.low, other.lowOpen, low, lowOpen);
        boolean highs = high == null
                || other.high != null && higher(other.high.negate(), other.highOpen, high.negate(), highOpen);
        boolean texts = in == null || other.in != null && in.containsAll(other.in);
        boolean outs = out.isEmpty()
                || other.in != null && other.in.stream().noneMatch(out::contains)
                || other.out.containsAll(out);
        return lows && highs && texts && outs;
    }

    /** A value it may have, as rules write it; null when there is none that is present. */
    @Nullable
    String example() {
        if (!present) {
            return null;
        }
        if (in != null) {
            String text = in.stream()
                    .filter(t -> !out.contains(t))
                    .sorted()
                    .findFirst()
                    .orElse(null);
            return text == null ? null : written(text);
        }
        if (!isRange()) {
            return "\"…\"";
        }
        BigDecimal number = number();
        return number == null ? null : written(number);
    }

    private static String written(String text) {
        return text.equals("true") || text.equals("false") ? text : "\"" + text + "\"";
    }

    private String written(BigDecimal number) {
        boolean percent = unit.equals("%");
        BigDecimal shown = percent ? number.movePointRight(2) : number;
        BigDecimal stripped = shown.stripTrailingZeros();
        String plain = (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
        return percent ? plain + "%" : unit.isEmpty() ? plain : plain + " " + unit;
    }

    private @Nullable BigDecimal number() {
        BigDecimal step = whole ? BigDecimal.ONE : new BigDecimal("0.01");
        if (low != null) {
            BigDecimal candidate = lowOpen ? low.add(step) : low;
            if (whole) {
                candidate = candidate.setScale(0, lowOpen ? RoundingMode.FLOOR : RoundingMode.CEILING);
            }
            if (fits(candidate)) {
                return candidate;
            }
            BigDecimal between = high == null || whole ? null : low.add(high).divide(BigDecimal.valueOf(2));
            return between != null && fits(between) ? between : null;
        }
        BigDecimal top = high == null ? BigDecimal.ZERO : high;
        BigDecimal candidate = highOpen ? top.subtract(step) : top;
        return whole ? candidate.setScale(0, highOpen ? RoundingMode.CEILING : RoundingMode.FLOOR) : candidate;
    }

    private boolean fits(BigDecimal number) {
        boolean above = low == null || number.compareTo(low) > 0 || !lowOpen && number.compareTo(low) == 0;
        boolean below = high == null || number.compareTo(high) < 0 || !highOpen && number.compareTo(high) == 0;
        return above && below;
    }
}
