package io.feedkit.channel;

/**
 * How often a field may occur and how several values are written.
 *
 * @param min fewest values when there is any
 * @param max most values; 1 for a field that does not repeat, {@link Integer#MAX_VALUE} when not limited
 * @param join text between values in one cell, or empty for the layout's own
 * @param columns column name with {@code {n}} counting from 1 when each value has its own column, or empty
 * @param maxTotalLength length of all values together in the field's unit, {@link Integer#MAX_VALUE} when not limited
 */
public record Repeat(int min, int max, String join, String columns, int maxTotalLength) {

    public static final Repeat ONCE = new Repeat(0, 1, "", "", Integer.MAX_VALUE);

    public boolean isRepeated() {
        return max > 1;
    }
}
