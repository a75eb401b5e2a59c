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
    private final List<String> tripped = new ArrayList<>();

    private GuardCheck(Guards guards, FeedSummary before, FeedSummary now) {
        this.guards = guards;
        this.before = before;
        this.now = now;
    }

    /** What is suspicious about the new feed, a sentence each with the numbers; empty when nothing is. */
    static List<String> tripped(Guards guards, FeedSummary before, FeedSummary now) {
        GuardCheck check = new GuardCheck(guards, before, now);
        check.products();
        check.leftOut();
        check.prices();
        check.stock();
        check.categories();
        check.problems();
        return check.tripped;
    }

    private void trip(Guard guard, BigDecimal change, String what) {
        guards.bound(guard)
                .filter(bound -> change.compareTo(bound) > 0)
                .ifPresent(bound ->
                        tripped.add(what + " (" + guard.word() + ": at most " + bound.toPlainString() + " %)"));
    }

    private static BigDecimal percent(BigDecimal part, BigDecimal whole) {
        return part.multiply(HUNDRED).divide(whole, 1, RoundingMode.HALF_UP);
    }

    private static BigDecimal percent(long part, long whole) {
        return percent(BigDecimal.valueOf(part), BigDecimal.valueOf(whole));
    }

    private void products() {
        long fewer = before.sent() - now.sent();
        if (fewer >= FEWEST) {
            BigDecimal percent = percent(fewer, before.sent());
            trip(
                    Guard.FEWER_PRODUCTS,
                    percent,
                    now.sent() + " products instead of " + before.sent() + ", " + percent.toPlainString() + " % fewer");
        }
    }

    private void leftOut() {
        if (before.records() == 0 || now.records() == 0 || now.leftOut() - before.leftOut() < FEWEST) {
            return;
        }
        BigDecimal share = percent(now.leftOut(), now.records());
        BigDecimal old = percent(before.leftOut(), before.records());
        trip(
                Guard.LEFT_OUT,
                share.subtract(old),
                share.toPlainString() + " % of the records left out instead of " + old.toPlainString() + " %");
    }

    private void prices() {
        if (before.sent() < FEWEST || now.sent() < FEWEST) {
            return;
        }
        before.medianPrices().forEach((currency, old) -> {
            BigDecimal price = now.medianPrices().get(currency);
            if (price != null && old.signum() > 0) {
                BigDecimal percent = percent(price.subtract(old), old);
                trip(
                        Guard.PRICE_MEDIAN,
                        percent.abs(),
                        "a middle price of " + rounded(price) + " " + currency + " instead of " + rounded(old) + " "
                                + currency + ", " + (percent.signum() > 0 ? "+" : "") + percent.toPlainString() + " %");
            }
        });
    }

    private static String rounded(BigDecimal price) {
        return price.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private void stock() {
        BigDecimal old = before.stock();
        if (before.sent() < FEWEST || old.signum() <= 0) {
            return;
        }
        BigDecimal percent = percent(old.subtract(now.stock()), old);
        trip(
                Guard.STOCK_SUM,
                percent,
                now.stock().toPlainString() + " pieces in stock instead of " + old.toPlainString() + ", "
                        + percent.toPlainString() + " % fewer");
    }

    private void categories() {
        Map<String, Long> gone = new TreeMap<>(before.categories());
        gone.keySet().removeAll(now.categories().keySet());
        long products = gone.values().stream().mapToLong(Long::longValue).sum();
        // When no product has a category any more, a column is gone, which is the same to whoever looks for them.
        if (products >= FEWEST && before.sent() > 0) {
            BigDecimal percent = percent(products, before.sent());
            trip(
                    Guard.EMPTIED_CATEGORY,
                    percent,
                    "no product left in " + named(gone.keySet().stream().toList()) + ", which held " + products + " of "
                            + before.sent() + ", " + percent.toPlainString() + " %");
        }
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
        if (most >= FEWEST && now.records() > 0) {
            BigDecimal percent = percent(most, now.records());
            trip(
                    Guard.NEW_PROBLEMS,
                    percent,
                    code + " for " + most + " of " + now.records() + " products, " + percent.toPlainString()
                            + " %, which no product had before");
        }
    }
}
