package io.feedkit.rules.function;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How much a regular expression becomes when its repeats are written out, as RE2/J does: {@code ((a{1,100}){1,100}){1,100}} is a million.
 *
 * <p>Reads only what matters for the size, and what it cannot read it counts as it stands: whether the pattern is one at all is not its business.
 */
final class RegexSize {
    /** A class of Unicode's has hundreds of ranges. */
    private static final int UNICODE_CLASS = 50;

    private static final long HUGE = 1_000_000_000;

    private final String regex;
    private final Deque<Long> outer = new ArrayDeque<>();
    private long sum;
    private long last;
    private int at;

    private RegexSize(String regex) {
        this.regex = regex;
    }

    static long of(String regex) {
        RegexSize size = new RegexSize(regex);
        while (size.at < regex.length()) {
            size.step();
        }
        while (!size.outer.isEmpty()) {
            size.close();
        }
        return Math.min(size.sum + size.last, HUGE);
    }

    private void step() {
        char c = regex.charAt(at++);
        switch (c) {
            case '(' -> {
                outer.push(Math.min(sum + last, HUGE));
                sum = 0;
                last = 0;
            }
            case ')' -> close();
            case '[' -> atom(bracket());
            case '\\' -> atom(escape());
            case '{' -> count();
            case '*', '+', '?' -> last++;
            default -> atom(1);
        }
    }

    private void atom(long size) {
        sum = Math.min(sum + last, HUGE);
        last = size;
    }

    private void close() {
        long group = sum + last + 2;
        if (!outer.isEmpty()) {
            sum = outer.pop();
            last = Math.min(group, HUGE);
        }
    }

    private long escape() {
        char c = at < regex.length() ? regex.charAt(at++) : 0;
        if (c != 'p' && c != 'P') {
            return 1;
        }
        if (at < regex.length() && regex.charAt(at) == '{') {
            int end = regex.indexOf('}', at);
            at = end < 0 ? regex.length() : end + 1;
        } else {
            at++;
        }
        return UNICODE_CLASS;
    }

    /** A class: each of its ranges counts. */
    private long bracket() {
        long size = 1;
        int first = at < regex.length() && regex.charAt(at) == '^' ? at + 1 : at;
        while (at < regex.length() && (at <= first || regex.charAt(at) != ']')) {
            size += regex.charAt(at++) == '\\' ? escape() : 1;
        }
        at++;
        return size;
    }

    /** Multiplies what stands before by the larger number of a count such as {2,5}. */
    private void count() {
        int end = regex.indexOf('}', at);
        String[] numbers = end < 0 ? new String[0] : regex.substring(at, end).split(",", -1);
        long most = 0;
        for (String number : numbers) {
            if (number.length() > 5 || !number.chars().allMatch(Character::isDigit)) {
                atom(1);
                return;
            }
            most = Math.max(most, number.isEmpty() ? 0 : Long.parseLong(number));
        }
        if (numbers.length == 0) {
            atom(1);
            return;
        }
        last = Math.min((last + 1) * (most + 1), HUGE);
        at = end + 1;
    }
}
