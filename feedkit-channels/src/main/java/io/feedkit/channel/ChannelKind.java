package io.feedkit.channel;

/** What sort of business a channel is. Rules read it as {@code channel.kind}, in lower case. */
public enum ChannelKind {
    /** Shopping ads and free listings of a search engine. */
    ADS,
    /** Adverts and shops inside a social network. */
    SOCIAL,
    /** Price comparison. */
    COMPARATOR,
    /** Personalised adverts for people who have seen a product before. */
    RETARGETING,
    /** Publishers paid by sale. */
    AFFILIATE,
    /** Sells in its own name or the merchant's, and sends orders. */
    MARKETPLACE,
    /** Answers of language models. */
    ASSISTANT,
    /** A trade partner who takes a whole catalogue. */
    CATALOGUE,
    /** Just a file. */
    FILE
}
