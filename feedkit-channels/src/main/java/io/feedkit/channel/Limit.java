package io.feedkit.channel;

/**
 * How much a channel takes.
 *
 * @param what what is counted
 * @param max the most it takes
 * @param note one line for people, or empty
 * @param eachFile whether it holds for one file of several, so that a feed beyond it comes in more of them
 * @param provenance where the number comes from
 */
public record Limit(What what, long max, String note, boolean eachFile, Provenance provenance) {

    /** What a limit counts. */
    public enum What {
        /** Records in one feed. */
        PRODUCTS,
        /** Size of the file as it is sent. */
        FILE_BYTES,
        /** Size of the file after unpacking. */
        UNPACKED_FILE_BYTES,
        /** Attributes outside the channel's own, for one record. */
        CUSTOM_ATTRIBUTES,
        /** Length of the name and value of one such attribute. */
        CUSTOM_ATTRIBUTE_LENGTH,
        /** Name and value of all such attributes of one record. */
        CUSTOM_ATTRIBUTE_BYTES,
        /** Days after which a record that is not sent again goes away. */
        DAYS_VALID
    }
}
