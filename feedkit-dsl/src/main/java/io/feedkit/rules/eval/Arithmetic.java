package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The four operations on numbers, money and measures, row by row; the long way is taken for single rows only. */
public abstract class Arithmetic extends Node {
    final Node left;
    final Node right;
    private final int register;
    final Origin origin;

    private Arithmetic(AttributeType type, Node left, Node right, Places places) {
        super(type);
        this.left = left;
        this.right = right;
        register = places.column();
        origin = places.origin();
    }

    Column out(Run run) {
        return run.column(register);
    }

    static boolean anyMissing(Column a, Column b, int row) {
        return a.bits[row] == Column.MISSING || b.bits[row] == Column.MISSING;
    }

    void overflow(Run run, Column out, int row) {
        out.bits[row] = Column.MISSING;
        run.fault(row, "the whole number is too large", origin);
    }

    void put(Run run, Column out, int row, BigDecimal number) {
        Scaled.put(run, out, row, number, origin);
    }

    /** {@code a + b} or {@code a - b} of one type. */
    public static Node sum(AttributeType type, Node left, Node right, boolean minus, Places places) {
        return type.hasUnit()
                ? new UnitSum(type, left, right, minus, places)
                : new Sum(type, left, right, minus, places);
    }

    /** {@code a * b}; the type of the result has the unit of the one operand that has one. */
    public static Node product(AttributeType type, Node left, Node right, Places places) {
        boolean swap = left.type.kind() == Kind.INTEGER || right.type.hasUnit();
        return swap ? new Product(type, right, left, places) : new Product(type, left, right, places);
    }

    /** {@code a / b}; whole numbers must have been widened. */
    public static Node quotient(AttributeType type, Node left, Node right, boolean zeroIsFault, Places places) {
        return new Quotient(type, left, right, zeroIsFault, places);
    }

    /** {@code (a / b).round(digits)} half-up, without a quotient in between. Places are those of the result, from 0 to 6. */
    public static Node roundedQuotient(
            AttributeType type, Node left, Node right, int digits, boolean zeroIsFault, Places places) {
        return new RoundedQuotient(type, left, right, digits, zeroIsFault, places);
    }

    /** {@code -a}. */
    public static Node negation(Node operand, Places places) {
        return new Negation(operand, places);
    }

    private static final class Sum extends Arithmetic {
        private final boolean minus;
        private final boolean whole;

        Sum(AttributeType type, Node left, Node right, boolean minus, Places places) {
            super(type, left, right, places);
            this.minus = minus;
            whole = type.kind() == Kind.INTEGER;
        }

        @Override
        public Column eval(Run run, Selection rows) {
            Column a = left.eval(run, rows);
            Column b = right.eval(run, rows);
            Column out = out(run);
            compute(run, rows, a, b, out);
            return out;
        }

        private void compute(Run run, Selection rows, Column a, Column b, Column out) {
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                long x = a.bits[row];
                long y = b.bits[row];
                long fast = minus ? Scaled.subtract(x, y) : Scaled.add(x, y);
                if (fast == Scaled.SLOW) {
                    slow(run, a, b, out, row);
                } else {
                    out.bits[row] = fast;
                }
            }
        }

        private void slow(Run run, Column a, Column b, Column out, int row) {
            if (anyMissing(a, b, row)) {
                out.bits[row] = Column.MISSING;
            } else if (whole) {
                overflow(run, out, row);
            } else {
                BigDecimal x = Scaled.get(a, row);
                BigDecimal y = Scaled.get(b, row);
                put(run, out, row, minus ? x.subtract(y) : x.add(y));
            }
        }
    }

    private static final class UnitSum extends Arithmetic {
        private final boolean minus;
        private final boolean money;

        UnitSum(AttributeType type, Node left, Node right, boolean minus, Places places) {
            super(type, left, right, places);
            this.minus = minus;
            money = type.kind() == Kind.MONEY;
        }

        @Override
        public Column eval(Run run, Selection rows) {
            Column a = left.eval(run, rows);
            Column b = right.eval(run, rows);
            Column out = out(run);
            compute(run, rows, a, b, out);
            return out;
        }

        private void compute(Run run, Selection rows, Column a, Column b, Column out) {
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                short unit = a.units[row];
                long x = a.bits[row];
                long y = b.bits[row];
                long fast = minus ? Scaled.subtract(x, y) : Scaled.add(x, y);
                if (unit != b.units[row] || fast == Scaled.SLOW) {
                    slow(run, a, b, out, row);
                } else {
                    out.bits[row] = fast;
                    out.units[row] = unit;
                }
            }
        }

        private void slow(Run run, Column a, Column b, Column out, int row) {
            if (anyMissing(a, b, row)) {
                out.bits[row] = Column.MISSING;
                return;
            }
            short ua = a.units[row];
            short ub = b.units[row];
            int unit = money ? Units.ofMoney(ua, ub) : Units.sameDimension(ua, ub) ? ua : Units.MISMATCH;
            if (unit == Units.MISMATCH) {
                out.bits[row] = Column.MISSING;
                run.fault(row, money ? Units.moneyMismatch(ua, ub) : Units.measureMismatch(ua, ub), origin);
                return;
            }
            BigDecimal x = Scaled.get(a, row);
            BigDecimal y = money ? Scaled.get(b, row) : Units.in(ua, b, row);
            put(run, out, row, minus ? x.subtract(y) : x.add(y));
            out.units[row] = (short) unit;
        }
    }

    /** The right operand has no unit; it is the whole one if only one is whole. */
    private static final class Product extends Arithmetic {
        private final boolean rightWhole;
        private final boolean whole;
        private final boolean unit;

        Product(AttributeType type, Node left, Node right, Places places) {
            super(type, left, right, places);
            rightWhole = right.type.kind() == Kind.INTEGER;
            whole = type.kind() == Kind.INTEGER;
            unit = type.hasUnit();
        }

        @Override
        public Column eval(Run run, Selection rows) {
            Column a = left.eval(run, rows);
            Column b = right.eval(run, rows);
            Column out = out(run);
            compute(run, rows, a, b, out);
            if (unit) {
                keepUnits(a, rows, out);
            }
            return out;
        }

        private void compute(Run run, Selection rows, Column a, Column b, Column out) {
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                long x = a.bits[row];
                long y = b.bits[row];
                long fast = rightWhole ? Scaled.multiplyWhole(x, y) : Scaled.multiply(x, y);
                if (fast == Scaled.SLOW) {
                    slow(run, a, b, out, row);
                } else {
                    out.bits[row] = fast;
                }
            }
        }

        private void slow(Run run, Column a, Column b, Column out, int row) {
            if (anyMissing(a, b, row)) {
                out.bits[row] = Column.MISSING;
            } else if (whole) {
                overflow(run, out, row);
            } else {
                BigDecimal y = rightWhole ? BigDecimal.valueOf(b.bits[row]) : Scaled.get(b, row);
                put(run, out, row, Scaled.get(a, row).multiply(y));
            }
        }
    }

    private static final class Quotient extends Arithmetic {
        private final boolean unit;
        private final boolean sameUnit;
        private final boolean zeroIsFault;

        Quotient(AttributeType type, Node left, Node right, boolean zeroIsFault, Places places) {
            super(type, left, right, places);
            unit = type.hasUnit();
            sameUnit = left.type.hasUnit() && right.type.hasUnit();
            this.zeroIsFault = zeroIsFault;
        }

        @Override
        public Column eval(Run run, Selection rows) {
            Column a = left.eval(run, rows);
            Column b = right.eval(run, rows);
            Column out = out(run);
            compute(run, rows, a, b, out);
            if (unit) {
                keepUnits(a, rows, out);
            }
            return out;
        }

        private void compute(Run run, Selection rows, Column a, Column b, Column out) {
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                if (sameUnit && a.units[row] != b.units[row]) {
                    otherUnit(run, a, b, out, row);
                    continue;
                }
                long fast = Scaled.divide(a.bits[row], b.bits[row]);
                if (fast == Scaled.SLOW) {
                    slow(run, a, b, out, row);
                } else {
                    out.bits[row] = fast;
                }
            }
        }

        private void slow(Run run, Column a, Column b, Column out, int row) {
            if (anyMissing(a, b, row)) {
                out.bits[row] = Column.MISSING;
            } else {
                divide(run, Scaled.get(a, row), Scaled.get(b, row), out, row);
            }
        }

        private void divide(Run run, BigDecimal x, BigDecimal y, Column out, int row) {
            if (y.signum() != 0) {
                put(run, out, row, Scaled.quotient(x, y));
                return;
            }
            out.bits[row] = Column.MISSING;
            if (zeroIsFault) {
                run.fault(row, "division by zero", origin);
            }
        }

        private void otherUnit(Run run, Column a, Column b, Column out, int row) {
            if (anyMissing(a, b, row)) {
                out.bits[row] = Column.MISSING;
            } else if (left.type.kind() == Kind.MEASURE && Units.sameDimension(a.units[row], b.units[row])) {
                divide(run, Units.base(a, row), Units.base(b, row), out, row);
            } else if (left.type.kind() == Kind.MONEY && Units.ofMoney(a.units[row], b.units[row]) != Units.MISMATCH) {
                slow(run, a, b, out, row);
            } else {
                out.bits[row] = Column.MISSING;
                run.fault(row, Mismatch.of(left.type, a.units[row], b.units[row]), origin);
            }
        }
    }

    private static final class RoundedQuotient extends Arithmetic {
        private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

        private final int digits;
        private final boolean sameUnit;
        private final boolean zeroIsFault;

        RoundedQuotient(AttributeType type, Node left, Node right, int digits, boolean zeroIsFault, Places places) {
            super(type, left, right, places);
            this.digits = digits;
            sameUnit = left.type.hasUnit();
            this.zeroIsFault = zeroIsFault;
        }

        @Override
        public Column eval(Run run, Selection rows) {
            Column a = left.eval(run, rows);
            Column b = right.eval(run, rows);
            Column out = out(run);
            compute(run, rows, a, b, out);
            return out;
        }

        private void compute(Run run, Selection rows, Column a, Column b, Column out) {
            long up = POWERS[digits];
            long most = Long.MAX_VALUE / up;
            long back = POWERS[Scaled.SCALE - digits];
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                long x = a.bits[row];
                long y = b.bits[row];
                boolean plain = y > Column.BOXED && y != 0 && x <= most && x >= -most;
                if (plain && !(sameUnit && a.units[row] != b.units[row])) {
                    long rounded = Scaled.roundedQuotient(x * up, y);
                    if (Math.abs(rounded) <= Long.MAX_VALUE / back) {
                        out.bits[row] = rounded * back;
                        continue;
                    }
                }
                slow(run, a, b, out, row);
            }
        }

        private void slow(Run run, Column a, Column b, Column out, int row) {
            out.bits[row] = Column.MISSING;
            if (anyMissing(a, b, row)) {
                return;
            }
            boolean measure = left.type.kind() == Kind.MEASURE;
            if (sameUnit) {
                short ua = a.units[row];
                short ub = b.units[row];
                boolean fit = measure ? Units.sameDimension(ua, ub) : Units.ofMoney(ua, ub) != Units.MISMATCH;
                if (!fit) {
                    run.fault(row, Mismatch.of(left.type, ua, ub), origin);
                    return;
                }
            }
            BigDecimal y = measure ? Units.base(b, row) : Scaled.get(b, row);
            BigDecimal x = measure ? Units.base(a, row) : Scaled.get(a, row);
            if (y.signum() != 0) {
                BigDecimal quotient = Scaled.quotient(x, y);
                boolean longer = quotient.scale() > digits;
                put(run, out, row, longer ? quotient.setScale(digits, RoundingMode.HALF_UP) : quotient);
            } else if (zeroIsFault) {
                run.fault(row, "division by zero", origin);
            }
        }
    }

    private static final class Negation extends Arithmetic {
        private final boolean whole;

        Negation(Node operand, Places places) {
            super(operand.type, operand, operand, places);
            whole = operand.type.kind() == Kind.INTEGER;
        }

        @Override
        public Column eval(Run run, Selection rows) {
            Column a = left.eval(run, rows);
            Column out = out(run);
            compute(run, rows, a, out);
            if (type.hasUnit()) {
                keepUnits(a, rows, out);
            }
            return out;
        }

        private void compute(Run run, Selection rows, Column a, Column out) {
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                long fast = Scaled.subtract(0, a.bits[row]);
                if (fast != Scaled.SLOW) {
                    out.bits[row] = fast;
                } else if (a.bits[row] == Column.MISSING) {
                    out.bits[row] = Column.MISSING;
                } else if (whole) {
                    overflow(run, out, row);
                } else {
                    put(run, out, row, Scaled.get(a, row).negate());
                }
            }
        }
    }

    static void keepUnits(Column from, Selection rows, Column out) {
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            out.units[row] = from.units[row];
        }
    }

    /** A whole number as a decimal. */
    public static final class Widening extends Node {
        private final Node operand;
        private final int register;

        public Widening(Node operand, Places places) {
            super(AttributeType.DECIMAL);
            this.operand = operand;
            register = places.column();
        }

        @Override
        public Column eval(Run run, Selection rows) {
            Column a = operand.eval(run, rows);
            Column out = run.column(register);
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                long whole = a.bits[row];
                long fast = Scaled.multiplyWhole(whole, Scaled.ONE);
                if (fast != Scaled.SLOW) {
                    out.bits[row] = fast;
                } else if (whole == Column.MISSING) {
                    out.bits[row] = Column.MISSING;
                } else {
                    out.box(row, BigDecimal.valueOf(whole));
                }
            }
            return out;
        }
    }
}
