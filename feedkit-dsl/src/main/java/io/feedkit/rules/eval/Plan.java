package io.feedkit.rules.eval;

import io.feedkit.batch.ProductBatch;
import java.util.List;

/**
 * The statements one member (or the trunk) runs, in order, with names resolved to slots.
 *
 * @param steps what to do
 * @param columns how many scratch columns the steps use
 * @param lasting how many columns that outlive a statement
 * @param formulas how many cached formulas
 * @param texts how many constant texts
 */
public record Plan(List<Step> steps, int columns, int lasting, int formulas, int texts) {
    public Plan {
        steps = List.copyOf(steps);
    }

    /** A plan of steps that were built with these places. */
    public static Plan of(List<Step> steps, Places places) {
        return new Plan(steps, places.scratchColumns(), places.lastingColumns(), places.formulas(), places.texts());
    }

    /** Makes a run ready for nodes of this plan that are evaluated without steps. */
    public void open(Run run, ProductBatch batch, String rule, int rows) {
        run.start(this, batch);
        run.enter(rule, rows);
    }

    /** Runs over the live rows of a batch. */
    public void run(Run run, ProductBatch batch) {
        run.start(this, batch);
        for (Step step : steps) {
            int live = batch.live().size;
            if (live == 0) {
                return;
            }
            run.enter(step.rule(), live);
            step.run(run, batch.live());
        }
    }
}
