package io.feedkit.feed;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One feed's addressee: a channel in one country and language for one account.
 *
 * @param channel name of the channel: {@code google-shopping}
 * @param family the name scopes in rules use for a group of channels, often the operator: {@code google}; may equal {@code channel}
 * @param kind what sort of channel it is: {@code ads}, {@code marketplace}, {@code comparator} …
 * @param country ISO 3166-1 alpha-2
 * @param language ISO 639-1
 * @param currency ISO 4217, the currency customers pay in there
 * @param account the merchant's account, or empty
 * @param constants what rules read as {@code channel.name}, such as {@code commission_rate}; in the order of their names
 */
public record Member(
        String channel,
        String family,
        String kind,
        String country,
        String language,
        String currency,
        String account,
        Map<String, String> constants) {

    public Member {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(country, "country");
        Objects.requireNonNull(language, "language");
        Objects.requireNonNull(currency, "currency");
        Objects.requireNonNull(account, "account");
        constants = Collections.unmodifiableMap(new TreeMap<>(constants));
    }

    public Member withAccount(String name) {
        return new Member(channel, family, kind, country, language, currency, name, constants);
    }

    public Member withConstants(Map<String, String> values) {
        return new Member(channel, family, kind, country, language, currency, account, values);
    }

    /** {@code google-shopping:FR:fr}, and the account if there is one. */
    @Override
    public String toString() {
        String text = channel + ":" + country + ":" + language;
        return account.isEmpty() ? text : text + ":" + account;
    }
}
