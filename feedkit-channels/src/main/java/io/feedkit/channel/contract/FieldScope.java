package io.feedkit.channel.contract;

import io.feedkit.channel.FieldSpec;

/**
 * Where a field stands: in the feed itself or inside a group.
 *
 * @param channel name of the channel
 * @param currency the one that prices are in when the feed does not say; empty when it does
 * @param group name of the group around it, or empty
 */
record FieldScope(String channel, String currency, String group) {

    /** As reports name the field. */
    String name(FieldSpec field) {
        return group.isEmpty() ? field.name() : group + "." + field.name();
    }

    /** As checks name it: {@code google-shopping/title}. */
    String path(FieldSpec field) {
        return channel + "/" + name(field);
    }

    /** Whether a required field refuses the product; inside a group it only spoils the group. */
    boolean mandatory() {
        return group.isEmpty();
    }

    FieldScope inside(FieldSpec other) {
        return new FieldScope(channel, currency, other.name());
    }
}
