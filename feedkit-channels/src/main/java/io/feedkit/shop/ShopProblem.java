package io.feedkit.shop;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/** What can go wrong between a connector and a shop. */
public enum ShopProblem implements ProblemCode {
    /** No connector of that name is there. */
    UNKNOWN_SYSTEM("shop.unknown-system", Blame.CONFIG),
    /** A setting or a secret that the system cannot be read without. */
    SETTING_MISSING("shop.setting-missing", Blame.CONFIG),
    /** The shop does not let the account in, or not this far. */
    NOT_ALLOWED("shop.not-allowed", Blame.CONFIG),
    /** The shop understood the call and refused it. */
    REFUSED("shop.refused", Blame.REMOTE),
    /** The shop did not answer, or only that it cannot, however often it was asked. */
    UNREACHABLE("shop.unreachable", Blame.REMOTE),
    /** The answer is not what this system's API answers. */
    UNREADABLE_ANSWER("shop.unreadable-answer", Blame.REMOTE),
    /** The shop handed over fewer products than it says it has. */
    COUNT_DIFFERS("shop.count-differs", Severity.WARNING, Blame.REMOTE);

    private final String id;
    private final Severity severity;
    private final Blame blame;

    ShopProblem(String id, Blame blame) {
        this(id, Severity.ERROR, blame);
    }

    ShopProblem(String id, Severity severity, Blame blame) {
        this.id = id;
        this.severity = severity;
        this.blame = blame;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
