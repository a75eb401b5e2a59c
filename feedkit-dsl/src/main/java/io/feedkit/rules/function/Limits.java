package io.feedkit.rules.function;

/** What one value may hold, whatever a rule does. */
final class Limits {
    static final int TEXT_BYTES = 256 * 1024;
    static final int LIST_ITEMS = 10_000;
    /** Where the effort grows with the square of the length. */
    static final int COMPARED_CHARACTERS = 1_000;

    private Limits() {}

    /** Faults when a text of so many bytes would be too long. */
    static int textBytes(long length) {
        if (length > TEXT_BYTES) {
            throw new Fault("the text would be longer than 256 KiB");
        }
        return (int) length;
    }

    static void listItems(int count) {
        if (count > LIST_ITEMS) {
            throw new Fault("the list would have more than 10 000 items");
        }
    }
}
