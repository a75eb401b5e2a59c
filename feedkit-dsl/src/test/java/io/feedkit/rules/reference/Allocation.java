package io.feedkit.rules.reference;

import io.feedkit.feed.Member;
import io.feedkit.rules.syntax.Declaration;
import io.feedkit.rules.syntax.Declaration.Allocate;
import io.feedkit.rules.syntax.Expr;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Splits a stock piece by piece. */
final class Allocation {
    private final Allocate allocate;
    private final Formula there;

    Allocation(Allocate allocate, Formula there) {
        this.allocate = allocate;
        this.there = there;
    }

    static boolean isNamed(String written, String channel) {
        return channel.equals(written) || channel.replace('-', '_').equals(written);
    }

    /** What a member gets; empty when there is no stock to split. */
    Optional<Object> part(Member member, List<Member> members) {
        Optional<Object> stock = Optional.ofNullable(
                there.product().current.get(allocate.target().text()));
        if (stock.isEmpty()) {
            int mark = there.product().faults.mark();
            parts(0);
            there.product().faults.excuse(mark);
            return stock;
        }
        Map<String, Long> parts = parts((Long) stock.get());
        String mine = name(member, parts);
        if (mine.isEmpty()) {
            return Optional.of(0L);
        }
        List<Member> siblings = members.stream()
                .distinct()
                .filter(other -> name(other, parts).equals(mine))
                .sorted(Comparator.comparing(Member::toString))
                .toList();
        return Optional.of(evenly(parts.get(mine), siblings.size()).get(siblings.indexOf(member)));
    }

    private static String name(Member member, Map<String, Long> parts) {
        for (String own : List.of(member.channel(), member.family())) {
            for (String name : parts.keySet()) {
                if (isNamed(name, own)) {
                    return name;
                }
            }
        }
        return "";
    }

    private static List<Long> evenly(long pieces, int members) {
        return IntStream.range(0, members)
                .mapToObj(i -> pieces / members + (i < pieces % members ? 1 : 0))
                .toList();
    }

    private long whole(Expr e) {
        return there.eval(e).map(x -> Math.max(0, (Long) x)).orElse(0L);
    }

    private Map<String, Long> parts(long stock) {
        BigInteger left = BigInteger.valueOf(Math.max(0, stock));
        List<Allocate.Portion> portions = new ArrayList<>();
        String rest = "";
        for (Declaration.Allocate.Share share : allocate.shares()) {
            if (share instanceof Allocate.Reserve reserve) {
                left = left.subtract(BigInteger.valueOf(whole(reserve.amount())));
            } else if (share instanceof Allocate.Portion portion) {
                portions.add(portion);
            } else if (share instanceof Allocate.Rest other) {
                rest = other.channel().text();
            }
        }
        long available = left.signum() < 0 ? 0 : left.longValueExact();
        Map<String, Long> parts = shared(available, portions);
        for (Allocate.Portion portion : portions) {
            Optional<Object> cap = portion.cap() == null ? Optional.empty() : there.eval(portion.cap());
            cap.ifPresent(most -> parts.merge(portion.channel().text(), Math.max(0, (Long) most), Math::min));
        }
        long taken = parts.values().stream().mapToLong(Long::longValue).sum();
        if (!rest.isEmpty()) {
            parts.put(rest, available - taken);
        }
        return parts;
    }

    /** Whole pieces by the largest remainder; of equal remainders the first named. */
    private static Map<String, Long> shared(long available, List<Allocate.Portion> portions) {
        Map<String, Long> parts = new LinkedHashMap<>();
        Map<String, BigDecimal> remainders = new LinkedHashMap<>();
        BigDecimal due = BigDecimal.ZERO;
        for (Allocate.Portion portion : portions) {
            BigDecimal exact = BigDecimal.valueOf(available)
                    .multiply(portion.share().number())
                    .movePointLeft(2);
            BigDecimal whole = exact.setScale(0, RoundingMode.FLOOR);
            parts.put(portion.channel().text(), whole.longValueExact());
            remainders.put(portion.channel().text(), exact.subtract(whole));
            due = due.add(exact);
        }
        long over = due.setScale(0, RoundingMode.FLOOR).longValueExact()
                - parts.values().stream().mapToLong(Long::longValue).sum();
        remainders.entrySet().stream()
                .sorted(Map.Entry.<String, BigDecimal>comparingByValue().reversed())
                .limit(over)
                .forEach(entry -> parts.merge(entry.getKey(), 1L, Long::sum));
        return parts;
    }
}
