package io.feedkit.export.report;

import io.feedkit.export.Spread;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Bars drawn as inline SVG in whole units: no picture is loaded, and no number is made inexact to be drawn. */
final class Plots {
    private static final int WIDE = 1000;
    private static final int HIGH = 100;

    private final Html html;
    private final PageWords words;

    Plots(Html html, PageWords words) {
        this.html = html;
        this.words = words;
    }

    /** How long {@code part} of {@code whole} is in units; what is there at all can be seen. */
    private static long units(long part, long whole, int of) {
        if (part <= 0 || whole <= 0) {
            return 0;
        }
        BigDecimal length = BigDecimal.valueOf(part)
                .multiply(BigDecimal.valueOf(of))
                .divideToIntegralValue(BigDecimal.valueOf(whole));
        return Math.max(of / 200, Math.min(of, length.longValue()));
    }

    private void bar(String style) {
        html.open(
                "svg",
                "class",
                style,
                "viewBox",
                "0 0 " + WIDE + " 10",
                "preserveAspectRatio",
                "none",
                "aria-hidden",
                "true");
    }

    private void segment(long from, long width, String style) {
        html.shape(
                "rect",
                "x",
                Long.toString(from),
                "y",
                "0",
                "width",
                Long.toString(width),
                "height",
                "10",
                "class",
                style);
    }

    /** Parts of a whole, side by side. */
    void parts(long whole, List<String> styles, List<Long> counts) {
        bar("bar");
        segment(0, WIDE, "rest");
        long from = 0;
        for (int i = 0; i < counts.size(); i++) {
            long width = Math.min(WIDE - from, units(counts.get(i), whole, WIDE));
            if (width > 0) {
                segment(from, width, styles.get(i));
                from += width;
            }
        }
        html.close();
    }

    /** A part of a whole, which begins where {@code before} others end. */
    void part(long before, long part, long whole, String style) {
        bar("bar");
        segment(0, WIDE, "rest");
        long width = units(part, whole, WIDE);
        long from = before <= 0 ? 0 : Math.min(WIDE - width, units(before, whole, WIDE));
        if (width > 0) {
            segment(from, width, style);
        }
        html.close();
    }

    /** How amounts are spread: a plot, the ends of its bars, and a table with the exact figures. */
    void spread(Spread spread, boolean whole, String what) {
        List<Histogram.Bar> bars = new Histogram(spread, whole).bars();
        long most = bars.stream().mapToLong(Histogram.Bar::count).max().orElse(1);
        html.open("figure", "class", "plot");
        html.open(
                "svg",
                "viewBox",
                "0 0 " + bars.size() * 10 + " " + HIGH,
                "preserveAspectRatio",
                "none",
                "role",
                "img",
                "aria-label",
                what);
        for (int i = 0; i < bars.size(); i++) {
            Histogram.Bar bar = bars.get(i);
            long height = units(bar.count(), most, HIGH);
            html.shape(
                    "rect",
                    "x",
                    i * 10 + ".6",
                    "y",
                    Long.toString(HIGH - height),
                    "width",
                    "8.8",
                    "height",
                    Long.toString(height),
                    "class",
                    bar.isZero() ? "zero" : "amount");
        }
        html.close().open("div", "class", "axis", "aria-hidden", "true");
        bars.forEach(bar -> html.element("span", axis(bar)));
        html.close();
        exact(spread, bars, whole);
        html.close();
    }

    private void exact(Spread spread, List<Histogram.Bar> bars, boolean whole) {
        html.open("details").element("summary", words.say("exact")).open("table");
        html.open("thead").open("tr");
        html.element("th", words.say("range"), "scope", "col");
        html.element("th", words.say("count"), "class", "n", "scope", "col");
        html.element("th", words.say("share"), "class", "n", "scope", "col")
                .close()
                .close()
                .open("tbody");
        for (Histogram.Bar bar : bars) {
            html.open("tr").element("td", range(bar, whole));
            html.element("td", words.number(bar.count()), "class", "n");
            html.element("td", words.share(bar.count(), spread.count()), "class", "n")
                    .close();
        }
        html.close().close().close();
    }

    private String range(Histogram.Bar bar, boolean whole) {
        BigDecimal from = bar.from();
        BigDecimal to = bar.to();
        if (bar.isZero()) {
            return words.say("zero");
        }
        if (from == null) {
            return words.say("below", amount(to));
        }
        if (to == null) {
            return words.say("from", amount(from));
        }
        boolean single = whole && to.subtract(from).compareTo(BigDecimal.ONE) == 0;
        return single ? amount(from) : words.say("from.to", amount(from), amount(to));
    }

    private String amount(@Nullable BigDecimal amount) {
        return words.money(Objects.requireNonNull(amount));
    }

    /** A label as short as can be: the lower end of the bar. */
    private String axis(Histogram.Bar bar) {
        BigDecimal from = bar.from();
        if (from == null) {
            return "<" + brief(Objects.requireNonNull(bar.to()));
        }
        return brief(from) + (bar.to() == null && !bar.isZero() ? "+" : "");
    }

    private String brief(BigDecimal amount) {
        if (amount.compareTo(BigDecimal.valueOf(1_000_000)) >= 0) {
            return words.amount(amount.movePointLeft(6)) + "M";
        }
        return amount.compareTo(BigDecimal.valueOf(1000)) >= 0
                ? words.amount(amount.movePointLeft(3)) + "k"
                : words.amount(amount);
    }
}
