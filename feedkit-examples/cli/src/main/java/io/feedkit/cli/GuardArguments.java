package io.feedkit.cli;

import io.feedkit.export.Guard;
import io.feedkit.export.Guards;
import io.feedkit.feed.Member;
import io.feedkit.problem.NearMiss;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What {@code --guard} says: {@code fewer-products=10}, {@code google-shopping:FR/price-median=off}. */
final class GuardArguments {
    private final List<Bound> bounds = new ArrayList<>();

    /** One bound; off when it is negative. */
    private record Bound(String feed, Guard guard, BigDecimal percent) {
        boolean isFor(Member member) {
            String name = member.toString();
            return feed.isEmpty() || name.equals(feed) || name.startsWith(feed + ":");
        }
    }

    GuardArguments(List<String> arguments, CommandLine command) {
        for (String argument : arguments) {
            bounds.add(bound(argument, command));
        }
    }

    private static Bound bound(String argument, CommandLine command) {
        int slash = argument.lastIndexOf('/');
        int equals = argument.lastIndexOf('=');
        if (equals < slash) {
            throw new ParameterException(
                    command, "--guard " + argument + ": write NAME=BOUND, such as fewer-products=10.");
        }
        String word = argument.substring(slash + 1, equals);
        List<String> words = Stream.of(Guard.values()).map(Guard::word).toList();
        Guard guard = Guard.named(word)
                .orElseThrow(() -> new ParameterException(
                        command,
                        "--guard " + argument + ": there is no guard \"" + word + "\". "
                                + NearMiss.of(word, words)
                                        .map(near -> "Did you mean " + near + "?")
                                        .orElse("Known are " + String.join(", ", words) + ".")));
        String feed = slash < 0 ? "" : argument.substring(0, slash);
        return new Bound(feed, guard, percent(argument, argument.substring(equals + 1), command));
    }

    private static BigDecimal percent(String argument, String text, CommandLine command) {
        if (text.equals("off")) {
            return BigDecimal.ONE.negate();
        }
        String digits = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        if (!digits.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            throw new ParameterException(
                    command, "--guard " + argument + ": \"" + text + "\" is no bound. Write it as 10, 2.5% or off.");
        }
        return new BigDecimal(digits);
    }

    /** The guards of one feed: the usual ones, changed by what is said for all, then by what is said for it. */
    Guards of(Member member) {
        Guards guards = Guards.DEFAULTS;
        for (boolean own : new boolean[] {false, true}) {
            for (Bound bound : bounds) {
                if (bound.isFor(member) && bound.feed.isEmpty() != own) {
                    guards = bound.percent.signum() < 0
                            ? guards.without(bound.guard)
                            : guards.with(bound.guard, bound.percent);
                }
            }
        }
        return guards;
    }
}
