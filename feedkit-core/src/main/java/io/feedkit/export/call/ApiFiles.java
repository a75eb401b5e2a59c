package io.feedkit.export.call;

import java.nio.file.Path;
import java.util.List;

/**
 * The files beside a feed that is sent call by call.
 *
 * @param sent the log of what the channel holds
 * @param next what that log becomes when all goes well
 * @param queue what is to be sent
 * @param journal what was done about it
 * @param rejected what the channel refused in the last run, a line of JSON for each product
 * @param limits what was used of the channel's limits
 */
public record ApiFiles(Path sent, Path next, Path queue, Path journal, Path rejected, Path limits) {

    /** Those of a feed. */
    public static ApiFiles of(Path feed) {
        String name = String.valueOf(feed.getFileName());
        return new ApiFiles(
                feed.resolveSibling(name + ".sent"),
                feed.resolveSibling(name + ".next"),
                feed.resolveSibling(name + ".queue"),
                feed.resolveSibling(name + ".calls"),
                feed.resolveSibling(name + ".rejected.ndjson"),
                feed.resolveSibling(name + ".limits"));
    }

    /** Those that a run writes besides the log. */
    public List<Path> all() {
        return List.of(next, queue, journal, rejected, limits);
    }
}
