package io.feedkit.export;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares a feed that is ready with the one that stands in its place. */
final class GuardCheck {
    /** A change of fewer products than these is none to stop for, whatever its share. */
    private static final int FEWEST = 5;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int NAMED = 3;

    private final Guards guards;
    private final FeedSummary before;
    private final FeedSummary now;
    private final List<GuardReading> readings = new ArrayList<>();

    private GuardCheck(Guards guards, FeedSummary before, FeedSummary now) {
        this.guards = guards;
        this.before = before;
        this.now = now;
    }

    /** What each guard that is on and can be asked has found. */
    static List<GuardReading> readings(Guards guards, FeedSummary before, FeedSummary now) {
        GuardCheck check = new GuardCheck(guards, before, now);
        check.products();
        check.leftOut();
        check.prices();
        check.stock();
        check.categories();
        check.problems();
        return check.readings;
    }

    /** What is suspicious about the new feed, a sentence each with the numbers; empty when nothing is. */
    static List<String> tripped(List<GuardReading> readings) {
        return readings.stream()
                .filter(GuardReading::tripped)
                .map(GuardReading::sentence)
                .toList();
    }

    /** @param counts whether enough products are concerned to stop for */
    private void read(Guard guard, BigDecimal change, boolean counts, String numbers) {
        guards.bound(guard)
                .ifPresent(bound -> readings.add(
                        new GuardReading(guard, change, bound, counts && change.compareTo(bound) > 0, numbers)));
    }

    private static String signed(BigDecimal percent) {
        return (percent.signum() > 0 ? "+" : "") + percent.toPlainString();
    }

    private static BigDecimal percent(BigDecimal part, BigDecimal whole) {
        return part.multiply(HUNDRED).divide(whole, 1, RoundingMode.HALF_UP);
    }

    private static BigDecimal percent(long part, long whole) {
        return percent(BigDecimal.valueOf(part), BigDecimal.valueOf(whole));
    }

    private void products() {
        if (before.sent() == 0) {
            return;
        }
        long fewer = before.sent() - now.sent();
        BigDecimal percent = percent(fewer, before.sent());
        read(
                Guard.FEWER_PRODUCTS,
                percent,
                fewer >= FEWEST,
                now.sent() + " products instead of " + before.sent() + ", "
                        + percent.abs().toPlainString() + (fewer < 0 ? " % more" : " % fewer"));
    }

    private void leftOut() {
        if (before.records() == 0 || now.records() == 0) {
            return;
        }
        BigDecimal share = percent(now.leftOut(), now.records());
        BigDecimal old = percent(before.leftOut(), before.records());
        read(
                Guard.LEFT_OUT,
                share.subtract(old),
                now.leftOut() - before.leftOut() >= FEWEST,
                share.toPlainString() + " % of the records left out instead of " + old.toPlainString() + " %");
    }

    private void prices() {
        boolean enough = before.sent() >= FEWEST && now.sent() >= FEWEST;
        now.medianPrices().forEach((currency, price) -> {
            BigDecimal old = before.medianPrices().getOrDefault(currency, BigDecimal.ZERO);
            if (old.signum() > 0) {
                BigDecimal percent = percent(price.subtract(old), old);
                read(
                        Guard.PRICE_MEDIAN,
                        percent.abs(),
                        enough,
                        "a middle price of " + rounded(price) + " " + currency + " instead of " + rounded(old) + " "
                                + currency + ", " + signed(percent) + " %");
            }
        });
    }

    private static String rounded(BigDecimal price) {
        return price.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private void stock() {
        BigDecimal old = before.stock().sum();
        if (old.signum() <= 0) {
            return;
        }
        BigDecimal pieces = now.stock().sum();
        BigDecimal percent = percent(old.subtract(pieces), old);
        read(
                Guard.STOCK_SUM,
                percent,
                before.sent() >= FEWEST,
                pieces.toPlainString() + " pieces in stock instead of " + old.toPlainString() + ", "
                        + percent.abs().toPlainString() + (percent.signum() < 0 ? " % more" : " % fewer"));
    }

    private void categories() {
        if (before.sent() == 0 || before.categories().isEmpty()) {
            return;
        }
        Map<String, Long> gone = new TreeMap<>(before.categories());
        gone.keySet().removeAll(now.categories().keySet());
        long products = gone.values().stream().mapToLong(Long::longValue).sum();
        BigDecimal percent = percent(products, before.sent());
        // When no product has a category any more, a column is gone, which is the same to whoever looks for them.
        read(
                Guard.EMPTIED_CATEGORY,
                percent,
                products >= FEWEST,
                gone.isEmpty()
                        ? "every category still has products"
                        : "no product left in " + named(gone.keySet().stream().toList()) + ", which held " + products
                                + " of " + before.sent() + ", " + percent.toPlainString() + " %");
    }

    private static String named(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more categories" : first;
    }

    private void problems() {
        Map<String, Long> fresh = new TreeMap<>(now.said());
        fresh.keySet().removeAll(before.said().keySet());
        String code = "";
        long most = 0;
        for (Map.Entry<String, Long> said : fresh.entrySet()) {
            if (said.getValue() > most) {
                code = said.getKey();
                most = said.getValue();
            }
        }
        if (now.records() > 0) {
            BigDecimal percent = percent(most, now.records());
            read(
                    Guard.NEW_PROBLEMS,
                    percent,
                    most >= FEWEST,
                    most == 0
                            ? "no problem that was not there before"
                            : code + " for " + most + " of " + now.records() + " products, " + percent.toPlainString()
                                    + " %, which no product had before");
        }
    }
}
