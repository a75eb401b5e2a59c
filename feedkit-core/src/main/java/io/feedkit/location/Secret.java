package io.feedkit.location;

import java.util.Objects;

/** A password, token or key that does not print itself. It is fetched from its {@link CredentialStore} for each connection and not kept. */
public final class Secret {
    private final String text;

    private Secret(String text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    public static Secret of(String text) {
        return new Secret(text);
    }

    /** The secret itself, for the one call that sends it. It must not get into a name, a message or a log. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
