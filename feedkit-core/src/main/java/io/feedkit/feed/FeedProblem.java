package io.feedkit.feed;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/** What can be wrong with the way a feed is to be written. */
public enum FeedProblem implements ProblemCode {
    UNKNOWN_FORMAT("feed.unknown-format"),
    FORMAT_TWICE("feed.format-twice"),
    BAD_LAYOUT("feed.bad-layout"),
    BAD_CATEGORIES("feed.bad-categories", Blame.FEED);

    private final String id;
    private final Blame blame;

    FeedProblem(String id) {
        this(id, Blame.CONFIG);
    }

    FeedProblem(String id, Blame blame) {
        this.id = id;
        this.blame = blame;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return Severity.ERROR;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
