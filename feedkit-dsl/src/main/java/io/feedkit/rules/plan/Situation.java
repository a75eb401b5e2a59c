package io.feedkit.rules.plan;

import io.feedkit.feed.Member;
import io.feedkit.product.Schema;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known before any product comes by.
 *
 * @param member null in the trunk
 * @param members all members of the run, among whom stock is shared
 * @param zone where {@code today} is
 * @param answers what is known of the catalogue as a whole
 */
public record Situation(
        Schema schema, @Nullable Member member, List<Member> members, Instant runAt, ZoneId zone, Answers answers) {
    public Situation {
        members = List.copyOf(members);
    }

    /** A situation of one member, or none, of which no catalogue is known. */
    public static Situation of(Schema schema, @Nullable Member member, Instant runAt, ZoneId zone) {
        return new Situation(schema, member, member == null ? List.of() : List.of(member), runAt, zone, Answers.NONE);
    }

    /** What a member says to a name of the rule language: {@code country}, {@code channel.commission_rate}. */
    public static String ofMember(Member member, String name) {
        return switch (name) {
            case "country" -> member.country();
            case "language" -> member.language();
            case "currency" -> member.currency();
            case "account" -> member.account();
            case "channel.name" -> member.channel();
            case "channel.family" -> member.family();
            case "channel.kind" -> member.kind();
            default -> member.constants().getOrDefault(name.substring("channel.".length()), "");
        };
    }

    String language() {
        return member == null ? "" : member.language();
    }
}
