package io.feedkit.export.document;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/** What there is to say about products that are put together. */
enum DocumentProblem implements ProblemCode {
    /** Products of one record say different things where the record has room for one. */
    PRODUCTS_DIFFER("export.products-differ", Severity.WARNING);

    private final String id;
    private final Severity severity;

    DocumentProblem(String id, Severity severity) {
        this.id = id;
        this.severity = severity;
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
        return Blame.FEED;
    }
}
