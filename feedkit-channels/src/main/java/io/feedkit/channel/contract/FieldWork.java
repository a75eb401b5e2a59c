package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.channel.FieldSpec;
import io.feedkit.feed.CommonWork;
import io.feedkit.product.AttributeType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One field of a session: filled by the session itself, or by whichever session of the thread came first where all look at the same columns. */
final class FieldWork implements FieldValues {
    private final FieldSpec spec;
    private final Formula from;
    private final FieldPlan plan;
    private final Sharing sharing;
    private @Nullable Comparison comparison;
    /** The slots it looks at. */
    private int[] slots = {};

    private CommonWork.@Nullable Part<Filled> part;
    /** What another session made, or this one for all; null where it is for this one alone. */
    private @Nullable Filled taken;

    private FieldPlan filled;
    private long[] sent;

    /** A field that must be like another one, which stands in the feed too. */
    private record Comparison(Likeness likeness, FieldValues other) {
        void run(PlainField field, Selection rows, Findings findings) {
            Values values = field.values();
            likeness.check(values, values.typed, rows, row -> row, other.values(likeness.other()), findings);
            field.forgetWhatWasLeftOut();
        }
    }

    /** A field as one session filled it for all. */
    static final class Filled {
        private final FieldPlan plan;
        private final KeptFindings said = new KeptFindings();
        private @Nullable KeptFindings saidOfLikeness;

        Filled(FieldPlan plan) {
            this.plan = plan;
        }
    }

    FieldWork(FieldSpec spec, Formula from, FieldPlan plan, Sharing sharing) {
        this.spec = spec;
        this.from = from;
        this.plan = plan;
        this.sharing = sharing;
        filled = plan;
        sent = plan.texts();
    }

    FieldSpec spec() {
        return spec;
    }

    FieldPlan plan() {
        return plan;
    }

    void compareWith(Likeness likeness, FieldValues other) {
        comparison = new Comparison(likeness, other);
    }

    /** Lets other sessions of the thread take what this one makes, and the other way round, while these slots of the layer are as they are in the trunk. */
    void share(int[] read, CommonWork.Part<Filled> shared) {
        slots = read;
        part = shared;
    }

    /** The piece of work as others know it, or null when this session does it alone. */
    @Nullable
    Object part() {
        return part;
    }

    void fill(ProductBatch layer, Selection rows, Findings findings) {
        Filled common = common(layer);
        taken = common;
        if (common == null) {
            filled = plan;
            plan.run(layer, from.evaluate(layer, rows), rows, findings);
        } else {
            filled = common.plan;
            common.said.sayTo(findings, sharing);
        }
        sent = filled.texts();
    }

    private @Nullable Filled common(ProductBatch layer) {
        CommonWork.Part<Filled> shared = part;
        if (shared == null || !shared.isCommon() || !sharing.isOfTrunk(layer, slots)) {
            return null;
        }
        Filled known = shared.outcome().orElse(null);
        if (known != null || !sharing.makes()) {
            return known;
        }
        int end = layer.text().end();
        Selection all = sharing.rows();
        Filled made = new Filled(plan);
        plan.run(layer, from.evaluate(layer, all), all, made.said);
        shared.keep(made, layer.text().end() > end);
        return made;
    }

    /** Holds it against the field it must be like, when all are filled. */
    void compare(Selection rows, Findings findings) {
        Comparison asked = comparison;
        Filled common = taken;
        if (asked == null) {
            return;
        }
        if (common == null) {
            asked.run((PlainField) plan, rows, findings);
            return;
        }
        KeptFindings said = common.saidOfLikeness;
        if (said == null) {
            said = new KeptFindings();
            asked.run((PlainField) common.plan, sharing.rows(), said);
            common.saidOfLikeness = said;
        }
        said.sayTo(findings, sharing);
    }

    /** Whether what it holds is what others take too. */
    boolean isTaken() {
        return taken != null;
    }

    /** Whether what it sends is what others send too who take it. */
    boolean isSentAsTaken() {
        Filled common = taken;
        return common != null && sent == common.plan.texts();
    }

    /** Whether it was said already why a product has no value. */
    boolean isStruck(int row, Findings findings) {
        Filled common = taken;
        if (common == null) {
            return findings.isStruck(row, spec.name());
        }
        KeptFindings likeness = common.saidOfLikeness;
        return common.said.isStruck(row, spec.name()) || likeness != null && likeness.isStruck(row, spec.name());
    }

    /** What is sent, per product; changed by nobody. */
    long[] sent() {
        return sent;
    }

    /** Sends these instead of {@link #texts}. */
    void send(long[] texts) {
        sent = texts;
    }

    @Override
    public long[] texts() {
        return filled.texts();
    }

    @Override
    public Map<String, AttributeType> names() {
        return plan.names();
    }

    @Override
    public Column values(String name) {
        return filled.values(name);
    }
}
