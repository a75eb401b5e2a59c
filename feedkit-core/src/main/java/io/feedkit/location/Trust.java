package io.feedkit.location;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * By what the other side is known: certificates for TLS, host keys for SSH. There is no way to trust everybody.
 *
 * <p>Immutable and thread-safe.
 */
public final class Trust {
    /** The JDK's certificates, and the host keys in {@code ~/.ssh/known_hosts}. */
    public static final Trust DEFAULTS =
            new Trust(null, Path.of(System.getProperty("user.home", ""), ".ssh", "known_hosts"), "");

    private final @Nullable Supplier<SSLContext> tls;
    private final Path knownHosts;
    private final String fingerprint;

    private Trust(@Nullable Supplier<SSLContext> tls, Path knownHosts, String fingerprint) {
        this.tls = tls;
        this.knownHosts = Objects.requireNonNull(knownHosts, "knownHosts");
        this.fingerprint = Objects.requireNonNull(fingerprint, "fingerprint");
    }

    /** Another set of certificates, for a company's own authority. */
    public Trust withTls(Supplier<SSLContext> context) {
        return new Trust(Objects.requireNonNull(context, "context"), knownHosts, fingerprint);
    }

    /** Another file of host keys, in OpenSSH's form. */
    public Trust withKnownHosts(Path file) {
        return new Trust(tls, file, fingerprint);
    }

    /** The one host key to accept, as {@code ssh-keygen -lf} prints it: {@code SHA256:…}. It takes the place of the file. */
    public Trust withFingerprint(String sha256) {
        return new Trust(tls, knownHosts, sha256);
    }

    /** Empty for the JDK's own. */
    public Optional<SSLContext> tls() {
        return Optional.ofNullable(tls).map(Supplier::get);
    }

    public Path knownHosts() {
        return knownHosts;
    }

    /** Empty when the file decides. */
    public String fingerprint() {
        return fingerprint;
    }
}
