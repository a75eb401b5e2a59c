package io.feedkit.channel;

/**
 * Limits of a field that hold for some products only, complete: what the case does not say is as the field says.
 *
 * @param when for which products, an expression over their attributes as in {@code from}
 */
public record LimitCase(Expression when, TextLimits text, NumberLimits number, Repeat repeat) {}
