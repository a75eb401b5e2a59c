package io.feedkit.export;

import io.feedkit.batch.ProductBatch;
import io.feedkit.feed.Member;
import io.feedkit.problem.ProblemSink;
import io.feedkit.product.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The enrichment of an export without rules. */
record NoEnrichment() implements Enrichment, Enrichment.Session {

    @Override
    public String hash() {
        return "none";
    }

    @Override
    public String identity(Instant runAt) {
        return hash();
    }

    @Override
    public Set<String> reads() {
        return Set.of();
    }

    @Override
    public Set<String> writes() {
        return Set.of();
    }

    @Override
    public Session open(Schema schema, List<Member> members, Instant runAt, ProblemSink problems) {
        return this;
    }

    @Override
    public void trunk(ProductBatch batch) {}

    @Override
    public void layer(int member, ProductBatch layer) {}
}
