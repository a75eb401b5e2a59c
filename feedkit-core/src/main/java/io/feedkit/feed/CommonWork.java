package io.feedkit.feed;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of one thread make of a batch together, so that a further feed costs what differs in it.
 *
 * <p>A session asks for a {@link Part} for each piece of its work, under a key that names everything the outcome depends on but the columns. Where a member's layer left those columns as they are in
 * the trunk, the first session that does the piece does it for all live rows of the trunk and keeps the outcome, and the others take it. What they take is nobody's to change: it holds until the next
 * batch.
 *
 * <p>The outcome's texts stand in the trunk's buffer, behind those of the catalogue. Whoever runs sessions calls {@link #start} for each batch and {@link #endFeed} after each feed, which forgets
 * what the feed wrote there unless others may take something of it. For one thread.
 */
public final class CommonWork {
    /** How much text a batch keeps for other feeds; beyond, each works for itself. */
    private static final int MOST_BYTES = 4 << 20;
    /** A piece is done for all products of the batch by somebody who has at least three in four of them. */
    private static final int QUARTERS = 3;

    private final Map<Object, Part<?>> parts = new HashMap<>();
    private final Selection noRows = new Selection();
    private @Nullable ProductBatch trunk;
    private long batch;
    private int start;
    private int kept;
    private boolean hasNews;

    /** For one thread; no batch has begun. */
    public CommonWork() {}

    /** One piece of work; its outcome holds for the batch in which it was kept. */
    public final class Part<T> {
        private int sessions;
        private long keptIn;
        private @Nullable T outcome;

        private Part() {}

        /** Whether several sessions do it. */
        public boolean isCommon() {
            return sessions > 1;
        }

        /** What somebody made of this batch, if anybody has yet. */
        public Optional<T> outcome() {
            return keptIn == batch ? Optional.ofNullable(outcome) : Optional.empty();
        }

        /**
         * Keeps the outcome for the others.
         *
         * @param hasText whether slices of it may stand where the feed that is being worked on has written
         */
        public void keep(T made, boolean hasText) {
            outcome = made;
            keptIn = batch;
            hasNews |= hasText;
        }
    }

    /** The piece of work of that key, for one session more. Whoever asks with equal keys means outcomes of the same type. */
    @SuppressWarnings("unchecked") // equal keys, equal types: keys are records of those who ask
    public <T> Part<T> part(Object key) {
        Part<T> part = (Part<T>) parts.computeIfAbsent(key, any -> new Part<T>());
        part.sessions++;
        return part;
    }

    /** Begins a batch, when the trunk is done with it and no layer has begun. */
    public void start(ProductBatch next) {
        trunk = next;
        batch++;
        start = next.text().end();
        kept = start;
        hasNews = false;
    }

    /** Ends the work on a feed. */
    public void endFeed() {
        TextBuffer text = Objects.requireNonNull(trunk).text();
        if (hasNews && text.end() - start > MOST_BYTES) {
            batch++;
            kept = start;
        } else if (hasNews) {
            kept = text.end();
        }
        hasNews = false;
        text.truncate(kept);
    }

    /** The rows a piece is done for when it is done for all. */
    public Selection rows() {
        ProductBatch of = trunk;
        return of == null ? noRows : of.live();
    }

    /** Whether somebody with these rows should do for all what nobody has done yet. */
    public boolean isWorthwhile(Selection rows) {
        return rows.size * (QUARTERS + 1) >= rows().size * QUARTERS;
    }

    /** Whether a layer left a slot as it is in the trunk. */
    public boolean isOfTrunk(ProductBatch layer, int slot) {
        ProductBatch of = trunk;
        return of != null && layer.column(slot) == of.column(slot);
    }
}
