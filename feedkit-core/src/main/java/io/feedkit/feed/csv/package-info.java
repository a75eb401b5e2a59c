/**
 * Feeds as delimited text: comma, semicolon, tab or pipe.
 *
 * <p>Front door: {@link io.feedkit.feed.csv.DelimitedFeedFormat}. A cell is quoted only when it must be, and copied eight bytes at a time when it need not.
 *
 * <p>Traps: how lists and groups are spelled inside one cell is the channel's business, so it is in the layout's options.
 */
@NullMarked
package io.feedkit.feed.csv;

import org.jspecify.annotations.NullMarked;
