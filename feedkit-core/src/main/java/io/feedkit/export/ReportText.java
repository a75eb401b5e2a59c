package io.feedkit.export;

import io.feedkit.batch.Note;
import io.feedkit.catalog.SupplementReport;
import io.feedkit.export.api.ApiReport;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemWords;
import io.feedkit.problem.Wording;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a report for a terminal: plain text, about a screen whatever the size of the catalogue. */
final class ReportText {
    private static final int REASONS = 6;
    private static final int PROBLEMS = 5;
    private static final int LONGEST = 300;
    private static final String INDENT = " ".repeat(12);

    private final ExportReport report;
    private final Wording words;
    private final ProblemWords problems;
    private final StringBuilder text = new StringBuilder();

    /** In French, or English for any other language. */
    ReportText(ExportReport report, Locale language) {
        this.report = report;
        Locale spoken = language.getLanguage().equals("fr") ? Locale.FRENCH : Locale.ENGLISH;
        words = Wording.load("summary", spoken, ReportText.class::getResourceAsStream);
        problems = ProblemWords.in(spoken);
    }

    @Override
    public String toString() {
        text.setLength(0);
        line(words.say("read", report.catalog(), counted("records", report.records())));
        report.supplements().forEach(this::supplement);
        for (FeedReport feed : report.feeds()) {
            text.append('\n');
            feed(feed);
        }
        problems();
        return text.toString();
    }

    private void supplement(SupplementReport supplement) {
        line(words.say(
                "supplement",
                supplement.source(),
                supplement.key(),
                number(supplement.found()),
                number(supplement.missing()),
                number(supplement.unused()),
                number(supplement.keys()),
                number(supplement.repeated())));
    }

    private void feed(FeedReport feed) {
        if (!feed.published()) {
            line(feed.member() + " -> " + feed.file() + "  " + words.say("not-published"));
            feed.failures().forEach(problem -> line("  " + problems.of(problem)));
            if (!feed.heldBack()) {
                return;
            }
        } else {
            line(feed.member() + " -> " + feed.file() + "  " + size(feed.bytes()));
            feed.destinations().forEach(destination -> line("  " + words.say("delivered", destination)));
        }
        count(feed.sent(), "sent");
        if (feed.calls().rejected() > 0) {
            count(feed.calls().rejected(), "rejected");
        }
        if (feed.calls().waiting() > 0) {
            count(feed.calls().waiting(), "waiting");
        }
        changes(feed);
        calls(feed.calls());
        decided(feed, Note.Kind.EXCLUDED, feed.excluded(), "excluded");
        decided(feed, Note.Kind.INVALID, feed.invalid(), "invalid");
        decided(feed.unreadable(), "unreadable", List.of());
        remarks(feed, Note.Kind.FAULT, "fault");
        remarks(feed, Note.Kind.WARNING, "warning");
        remarks(feed, Note.Kind.ADVICE, "advice");
        remarks(feed, Note.Kind.CONVERTED, "converted");
        if (feed.documents().records() > 0) {
            count(feed.documents().records(), "documents");
        }
        if (feed.documents().diskBytes() > 0) {
            line("  " + words.say("documents.disk", size(feed.documents().diskBytes())));
        }
        if (feed.checkDiskBytes() > 0) {
            line("  " + words.say("checks.disk", size(feed.checkDiskBytes())));
        }
    }

    private void changes(FeedReport feed) {
        FeedChanges changes = feed.changes();
        if (feed.unchanged() > 0) {
            count(feed.unchanged(), "unchanged");
        }
        if (changes.since().isEmpty()) {
            return;
        }
        line("  "
                + words.say(
                        "changes",
                        changes.since(),
                        feed.documents().records() == 0 ? number(changes.added()) : counted("records", changes.added()),
                        number(changes.changed()),
                        number(changes.removed()),
                        FeedFiles.delta(feed.file()).getFileName()));
        changes.fields().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(REASONS)
                .forEach(field -> line(INDENT + number(field.getValue()) + " × " + field.getKey()));
    }

    private void calls(ApiReport calls) {
        if (!calls.isCalled()) {
            return;
        }
        line("  "
                + words.say(
                        "calls",
                        number(calls.calls()),
                        number(calls.confirmed()),
                        number(calls.refused()),
                        number(calls.left())));
        calls.lanes().forEach((lane, products) -> {
            if (products.queued() > 0) {
                line(INDENT + words.say("lane", number(products.confirmed()), number(products.queued()), lane.word()));
            }
        });
    }

    private void decided(FeedReport feed, Note.Kind kind, long products, String key) {
        decided(products, key, reasons(feed, kind));
    }

    private void decided(long products, String key, List<FeedReport.Reason> reasons) {
        if (products > 0) {
            count(products, key);
            reasons(reasons);
        }
    }

    private void remarks(FeedReport feed, Note.Kind kind, String key) {
        List<FeedReport.Reason> reasons = reasons(feed, kind);
        if (!reasons.isEmpty()) {
            long count = reasons.stream().mapToLong(FeedReport.Reason::count).sum();
            count(count, key);
            reasons(reasons);
        }
    }

    private static List<FeedReport.Reason> reasons(FeedReport feed, Note.Kind kind) {
        return feed.reasons().stream().filter(reason -> reason.kind() == kind).toList();
    }

    private void reasons(List<FeedReport.Reason> reasons) {
        for (FeedReport.Reason reason : reasons.subList(0, Math.min(REASONS, reasons.size()))) {
            FeedReport.Example example = reason.examples().get(0);
            String between = example.id().isEmpty() || example.text().isEmpty() ? "" : ": ";
            String in = example.failure().isNone() ? "" : " " + words.say("in") + " " + example.failure();
            String by = (reason.by() + " " + reason.label()).stripTrailing();
            String text = cut(problems.say(example.text()));
            line(column(13, reason.count()) + " " + by + "  (" + cut(example.id()) + between + text + in + ")");
        }
        if (reasons.size() > REASONS) {
            line(INDENT + "    " + words.say("other-reasons", reasons.size() - REASONS));
        }
    }

    private void problems() {
        if (report.problemCounts().isEmpty()) {
            return;
        }
        text.append("\n").append(words.say("problems")).append("\n");
        report.problemCounts().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> problem(entry.getKey(), entry.getValue()));
    }

    private void problem(String id, long count) {
        List<Problem> examples = report.problems().stream()
                .filter(problem -> problem.code().id().equals(id))
                .limit(PROBLEMS)
                .toList();
        line(column(9, count) + " " + id);
        examples.stream()
                .map(problems::of)
                .forEach(problem ->
                        line(INDENT + problems.at(problem.at()) + ": " + problem.message() + " " + problem.fix()));
    }

    /** A summary is a screen whatever an id or a text holds; the ledger has it whole. */
    private static String cut(String text) {
        int end = Math.min(text.length(), LONGEST);
        return end == text.length() ? text : text.substring(0, end) + "…";
    }

    private void line(String said) {
        text.append(said.stripTrailing()).append('\n');
    }

    private void count(long number, String key) {
        line(column(9, number) + " " + counted(key, number));
    }

    /** A number, set right in a column of so many characters. */
    private String column(int width, long number) {
        String digits = number(number);
        return "  " + " ".repeat(Math.max(0, width - digits.length())) + digits;
    }

    private boolean isFrench() {
        return words.language().equals(Locale.FRENCH);
    }

    private String number(long number) {
        String grouped = String.format(Locale.ROOT, "%,d", number);
        return isFrench() ? grouped.replace(',', '\u202F') : grouped;
    }

    /** The words under {@code key.one} or {@code key.many}; none of something is one in French. */
    private String counted(String key, long number) {
        boolean one = number == 1 || isFrench() && number == 0;
        return words.say(key + (one ? ".one" : ".many"), number(number));
    }

    private String size(long bytes) {
        if (bytes < 10_000) {
            return bytes + " " + words.say("bytes");
        }
        return bytes < 10_000_000
                ? bytes / 1000 + " " + words.say("kilobytes")
                : bytes / 1_000_000 + " " + words.say("megabytes");
    }
}
