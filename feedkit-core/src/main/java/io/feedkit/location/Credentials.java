package io.feedkit.location;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * With what a place is opened: a user's name and references to secrets, never the secrets themselves, so it may be printed and stored.
 *
 * <p>As users write it: {@code user=anna,password=env:SHOP_PASSWORD}, {@code bearer=file:/run/secrets/token}, {@code header.X-Api-Key=env:KEY},
 * {@code user=feed,key=file:~/.ssh/id_ed25519,passphrase=env:KEY_PASSPHRASE}.
 *
 * @param kind how the secret is presented
 * @param user the user's name, or empty to take the one in the address
 * @param secret the reference of the password, token or private key
 * @param header the name of the header for {@link Kind#HEADER}, else empty
 * @param passphrase the reference of what goes with the secret: a private key's passphrase, or the session token of a temporary S3 key ({@code session=env:TOKEN}); or empty
 */
public record Credentials(Kind kind, String user, String secret, String header, String passphrase) {

    /** How a secret is presented. */
    public enum Kind {
        NONE,
        /** User and password: HTTP Basic, the login of FTP, SFTP and databases. */
        PASSWORD,
        /** HTTP bearer token. */
        BEARER,
        /** The value of one HTTP header. */
        HEADER,
        /** A private key, for SFTP. */
        KEY
    }

    /** Nothing is presented. */
    public static final Credentials NONE = new Credentials(Kind.NONE, "", "", "", "");

    private static final Pattern REFERENCE = Pattern.compile("[a-z][a-z0-9]{1,20}:.+", Pattern.DOTALL);
    private static final Set<String> NAMES = Set.of("user", "password", "bearer", "key", "passphrase", "session");
    private static final String FORM =
            "Write user=NAME,password=env:VARIABLE, bearer=file:PATH, header.NAME=env:VARIABLE or user=NAME,key=file:PATH.";

    public Credentials {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(user, "user");
        reference(secret);
        Objects.requireNonNull(header, "header");
        reference(passphrase);
    }

    /** A user's name and the reference of the password. */
    public static Credentials password(String user, String reference) {
        return new Credentials(Kind.PASSWORD, user, reference, "", "");
    }

    public static Credentials bearer(String reference) {
        return new Credentials(Kind.BEARER, "", reference, "", "");
    }

    /** A header such as {@code X-Shopify-Access-Token} that carries the secret. */
    public static Credentials header(String name, String reference) {
        return new Credentials(Kind.HEADER, "", reference, name, "");
    }

    /** A private key in OpenSSH or PEM form; the passphrase's reference is empty for a key without one. */
    public static Credentials key(String user, String reference, String passphraseReference) {
        return new Credentials(Kind.KEY, user, reference, "", passphraseReference);
    }

    /** Reads what a user wrote; throws {@code location.unusable-credentials} without repeating a value, because it may be the secret itself. */
    public static Credentials parse(String text) {
        if (text.isBlank()) {
            return NONE;
        }
        Map<String, String> given = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals).strip();
            if (!NAMES.contains(name) && !name.startsWith("header.") || given.containsKey(name)) {
                throw unusable("they are not of a form that is known.");
            }
            given.put(name, part.substring(equals + 1).strip());
        }
        return of(given);
    }

    private static Credentials of(Map<String, String> given) {
        String user = given.getOrDefault("user", "");
        String passphrase = given.getOrDefault("passphrase", given.getOrDefault("session", ""));
        given.remove("user");
        given.remove("passphrase");
        given.remove("session");
        if (given.size() != 1) {
            throw unusable("they need exactly one secret.");
        }
        String name = given.keySet().iterator().next();
        String reference = given.getOrDefault(name, "");
        Kind kind = switch (name) {
            case "password" -> Kind.PASSWORD;
            case "bearer" -> Kind.BEARER;
            case "key" -> Kind.KEY;
            default -> Kind.HEADER;
        };
        String header = kind == Kind.HEADER ? name.substring("header.".length()) : "";
        return new Credentials(kind, user, reference, header, passphrase);
    }

    private static void reference(String text) {
        if (!text.isEmpty() && !REFERENCE.matcher(text).matches()) {
            throw unusable("a secret is named by a reference, and is not written out itself.");
        }
    }

    private static FeedException unusable(String why) {
        return new FeedException(new Problem(
                LocationProblem.UNUSABLE_CREDENTIALS,
                SourcePosition.unknown("credentials"),
                "The credentials cannot be used: " + why,
                FORM));
    }
}
