package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.product.AttributeType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a stock that one member may offer.
 *
 * <p>What is kept back comes off first. Of the rest every channel gets its share, in whole pieces by the largest remainder (the first named of equals first), at most its
 * cap; what no share takes is the rest. A channel's part is split over its members in the same way. So all members together never have more than the stock, whatever is
 * excluded later.
 */
public final class Allotment extends Node {
    private final Node stock;
    private final Node[] reserves;
    private final BigDecimal[] shares;
    private final @Nullable Node[] caps;
    private final int channel;
    private final int member;
    private final int members;
    private final int register;

    /** The rest of a stock is the channel behind the last share. */
    public static final int NOWHERE = -1;

    /**
     * @param shares fractions of the stock, together at most 1
     * @param caps per share the most it may be, or null
     * @param channel the number of the member's channel among the shares, the number of shares for the rest, {@link #NOWHERE} for neither
     * @param member the number of the member among those of its channel
     * @param members how many the channel has
     */
    public Allotment(
            Node stock,
            List<Node> reserves,
            List<BigDecimal> shares,
            List<@Nullable Node> caps,
            int channel,
            int member,
            int members,
            Places places) {
        super(AttributeType.INTEGER);
        this.stock = stock;
        this.reserves = reserves.toArray(Node[]::new);
        this.shares = shares.toArray(BigDecimal[]::new);
        this.caps = caps.toArray(Node[]::new);
        this.channel = channel;
        this.member = member;
        this.members = members;
        register = places.column();
    }

    @Override
    public Column eval(Run run, Selection rows) {
        Column has = stock.eval(run, rows);
        Column[] kept = new Column[reserves.length];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = reserves[i].eval(run, rows);
        }
        @Nullable Column[] most = new Column[caps.length];
        for (int i = 0; i < most.length; i++) {
            Node cap = caps[i];
            most[i] = cap == null ? null : cap.eval(run, rows);
        }
        Column out = run.column(register);
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            out.bits[row] = has.isMissing(row) ? Column.MISSING : part(has.bits[row], kept, most, row);
        }
        return out;
    }

    private long part(long stock, Column[] kept, @Nullable Column[] most, int row) {
        BigInteger left = BigInteger.valueOf(Math.max(0, stock));
        for (Column reserve : kept) {
            if (!reserve.isMissing(row)) {
                left = left.subtract(BigInteger.valueOf(Math.max(0, reserve.bits[row])));
            }
        }
        long available = Math.max(0, left.longValue());
        if (left.signum() < 0 || channel == NOWHERE) {
            return 0;
        }
        long[] parts = parts(available);
        long rest = available;
        for (int k = 0; k < parts.length; k++) {
            Column cap = most[k];
            if (cap != null && !cap.isMissing(row)) {
                parts[k] = Math.min(parts[k], Math.max(0, cap.bits[row]));
            }
            rest -= parts[k];
        }
        long mine = channel == parts.length ? rest : parts[channel];
        return mine / members + (member < mine % members ? 1 : 0);
    }

    /** Whole pieces for each share, together the whole pieces all shares have a right to. */
    private long[] parts(long available) {
        BigDecimal all = BigDecimal.valueOf(available);
        long[] parts = new long[shares.length];
        BigDecimal[] lost = new BigDecimal[shares.length];
        BigDecimal right = BigDecimal.ZERO;
        long given = 0;
        for (int k = 0; k < shares.length; k++) {
            BigDecimal exact = all.multiply(shares[k]);
            right = right.add(exact);
            parts[k] = exact.setScale(0, RoundingMode.FLOOR).longValueExact();
            lost[k] = exact.subtract(BigDecimal.valueOf(parts[k]));
            given += parts[k];
        }
        long over = right.setScale(0, RoundingMode.FLOOR).longValueExact() - given;
        for (; over > 0; over--) {
            int winner = 0;
            for (int k = 1; k < lost.length; k++) {
                winner = lost[k].compareTo(lost[winner]) > 0 ? k : winner;
            }
            parts[winner]++;
            lost[winner] = BigDecimal.ONE.negate();
        }
        return parts;
    }
}
