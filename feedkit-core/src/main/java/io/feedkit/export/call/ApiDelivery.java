package io.feedkit.export.call;

import io.feedkit.export.api.ApiReport;
import io.feedkit.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * How a delivery ended.
 *
 * @param ended why it ended before all was tried, or null
 */
public record ApiDelivery(ApiReport report, @Nullable Problem ended) {}
