package io.feedkit.rules.eval;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.Schema;
import java.util.List;

/**
 * Works out what is the same for every product, by running it once on an empty one: there is one meaning of every operation, and it is the evaluator's.
 *
 * <p>What faults is left alone, so that the fault is reported for each product.
 */
public final class Folding {
    private final Places places;
    private final ProductBatch batch;
    private final Run run;
    private final Selection one = new Selection().all(1);

    public Folding(Schema schema, Places places) {
        this.places = places;
        RecordBatch records = new RecordBatch(new TextBuffer(64));
        records.startRecord(1, -1, -1, 0);
        records.endRecord();
        batch = new ProductBatch(schema, records);
        batch.start(records);
        run = new Run(batch);
        run.rememberSource(batch);
        run.rememberTrunk(batch);
    }

    private void start() {
        batch.start(batch.records());
        run.start(Plan.of(List.of(), places), batch);
        run.enter("", 1);
    }

    /** A node whose operands are all literals, as a literal. */
    public Node fold(Node node) {
        start();
        var column = node.eval(run, one);
        Object value = Values.read(column, 0, node.type, run.text());
        return batch.notes().isEmpty() ? new Literal(node.type, value, places) : node;
    }

    /** A condition whose operands are all literals, as a fixed one. */
    public Condition fold(Condition condition) {
        start();
        Selection yes = new Selection();
        Selection no = new Selection();
        Selection unknown = new Selection();
        condition.split(run, one, true, yes, no);
        boolean isTrue = yes.size == 1;
        condition.split(run, no, false, yes, unknown);
        boolean isFalse = yes.size == 1;
        if (!batch.notes().isEmpty()) {
            return condition;
        }
        return Logic.fixed(isTrue ? Boolean.TRUE : isFalse ? Boolean.FALSE : null);
    }
}
