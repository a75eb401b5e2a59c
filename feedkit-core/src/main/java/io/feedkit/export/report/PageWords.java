package io.feedkit.export.report;

import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemWords;
import io.feedkit.problem.SourcePosition;
import io.feedkit.problem.Wording;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** The words and the numbers of a page in one language. The platform's own tables are not asked, since they differ from one Java to the next. */
final class PageWords {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal LEAST_SHOWN = new BigDecimal("0.1");
    private static final int GROUP = 3;
    private static final long[] NANOS = {60_000_000_000L, 1_000_000_000L, 1_000_000L};

    private final Wording words;
    private final ProblemWords problems;

    private PageWords(Wording words) {
        this.words = words;
        problems = ProblemWords.in(words.language());
    }

    /** A problem in the language of the page, as far as it is known there. */
    Problem problem(Problem problem) {
        return problems.of(problem);
    }

    /** Where a problem was found, in that language. */
    String at(SourcePosition place) {
        return problems.at(place);
    }

    /** A text of a problem in that language. */
    String said(String text) {
        return problems.say(text);
    }

    /** French, or English for any other. */
    static PageWords in(Locale locale) {
        Locale spoken = locale.getLanguage().equals("fr") ? Locale.FRENCH : Locale.ENGLISH;
        return new PageWords(Wording.load("report", spoken, PageWords.class::getResourceAsStream));
    }

    /** As the {@code lang} attribute names it. */
    String language() {
        return words.language().getLanguage();
    }

    private boolean isFrench() {
        return language().equals("fr");
    }

    /** A sentence with its gaps {@code {0}}, {@code {1}} filled. */
    String say(String key, Object... values) {
        if (!words.has(key)) {
            throw new IllegalArgumentException(key);
        }
        return words.say(key, values);
    }

    /** A sentence about a number: {@code key.one} or {@code key.many}, with the number in the first gap. */
    String count(String key, long number) {
        boolean one = number == 1 || isFrench() && number == 0;
        return say(key + (one ? ".one" : ".many"), number(number));
    }

    boolean has(String key) {
        return words.has(key);
    }

    String number(long number) {
        String digits = Long.toString(Math.abs(number));
        StringBuilder grouped = new StringBuilder(number < 0 ? "−" : "");
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % GROUP == 0) {
                grouped.append(isFrench() ? '\u202F' : ',');
            }
            grouped.append(digits.charAt(i));
        }
        return grouped.toString();
    }

    /** An exact amount, its zeros at the end left out. */
    String amount(BigDecimal exact) {
        BigDecimal plain = exact.stripTrailingZeros();
        return decimal(plain, Math.max(0, plain.scale()));
    }

    /** An amount of money with at least two decimal places when it has any. */
    String money(BigDecimal exact) {
        BigDecimal plain = exact.stripTrailingZeros();
        return decimal(plain, plain.scale() <= 0 ? 0 : Math.max(2, plain.scale()));
    }

    /** An amount of money with the decimal places of its currency, or more where it has more. */
    String money(BigDecimal exact, int digits) {
        return decimal(exact, Math.max(digits, exact.stripTrailingZeros().scale()));
    }

    private String decimal(BigDecimal exact, int places) {
        BigDecimal rounded = exact.setScale(places, RoundingMode.HALF_UP).abs();
        String text = rounded.toPlainString();
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        String grouped = whole.length() > 18 ? whole : number(Long.parseLong(whole));
        String sign = exact.signum() < 0 && rounded.signum() != 0 ? "−" : "";
        return sign + grouped + (point < 0 ? "" : (isFrench() ? "," : ".") + text.substring(point + 1));
    }

    /** A share of a whole: {@code 98.3%}. */
    String share(long part, long whole) {
        if (whole <= 0) {
            return percent("–");
        }
        BigDecimal share =
                BigDecimal.valueOf(part).multiply(HUNDRED).divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
        if (part > 0 && share.signum() == 0) {
            return percent("<" + decimal(LEAST_SHOWN, 1));
        }
        if (part < whole && share.compareTo(HUNDRED) == 0) {
            return percent(">" + decimal(HUNDRED.subtract(LEAST_SHOWN), 1));
        }
        return percent(share(share));
    }

    private String share(BigDecimal share) {
        return decimal(share, share.stripTrailingZeros().scale() <= 0 ? 0 : 1);
    }

    /** Per cent that were calculated already. */
    String percent(BigDecimal share) {
        return percent(share(share));
    }

    private String percent(String number) {
        return number + (isFrench() ? "\u202F%" : "%");
    }

    /** A difference with its sign: {@code +12}, {@code −30}, {@code ±0}. */
    String change(long difference) {
        return difference == 0 ? "±0" : (difference > 0 ? "+" : "") + number(difference);
    }

    String bytes(long bytes) {
        String[] units = isFrench() ? new String[] {"o", "ko", "Mo", "Go"} : new String[] {"B", "kB", "MB", "GB"};
        int unit = 0;
        long of = 1;
        while (unit < units.length - 1 && bytes / of >= 1000) {
            of *= 1000;
            unit++;
        }
        BigDecimal amount =
                BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(of), unit == 0 ? 0 : 1, RoundingMode.HALF_UP);
        return amount(amount) + "\u00A0" + units[unit];
    }

    String duration(long nanos) {
        if (nanos >= NANOS[0]) {
            return nanos / NANOS[0] + "\u00A0min " + nanos % NANOS[0] / NANOS[1] + "\u00A0s";
        }
        if (nanos >= NANOS[1]) {
            BigDecimal seconds = BigDecimal.valueOf(nanos, 9).setScale(1, RoundingMode.HALF_UP);
            return decimal(seconds, 1) + "\u00A0s";
        }
        return nanos < NANOS[2] ? "<1\u00A0ms" : nanos / NANOS[2] + "\u00A0ms";
    }

    /** A day and a time of day, in UTC. */
    String instant(Instant instant) {
        OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
        String month = say("months").split(",")[time.getMonthValue() - 1];
        return time.getDayOfMonth() + " " + month + " " + time.getYear() + ", "
                + String.format(Locale.ROOT, "%02d:%02d UTC", time.getHour(), time.getMinute());
    }
}
