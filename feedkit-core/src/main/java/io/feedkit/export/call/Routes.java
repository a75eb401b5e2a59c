package io.feedkit.export.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.export.api.Lane;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.api.ApiCall;
import io.feedkit.feed.api.ApiPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Which calls bring a change to the channel, in which lane. Immutable. */
final class Routes {
    private final List<ApiCall> calls;
    /** By call the fields it carries; empty for all. */
    private final List<BitSet> carried = new ArrayList<>();

    private final int remove;
    private final int whole;
    private final BitSet stock;
    private final BitSet offer;
    private final int[] soldOutFields;
    private final byte[][] soldOutTexts;

    /** @param fields names of the feed's fields, in their order */
    Routes(ApiPlan plan, List<String> fields) {
        calls = plan.calls();
        int removing = -1;
        int wholly = -1;
        for (int i = 0; i < calls.size(); i++) {
            carried.add(bits(calls.get(i).fields(), fields));
            removing = removing < 0 && calls.get(i).kind() == ApiCall.Kind.REMOVE ? i : removing;
            wholly = wholly < 0 && calls.get(i).isWhole() ? i : wholly;
        }
        remove = removing;
        whole = wholly;
        stock = bits(plan.stock(), fields);
        offer = bits(plan.offer(), fields);
        offer.or(stock);
        List<Map.Entry<String, String>> said = plan.soldOut().entrySet().stream()
                .filter(entry -> fields.contains(entry.getKey()))
                .toList();
        soldOutFields =
                said.stream().mapToInt(entry -> fields.indexOf(entry.getKey())).toArray();
        soldOutTexts =
                said.stream().map(entry -> entry.getValue().getBytes(UTF_8)).toArray(byte[][]::new);
    }

    private static BitSet bits(Collection<String> names, List<String> fields) {
        BitSet bits = new BitSet();
        names.forEach(name -> {
            if (fields.contains(name)) {
                bits.set(fields.indexOf(name));
            }
        });
        return bits;
    }

    /** The call that takes products away, or -1. */
    int remove() {
        return remove;
    }

    /** The call that brings all a product says, or -1. */
    int whole() {
        return whole;
    }

    /** One way of a change. */
    record Way(Lane lane, int call) {}

    /**
     * The ways of a product, or of a record of several, in the order of their lanes.
     *
     * @param changed the fields that differ; empty when any of them may
     * @param rows of its products
     */
    List<Way> of(boolean isNew, BitSet changed, Selection rows, FeedBatch texts) {
        if (changed.isEmpty()) {
            return List.of(new Way(!isNew && isSoldOut(changed, rows, texts) ? Lane.STOCK : Lane.CONTENT, whole));
        }
        List<Way> ways = new ArrayList<>(Lane.values().length);
        BitSet left = (BitSet) changed.clone();
        if (isSoldOut(changed, rows, texts)) {
            add(Lane.STOCK, stock, left, ways);
        }
        add(Lane.OFFER, offer, left, ways);
        if (!left.isEmpty()) {
            ways.add(new Way(Lane.CONTENT, whole));
        }
        return ways;
    }

    /** Sends what is left of these fields with the smallest call that carries it. */
    private void add(Lane lane, BitSet of, BitSet left, List<Way> ways) {
        BitSet needed = (BitSet) left.clone();
        needed.and(of);
        if (needed.isEmpty()) {
            return;
        }
        int call = smallest(needed);
        ways.add(new Way(lane, call));
        if (carried.get(call).isEmpty()) {
            left.clear();
        } else {
            left.andNot(carried.get(call));
        }
    }

    private int smallest(BitSet needed) {
        int found = whole;
        for (int i = 0; i < calls.size(); i++) {
            BitSet fields = carried.get(i);
            BitSet missing = (BitSet) needed.clone();
            missing.andNot(fields);
            boolean carries = calls.get(i).kind() == ApiCall.Kind.SEND && !fields.isEmpty() && missing.isEmpty();
            if (carries
                    && (found == whole
                            || fields.cardinality() < carried.get(found).cardinality())) {
                found = i;
            }
        }
        return found;
    }

    /** Whether one of the fields that say so says of a product that none is left, and did not say the same before. */
    private boolean isSoldOut(BitSet changed, Selection rows, FeedBatch texts) {
        for (int i = 0; i < soldOutFields.length; i++) {
            if (changed.isEmpty() || changed.get(soldOutFields[i])) {
                long[] slices = texts.texts(soldOutFields[i]);
                for (int row = 0; row < rows.size; row++) {
                    if (says(texts.text().bytes(), slices[rows.rows[row]], soldOutTexts[i])) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean says(byte[] bytes, long slice, byte[] text) {
        return slice != Column.MISSING
                && Arrays.equals(bytes, TextBuffer.start(slice), TextBuffer.end(slice), text, 0, text.length);
    }
}
