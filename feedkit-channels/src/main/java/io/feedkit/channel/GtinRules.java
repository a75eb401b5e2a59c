package io.feedkit.channel;

import java.util.List;
import java.util.Set;

/**
 * Which trade item numbers a channel takes. The check digit must always be right.
 *
 * @param lengths allowed numbers of digits
 * @param forbiddenPrefixes leading digits of the 13-digit form that are refused, such as those for use inside one company
 */
public record GtinRules(Set<Integer> lengths, List<String> forbiddenPrefixes) {

    public static final GtinRules DEFAULTS = new GtinRules(Set.of(8, 12, 13, 14), List.of());

    public GtinRules {
        lengths = Set.copyOf(lengths);
        forbiddenPrefixes = List.copyOf(forbiddenPrefixes);
    }
}
