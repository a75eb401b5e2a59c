package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.rules.syntax.Comparison;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code = != < <= > >=} and ranges, on every type.
 *
 * <p>A comparison of a number with a constant is a test against an interval of lanes, whichever of the six it is. Everything else answers an order (-1, 0, 1), or
 * {@link #UNKNOWN}, per row.
 */
public final class Comparing {
    static final int UNKNOWN = 2;

    private Comparing() {}

    /** Compares two values of one type. */
    public static Condition of(Comparison comparison, Node left, Node right, Places places) {
        if (left instanceof Literal && !(right instanceof Literal)) {
            return of(mirrored(comparison), right, left, places);
        }
        Kind kind = left.type.kind();
        if (kind == Kind.TEXT || kind == Kind.LIST) {
            boolean equality = comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL;
            if (equality && right instanceof Literal constant && !constant.isMissing()) {
                return new TextEquals(left, constant.utf8(), comparison == Comparison.NOT_EQUAL);
            }
            if (equality && left instanceof Call call) {
                return call.leaves(right, comparison == Comparison.EQUAL)
                        .orElseGet(() -> new Ordered(comparison, left, right, places));
            }
            if (equality && right instanceof Call call) {
                return call.leaves(left, comparison == Comparison.EQUAL)
                        .orElseGet(() -> new Ordered(comparison, left, right, places));
            }
            return new Ordered(comparison, left, right, places);
        }
        if (right instanceof Literal constant
                && !constant.isMissing()
                && kind != Kind.MEASURE
                && constant.bits() != Column.BOXED) {
            return new InLanes(comparison, left, constant, places);
        }
        return new Ordered(comparison, left, right, places);
    }

    private static Comparison mirrored(Comparison comparison) {
        return switch (comparison) {
            case LESS -> Comparison.GREATER;
            case LESS_OR_EQUAL -> Comparison.GREATER_OR_EQUAL;
            case GREATER -> Comparison.LESS;
            case GREATER_OR_EQUAL -> Comparison.LESS_OR_EQUAL;
            case EQUAL, NOT_EQUAL -> comparison;
        };
    }

    /** {@code value in low..high}. */
    public static Condition between(Node value, Node low, Node high, boolean closed, Places places) {
        return new Between(value, low, high, closed, places);
    }

    /** Compares {@code numerator / denominator} with a bound without dividing. */
    public static Condition ofQuotient(
            Comparison comparison, Node numerator, Node denominator, Node bound, boolean zeroIsFault, Origin division) {
        return new OfQuotient(comparison, numerator, denominator, bound, zeroIsFault, division);
    }

    /** Only what has a unit can fail: amounts in different currencies have no order. */
    private static @Nullable Origin originOf(Node compared, Places places) {
        return compared.type.hasUnit() ? places.origin() : null;
    }

    static boolean holds(Comparison comparison, int order) {
        return switch (comparison) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    /** The order of two rows of one type, or {@link #UNKNOWN}. */
    static int order(Run run, AttributeType type, Column a, Column b, int row, @Nullable Origin origin) {
        long x = a.bits[row];
        long y = b.bits[row];
        if (x == Column.MISSING || y == Column.MISSING) {
            return UNKNOWN;
        }
        return switch (type.kind()) {
            case TEXT, LIST -> {
                byte[] bytes = run.text().bytes();
                yield Integer.signum(Arrays.compareUnsigned(bytes, start(x), (int) x, bytes, start(y), (int) y));
            }
            case MONEY -> {
                if (Units.ofMoney(a.units[row], b.units[row]) == Units.MISMATCH) {
                    run.fault(row, Units.moneyMismatch(a.units[row], b.units[row]), origin);
                    yield UNKNOWN;
                }
                yield numbers(a, b, row);
            }
            case MEASURE -> {
                if (!Units.sameDimension(a.units[row], b.units[row])) {
                    run.fault(row, Units.measureMismatch(a.units[row], b.units[row]), origin);
                    yield UNKNOWN;
                }
                yield a.units[row] == b.units[row]
                        ? numbers(a, b, row)
                        : Units.base(a, row).compareTo(Units.base(b, row));
            }
            case DECIMAL, PERCENT, DURATION -> numbers(a, b, row);
            case INTEGER, BOOLEAN, DATE, INSTANT -> Long.compare(x, y);
        };
    }

    private static int start(long slice) {
        return (int) (slice >>> 32);
    }

    private static int numbers(Column a, Column b, int row) {
        long x = a.bits[row];
        long y = b.bits[row];
        return x != Column.BOXED && y != Column.BOXED
                ? Long.compare(x, y)
                : Scaled.get(a, row).compareTo(Scaled.get(b, row));
    }

    /** A condition that is true exactly between two lanes, both included, of one value; money must be in {@code unit}. */
    record Bounds(Node value, long low, long high, short unit) {
        boolean goesWith(Bounds other) {
            return value.isSame(other.value) && (!value.type.hasUnit() || unit == other.unit);
        }
    }

    static @Nullable Bounds bounds(Condition condition) {
        return condition instanceof InLanes test && !test.outside
                ? new Bounds(test.value, test.low, test.high, test.constant.unit())
                : null;
    }

    /** A condition that compares a quotient with a constant. */
    record QuotientBound(Node numerator, Node denominator, Comparison comparison, long bound) {
        boolean goesWith(QuotientBound other) {
            return numerator.isSame(other.numerator) && denominator.isSame(other.denominator);
        }
    }

    static @Nullable QuotientBound quotientBound(Condition condition) {
        return condition instanceof OfQuotient test
                        && test.bound instanceof Literal bound
                        && Scaled.isPlain(bound.bits())
                ? new QuotientBound(test.numerator, test.denominator, test.comparison, bound.bits())
                : null;
    }

    /** A lane inside an interval, or outside when negated. */
    private static final class InLanes extends Condition {
        private final Node value;
        private final Literal constant;
        private final Comparison comparison;
        private final long low;
        private final long high;
        private final boolean outside;
        private final boolean money;
        private final boolean boxes;
        private final @Nullable Origin origin;

        InLanes(Comparison comparison, Node value, Literal constant, Places places) {
            origin = originOf(value, places);
            this.value = value;
            this.constant = constant;
            this.comparison = comparison;
            long bound = constant.bits();
            long least = Column.BOXED + 1;
            outside = comparison == Comparison.NOT_EQUAL;
            low = switch (comparison) {
                case LESS, LESS_OR_EQUAL -> least;
                case GREATER -> bound == Long.MAX_VALUE ? 1 : bound + 1;
                case GREATER_OR_EQUAL, EQUAL, NOT_EQUAL -> bound;
            };
            high = switch (comparison) {
                case LESS -> bound - 1;
                case GREATER -> bound == Long.MAX_VALUE ? 0 : Long.MAX_VALUE;
                case GREATER_OR_EQUAL -> Long.MAX_VALUE;
                case LESS_OR_EQUAL, EQUAL, NOT_EQUAL -> bound;
            };
            money = value.type.kind() == Kind.MONEY;
            Kind kind = value.type.kind();
            boxes = kind == Kind.DECIMAL || kind == Kind.PERCENT || kind == Kind.MONEY || kind == Kind.DURATION;
        }

        @Override
        public void split(Run run, Selection in, boolean wanted, Selection yes, Selection no) {
            Column column = value.eval(run, in);
            if (money) {
                splitMoney(run, column, in, wanted, yes, no);
            } else {
                splitLanes(column, in, wanted, yes, no);
            }
        }

        private void splitLanes(Column column, Selection in, boolean wanted, Selection yes, Selection no) {
            long[] bits = column.bits;
            int[] yesRows = yes.rows;
            int[] noRows = no.rows;
            boolean looked = wanted != outside;
            int taken = 0;
            int left = 0;
            for (int i = 0; i < in.size; i++) {
                int row = in.rows[i];
                long lane = bits[row];
                boolean is;
                if (lane >= low && lane <= high) {
                    is = looked;
                } else {
                    is = !looked && lane > Column.BOXED;
                    if (lane == Column.BOXED && boxes) {
                        is = holdsExactly(column, row) == wanted;
                    }
                }
                if (is) {
                    yesRows[taken++] = row;
                } else {
                    noRows[left++] = row;
                }
            }
            yes.size = taken;
            no.size = left;
        }

        private void splitMoney(Run run, Column column, Selection in, boolean wanted, Selection yes, Selection no) {
            long[] bits = column.bits;
            short[] units = column.units;
            boolean looked = wanted != outside;
            short unit = constant.unit();
            short seen = unit;
            int taken = 0;
            int left = 0;
            for (int i = 0; i < in.size; i++) {
                int row = in.rows[i];
                long lane = bits[row];
                boolean is = false;
                if (lane != Column.MISSING) {
                    // Neighbours nearly always have the same unit: one comparison instead of two decodings.
                    if (units[row] != seen && fits(run, units[row], row)) {
                        seen = units[row];
                    }
                    if (units[row] == seen) {
                        is = lane == Column.BOXED
                                ? holdsExactly(column, row) == wanted
                                : (lane >= low && lane <= high) == looked;
                    }
                }
                if (is) {
                    yes.rows[taken++] = row;
                } else {
                    no.rows[left++] = row;
                }
            }
            yes.size = taken;
            no.size = left;
        }

        private boolean fits(Run run, short unit, int row) {
            if (Units.ofMoney(unit, constant.unit()) != Units.MISMATCH) {
                return true;
            }
            run.fault(row, Units.moneyMismatch(unit, constant.unit()), origin);
            return false;
        }

        private boolean holdsExactly(Column column, int row) {
            return Comparing.holds(comparison, column.boxed(row).compareTo(constant.exact()));
        }
    }

    private static final class Ordered extends Condition {
        private final Comparison comparison;
        private final Node left;
        private final Node right;
        private final @Nullable Origin origin;

        Ordered(Comparison comparison, Node left, Node right, Places places) {
            origin = originOf(left, places);
            this.comparison = comparison;
            this.left = left;
            this.right = right;
        }

        @Override
        public void split(Run run, Selection in, boolean wanted, Selection yes, Selection no) {
            Column a = left.eval(run, in);
            Column b = right.eval(run, in);
            choose(run, a, b, in, wanted, yes, no);
        }

        private void choose(Run run, Column a, Column b, Selection in, boolean wanted, Selection yes, Selection no) {
            int taken = 0;
            int rest = 0;
            for (int i = 0; i < in.size; i++) {
                int row = in.rows[i];
                int order = order(run, left.type, a, b, row, origin);
                if (order != UNKNOWN && Comparing.holds(comparison, order) == wanted) {
                    yes.rows[taken++] = row;
                } else {
                    no.rows[rest++] = row;
                }
            }
            yes.size = taken;
            no.size = rest;
        }
    }

    private static final class Between extends Condition {
        private final Node value;
        private final Node low;
        private final Node high;
        private final boolean closed;
        private final @Nullable Origin origin;

        Between(Node value, Node low, Node high, boolean closed, Places places) {
            origin = originOf(value, places);
            this.value = value;
            this.low = low;
            this.high = high;
            this.closed = closed;
        }

        @Override
        public void split(Run run, Selection in, boolean wanted, Selection yes, Selection no) {
            Column a = value.eval(run, in);
            Column from = low.eval(run, in);
            Column to = high.eval(run, in);
            choose(run, a, from, to, in, wanted, yes, no);
        }

        private void choose(
                Run run, Column a, Column from, Column to, Selection in, boolean wanted, Selection yes, Selection no) {
            int taken = 0;
            int rest = 0;
            for (int i = 0; i < in.size; i++) {
                int row = in.rows[i];
                int below = order(run, value.type, a, from, row, origin);
                int above = below == UNKNOWN ? UNKNOWN : order(run, value.type, a, to, row, origin);
                boolean inside = below >= 0 && (closed ? above <= 0 : above < 0);
                if (above != UNKNOWN && inside == wanted) {
                    yes.rows[taken++] = row;
                } else {
                    no.rows[rest++] = row;
                }
            }
            yes.size = taken;
            no.size = rest;
        }
    }

    private static final class OfQuotient extends Condition {
        private final Comparison comparison;
        private final Node numerator;
        private final Node denominator;
        private final Node bound;
        private final boolean units;
        private final boolean zeroIsFault;
        private final Origin division;

        OfQuotient(
                Comparison comparison,
                Node numerator,
                Node denominator,
                Node bound,
                boolean zeroIsFault,
                Origin division) {
            this.division = division;
            this.comparison = comparison;
            this.numerator = numerator;
            this.denominator = denominator;
            this.bound = bound;
            this.zeroIsFault = zeroIsFault;
            units = numerator.type.hasUnit();
        }

        @Override
        public void split(Run run, Selection in, boolean wanted, Selection yes, Selection no) {
            Column a = numerator.eval(run, in);
            Column b = denominator.eval(run, in);
            Column c = bound.eval(run, in);
            choose(run, a, b, c, in, wanted, yes, no);
        }

        private void choose(
                Run run, Column a, Column b, Column c, Selection in, boolean wanted, Selection yes, Selection no) {
            int taken = 0;
            int rest = 0;
            for (int i = 0; i < in.size; i++) {
                int row = in.rows[i];
                long x = a.bits[row];
                long y = b.bits[row];
                long z = c.bits[row];
                boolean plain = x > Column.BOXED && y > Column.BOXED && z > Column.BOXED && y != 0;
                int order = plain && !(units && a.units[row] != b.units[row])
                        ? Scaled.compareQuotient(x, y, z)
                        : slow(run, a, b, c, row);
                if (order != UNKNOWN && Comparing.holds(comparison, order) == wanted) {
                    yes.rows[taken++] = row;
                } else {
                    no.rows[rest++] = row;
                }
            }
            yes.size = taken;
            no.size = rest;
        }

        private int slow(Run run, Column a, Column b, Column c, int row) {
            if (Arithmetic.anyMissing(a, b, row) || c.isMissing(row)) {
                return UNKNOWN;
            }
            boolean measure = numerator.type.kind() == Kind.MEASURE;
            if (units) {
                short ua = a.units[row];
                short ub = b.units[row];
                boolean fit = measure ? Units.sameDimension(ua, ub) : Units.ofMoney(ua, ub) != Units.MISMATCH;
                if (!fit) {
                    run.fault(row, Mismatch.of(numerator.type, ua, ub), division);
                    return UNKNOWN;
                }
            }
            BigDecimal y = measure ? Units.base(b, row) : Scaled.get(b, row);
            if (y.signum() == 0) {
                if (zeroIsFault) {
                    run.fault(row, "division by zero", division);
                }
                return UNKNOWN;
            }
            BigDecimal x = measure ? Units.base(a, row) : Scaled.get(a, row);
            return Scaled.quotient(x, y).compareTo(Scaled.get(c, row));
        }
    }

    /** Exact bytes against a constant: length first. */
    private static final class TextEquals extends TextTest {
        private final byte[] constant;
        private final boolean different;

        TextEquals(Node value, byte[] constant, boolean different) {
            super(value);
            this.constant = constant;
            this.different = different;
        }

        @Override
        @Nullable
        TextKeys textKeys() {
            return different ? null : new TextKeys(value, List.of(constant));
        }

        @Override
        boolean test(byte[] bytes, long slice) {
            return Bytes.equal(bytes, slice, constant) != different;
        }

        @Override
        public void split(Run run, Selection in, boolean wanted, Selection yes, Selection no) {
            choose(value.eval(run, in).bits, run.text().bytes(), in, wanted != different, yes, no);
        }

        private void choose(long[] bits, byte[] bytes, Selection in, boolean looked, Selection yes, Selection no) {
            int taken = 0;
            int left = 0;
            for (int i = 0; i < in.size; i++) {
                int row = in.rows[i];
                long slice = bits[row];
                if (slice != Column.MISSING && Bytes.equal(bytes, slice, constant) == looked) {
                    yes.rows[taken++] = row;
                } else {
                    no.rows[left++] = row;
                }
            }
            yes.size = taken;
            no.size = left;
        }
    }
}
