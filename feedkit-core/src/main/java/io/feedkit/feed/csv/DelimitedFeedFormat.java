package io.feedkit.feed.csv;

import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedFormat;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedProblem;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;

/**
 * Writes delimited text with a header line, UTF-8, as RFC 4180 has it but with the layout's delimiter.
 *
 * <p>Options of the layout: {@code delimiter} (one ASCII character, {@code ,} if not given, {@code tab} for a tab), {@code line-end} ({@code lf}, the default, or
 * {@code crlf}), {@code list-separator} ({@code ,} if not given) between the values of a repeated field, where a value that holds it is quoted, and
 * {@code part-separator} ({@code :} if not given) between the parts of a group. {@code quote} is {@code "} if not given, {@code quoting} is
 * {@code when-needed}, {@code always} or {@code never}; {@code header-row: no} leaves the names of the columns out. The head goes before them, a line {@code name=text} for each;
 * {@code first-line} before all of it, {@code last-line} behind the last product, both as {@link io.feedkit.feed.InfoText}, whose places hold neither delimiters nor line ends.
 */
public final class DelimitedFeedFormat implements FeedFormat {

    /** For {@link java.util.ServiceLoader}. */
    public DelimitedFeedFormat() {}

    @Override
    public String name() {
        return "delimited";
    }

    @Override
    public FeedEncoder encoder(FeedLayout layout) {
        if (!layout.documents().isNone()) {
            throw new FeedException(new Problem(
                    FeedProblem.BAD_LAYOUT,
                    SourcePosition.unknown("layout"),
                    "A table has a line for each product, and no place for several in one.",
                    "Leave documents out, or write XML or JSON."));
        }
        return new DelimitedEncoder(layout);
    }
}
