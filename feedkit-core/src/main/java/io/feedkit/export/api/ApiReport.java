package io.feedkit.export.api;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of the products that a run had to send to an API.
 *
 * @param lanes by lane; none when nothing is called
 * @param calls how many calls were made, those that were made again included
 * @param again how many of them were made again
 * @param listed how many products the channel said it has; 0 when it was not asked
 * @param rejected how many products it refused, wholly or in part
 * @param waiting how many products are left to the next run
 */
public record ApiReport(Map<Lane, Products> lanes, long calls, long again, long listed, long rejected, long waiting) {
    /** Nothing is called. */
    public static final ApiReport NONE = new ApiReport(Map.of(), 0, 0, 0, 0, 0);

    /**
     * Products of a lane, each as often as it was to be sent.
     *
     * @param queued how many were to be sent
     * @param confirmed how many of them the channel took
     * @param refused how many it refused
     */
    public record Products(long queued, long confirmed, long refused) {
        private Products plus(Products other) {
            return new Products(queued + other.queued, confirmed + other.confirmed, refused + other.refused);
        }

        /** How many are left to the next run. */
        public long left() {
            return queued - confirmed - refused;
        }
    }

    public ApiReport {
        Map<Lane, Products> ordered = new EnumMap<>(Lane.class);
        ordered.putAll(lanes);
        lanes = Collections.unmodifiableMap(ordered);
    }

    /** Both together. */
    public ApiReport plus(ApiReport other) {
        Map<Lane, Products> all = new EnumMap<>(Lane.class);
        all.putAll(lanes);
        other.lanes.forEach((lane, more) -> all.merge(lane, more, Products::plus));
        return new ApiReport(
                all,
                calls + other.calls,
                again + other.again,
                listed + other.listed,
                rejected + other.rejected,
                waiting + other.waiting);
    }

    /** The same with products counted, each of which may be in several lanes. */
    public ApiReport withProducts(long refused, long left) {
        return new ApiReport(lanes, calls, again, listed, refused, left);
    }

    /** Whether anything was to be called. */
    public boolean isCalled() {
        return !lanes.isEmpty();
    }

    public long queued() {
        return lanes.values().stream().mapToLong(Products::queued).sum();
    }

    public long confirmed() {
        return lanes.values().stream().mapToLong(Products::confirmed).sum();
    }

    public long refused() {
        return lanes.values().stream().mapToLong(Products::refused).sum();
    }

    public long left() {
        return lanes.values().stream().mapToLong(Products::left).sum();
    }
}
