package io.feedkit.shop;

import io.feedkit.location.CredentialStore;
import io.feedkit.location.Secret;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * The secrets of an account, known by reference and fetched when one is used.
 *
 * @param user the name of the user where it is no secret; empty where it is one, or there is none
 * @param references from the system's name for a secret to where it is kept
 */
record ShopSecrets(String user, Map<String, String> references, CredentialStore store, InstantSource clock) {

    ShopSecrets {
        references = Map.copyOf(references);
    }

    boolean has(String name) {
        return references.containsKey(name) || name.equals("user") && !user.isEmpty();
    }

    Optional<Secret> find(String name) {
        if (name.equals("user") && !user.isEmpty()) {
            return Optional.of(Secret.of(user));
        }
        return Optional.ofNullable(references.get(name)).flatMap(store::find);
    }

    /** A text of the shop's without any secret that it may repeat. */
    String scrubbed(String text) {
        String clean = text;
        for (String name : references.keySet()) {
            String secret = find(name).map(Secret::reveal).orElse("");
            clean = secret.isEmpty() ? clean : clean.replace(secret, "***");
        }
        return clean;
    }

    @Override
    public String toString() {
        return references.keySet().toString();
    }
}
