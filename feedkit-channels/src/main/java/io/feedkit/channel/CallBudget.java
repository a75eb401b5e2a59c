package io.feedkit.channel;

import java.time.Duration;

/**
 * How often a channel may be called.
 *
 * @param name which call, or {@code all}
 * @param calls so many
 * @param per in this time
 * @param note one line for people, or empty
 * @param provenance where the number comes from
 */
public record CallBudget(String name, int calls, Duration per, String note, Provenance provenance) {}
