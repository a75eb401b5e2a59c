package io.feedkit.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a text must look like.
 *
 * @param minLength shortest length, 0 when there is none
 * @param maxLength greatest length, {@link Integer#MAX_VALUE} when there is none
 * @param unit what both lengths count
 * @param pattern the whole text must match it, or null
 * @param forbidden whole values that are refused, compared without regard to case
 * @param split how the text divides into sections, or null
 */
public record TextLimits(
        int minLength,
        int maxLength,
        LengthUnit unit,
        @Nullable TextPattern pattern,
        List<String> forbidden,
        @Nullable Split split) {

    public static final TextLimits NONE =
            new TextLimits(0, Integer.MAX_VALUE, LengthUnit.CODE_POINTS, null, List.of(), null);

    public TextLimits {
        forbidden = List.copyOf(forbidden);
    }

    public boolean hasMaxLength() {
        return maxLength != Integer.MAX_VALUE;
    }

    /**
     * A regular expression in RE2 syntax.
     *
     * @param regex must match the whole text
     * @param hint what it means in words, for the message
     */
    public record TextPattern(Expression regex, String hint) {}

    /**
     * Sections inside one text, such as up to three colours with slashes between.
     *
     * @param by the separator
     * @param max how many sections at most
     * @param maxLength length of one section, in the unit of the text
     */
    public record Split(String by, int max, int maxLength) {}
}
