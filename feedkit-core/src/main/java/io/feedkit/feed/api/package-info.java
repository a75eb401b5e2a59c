/**
 * What a channel says about calls: which of them carry which products, how large they may be, how often they may come, and how their answers are read.
 *
 * <p>{@link io.feedkit.feed.api.ApiPlan} is the front door: a contract gives one where the channel takes products one call after the other instead of, or beside, a file. All of it is data;
 * {@code io.feedkit.export.api} does what it says.
 *
 * <p>Traps: paths, names and bodies are templates whose values come from the host or the catalogue, and are escaped for the place where they stand.
 */
@NullMarked
package io.feedkit.feed.api;

import org.jspecify.annotations.NullMarked;
