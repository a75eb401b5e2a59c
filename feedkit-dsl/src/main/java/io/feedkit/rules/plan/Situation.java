package io.feedkit.rules.plan;

import io.feedkit.feed.Member;
import io.feedkit.product.Schema;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What is known before any product comes by.
 *
 * @param member null in the trunk
 * @param zone where {@code today} is
 */
public record Situation(Schema schema, @Nullable Member member, Instant runAt, ZoneId zone) {
    String language() {
        return member == null ? "" : member.language();
    }
}
