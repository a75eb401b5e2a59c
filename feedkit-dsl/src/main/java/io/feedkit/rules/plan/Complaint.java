package io.feedkit.rules.plan;

import java.util.Objects;

/**
 * Something a member brought along that cannot be used.
 *
 * @param about the constant, or where it is used
 * @param why as whoever refused it said it, so that it can be said in any language
 */
public record Complaint(String about, IllegalArgumentException why) {
    public Complaint {
        Objects.requireNonNull(about, "about");
        Objects.requireNonNull(why, "why");
    }
}
