package io.feedkit.channel.tooling;

/**
 * One thing that another version of a descriptor says differently.
 *
 * @param section {@code fields}, {@code rules}, {@code layouts} and so on, as in the descriptor
 * @param name of the field, rule or layout; {@code group.part} for a part of a group
 * @param key what of it changed, or empty when all of it came or went
 * @param before as the old version has it, or empty
 * @param after as the new version has it, or empty
 * @param effect what that means for a feed
 * @param meaning the same in words: which products
 */
public record Change(
        String section, String name, String key, String before, String after, Effect effect, String meaning) {

    /** What a change means for a feed. The order is that of weight, the heaviest first. */
    public enum Effect {
        /** Products that were sent may be refused. */
        REFUSES,
        /** Values that were sent may be left out; the product goes on. */
        LEAVES_OUT,
        /** The feed is written differently for the same products. */
        REWRITES,
        /** Products may get a warning or advice they had not. */
        WARNS,
        /** More is taken than before. */
        LOOSENS,
        /** Nothing for a feed. */
        NONE
    }
}
