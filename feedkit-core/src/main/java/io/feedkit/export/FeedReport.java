package io.feedkit.export;

import io.feedkit.batch.Failure;
import io.feedkit.batch.Note;
import io.feedkit.export.api.ApiReport;
import io.feedkit.feed.Member;
import io.feedkit.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What became of one feed.
 *
 * @param member whom it is for
 * @param file where it was to appear on this machine
 * @param sent products in the feed, to an API those that the channel took
 * @param excluded products that rules left out
 * @param invalid products that the channel's contract refused
 * @param unreadable records that never became products
 * @param unchanged products that are in the feed as they were, and were not sent again
 * @param changes what is new since the run before
 * @param reasons what rules, conversions and contract said, the most frequent first
 * @param bytes size of the published file, 0 if it was not published
 * @param sha256 checksum of the published file, or empty
 * @param destinations the names of the places it was to be delivered to
 * @param failures why the feed was not published; empty when it was
 * @param figures the feed in numbers, also when it was not published
 * @param before the feed that stood there before, in the same numbers; {@link FeedSummary#NONE} when there was none
 * @param guards what each guard found, empty when there was nothing to compare with or none was asked
 * @param notChecked checks that were not made for all products, because memory and disk did not suffice
 * @param checkDiskBytes what checks across the catalogue put on disk; 0 when memory sufficed
 * @param documents what products were put together to, where records hold several
 * @param calls what became of what was sent to an API; {@link ApiReport#NONE} when the feed goes to files only
 */
public record FeedReport(
        Member member,
        Path file,
        long sent,
        long excluded,
        long invalid,
        long unreadable,
        long unchanged,
        FeedChanges changes,
        List<Reason> reasons,
        long bytes,
        String sha256,
        List<String> destinations,
        List<Problem> failures,
        FeedSummary figures,
        FeedSummary before,
        List<GuardReading> guards,
        List<String> notChecked,
        long checkDiskBytes,
        DocumentCount documents,
        ApiReport calls) {

    private static final Set<String> HELD_BACK = Set.of(
            ExportProblem.WOULD_EMPTY.id(), ExportProblem.GUARD_TRIPPED.id(), ExportProblem.TOO_MANY_FAULTS.id());

    public FeedReport {
        reasons = List.copyOf(reasons);
        destinations = List.copyOf(destinations);
        failures = List.copyOf(failures);
        guards = List.copyOf(guards);
        notChecked = List.copyOf(notChecked);
    }

    /** Whether the new feed stands in its place; otherwise the last good one does. */
    public boolean published() {
        return failures.isEmpty();
    }

    /** Whether the new feed could be made but was held back, so that it does not replace a better one. */
    public boolean heldBack() {
        return !failures.isEmpty()
                && failures.stream()
                        .allMatch(problem -> HELD_BACK.contains(problem.code().id()));
    }

    /** How many products have a line in the ledger. */
    public long accounted() {
        return sent + unchanged + excluded + invalid + unreadable + calls.rejected() + calls.waiting();
    }

    /**
     * Something a rule or a contract check said, and how often.
     *
     * @param by the rule or check, as users name it
     * @param label what the rule says about itself
     * @param examples the first few products it was said about, in the order of the ledger
     */
    public record Reason(Note.Kind kind, String by, RuleLabel label, long count, List<Example> examples) {
        private static final int MOST_EXAMPLES = 3;

        public Reason {
            examples = List.copyOf(examples);
        }

        /** Advice is given once for a batch, and where batches begin says nothing about products. */
        static int mostExamples(Note.Kind kind) {
            return kind == Note.Kind.ADVICE ? 1 : MOST_EXAMPLES;
        }
    }

    /**
     * One product something was said about.
     *
     * @param id its id, or empty
     * @param title its title, or empty
     * @param attribute what it was about, or empty
     * @param found the value the product has there, or empty
     * @param text what was said
     * @param failure of a fault, which calculation failed and what it was given
     * @param part the catalogue it stood in
     * @param line its line in the ledger, from 1
     */
    public record Example(
            String id,
            String title,
            String attribute,
            String found,
            String text,
            Failure failure,
            String part,
            long line) {

        /** The same after so many lines of a ledger. */
        Example within(String catalog, long linesBefore) {
            return new Example(id, title, attribute, found, text, failure, catalog, linesBefore + line);
        }
    }
}
