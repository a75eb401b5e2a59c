package io.feedkit.channel.contract;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.feed.CommonWork;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedContract;
import io.feedkit.product.Schema;

/**
 * A contract at work.
 *
 * <p>First every field is filled and checked for itself. Then conditions are asked, which see those values whatever other conditions decide: where a field has no
 * business it is left out, where it is missing but needed the product is refused, and last come the checks across fields. Each of these pieces is done together with the other sessions of the
 * thread where that makes no difference ({@link CommonWork}).
 */
final class ContractSession implements FeedContract.Session {
    private final SessionParts parts;
    private final Formulas formulas;
    private final BatchFindings findings;
    private final CrossChecks across;
    private final Sharing sharing;
    private final long[][] sent;
    private final Selection rows = new Selection();
    private ProductBatch lastLayer;
    private final Deadlines deadlines;
    /** The values of a layer, without what is said about them. */
    private final ProductBatch beside;
    /** Whether moments of the product itself are compared with the clock, not only those that would be sent. */
    private final boolean hasDeadlines;

    ContractSession(Terms terms, Formulas formulas, AcrossCatalogue catalogue, CommonWork common) {
        this.formulas = formulas;
        Schema schema = terms.schema();
        sharing = new Sharing(common);
        parts = new SessionParts(terms, formulas, sharing);
        findings = new BatchFindings(formulas.batchOf(schema));
        across = new CrossChecks(catalogue, formulas, parts.names().schema(), parts.fields(), sharing);
        sent = new long[terms.fields().size()][];
        lastLayer = formulas.batchOf(schema);
        deadlines = formulas.deadlines();
        beside = formulas.batchOf(schema);
        hasDeadlines = deadlines.has(schema);
    }

    /** Whether it is known when the clock changes what is made of a product. */
    boolean isForeseeable() {
        return formulas.isForeseeable()
                && deadlines.areOf(beside.schema(), parts.names().schema());
    }

    @Override
    public void apply(ProductBatch layer, FeedBatch out) {
        findings.start(layer);
        formulas.start(layer);
        rows.copy(layer.live());
        sharing.start(rows);
        deadlines.start();
        foresee(layer);
        parts.fill(layer, rows, findings, out);
        ProductBatch conditions = parts.names().fill(layer);
        deadlines.take(conditions, rows);
        parts.check(layer, conditions, rows, findings);
        findings.giveAdvice();
        // Once more, since checks may have taken values away that others of them look at.
        deadlines.take(conditions, rows);
        for (int i = 0; i < sent.length; i++) {
            sent[i] = parts.fields().get(i).sent();
        }
        across.say(sent, conditions, layer.text(), findings);
        findings.retireRefused();
        for (int i = 0; i < sent.length; i++) {
            out.set(i, sent[i]);
        }
        out.rows().copy(layer.live());
        across.take(sent, layer.text(), out.rows());
        rows.copy(out.rows());
        lastLayer = layer;
    }

    @Override
    public void start() {
        across.start();
    }

    @Override
    public boolean compare() {
        return across.compare(lastLayer, rows);
    }

    @Override
    public void marks(int row, long[] into) {
        across.marks(row, into);
    }

    @Override
    public long holdsUntil(int row) {
        return findings.isCompared(row) ? 0 : deadlines.until(row);
    }

    private void foresee(ProductBatch layer) {
        if (hasDeadlines) {
            beside.startBeside(layer, layer.rows());
            for (int slot = 0; slot < layer.schema().size(); slot++) {
                beside.supply(slot, layer.column(slot));
            }
            deadlines.take(beside, rows);
        }
    }

    @Override
    public void restore(int row, long record, long[] marks) {
        across.restore(row, record, marks);
    }

    @Override
    public boolean isRestoredFound() {
        return across.isRestoredFound();
    }
}
