package io.feedkit.export.report;

import io.feedkit.batch.Failure;
import io.feedkit.batch.Note;
import io.feedkit.export.FeedChanges;
import io.feedkit.export.FeedReport;
import io.feedkit.export.FeedSummary;
import io.feedkit.export.GuardReading;
import io.feedkit.export.Spread;
import io.feedkit.export.api.ApiReport;
import io.feedkit.feed.Member;
import io.feedkit.problem.Problem;
import io.feedkit.product.Currencies;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a page says of one feed. */
final class FeedChapter {
    private static final String GUARD_TRIPPED = "export.guard-tripped";
    private static final int REASONS = 12;
    private static final int CATEGORIES = 15;

    private final FeedReport feed;
    private final String anchor;
    private final Html html;
    private final PageWords words;
    private final Plots plots;
    private final Explanations explanations;

    FeedChapter(FeedReport feed, String anchor, Html html, PageWords words, Plots plots, Explanations explanations) {
        this.feed = feed;
        this.anchor = anchor;
        this.html = html;
        this.words = words;
        this.plots = plots;
        this.explanations = explanations;
    }

    /** Whether a feed stands in its place, in a sign and a word. */
    static void status(FeedReport feed, Html html, PageWords words) {
        boolean empty = feed.published() && feed.figures().sent() == 0;
        String verdict = feed.heldBack() || empty ? "warn" : feed.published() ? "good" : "bad";
        String word = empty ? "empty" : feed.published() ? "published" : feed.heldBack() ? "held" : "failed";
        html.open("span", "class", "status " + verdict);
        html.element("span", feed.heldBack() ? "❚❚" : ReportPage.sign(verdict), "aria-hidden", "true");
        html.text(" " + words.say("status." + word)).close();
    }

    /** Whom a feed is for: the channel first, then where. */
    static void member(Member member, Html html) {
        html.dataElement("span", member.channel(), "class", "channel").text(" ");
        String where = member.country() + " · " + member.language();
        html.dataElement(
                "span", member.account().isEmpty() ? where : where + " · " + member.account(), "class", "where");
    }

    static void fix(Problem problem, Html html, PageWords words) {
        if (!problem.fix().isEmpty()) {
            html.open("p", "class", "fix")
                    .element("strong", words.say("fix") + ":")
                    .text(" ");
            html.data(words.said(problem.fix())).close();
        }
    }

    static void explain(String code, Html html, PageWords words, Explanations explanations) {
        if (explanations.has(code)) {
            html.open("details", "class", "explain").element("summary", words.say("explain"));
            html.open("div", "lang", "en");
            explanations.write(code, html);
            html.close().close();
        }
    }

    void write() {
        html.open("section", "class", "feed", "id", anchor, "aria-labelledby", anchor + "-name");
        html.open("div", "class", "feed-head").open("h2", "id", anchor + "-name");
        member(feed.member(), html);
        html.close();
        status(feed, html, words);
        html.close().open("p", "class", "quiet").dataElement("code", String.valueOf(feed.file()));
        if (feed.bytes() > 0) {
            html.text(" · " + words.bytes(feed.bytes()));
        }
        feed.destinations().forEach(place -> html.text(" → ").dataElement("code", place));
        html.close();
        failures();
        funnel();
        problems();
        excluded();
        remarks(Note.Kind.ADVICE, "advice");
        remarks(Note.Kind.CONVERTED, "converted");
        html.open("div", "class", "two");
        feed.figures().prices().forEach(this::prices);
        stock();
        html.close();
        fields();
        categories();
        change();
        html.close();
    }

    private void failures() {
        if (feed.failures().isEmpty()) {
            return;
        }
        html.open("div", "class", "callout").element("h3", words.say("why.failed"));
        feed.failures().forEach(this::failure);
        html.close();
    }

    /** A guard's numbers are easier to read one below the other than in the sentence for a terminal. */
    private void failure(Problem problem) {
        List<GuardReading> tripped = feed.guards().stream()
                .filter(reading -> reading.tripped() && problem.code().id().equals(GUARD_TRIPPED))
                .toList();
        html.open("div", "lang", tripped.isEmpty() ? "en" : words.language());
        if (tripped.isEmpty()) {
            html.open("p").data(words.said(problem.message())).close();
        } else {
            html.element("p", words.say("held.by.guards")).open("ul", "class", "list");
            tripped.forEach(reading -> html.dataElement("li", words.said(reading.numbers())));
            html.close();
        }
        fix(problem, html, words);
        explain(problem.code().id(), html, words, explanations);
        html.close();
    }

    private void funnel() {
        long whole = feed.accounted();
        html.element("h3", words.say("funnel")).open("dl", "class", "funnel");
        step("funnel.read", words.number(whole), 0, whole, "read");
        long left = whole;
        for (String outcome : List.of("unreadable", "excluded", "invalid")) {
            long count = outcome.equals("unreadable")
                    ? feed.unreadable()
                    : outcome.equals("excluded") ? feed.excluded() : feed.invalid();
            left -= count;
            step("funnel." + outcome, words.change(-count).replace("±", ""), left, count, outcome);
        }
        if (feed.unchanged() > 0) {
            left -= feed.unchanged();
            step("funnel.unchanged", words.number(feed.unchanged()), left, feed.unchanged(), "unchanged");
        }
        left -= later("rejected", feed.calls().rejected(), left);
        later("waiting", feed.calls().waiting(), left);
        step("funnel.sent", words.number(feed.sent()), 0, feed.sent(), "sent");
        html.close();
    }

    /** What the channel did not take, if there is any; returns how many. */
    private long later(String outcome, long count, long left) {
        if (count > 0) {
            step("funnel." + outcome, words.change(-count).replace("±", ""), left - count, count, outcome);
        }
        return count;
    }

    private void step(String key, String number, long before, long count, String style) {
        html.open("div", "class", "step " + style).element("dt", words.say(key));
        html.open("dd").element("span", number, "class", "n");
        html.element("span", words.share(count, feed.accounted()), "class", "n quiet");
        plots.part(before, count, feed.accounted(), style);
        html.close().close();
    }

    private List<FeedReport.Reason> reasons(Note.Kind... kinds) {
        List<FeedReport.Reason> chosen = new ArrayList<>();
        for (Note.Kind kind : kinds) {
            feed.reasons().stream().filter(reason -> reason.kind() == kind).forEach(chosen::add);
        }
        return chosen;
    }

    private void problems() {
        html.element("h3", words.say("problems"));
        List<FeedReport.Reason> reasons = reasons(Note.Kind.INVALID, Note.Kind.FAULT, Note.Kind.WARNING);
        if (reasons.isEmpty()) {
            html.element("p", words.say("problems.none"), "class", "quiet");
        }
        findings(reasons);
    }

    private void findings(List<FeedReport.Reason> reasons) {
        List<FeedReport.Reason> first = reasons.subList(0, Math.min(REASONS, reasons.size()));
        html.open("div", "class", "findings");
        first.forEach(this::finding);
        html.close();
        more("problems.more", reasons.size() - first.size());
    }

    private void more(String key, long count) {
        if (count > 0) {
            html.element("p", words.count(key, count), "class", "quiet");
        }
    }

    private void finding(FeedReport.Reason reason) {
        html.open("article", "class", "finding").open("h4");
        String kind = reason.kind().name().toLowerCase(Locale.ROOT);
        html.element("span", words.say("kind." + kind), "class", "kind " + kind);
        html.open("span", "class", "name").data(name(reason)).close();
        html.element("span", words.count("products", reason.count()), "class", "quiet")
                .close();
        html.open("p", "class", "by")
                .dataElement("code", (reason.by() + " " + reason.label()).strip())
                .close();
        examples(reason.examples());
        String check = "check." + check(reason);
        if (words.has(check)) {
            html.open("details", "class", "explain").element("summary", words.say("explain"));
            html.element("p", words.say(check)).close();
        } else {
            explain(reason.by(), html, words, explanations);
        }
        html.close();
    }

    /** What a check of the channel looks for, of {@code google-shopping/price/required}. */
    private static String check(FeedReport.Reason reason) {
        return reason.by().substring(reason.by().lastIndexOf('/') + 1);
    }

    /** What a person would call it: the rule's own title, or what is wrong with a field; else the name it has in the ledger. */
    private String name(FeedReport.Reason reason) {
        if (!reason.label().title().isEmpty()) {
            return reason.label().title();
        }
        String[] parts = reason.by().split("/");
        String key = "named." + check(reason);
        if (parts.length < 3 || !words.has(key)) {
            return parts.length == 3 ? parts[1] + " · " + parts[2] : reason.by();
        }
        return words.say(key, parts[1]);
    }

    /** Examples of which the same was said are named, and that is said once. */
    private void examples(List<FeedReport.Example> examples) {
        boolean same = examples.size() > 1
                && examples.stream()
                                .map(example -> example.found() + '\n' + example.text() + '\n' + example.failure())
                                .distinct()
                                .count()
                        == 1;
        html.open("ul", "class", "examples");
        if (same) {
            html.open("li");
            examples.forEach(this::product);
            said(examples.get(0));
            html.close();
        } else {
            for (FeedReport.Example example : examples) {
                html.open("li");
                product(example);
                said(example);
                html.close();
            }
        }
        html.close();
    }

    private void product(FeedReport.Example example) {
        html.open("p", "class", "product").dataElement("code", example.id()).text(" ");
        html.data(example.title()).close();
    }

    private void said(FeedReport.Example example) {
        // Without a value nothing is said: the channel may have taken it from elsewhere, and the text tells.
        if (!example.found().isEmpty()) {
            html.open("p").element("span", words.say("example.found") + " ", "class", "quiet");
            html.dataElement("code", example.attribute())
                    .text(" = ")
                    .data(example.found())
                    .close();
        }
        if (!example.text().isEmpty()) {
            html.dataElement("p", words.said(example.text()));
        }
        if (!example.failure().isNone()) {
            failure(example.failure());
        }
    }

    /** The part of the rule that failed, and what it was given. */
    private void failure(Failure failure) {
        html.open("p").element("span", words.say("example.failure") + " ", "class", "quiet");
        html.dataElement("code", failure.expression()).text(" (");
        html.data(failure.place()).text(")").close();
        for (Failure.Input input : failure.inputs()) {
            html.open("p").dataElement("code", input.name()).text(" = ");
            if (input.isMissing()) {
                html.element("span", words.say("example.missing"), "class", "quiet");
            } else {
                html.data(input.value());
            }
            html.close();
        }
    }

    private void excluded() {
        html.element("h3", words.say("excluded"));
        List<FeedReport.Reason> rules = reasons(Note.Kind.EXCLUDED);
        if (rules.isEmpty()) {
            html.element("p", words.say("excluded.none"), "class", "quiet");
            return;
        }
        html.open("div", "class", "scroll").open("table").open("thead").open("tr");
        for (String head : List.of("rule", "example")) {
            html.element("th", words.say(head), "scope", "col");
        }
        html.element("th", words.say("count"), "class", "n", "scope", "col")
                .close()
                .close()
                .open("tbody");
        rules.forEach(this::rule);
        html.close().close().close();
    }

    private void rule(FeedReport.Reason rule) {
        html.open("tr").open("td").data(name(rule));
        if (!rule.label().title().isEmpty()) {
            html.text(" ").dataElement("code", rule.by());
        }
        if (!rule.label().toString().isEmpty()) {
            html.text(" ").dataElement("span", rule.label().toString(), "class", "quiet");
        }
        html.close().open("td");
        rule.examples().stream().limit(1).forEach(example -> {
            html.dataElement("code", example.id()).text(" ");
            html.dataElement("span", words.said(example.text()), "class", "quiet");
        });
        html.close().open("td", "class", "n meter").element("span", words.number(rule.count()));
        plots.part(0, rule.count(), feed.accounted(), "excluded");
        html.close().close();
    }

    private void remarks(Note.Kind kind, String key) {
        List<FeedReport.Reason> reasons = reasons(kind);
        if (!reasons.isEmpty()) {
            long count = reasons.stream().mapToLong(FeedReport.Reason::count).sum();
            html.open("details", "class", "section").open("summary").element("h3", words.say(key));
            html.element("span", words.number(count), "class", "quiet").close();
            findings(reasons);
            html.close();
        }
    }

    private void prices(String currency, Spread spread) {
        html.open("div", "class", "figure").element("h3", words.say("prices", currency));
        html.open("dl", "class", "facts");
        int digits = Math.max(0, Currencies.isKnown(currency) ? Currencies.minorDigits(currency) : 2);
        fact("least", words.money(spread.least(), digits));
        fact("median", words.money(spread.median(), digits));
        fact(
                "quartiles",
                words.money(spread.quantile(1, 4), digits) + " – " + words.money(spread.quantile(3, 4), digits));
        fact("most", words.money(spread.most(), digits));
        html.close();
        plots.spread(spread, false, words.say("prices", currency));
        html.close();
    }

    private void fact(String key, String value) {
        html.open("div").element("dt", words.say(key)).element("dd", value).close();
    }

    private void stock() {
        Spread spread = feed.figures().stock();
        html.open("div", "class", "figure").element("h3", words.say("stock"));
        if (spread.isEmpty()) {
            html.element("p", words.say("stock.none"), "class", "quiet").close();
            return;
        }
        long none = spread.steps().getOrDefault(BigDecimal.ZERO, 0L);
        html.open("dl", "class", "facts");
        fact("pieces", words.amount(spread.sum()));
        fact("out", words.number(none) + " (" + words.share(none, spread.count()) + ")");
        fact("median", words.amount(spread.median()));
        fact("most", words.amount(spread.most()));
        html.close();
        plots.spread(spread, true, words.say("stock"));
        html.close();
    }

    private void fields() {
        Map<String, Long> filled = feed.figures().filled();
        List<Map.Entry<String, Long>> fields = filled.entrySet().stream()
                .filter(field -> field.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        if (fields.isEmpty()) {
            return;
        }
        html.element("h3", words.say("fill")).element("p", words.say("fill.text"), "class", "quiet");
        html.open("ul", "class", "fill");
        for (Map.Entry<String, Long> field : fields) {
            html.open("li").dataElement("code", field.getKey());
            plots.part(0, field.getValue(), feed.sent(), "amount");
            html.element("span", words.share(field.getValue(), feed.sent()), "class", "n")
                    .close();
        }
        html.close();
        List<String> empty = filled.entrySet().stream()
                .filter(field -> field.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
        if (!empty.isEmpty()) {
            html.open("details").element("summary", words.count("fill.empty", empty.size()));
            html.open("p", "class", "names");
            empty.forEach(field -> html.dataElement("code", field).text(" "));
            html.close().close();
        }
    }

    private void categories() {
        Map<String, Long> all = feed.figures().categories();
        if (all.isEmpty()) {
            return;
        }
        html.open("details", "class", "section").open("summary").element("h3", words.say("categories"));
        html.element("span", words.number(all.size()), "class", "quiet").close();
        html.open("ul", "class", "fill");
        all.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(CATEGORIES)
                .forEach(category -> {
                    html.open("li").dataElement("span", category.getKey());
                    plots.part(0, category.getValue(), feed.sent(), "amount");
                    html.element("span", words.number(category.getValue()), "class", "n")
                            .close();
                });
        html.close();
        more("categories.more", all.size() - CATEGORIES);
        html.close();
    }

    private void change() {
        html.element("h3", words.say("change"));
        changes();
        calls();
        FeedSummary before = feed.before();
        if (before.isEmpty()) {
            html.element("p", words.say("change.none"), "class", "quiet");
            return;
        }
        FeedSummary now = feed.figures();
        html.open("div", "class", "scroll").open("table").open("thead").open("tr");
        html.element("th", words.say("facts.feeds"), "class", "hidden", "scope", "col");
        for (String head : List.of("before", "now", "difference")) {
            html.element("th", words.say(head), "class", "n", "scope", "col");
        }
        html.close().close().open("tbody");
        row(words.say("row.records"), before.records(), now.records());
        row(words.say("row.sent"), before.sent(), now.sent());
        row(words.say("row.left"), before.leftOut(), now.leftOut());
        now.prices()
                .forEach((currency, spread) -> money(
                        words.say("row.median", currency),
                        before.prices().getOrDefault(currency, Spread.NONE).median(),
                        spread.median()));
        money(words.say("row.stock"), before.stock().sum(), now.stock().sum());
        row(
                words.say("row.categories"),
                before.categories().size(),
                now.categories().size());
        html.close().close().close();
        guards();
    }

    /** What became of what was sent to an API. */
    private void calls() {
        ApiReport calls = feed.calls();
        if (!calls.isCalled()) {
            return;
        }
        html.open("dl", "class", "facts");
        fact("calls.made", words.number(calls.calls()));
        fact("calls.confirmed", words.number(calls.confirmed()));
        fact("calls.refused", words.number(calls.refused()));
        fact("calls.left", words.number(calls.left()));
        html.close();
    }

    /** What became of single products since the last run, where somebody compared. */
    private void changes() {
        FeedChanges changes = feed.changes();
        if (changes.since().isEmpty()) {
            return;
        }
        html.open("dl", "class", "facts");
        fact("change.added", words.number(changes.added()));
        fact("change.changed", words.number(changes.changed()));
        fact("change.unchanged", words.number(changes.unchanged()));
        fact("change.removed", words.number(changes.removed()));
        html.close();
        if (feed.documents().records() > 0) {
            html.element("p", words.say("change.records"), "class", "quiet");
        }
        if (!changes.fields().isEmpty()) {
            html.open("details").element("summary", words.say("change.fields")).open("ul", "class", "fill");
            new TreeMap<>(changes.fields()).forEach((field, count) -> {
                html.open("li").dataElement("code", field);
                plots.part(0, count, changes.changed(), "amount");
                html.element("span", words.number(count), "class", "n").close();
            });
            html.close().close();
        }
    }

    private void row(String name, long before, long now) {
        cells(name, words.number(before), words.number(now), words.change(now - before));
    }

    private void money(String name, BigDecimal before, BigDecimal now) {
        BigDecimal difference = now.subtract(before);
        String sign = difference.signum() > 0 ? "+" : difference.signum() == 0 ? "±" : "";
        cells(name, words.money(before), words.money(now), sign + words.money(difference));
    }

    private void cells(String name, String before, String now, String difference) {
        html.open("tr").element("th", name, "scope", "row");
        for (String cell : List.of(before, now, difference)) {
            html.element("td", cell, "class", "n");
        }
        html.close();
    }

    private void guards() {
        html.element("h3", words.say("guards"));
        if (feed.guards().isEmpty()) {
            html.element("p", words.say("guards.none"), "class", "quiet");
            return;
        }
        html.open("div", "class", "scroll").open("table").open("thead").open("tr");
        html.element("th", words.say("guard"), "scope", "col");
        html.element("th", words.say("guard.state"), "scope", "col");
        html.element("th", words.say("guard.measured"), "class", "n", "scope", "col");
        html.element("th", words.say("guard.bound"), "class", "n", "scope", "col");
        html.close().close().open("tbody");
        feed.guards().forEach(this::guard);
        html.close().close().close();
    }

    private void guard(GuardReading reading) {
        html.open("tr")
                .open("th", "scope", "row")
                .text(words.say("guard." + reading.guard().word()));
        html.dataElement("p", words.said(reading.numbers()), "class", "quiet")
                .close()
                .open("td");
        String verdict = reading.tripped() ? "bad" : "good";
        html.open("span", "class", "status " + verdict);
        html.element("span", ReportPage.sign(verdict), "aria-hidden", "true");
        html.text(" " + words.say(reading.tripped() ? "guard.tripped" : "guard.ok"))
                .close()
                .close();
        html.element("td", words.percent(reading.change()), "class", "n");
        html.element("td", words.percent(reading.bound()), "class", "n").close();
    }
}
