package io.feedkit.channel;

/**
 * A change that makes a value fit without losing what it says. Conversions run in the order the descriptor lists them, before the checks, and each one that
 * changed something is recorded.
 */
public enum Conversion {
    /** Markup out, entities decoded, line breaks and bullets kept. */
    HTML_TO_TEXT,
    /** Markup out, blocks become blanks. */
    STRIP_HTML,
    /** One blank between words, none at the ends. */
    SQUEEZE,
    /** Control characters out. */
    STRIP_CONTROLS,
    STRIP_EMOJI,
    STRIP_URLS,
    /** Blanks and hyphens out. */
    DIGITS_ONLY,
    LOWER,
    UPPER,
    /** Cut at the last whole word that fits the maximum length. */
    TRUNCATE_WORDS,
    /** Cut at the maximum length, between graphemes. */
    TRUNCATE,
    /** Keep the first values up to the maximum number. */
    TAKE_FIRST,
    /** Percent-encode what may not stand in an address: blanks, non-ASCII letters. */
    ENCODE_URL,
    /** Percent-encode commas in an address, where the list separator is a comma. */
    ENCODE_COMMAS,
    /** Read the number at the start of a text such as {@code 800 ml}, where its unit goes elsewhere or means nothing. Nobody is told: the field never had more of it. */
    TAKE_NUMBER,
    /** Convert to the first allowed unit of the same dimension. */
    CONVERT_UNIT,
    /** Round to the decimals allowed, half up. */
    ROUND
}
