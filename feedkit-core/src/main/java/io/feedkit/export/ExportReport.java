package io.feedkit.export;

import io.feedkit.catalog.SupplementReport;
import io.feedkit.export.report.ReportPage;
import io.feedkit.problem.Problem;
import io.feedkit.problem.Severity;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run did, for people and for programs.
 *
 * @param catalog name of what was read
 * @param records records read, the unreadable ones included
 * @param runAt the run instant; of parts that were merged, the latest
 * @param rules names exactly what rules did; parts of one run have the same
 * @param parts what was read, a part for each run that was merged into this report
 * @param supplements what was found in the catalogue's supplements, in the order they were named
 * @param feeds one report per feed, in the order they were asked for
 * @param problems the first few problems of each code, in the order they were found; problems of single products are in the feeds' reasons and ledgers
 * @param problemCounts how often each code was reported, by id and in that order
 * @param times how long it took
 */
public record ExportReport(
        String catalog,
        long records,
        Instant runAt,
        String rules,
        List<Part> parts,
        List<SupplementReport> supplements,
        List<FeedReport> feeds,
        List<Problem> problems,
        Map<String, Long> problemCounts,
        RunTimes times) {

    /**
     * One run that a report tells of.
     *
     * @param catalog name of what was read
     * @param bytes its size, 0 when that is not known
     * @param records records read
     * @param runAt the run instant
     */
    public record Part(String catalog, long bytes, long records, Instant runAt) {}

    public ExportReport {
        parts = List.copyOf(parts);
        supplements = List.copyOf(supplements);
        feeds = List.copyOf(feeds);
        problems = List.copyOf(problems);
        problemCounts = Collections.unmodifiableMap(new TreeMap<>(problemCounts));
    }

    /** Whether every feed was published, no product was refused or unreadable, and nothing weighs as an error. */
    public boolean clean() {
        return feeds.stream().allMatch(feed -> feed.published() && feed.invalid() == 0 && feed.unreadable() == 0)
                && problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** The run on one screen, in English: what was sent where, what was left out and why, what to look at first. */
    public String summary() {
        return summary(Locale.ENGLISH);
    }

    /** The same in a language: French, or English for any other. */
    public String summary(Locale language) {
        return new ReportText(this, language).toString();
    }

    /** The whole report as JSON, to be kept, compared or merged; {@code META-INF/feedkit/report.schema.json} describes it. */
    public String json() {
        return ReportJson.of(this);
    }

    /** A report that {@link #json} wrote. Throws a {@link io.feedkit.problem.FeedException} with {@code export.not-a-report} for anything else. */
    public static ExportReport read(byte[] json, String name) {
        return ReportReader.read(json, name);
    }

    /**
     * One report of those of parts of a run, such as halves of a catalogue that were exported on two machines: what one run over everything would have said. The order of the parts
     * does not matter, and merged reports can be merged further. Parts are told apart by the name of their catalogue. Throws a {@link io.feedkit.problem.FeedException} with
     * {@code export.not-parts} when they had different rules.
     */
    public static ExportReport merged(Collection<ExportReport> parts) {
        return ReportMerge.merged(parts);
    }

    /** The report as one page for a browser, in English: it needs no network and no script. */
    public String html() {
        return html(Locale.ENGLISH);
    }

    /** The same in a language: French, or English for any other. */
    public String html(Locale language) {
        return new ReportPage(this, language).html();
    }

    /** The same without what differs between two runs that are otherwise equal. */
    public ExportReport withoutTimes() {
        return new ExportReport(
                catalog, records, runAt, rules, parts, supplements, feeds, problems, problemCounts, RunTimes.NONE);
    }
}
