package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Failure;
import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import io.feedkit.rules.function.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What plans need while they run on one thread: the batch, scratch columns and selections, formulas already computed, and where faults go. Reused from batch
 * to batch, so the steady state allocates nothing.
 */
public final class Run implements Frame {
    private static final Column[] NONE = {};
    /** Forty for each product: more is a rule gone wild, and every one of them takes memory. */
    private static final int MOST_NOTES = 40 * ProductBatch.ROWS;
    /** So many faults of a batch say what failed; four for every product are enough to find out, and values take more memory than reasons. */
    private static final int MOST_FAILURES = 4 * ProductBatch.ROWS;

    /** Made when somebody writes to them: a long list of constants has a place for each and needs none. */
    private @Nullable Column[] columns = NONE;

    private @Nullable Column[] lasting = NONE;
    private final List<Selection> selections = new ArrayList<>();
    private final List<Computed> computed = new ArrayList<>();
    private final SeenFaults faults = new SeenFaults();
    private final TextBuffer side = new TextBuffer(256);

    private final UnaryOperator<String> wording;

    private ProductBatch batch;
    private TextBuffer text;
    private Column[] source = NONE;
    private Column[] trunk = NONE;
    private String rule = "";
    private @Nullable Origin called;
    private int liveRows;
    private int lent;
    private long epoch;
    private @Nullable Set<String> fired;
    private long[] constantSlices = {};
    private long[] constantEpochs = {};

    /** Which rows of a cached formula are there. */
    private static final class Computed {
        long epoch = -1;
        boolean complete;
        final boolean[] rows = new boolean[ProductBatch.ROWS];
    }

    public Run(ProductBatch first) {
        this(first, UnaryOperator.identity());
    }

    /** @param wording says a fault in the language of the rules */
    public Run(ProductBatch first, UnaryOperator<String> wording) {
        batch = first;
        text = first.text();
        this.wording = wording;
    }

    /** Begins one pass of a plan over a batch. */
    void start(Plan plan, ProductBatch next) {
        batch = next;
        text = next.text();
        epoch++;
        faults.clear();
        if (columns.length < plan.columns()) {
            columns = Arrays.copyOf(columns, plan.columns());
        }
        if (lasting.length < plan.lasting()) {
            lasting = Arrays.copyOf(lasting, plan.lasting());
        }
        while (computed.size() < plan.formulas()) {
            computed.add(new Computed());
        }
        lent = 0;
        if (constantSlices.length < plan.texts()) {
            constantSlices = new long[plan.texts()];
            constantEpochs = new long[plan.texts()];
        }
    }

    /** Remembers the columns of a batch as what the source said. */
    public void rememberSource(ProductBatch from) {
        source = columnsOf(from, source);
    }

    /** Remembers the columns of a layer that was just opened as what the trunk made of them. */
    public void rememberTrunk(ProductBatch from) {
        trunk = columnsOf(from, trunk);
    }

    private static Column[] columnsOf(ProductBatch from, Column[] reused) {
        int size = from.schema().size();
        Column[] all = reused.length == size ? reused : new Column[size];
        for (int slot = 0; slot < size; slot++) {
            all[slot] = from.column(slot);
        }
        return all;
    }

    /** From now on products that are excluded go on, so that all reasons come up, and what acts on the first row is remembered. */
    public void observe() {
        fired = new LinkedHashSet<>();
    }

    /** The rules that acted on the first row since {@link #observe()}. */
    public Set<String> fired() {
        Set<String> all = fired;
        return all == null ? Set.of() : Collections.unmodifiableSet(all);
    }

    boolean isObserved() {
        return fired != null;
    }

    void acted(String name, Selection rows) {
        Set<String> all = fired;
        if (all != null && rows.size > 0 && rows.rows[0] == 0) {
            all.add(name);
        }
    }

    ProductBatch batch() {
        return batch;
    }

    @Override
    public TextBuffer text() {
        return text;
    }

    /** A buffer for text that is only looked at, never a value of the batch. */
    TextBuffer side() {
        side.clear();
        return side;
    }

    Column source(int slot) {
        return source[slot];
    }

    Column trunk(int slot) {
        return trunk[slot];
    }

    Column column(int place) {
        Column column = place >= 0 ? columns[place] : lasting[~place];
        return column == null ? made(place) : column;
    }

    private Column made(int place) {
        Column column = Column.of(AttributeType.MONEY);
        if (place >= 0) {
            columns[place] = column;
        } else {
            lasting[~place] = column;
        }
        return column;
    }

    /** A selection to work with. Given back in the opposite order of lending. */
    Selection lend() {
        if (lent == selections.size()) {
            selections.add(new Selection());
        }
        return selections.get(lent++);
    }

    /** Takes back the selections lent last. */
    void giveBack(int count) {
        lent -= count;
    }

    /** Names the rule that faults and notes belong to from now on, and how many rows could reach it. */
    void enter(String name, int rows) {
        rule = name;
        liveRows = rows;
    }

    String rule() {
        return rule;
    }

    /** Says which part of a rule the function belongs to that is called next. */
    void calls(Origin function) {
        called = function;
    }

    @Override
    public void fault(int row, String reason) {
        fault(row, reason, called);
    }

    /** Says why a part of a rule has no result for a row. */
    void fault(int row, String reason, @Nullable Origin failed) {
        // A condition may look at an operand twice (is it true? is it false?); that is still one fault.
        if (faults.size() < MOST_NOTES && faults.add(row, rule, reason, failed)) {
            Failure failure =
                    failed == null || faults.size() > MOST_FAILURES ? Failure.NONE : failed.failure(this, row);
            note(Note.fault(row, rule, wording.apply(reason), failure));
        }
    }

    /** Takes back what was written for a row behind {@code mark}, since there is no more room for texts; the row has no result. */
    long noRoom(int row, int mark, Origin failed) {
        text.truncate(mark);
        fault(row, "the texts of its neighbours leave no room", failed);
        return Column.MISSING;
    }

    /** Remarks on a product; of a batch that draws thousands, the last one says that there were more. */
    void note(Note note) {
        int known = batch.notes().size();
        if (known < MOST_NOTES || note.kind() == Note.Kind.EXCLUDED) {
            batch.note(note);
        } else if (known == MOST_NOTES) {
            batch.note(new Note(
                    note.row(), note.kind(), note.by(), "", wording.apply("there is more to say than is listed")));
        }
    }

    /** The slice of a constant text, appended once per pass. */
    long constant(int place, byte[] utf8) {
        if (constantEpochs[place] != epoch) {
            constantEpochs[place] = epoch;
            constantSlices[place] = text.appendAnyway(utf8);
        }
        return constantSlices[place];
    }

    /** Puts into {@code needed} the rows whose cached formula is not there yet, and counts on the caller to compute them. */
    void missingRows(int formula, Selection rows, Selection needed) {
        Computed cache = computed.get(formula);
        needed.size = 0;
        if (cache.epoch != epoch) {
            cache.epoch = epoch;
            Arrays.fill(cache.rows, false);
            cache.complete = false;
        } else if (cache.complete) {
            return;
        }
        boolean[] there = cache.rows;
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            if (!there[row]) {
                there[row] = true;
                needed.rows[needed.size++] = row;
            }
        }
        // Rows only ever leave the batch, so a formula computed for all that are left stays complete.
        cache.complete = rows.size == liveRows;
    }
}
