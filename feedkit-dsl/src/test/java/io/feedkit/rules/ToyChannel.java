package io.feedkit.rules;

import io.feedkit.feed.FeedContract;
import io.feedkit.feed.Member;
import io.feedkit.feed.ValueCheck;
import io.feedkit.product.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A channel that takes three words as condition, titles of twenty characters, and addresses that begin with https. */
record ToyChannel(Member member) implements FeedContract {

    @Override
    public Schema extend(Schema schema) {
        return schema;
    }

    @Override
    public Prepared prepare(Schema schema, Set<String> supplied, Instant runAt) {
        throw new UnsupportedOperationException("nothing is written to a toy");
    }

    @Override
    public Optional<ValueCheck> values(Schema schema) {
        return Optional.of(new Toy());
    }

    private static final class Toy implements ValueCheck {
        private static final List<String> WORDS = List.of("new", "refurbished", "used");

        @Override
        public Optional<Refusal> refusal(String attribute, String text) {
            boolean word = attribute.equals("condition") && !WORDS.contains(text);
            boolean form = attribute.equals("link") && !text.startsWith("https://");
            if (word || form) {
                Refusal.Kind kind = word ? Refusal.Kind.WORD : Refusal.Kind.FORM;
                return Optional.of(new Refusal(attribute, kind, WORDS, 0, 0, "url"));
            }
            return refusalOfLonger(attribute, text);
        }

        @Override
        public Optional<Refusal> refusalOfLonger(String attribute, String part) {
            boolean tooLong = attribute.equals("title") && part.length() > 20;
            return tooLong
                    ? Optional.of(new Refusal(attribute, Refusal.Kind.LENGTH, List.of(), part.length(), 20, ""))
                    : Optional.empty();
        }

        @Override
        public Set<String> reads() {
            return Set.of("condition", "title", "link", "custom_label_0");
        }
    }
}
