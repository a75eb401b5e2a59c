package io.feedkit.feed.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the answer to a call says what became of each product. Places are JSON pointers (RFC 6901); an empty one says that there is nothing to read.
 *
 * @param items the list with an entry for each product, or for each that failed; empty when the status of HTTP says it all
 * @param id within an entry, the product it is about; empty when entries stand in the order of the call
 * @param status within an entry, the word that says how it went; empty when an entry with a message is a failure, and one without is none
 * @param good the words that say it went well
 * @param message within an entry, or the whole answer of a refused call, what is said to people
 * @param onlyFailures whether products that are not listed went well; otherwise they count as not answered
 * @param later where the channel takes the call in and says afterwards how it went, or null
 */
public record CallAnswer(
        String items,
        String id,
        String status,
        Set<String> good,
        String message,
        boolean onlyFailures,
        @Nullable Later later) {
    /** The status of HTTP says it all. */
    public static final CallAnswer STATUS = new CallAnswer("", "", "", Set.of(), "", true, null);

    public CallAnswer {
        Objects.requireNonNull(items, "items");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(status, "status");
        good = Set.copyOf(good);
        Objects.requireNonNull(message, "message");
    }

    /**
     * A call that works on after it was answered.
     *
     * @param process in the first answer, the number of what was begun: {@code {process}} of the paths
     * @param path where to ask how far it is; a template
     * @param status in what is answered there, the word that says it
     * @param done words that say it is through
     * @param failed words that say nothing came of it
     * @param every how long to wait between two questions
     * @param errors where to ask what became of single products, a template; empty when nothing more can be learnt
     * @param errorsWhen in the answer about the state, what is {@code true} or a number above 0 when there are errors; empty to ask always
     * @param errorId the column, or within an entry the place, of the product an error is about
     * @param errorMessage the column, or the place, of what is said to people
     */
    public record Later(
            String process,
            String path,
            String status,
            Set<String> done,
            Set<String> failed,
            Duration every,
            String errors,
            String errorsWhen,
            String errorId,
            String errorMessage) {
        public Later {
            done = Set.copyOf(done);
            failed = Set.copyOf(failed);
        }
    }
}
