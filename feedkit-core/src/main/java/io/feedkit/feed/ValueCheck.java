package io.feedkit.feed;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a channel says to single values before there is any product, for those who check rules: the contract of the channel as the type of its attributes.
 *
 * <p>It speaks of attributes that a field takes as they are; where an expression of the channel changes them first, it has nothing to say. What it refuses, a run leaves out or refuses
 * the product for. Immutable, for one thread at a time.
 */
public interface ValueCheck {

    /** Why the channel does not take a text as the value of an attribute; empty when it does, or cannot say. */
    Optional<Refusal> refusal(String attribute, String text);

    /** Why it takes no text that has all characters of {@code part}, which has no blanks, and perhaps others; empty when it may. */
    Optional<Refusal> refusalOfLonger(String attribute, String part);

    /** The attributes it looks at; what is not among them does not get into the feed. */
    Set<String> reads();

    /**
     * Why a value is not taken.
     *
     * @param field as the channel calls it
     * @param allowed the words it takes, of {@link Kind#WORD}
     * @param found how long the text is, of {@link Kind#LENGTH}
     * @param limit how long it may be, of {@link Kind#LENGTH}
     * @param form what it should be, of {@link Kind#FORM}: {@code url}, {@code gtin}, {@code date} …
     */
    record Refusal(String field, Kind kind, List<String> allowed, int found, int limit, String form) {

        /** What is wrong with a value. */
        public enum Kind {
            /** It is none of the channel's words. */
            WORD,
            /** It is too long. */
            LENGTH,
            /** It is no address, number, date or what else is expected. */
            FORM
        }

        public Refusal {
            Objects.requireNonNull(field, "field");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(form, "form");
            allowed = List.copyOf(allowed);
        }
    }
}
