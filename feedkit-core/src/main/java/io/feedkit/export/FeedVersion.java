package io.feedkit.export;

import java.nio.file.Path;

/**
 * An earlier version of a feed, as it was kept.
 *
 * @param number counts up from one publication to the next
 * @param folder where its files are
 * @param runAt the run instant, as its manifest says it
 * @param products how many it holds
 * @param parts of how many files it consists
 * @param bytes size of the first of them
 */
public record FeedVersion(int number, Path folder, String runAt, long products, int parts, long bytes) {}
