package io.feedkit.location.sftp;

import io.feedkit.location.Credentials;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.Patience;
import io.feedkit.location.Secret;
import io.feedkit.location.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** Apache MINA SSHD on this machine. */
public final class TestSftpServer implements AutoCloseable {
    private static final String USER = "anna";
    private static final String PASSWORD = "hunter2hunter2";

    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair hostKey;

    public TestSftpServer(Path home) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        hostKey = generator.generateKeyPair();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPasswordAuthenticator((user, password, session) -> user.equals(USER) && password.equals(PASSWORD));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(home));
        server.start();
    }

    public int port() {
        return server.getPort();
    }

    /** What it takes to log in, without waiting between attempts. */
    public LocationOptions options() {
        return LocationOptions.DEFAULTS
                .withTrust(Trust.DEFAULTS.withFingerprint(
                        KeyUtils.getFingerPrint(BuiltinDigests.sha256, hostKey.getPublic())))
                .withPatience(
                        Patience.DEFAULTS.withSilence(Duration.ofSeconds(10)).withChance(bound -> 0))
                .withCredentials(Credentials.password(USER, "vault:x"))
                .withStore(reference -> Optional.of(Secret.of(PASSWORD)));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
