package io.feedkit.export.report;

import io.feedkit.catalog.SupplementReport;
import io.feedkit.export.ExportReport;
import io.feedkit.export.FeedReport;
import io.feedkit.export.StageTime;
import io.feedkit.problem.Problem;
import io.feedkit.problem.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A report as one HTML page: what happened at a glance, then each feed, then the catalogue and the time it took.
 *
 * <p>The page holds everything it shows. It loads nothing, runs no script, and its own policy forbids both; so it can be mailed, kept and opened with the network off.
 */
public final class ReportPage {
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
    private static final int EXAMPLES = 5;

    private final ExportReport report;
    private final PageWords words;
    private final Html html = new Html();
    private final Explanations explanations = new Explanations();
    private final Plots plots;

    public ReportPage(ExportReport report, Locale language) {
        this.report = report;
        words = PageWords.in(language);
        plots = new Plots(html, words);
    }

    /** The page, in UTF-8. */
    public String html() {
        html.raw("<!DOCTYPE html>\n").open("html", "lang", words.language());
        head();
        html.open("body");
        header();
        html.open("main");
        glance();
        for (int i = 0; i < report.feeds().size(); i++) {
            new FeedChapter(report.feeds().get(i), "feed-" + (i + 1), html, words, plots, explanations).write();
        }
        catalogue();
        memory();
        times();
        html.close().open("footer").element("p", words.say("footer"));
        if (!words.say("language.note").isEmpty()) {
            html.element("p", words.say("language.note"));
        }
        html.close().close().close();
        return html.raw("\n").toString();
    }

    private void head() {
        html.open("head").open("meta", "charset", "utf-8");
        html.open("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.open("meta", "name", "color-scheme", "content", "light dark");
        html.open("meta", "name", "robots", "content", "noindex");
        html.open("link", "rel", "icon", "href", "data:,");
        html.element("title", words.say("title", report.catalog()));
        html.open("style").raw(style()).close().close();
    }

    private static String style() {
        try (InputStream in =
                Objects.requireNonNull(ReportPage.class.getResourceAsStream("report.css"), "report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void header() {
        boolean all = report.feeds().stream().allMatch(FeedReport::published);
        String verdict = !all ? "bad" : report.clean() ? "good" : "warn";
        html.open("header").element("p", words.say("eyebrow"), "class", "eyebrow");
        String name = report.catalog().substring(report.catalog().lastIndexOf('/') + 1);
        html.dataElement("h1", name.isEmpty() ? report.catalog() : name);
        html.open("p", "class", "when").text(words.instant(report.runAt()));
        if (!name.equals(report.catalog())) {
            html.text(" · ").dataElement("code", report.catalog());
        }
        html.close();
        html.open("div", "class", "verdict " + verdict);
        html.element("span", sign(verdict), "class", "sign", "aria-hidden", "true");
        html.open("div").element("strong", words.say("verdict." + verdict));
        html.element("p", words.say("verdict." + verdict + ".text")).close().close();
        facts();
        html.close();
    }

    static String sign(String verdict) {
        return switch (verdict) {
            case "good" -> "✓";
            case "warn" -> "!";
            default -> "✕";
        };
    }

    private void facts() {
        long published = report.feeds().stream().filter(FeedReport::published).count();
        html.open("dl", "class", "facts");
        fact(words.say("facts.records"), words.number(report.records()));
        fact(
                words.say("facts.feeds"),
                words.say(
                        "facts.published",
                        words.number(published),
                        words.number(report.feeds().size())));
        long bytes = report.parts().stream().mapToLong(ExportReport.Part::bytes).sum();
        if (bytes > 0) {
            fact(words.say("facts.size"), words.bytes(bytes));
        }
        if (report.times().elapsedNanos() > 0) {
            fact(words.say("facts.duration"), words.duration(report.times().elapsedNanos()));
        }
        html.close();
    }

    private void fact(String name, String value) {
        html.open("div").element("dt", name).element("dd", value).close();
    }

    private void glance() {
        html.open("section", "class", "glance", "aria-labelledby", "glance");
        html.element("h2", words.say("feeds"), "id", "glance").open("div", "class", "cards");
        for (int i = 0; i < report.feeds().size(); i++) {
            card(report.feeds().get(i), "#feed-" + (i + 1));
        }
        html.close();
        legend();
        html.close();
    }

    private void card(FeedReport feed, String anchor) {
        html.open("a", "class", "card", "href", anchor);
        html.open("span", "class", "card-top").open("strong");
        FeedChapter.member(feed.member(), html);
        html.close();
        FeedChapter.status(feed, html, words);
        html.close();
        html.element("span", words.number(feed.figures().sent()), "class", "big");
        html.element("span", words.say("of.records", words.number(feed.figures().records())), "class", "quiet");
        plots.parts(
                feed.accounted(),
                List.of("sent", "unchanged", "waiting", "rejected", "excluded", "invalid", "unreadable"),
                List.of(
                        feed.sent(),
                        feed.unchanged(),
                        feed.calls().waiting(),
                        feed.calls().rejected(),
                        feed.excluded(),
                        feed.invalid(),
                        feed.unreadable()));
        html.open("span", "class", "quiet");
        if (feed.before().isEmpty()) {
            html.text(words.say("first.run"));
        } else {
            html.text(words.say(
                    "than.before",
                    words.change(feed.figures().sent() - feed.before().sent())));
        }
        html.close().close();
    }

    private void legend() {
        html.open("ul", "class", "legend");
        for (String outcome : List.of("sent", "excluded", "invalid", "unreadable")) {
            html.open("li").element("span", "", "class", "swatch " + outcome).text(words.say("outcome." + outcome));
            html.close();
        }
        html.close();
    }

    /** What was said of the source as a whole, and what was joined with it. */
    private void catalogue() {
        html.open("section", "aria-labelledby", "source").element("h2", words.say("source"), "id", "source");
        if (report.parts().size() > 1) {
            parts();
        }
        if (report.problemCounts().isEmpty()) {
            html.element("p", words.say("source.none"), "class", "quiet");
        }
        report.problemCounts().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> problem(entry.getKey(), entry.getValue()));
        if (!report.supplements().isEmpty()) {
            supplements();
        }
        html.close();
    }

    private void problem(String code, long count) {
        List<Problem> examples = report.problems().stream()
                .filter(problem -> problem.code().id().equals(code))
                .limit(EXAMPLES)
                .map(words::problem)
                .toList();
        html.open("article", "class", "finding");
        html.open("h3").dataElement("code", code);
        Severity severity =
                examples.isEmpty() ? Severity.WARNING : examples.get(0).severity();
        String word = severity.name().toLowerCase(Locale.ROOT);
        html.element("span", words.say("severity." + word), "class", "kind " + word);
        html.element("span", words.count("source.times", count), "class", "quiet")
                .close();
        html.open("ul", "class", "examples");
        for (Problem problem : examples) {
            html.open("li")
                    .dataElement("code", words.at(problem.at()))
                    .open("p")
                    .data(problem.message());
            html.close();
            FeedChapter.fix(problem, html, words);
            html.close();
        }
        html.close();
        FeedChapter.explain(code, html, words, explanations);
        html.close();
    }

    private void parts() {
        html.open("details")
                .element("summary", words.say("parts"))
                .open("div", "class", "scroll")
                .open("table");
        heads(List.of("part"), List.of("part.records", "part.time"));
        for (ExportReport.Part part : report.parts()) {
            html.open("tr").dataElement("td", part.catalog());
            html.element("td", words.number(part.records()), "class", "n");
            html.element("td", words.instant(part.runAt()), "class", "n").close();
        }
        html.close().close().close().close();
    }

    /** Opens the body of a table, too. */
    private void heads(List<String> texts, List<String> numbers) {
        html.open("thead").open("tr");
        texts.forEach(text -> html.element("th", words.say(text), "scope", "col"));
        numbers.forEach(number -> html.element("th", words.say(number), "class", "n", "scope", "col"));
        html.close().close().open("tbody");
    }

    private void supplements() {
        html.element("h3", words.say("supplements"))
                .open("div", "class", "scroll")
                .open("table");
        heads(
                List.of("supplement", "supplement.key"),
                List.of("supplement.found", "supplement.missing", "supplement.unused", "supplement.where"));
        for (SupplementReport supplement : report.supplements()) {
            html.open("tr").dataElement("td", supplement.source()).dataElement("td", supplement.key());
            for (long count : new long[] {supplement.found(), supplement.missing(), supplement.unused()}) {
                html.element("td", words.number(count), "class", "n");
            }
            html.element(
                            "td",
                            supplement.onDisk()
                                    ? words.say("on.disk", words.bytes(supplement.diskBytes()))
                                    : words.say("in.memory"),
                            "class",
                            "n")
                    .close();
        }
        html.close().close().close();
    }

    private void memory() {
        html.open("section", "aria-labelledby", "memory").element("h2", words.say("memory"), "id", "memory");
        List<FeedReport> hurried = report.feeds().stream()
                .filter(feed -> !feed.notChecked().isEmpty())
                .toList();
        if (hurried.isEmpty()) {
            html.element("p", words.say("memory.all"));
        }
        for (FeedReport feed : report.feeds()) {
            if (feed.checkDiskBytes() > 0) {
                html.element("p", words.say("memory.disk", feed.member(), words.bytes(feed.checkDiskBytes())));
            }
            if (feed.documents().diskBytes() > 0) {
                String bytes = words.bytes(feed.documents().diskBytes());
                html.element("p", words.say("memory.documents", feed.member(), bytes));
            }
        }
        for (FeedReport feed : hurried) {
            html.element("p", words.say("memory.not", feed.member())).open("ul");
            feed.notChecked()
                    .forEach(check -> html.open("li").dataElement("code", check).close());
            html.close();
        }
        html.close();
    }

    private void times() {
        List<StageTime> stages = new ArrayList<>(report.times().stages());
        if (stages.isEmpty()) {
            return;
        }
        long all = stages.stream().mapToLong(StageTime::nanos).sum();
        html.open("section", "aria-labelledby", "times").element("h2", words.say("times"), "id", "times");
        html.element("p", words.say("times.text", words.duration(report.times().elapsedNanos())), "class", "quiet");
        html.open("div", "class", "scroll").open("table", "class", "bars");
        heads(List.of("stage", "feeds"), List.of("stage.time", "stage.rate", "share"));
        for (StageTime time : stages) {
            html.open("tr").element("td", words.say("stage." + time.stage().word()));
            if (time.feed().isEmpty()) {
                html.element("td", words.say("all.feeds"), "class", "quiet");
            } else {
                html.dataElement("td", time.feed());
            }
            html.element("td", words.duration(time.nanos()), "class", "n");
            html.element("td", rate(time), "class", "n").open("td", "class", "n meter");
            html.element("span", words.share(time.nanos(), all));
            plots.part(0, time.nanos(), all, "amount");
            html.close().close();
        }
        html.close().close().close().close();
    }

    private String rate(StageTime time) {
        if (time.products() == 0) {
            return "–";
        }
        long nanos = time.nanos() / time.products();
        return nanos >= 10_000 ? words.number(nanos / 1000) + "\u00A0µs" : words.number(nanos) + "\u00A0ns";
    }
}
