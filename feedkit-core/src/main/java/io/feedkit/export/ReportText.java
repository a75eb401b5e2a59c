package io.feedkit.export;

import io.feedkit.batch.Note;
import io.feedkit.catalog.SupplementReport;
import io.feedkit.export.api.ApiReport;
import io.feedkit.problem.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a report for a terminal: plain text, about a screen whatever the size of the catalogue. */
final class ReportText {
    private static final int REASONS = 6;
    private static final int PROBLEMS = 5;
    private static final int LONGEST = 300;

    private final ExportReport report;
    private final StringBuilder text = new StringBuilder();

    ReportText(ExportReport report) {
        this.report = report;
    }

    @Override
    public String toString() {
        text.setLength(0);
        line("%s: %s read", report.catalog(), records(report.records()));
        report.supplements().forEach(this::supplement);
        for (FeedReport feed : report.feeds()) {
            text.append('\n');
            feed(feed);
        }
        problems();
        return text.toString();
    }

    private void supplement(SupplementReport supplement) {
        line(
                "with %s (%s): %,d products found, %,d missing; %,d of %,d keys unused, %,d rows repeat a key",
                supplement.source(),
                supplement.key(),
                supplement.found(),
                supplement.missing(),
                supplement.unused(),
                supplement.keys(),
                supplement.repeated());
    }

    private void feed(FeedReport feed) {
        if (!feed.published()) {
            line("%s -> %s  NOT PUBLISHED, the last good feed was left in place", feed.member(), feed.file());
            feed.failures().forEach(problem -> line("  %s", problem));
            if (!feed.heldBack()) {
                return;
            }
        } else {
            line("%s -> %s  %s", feed.member(), feed.file(), size(feed.bytes()));
            feed.destinations().forEach(destination -> line("  delivered to %s", destination));
        }
        line("  %,9d sent", feed.sent());
        changes(feed);
        calls(feed.calls());
        decided(feed, Note.Kind.EXCLUDED, feed.excluded(), "excluded by rules");
        decided(feed, Note.Kind.INVALID, feed.invalid(), "refused by the channel's contract");
        decided(feed.unreadable(), feed.unreadable() == 1 ? "unreadable record" : "unreadable records", List.of());
        remarks(feed, Note.Kind.FAULT, "calculation failed", "calculations failed");
        remarks(feed, Note.Kind.WARNING, "warning", "warnings");
        remarks(feed, Note.Kind.ADVICE, "would sell better with more", "would sell better with more");
        remarks(
                feed,
                Note.Kind.CONVERTED,
                "value converted to what the channel accepts",
                "values converted to what the channel accepts");
        if (feed.documents().records() > 0) {
            long records = feed.documents().records();
            line("  %,9d record%s of several products", records, records == 1 ? "" : "s");
        }
        if (feed.documents().diskBytes() > 0) {
            line(
                    "  products that waited for others of their record took %s on disk",
                    size(feed.documents().diskBytes()));
        }
        if (feed.checkDiskBytes() > 0) {
            line("  checks across the catalogue took %s on disk", size(feed.checkDiskBytes()));
        }
    }

    private void changes(FeedReport feed) {
        FeedChanges changes = feed.changes();
        if (feed.unchanged() > 0) {
            line("  %,9d as they were, not sent again", feed.unchanged());
        }
        if (changes.since().isEmpty()) {
            return;
        }
        line(
                "  since %s: %,d%s added, %,d changed, %,d removed (%s)",
                changes.since(),
                changes.added(),
                feed.documents().records() == 0 ? "" : changes.added() == 1 ? " record" : " records",
                changes.changed(),
                changes.removed(),
                FeedFiles.delta(feed.file()).getFileName());
        changes.fields().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(REASONS)
                .forEach(field -> line("            %,d × %s", field.getValue(), field.getKey()));
    }

    private void calls(ApiReport calls) {
        if (!calls.isCalled()) {
            return;
        }
        line(
                "  %,d calls: the channel took %,d, refused %,d, %,d are left to the next run",
                calls.calls(), calls.confirmed(), calls.refused(), calls.left());
        calls.lanes().forEach((lane, products) -> {
            if (products.queued() > 0) {
                line("            %,d of %,d × %s", products.confirmed(), products.queued(), lane.word());
            }
        });
    }

    private void decided(FeedReport feed, Note.Kind kind, long products, String what) {
        decided(products, what, reasons(feed, kind));
    }

    private void decided(long products, String what, List<FeedReport.Reason> reasons) {
        if (products > 0) {
            line("  %,9d %s", products, what);
            reasons(reasons);
        }
    }

    private void remarks(FeedReport feed, Note.Kind kind, String one, String many) {
        List<FeedReport.Reason> reasons = reasons(feed, kind);
        if (!reasons.isEmpty()) {
            long count = reasons.stream().mapToLong(FeedReport.Reason::count).sum();
            line("  %,9d %s", count, count == 1 ? one : many);
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
            String in = example.failure().isNone() ? "" : " in " + example.failure();
            String by = (reason.by() + " " + reason.label()).stripTrailing();
            line("  %,13d %s  (%s%s%s%s)", reason.count(), by, cut(example.id()), between, cut(example.text()), in);
        }
        if (reasons.size() > REASONS) {
            line("                and %d other reasons, see the ledger", reasons.size() - REASONS);
        }
    }

    private void problems() {
        if (report.problemCounts().isEmpty()) {
            return;
        }
        text.append("\nproblems\n");
        report.problemCounts().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> problem(entry.getKey(), entry.getValue()));
    }

    private void problem(String id, long count) {
        List<Problem> examples = report.problems().stream()
                .filter(problem -> problem.code().id().equals(id))
                .limit(PROBLEMS)
                .toList();
        line("  %,9d %s", count, id);
        examples.forEach(problem -> line("            %s: %s %s", problem.at(), problem.message(), problem.fix()));
    }

    /** A summary is a screen whatever an id or a text holds; the ledger has it whole. */
    private static String cut(String text) {
        int end = Math.min(text.length(), LONGEST);
        return end == text.length() ? text : text.substring(0, end) + "…";
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }

    private static String records(long count) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "record" : "records");
    }

    private static String size(long bytes) {
        if (bytes < 10_000) {
            return bytes + " bytes";
        }
        return bytes < 10_000_000 ? bytes / 1000 + " kB" : bytes / 1_000_000 + " MB";
    }
}
