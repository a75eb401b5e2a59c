package io.feedkit.export;

import io.feedkit.batch.Note;
import io.feedkit.feed.Member;
import io.feedkit.problem.Problem;
import java.nio.file.Path;
import java.util.List;

/**
 * What became of one feed.
 *
 * @param member whom it is for
 * @param file where it was to appear
 * @param sent products in the feed
 * @param excluded products that rules left out
 * @param invalid products that the channel's contract refused
 * @param unreadable records that never became products
 * @param reasons what rules, conversions and contract said, the most frequent first
 * @param bytes size of the published file, 0 if it was not published
 * @param sha256 checksum of the published file, or empty
 * @param failures why the feed was not published; empty when it was
 */
public record FeedReport(
        Member member,
        Path file,
        long sent,
        long excluded,
        long invalid,
        long unreadable,
        List<Reason> reasons,
        long bytes,
        String sha256,
        List<Problem> failures) {

    public FeedReport {
        reasons = List.copyOf(reasons);
        failures = List.copyOf(failures);
    }

    /** Whether the new feed stands in its place; otherwise the last good one does. */
    public boolean published() {
        return failures.isEmpty();
    }

    /** Whether the new feed could be made but was held back, so that it does not replace a better one. */
    public boolean heldBack() {
        return !failures.isEmpty()
                && failures.stream()
                        .allMatch(problem -> problem.code() == ExportProblem.WOULD_EMPTY
                                || problem.code() == ExportProblem.GUARD_TRIPPED
                                || problem.code() == ExportProblem.TOO_MANY_FAULTS);
    }

    /** How many products have a line in the ledger. */
    public long accounted() {
        return sent + excluded + invalid + unreadable;
    }

    /**
     * Something a rule or a contract check said, and how often.
     *
     * @param by the rule or check, as users name it
     * @param label what the rule says about itself
     * @param examples the first few products it was said about
     */
    public record Reason(Note.Kind kind, String by, RuleLabel label, long count, List<Example> examples) {
        public Reason {
            examples = List.copyOf(examples);
        }
    }

    /**
     * One product something was said about.
     *
     * @param id its id, or empty
     * @param attribute what it was about, or empty
     */
    public record Example(String id, String attribute, String text) {}
}
