package io.feedkit.channel.contract;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.feed.CommonWork;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One check of a session, made by the session itself or, where all see the same values, by whichever session of the thread came first. */
final class CheckWork {
    private final Check check;
    private final Sharing sharing;
    private List<FieldWork> fields = List.of();
    private @Nullable CheckWork before;
    /** The names it reads, as slots of the conditions. */
    private int[] names = {};

    private CommonWork.@Nullable Part<Made> part;
    private boolean isTaken;

    /** What one session found for all. */
    record Made(Check check, KeptFindings said) {}

    CheckWork(Check check, Sharing sharing) {
        this.check = check;
        this.sharing = sharing;
    }

    /**
     * Lets other sessions of the thread take what this one finds, and the other way round.
     *
     * @param read the names it reads, as slots of the conditions
     * @param touched fields it looks at beside those names
     * @param earlier a check that must have been shared before, or null
     */
    void share(int[] read, List<FieldWork> touched, @Nullable CheckWork earlier, CommonWork.Part<Made> shared) {
        names = read;
        fields = touched;
        before = earlier;
        part = shared;
    }

    /** The piece of work as others know it, or null when this session does it alone. */
    @Nullable
    Object part() {
        return part;
    }

    void run(ConditionNames known, ProductBatch conditions, Selection rows, Findings findings) {
        Made common = common(known, conditions);
        isTaken = common != null;
        if (common == null) {
            check.run(conditions, rows, findings);
        } else {
            check.take(common.check);
            common.said.sayTo(findings, sharing);
        }
    }

    private @Nullable Made common(ConditionNames known, ProductBatch conditions) {
        CommonWork.Part<Made> shared = part;
        if (shared == null || !shared.isCommon() || !isOfAll(known)) {
            return null;
        }
        Made made = shared.outcome().orElse(null);
        if (made != null || !sharing.makes()) {
            return made;
        }
        made = new Made(check, new KeptFindings());
        check.run(conditions, sharing.rows(), made.said);
        // What it says is no slice of the batch, and the slices it keeps are those of fields.
        shared.keep(made, false);
        return made;
    }

    /** Whether everything it looks at is what others take too. */
    private boolean isOfAll(ConditionNames known) {
        for (int name : names) {
            if (!known.isShared(name)) {
                return false;
            }
        }
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.get(i).isTaken()) {
                return false;
            }
        }
        return before == null || before.isTaken;
    }
}
