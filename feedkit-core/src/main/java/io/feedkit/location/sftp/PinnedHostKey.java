package io.feedkit.location.sftp;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Knows one host key by its fingerprint, as {@code ssh-keygen -lf} prints it. */
final class PinnedHostKey implements HostKeyRepository {
    private static final String PREFIX = "SHA256:";

    private final String fingerprint;

    PinnedHostKey(String fingerprint) {
        String hash = fingerprint.startsWith(PREFIX) ? fingerprint.substring(PREFIX.length()) : fingerprint;
        this.fingerprint = hash.replaceFirst("=+$", "");
    }

    @Override
    public int check(String host, byte[] key) {
        return fingerprintOf(key).equals(fingerprint) ? OK : NOT_INCLUDED;
    }

    private static String fingerprintOf(byte[] key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
            return Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    @Override
    public void add(HostKey hostkey, @Nullable UserInfo ui) {
        throw new UnsupportedOperationException("one key is pinned");
    }

    @Override
    public void remove(String host, @Nullable String type) {
        throw new UnsupportedOperationException("one key is pinned");
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        throw new UnsupportedOperationException("one key is pinned");
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return "pinned fingerprint";
    }

    @Override
    public HostKey[] getHostKey() {
        return new HostKey[0];
    }

    @Override
    public HostKey[] getHostKey(@Nullable String host, @Nullable String type) {
        return new HostKey[0];
    }
}
