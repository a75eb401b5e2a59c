package io.feedkit.export;

import io.feedkit.catalog.SupplementReport;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes one report of those of parts of a run.
 *
 * <p>Counts and spreads add up; of examples and problems those are kept that come first by part and line, so that neither the order of the parts nor the way they are grouped matters, and
 * what comes out is what one run over everything would have said.
 */
final class ReportMerge {
    private static final int KEPT_PROBLEMS = 20;
    private static final int NAMED_PARTS = 3;

    private static final Comparator<ExportReport.Part> PARTS = Comparator.comparing(ExportReport.Part::catalog)
            .thenComparing(ExportReport.Part::runAt)
            .thenComparing(ExportReport.Part::records)
            .thenComparing(ExportReport.Part::bytes);
    private static final Comparator<FeedReport.Example> EXAMPLES = Comparator.comparing(FeedReport.Example::part)
            .thenComparing(FeedReport.Example::line)
            .thenComparing(FeedReport.Example::id)
            .thenComparing(FeedReport.Example::text)
            .thenComparing(FeedReport.Example::toString);
    private static final Comparator<Problem> PROBLEMS = Comparator.comparing(
                    (Problem problem) -> problem.code().id())
            .thenComparing(problem -> problem.at().source())
            .thenComparing(problem -> problem.at().record().orElse(0))
            .thenComparing(problem -> problem.at().line().orElse(0))
            .thenComparing(problem -> problem.at().column().orElse(0))
            .thenComparing(Problem::toString);

    private ReportMerge() {}

    static ExportReport merged(Collection<ExportReport> reports) {
        Set<String> rules = reports.stream().map(ExportReport::rules).collect(Collectors.toCollection(TreeSet::new));
        if (rules.size() != 1) {
            throw notParts(
                    rules.isEmpty()
                            ? "There is no report to merge."
                            : "These are no parts of one run: they had different rules (" + String.join(", ", rules)
                                    + ").");
        }
        List<ExportReport.Part> parts = reports.stream()
                .flatMap(report -> report.parts().stream())
                .sorted(PARTS)
                .toList();
        return new ExportReport(
                name(parts.stream().map(ExportReport.Part::catalog).distinct().toList()),
                sum(reports.stream().map(ExportReport::records)),
                reports.stream()
                        .map(ExportReport::runAt)
                        .max(Instant::compareTo)
                        .orElse(Instant.EPOCH),
                rules.iterator().next(),
                parts,
                supplements(reports),
                feeds(reports),
                problems(reports.stream().flatMap(report -> report.problems().stream())),
                counts(reports),
                reports.stream().map(ExportReport::times).reduce(RunTimes.NONE, RunTimes::plus));
    }

    static FeedException notParts(String message) {
        return new FeedException(new Problem(
                ExportProblem.NOT_PARTS,
                SourcePosition.unknown("merge"),
                message,
                "Merge only what one run was divided into."));
    }

    /** Names what was read after its parts, of which the first few are said. */
    static String name(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(NAMED_PARTS, names.size())));
        return names.size() > NAMED_PARTS ? first + " and " + (names.size() - NAMED_PARTS) + " more" : first;
    }

    private static long sum(Stream<Long> counts) {
        return counts.mapToLong(Long::longValue).sum();
    }

    private static Map<String, Long> counts(Collection<ExportReport> reports) {
        Map<String, Long> all = new TreeMap<>();
        reports.forEach(report -> report.problemCounts().forEach((id, count) -> all.merge(id, count, Long::sum)));
        return all;
    }

    private static List<Problem> problems(Stream<Problem> found) {
        Map<String, Integer> kept = new HashMap<>();
        return found.sorted(PROBLEMS)
                .filter(problem -> kept.merge(problem.code().id(), 1, Integer::sum) <= KEPT_PROBLEMS)
                .toList();
    }

    private static <T> List<T> byKey(Stream<T> all, Function<T, String> key, BinaryOperator<T> merge) {
        return List.copyOf(all.collect(Collectors.toMap(key, item -> item, merge, TreeMap::new))
                .values());
    }

    private static List<SupplementReport> supplements(Collection<ExportReport> reports) {
        return supplements(reports.stream().flatMap(report -> report.supplements().stream()));
    }

    /** The supplements of all parts, each once. */
    static List<SupplementReport> supplements(Stream<SupplementReport> ofParts) {
        return byKey(ofParts, supplement -> supplement.source() + '\n' + supplement.key(), ReportMerge::merged);
    }

    /** Every part reads the whole supplement, so its size is not added up; a key that one part used is used. */
    private static SupplementReport merged(SupplementReport a, SupplementReport b) {
        return new SupplementReport(
                a.source(),
                a.key(),
                union(a.attributes(), b.attributes()),
                Math.max(a.rows(), b.rows()),
                Math.max(a.keys(), b.keys()),
                Math.max(a.repeated(), b.repeated()),
                a.found() + b.found(),
                a.missing() + b.missing(),
                Math.min(a.unused(), b.unused()),
                a.diskBytes() + b.diskBytes());
    }

    private static List<String> union(List<String> a, List<String> b) {
        return Stream.concat(a.stream(), b.stream()).distinct().sorted().toList();
    }

    /** Feeds of the same member are the same feed; where a run makes several for one member, those that were asked for in the same place. */
    private static List<FeedReport> feeds(Collection<ExportReport> reports) {
        Map<String, FeedReport> all = new TreeMap<>();
        for (ExportReport report : reports) {
            Map<String, Integer> seen = new HashMap<>();
            for (FeedReport feed : report.feeds()) {
                String member = feed.member().toString();
                int place = seen.merge(member, 1, Integer::sum);
                all.merge(String.format(Locale.ROOT, "%s\n%09d", member, place), ordered(feed), ReportMerge::merged);
            }
        }
        return List.copyOf(all.values());
    }

    /** The same with its lists in the order that merging keeps. */
    private static FeedReport ordered(FeedReport feed) {
        return with(feed, feed.figures(), feed.before(), feed.reasons().stream(), feed.failures().stream());
    }

    private static FeedReport merged(FeedReport a, FeedReport b) {
        FeedReport counted = new FeedReport(
                a.member(),
                first(a.file(), b.file()),
                a.sent() + b.sent(),
                a.excluded() + b.excluded(),
                a.invalid() + b.invalid(),
                a.unreadable() + b.unreadable(),
                a.unchanged() + b.unchanged(),
                merged(a.changes(), b.changes()),
                List.of(),
                a.bytes() + b.bytes(),
                "",
                union(a.destinations(), b.destinations()),
                List.of(),
                FeedSummary.NONE,
                FeedSummary.NONE,
                Stream.concat(a.guards().stream(), b.guards().stream()).toList(),
                union(a.notChecked(), b.notChecked()),
                a.checkDiskBytes() + b.checkDiskBytes(),
                a.documents().plus(b.documents()),
                a.calls().plus(b.calls()));
        return with(
                counted,
                a.figures().plus(b.figures()),
                a.before().plus(b.before()),
                Stream.concat(a.reasons().stream(), b.reasons().stream()),
                Stream.concat(a.failures().stream(), b.failures().stream()));
    }

    /** Of two instants that are compared with, the earlier counts; no part has to be compared. */
    private static FeedChanges merged(FeedChanges a, FeedChanges b) {
        Map<String, Long> fields = new TreeMap<>(a.fields());
        b.fields().forEach((name, count) -> fields.merge(name, count, Long::sum));
        boolean first = b.since().isEmpty() || !a.since().isEmpty() && a.since().compareTo(b.since()) <= 0;
        return new FeedChanges(
                first ? a.since() : b.since(),
                a.added() + b.added(),
                a.changed() + b.changed(),
                a.unchanged() + b.unchanged(),
                a.removed() + b.removed(),
                fields);
    }

    private static Path first(Path a, Path b) {
        return a.toString().compareTo(b.toString()) <= 0 ? a : b;
    }

    private static FeedReport with(
            FeedReport counted,
            FeedSummary figures,
            FeedSummary before,
            Stream<FeedReport.Reason> reasons,
            Stream<Problem> failures) {
        return new FeedReport(
                counted.member(),
                counted.file(),
                counted.sent(),
                counted.excluded(),
                counted.invalid(),
                counted.unreadable(),
                counted.unchanged(),
                counted.changes(),
                reasons(reasons),
                counted.bytes(),
                counted.sha256(),
                union(counted.destinations(), List.of()),
                problems(failures.distinct()),
                figures,
                before,
                counted.guards().stream()
                        .sorted(Comparator.comparing(GuardReading::guard).thenComparing(GuardReading::toString))
                        .toList(),
                counted.notChecked().stream().sorted().toList(),
                counted.checkDiskBytes(),
                counted.documents(),
                counted.calls());
    }

    private static List<FeedReport.Reason> reasons(Stream<FeedReport.Reason> all) {
        List<FeedReport.Reason> sums =
                new ArrayList<>(byKey(all, reason -> reason.kind().ordinal() + reason.by(), ReportMerge::merged));
        sums.sort(Comparator.comparing(FeedReport.Reason::count)
                .reversed()
                .thenComparing(FeedReport.Reason::kind)
                .thenComparing(FeedReport.Reason::by));
        return sums;
    }

    private static FeedReport.Reason merged(FeedReport.Reason a, FeedReport.Reason b) {
        List<FeedReport.Example> examples = Stream.concat(a.examples().stream(), b.examples().stream())
                .sorted(EXAMPLES)
                .limit(FeedReport.Reason.mostExamples(a.kind()))
                .toList();
        // Equal rules have equal labels; a choice that is the same either way costs nothing.
        RuleLabel label = told(a.label()).compareTo(told(b.label())) <= 0 ? a.label() : b.label();
        return new FeedReport.Reason(a.kind(), a.by(), label, a.count() + b.count(), examples);
    }

    private static String told(RuleLabel label) {
        return label.title() + '\n' + label;
    }
}
