package io.feedkit.channel.contract;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.feed.CommonWork;
import java.util.Arrays;

/** How far a session works together with others on the batch it has: where its layer is the trunk, and for which rows. */
final class Sharing {
    private final CommonWork common;
    private final Selection everybody = new Selection();
    private final Selection some = new Selection();
    private final boolean[] mine = new boolean[ProductBatch.ROWS];
    private boolean makes;

    Sharing(CommonWork common) {
        this.common = common;
    }

    /** Begins a batch of which this session has these rows. */
    void start(Selection rows) {
        everybody.copy(common.rows());
        makes = common.isWorthwhile(rows);
        Arrays.fill(mine, false);
        for (int i = 0; i < rows.size; i++) {
            mine[rows.rows[i]] = true;
        }
    }

    /** The rows for which work is done that others take; this session's are among them. */
    Selection rows() {
        return everybody;
    }

    /** Whether the session has a row. */
    boolean has(int row) {
        return mine[row];
    }

    /** Of these rows those the session has; good until it is asked again. */
    Selection own(int[] rows) {
        some.clear();
        for (int row : rows) {
            if (mine[row]) {
                some.add(row);
            }
        }
        return some;
    }

    /** Whether the session does for all what nobody has done yet. */
    boolean makes() {
        return makes;
    }

    /** Whether all these slots are as they are in the trunk. */
    boolean isOfTrunk(ProductBatch layer, int[] slots) {
        for (int slot : slots) {
            if (!isOfTrunk(layer, slot)) {
                return false;
            }
        }
        return true;
    }

    boolean isOfTrunk(ProductBatch layer, int slot) {
        return common.isOfTrunk(layer, slot);
    }

    <T> CommonWork.Part<T> part(Object key) {
        return common.part(key);
    }
}
