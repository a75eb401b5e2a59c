package io.feedkit.export.call;

import io.feedkit.export.api.ApiReport;
import io.feedkit.location.PublishProblem;
import io.feedkit.problem.Problem;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a delivery ended. What it says of products can be heard until it is settled. */
public final class ApiDelivery implements AutoCloseable {
    private final ApiFiles files;
    private final Rejections rejections;
    private final ApiReport report;
    private final @Nullable Problem ended;

    ApiDelivery(ApiFiles files, Rejections rejections, ApiReport report, @Nullable Problem ended) {
        this.files = files;
        this.rejections = rejections;
        this.report = report;
        this.ended = ended;
    }

    public ApiReport report() {
        return report;
    }

    /** Why it ended before all was tried. */
    public Optional<Problem> ended() {
        return Optional.ofNullable(ended);
    }

    /** Whether the channel took all it was sent. */
    public boolean isAllTaken() {
        return report.left() == 0 && report.refused() == 0;
    }

    /** Tells what became of each product, once, before it is settled. */
    public void tell(Answers.Taker taker) {
        try {
            Answers.tell(files, rejections, taker);
        } catch (IOException e) {
            throw PublishProblem.CANNOT_WRITE.at(
                    files.queue().toString(), "The queue of calls cannot be read again: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public void close() {
        try {
            rejections.close();
        } catch (IOException e) {
            throw PublishProblem.CANNOT_WRITE.at(
                    files.rejected().toString(),
                    "The file of rejected products cannot be written: " + e.getMessage() + ".",
                    e);
        }
    }
}
