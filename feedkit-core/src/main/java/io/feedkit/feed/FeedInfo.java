package io.feedkit.feed;

import java.time.Instant;
import java.util.Objects;

/**
 * What a feed says about itself as a whole.
 *
 * @param title name of the catalogue or shop
 * @param link address of the shop, or empty
 * @param description one line, or empty
 * @param member whom it is for
 * @param runAt the instant of the run, given by the caller
 */
public record FeedInfo(String title, String link, String description, Member member, Instant runAt) {
    public FeedInfo {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(member, "member");
        Objects.requireNonNull(runAt, "runAt");
    }
}
