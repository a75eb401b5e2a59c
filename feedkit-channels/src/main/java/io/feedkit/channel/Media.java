package io.feedkit.channel;

import java.util.Set;

/**
 * What the file behind an address must be. Nothing here can be checked without fetching the file; a checker that does not fetch shows it as advice.
 *
 * @param formats file formats in lower case; empty when not limited
 * @param minWidth pixels, 0 when not limited
 * @param minHeight pixels, 0 when not limited
 * @param maxMegabytes size of the file, 0 when not limited
 * @param minSeconds playing time, 0 when not limited
 * @param maxSeconds playing time, 0 when not limited
 * @param enforcedFrom date from which the channel refuses smaller ones, or empty
 */
public record Media(
        Set<String> formats,
        int minWidth,
        int minHeight,
        int maxMegabytes,
        int minSeconds,
        int maxSeconds,
        String enforcedFrom) {

    public static final Media ANY = new Media(Set.of(), 0, 0, 0, 0, 0, "");

    public Media {
        formats = Set.copyOf(formats);
    }
}
