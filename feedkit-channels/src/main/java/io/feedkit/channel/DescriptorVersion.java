package io.feedkit.channel;

import org.jspecify.annotations.Nullable;

/**
 * One version of a descriptor, with a note for those who come from the version before.
 *
 * @param name what {@code version} says, or what {@code channel@name} asks for
 * @param since the day, month or year the channel began with it, or empty
 * @param until the day, month or year from which the channel takes it no more, or empty
 * @param changes what is different from the version before
 * @param migrate what a merchant has to do, or empty when nothing
 * @param descriptor the descriptor as it was; null for the present version and for those of which only the note is left
 * @param provenance where this is written
 */
public record DescriptorVersion(
        String name,
        String since,
        String until,
        String changes,
        String migrate,
        @Nullable ChannelDescriptor descriptor,
        Provenance provenance) {

    /** Whether feeds can still be written for it. */
    public boolean isKept() {
        return descriptor != null;
    }
}
