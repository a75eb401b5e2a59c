package io.feedkit.location.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.Session;
import io.feedkit.location.Credentials;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.Secret;
import io.feedkit.location.Trust;
import io.feedkit.location.remote.Login;
import io.feedkit.location.remote.Scrubbed;
import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** A connection to a known host, logged in. For one thread; closing it never fails. */
final class SftpConnection implements AutoCloseable {
    private final Session session;
    private final ChannelSftp channel;

    private SftpConnection(Session session, ChannelSftp channel) {
        this.session = session;
        this.channel = channel;
    }

    /** Connects and logs in; {@link IOException} for what may pass. */
    static SftpConnection open(Login login) throws IOException {
        Secret secret = secret(login);
        Secret passphrase = login.options().passphrase(login.name());
        try {
            return open(login, secret, passphrase);
        } catch (JSchHostKeyException e) {
            throw login.failure(
                    LocationProblem.UNTRUSTED,
                    "The host is not the known one: " + e.getMessage() + ".",
                    "Check the key with whoever runs the server, then add it to "
                            + login.options().trust().knownHosts() + " or pin its fingerprint.",
                    e);
        } catch (JSchException e) {
            IOException clean = Scrubbed.of(Scrubbed.of(e, secret), passphrase);
            throw failure(login, String.valueOf(e.getMessage()), clean);
        }
    }

    private static Secret secret(Login login) {
        Credentials credentials = login.options().credentials();
        boolean fit = credentials.kind() == Credentials.Kind.PASSWORD || credentials.kind() == Credentials.Kind.KEY;
        if (!fit || login.user().isEmpty()) {
            throw login.failure(
                    LocationProblem.UNUSABLE_CREDENTIALS,
                    "SFTP needs a user with a password or a private key.",
                    "Give user=NAME,password=env:VARIABLE or user=NAME,key=file:PATH.");
        }
        return login.options().secret(login.name());
    }

    private static FeedException failure(Login login, String message, IOException cause) throws IOException {
        if (message.startsWith("Auth ") || message.contains("invalid privatekey") || message.startsWith("USERAUTH")) {
            boolean key = message.contains("privatekey");
            return login.failure(
                    LocationProblem.ACCESS_DENIED,
                    key ? "The private key or its passphrase is not usable." : "The login is refused.",
                    key
                            ? "Give a key in OpenSSH or PEM form, and its passphrase."
                            : "Check user, password or key, and whether the server takes this kind of login.",
                    cause);
        }
        throw cause;
    }

    private static SftpConnection open(Login login, Secret secret, Secret passphrase) throws JSchException {
        JSch ssh = new JSch();
        trust(login, ssh);
        Session session = ssh.getSession(login.user(), login.host(), login.port());
        session.setConfig("StrictHostKeyChecking", "yes");
        byte[] shown = secret.reveal().getBytes(StandardCharsets.UTF_8);
        if (login.options().credentials().kind() == Credentials.Kind.KEY) {
            String phrase = passphrase.reveal();
            byte[] opened = phrase.isEmpty() ? null : phrase.getBytes(StandardCharsets.UTF_8);
            ssh.addIdentity("key of " + login.user(), withLineEnd(shown), null, opened);
            session.setConfig("PreferredAuthentications", "publickey");
        } else {
            session.setPassword(shown);
            session.setConfig("PreferredAuthentications", "password,keyboard-interactive");
        }
        session.setTimeout((int) login.options().patience().silence().toMillis());
        // The first silence ends it; going on is for whoever reads.
        session.setServerAliveCountMax(0);
        int connect = (int) login.options().patience().connect().toMillis();
        try {
            session.connect(connect);
            ChannelSftp channel = (ChannelSftp) session.openChannel("sftp");
            channel.connect(connect);
            return new SftpConnection(session, channel);
        } catch (JSchException | RuntimeException e) {
            session.disconnect();
            throw e;
        }
    }

    /** The end of a file is stripped with other blanks, but a key ends with a line. */
    private static byte[] withLineEnd(byte[] key) {
        byte[] longer = java.util.Arrays.copyOf(key, key.length + 1);
        longer[key.length] = '\n';
        return longer;
    }

    private static void trust(Login login, JSch ssh) throws JSchException {
        Trust trust = login.options().trust();
        if (!trust.fingerprint().isEmpty()) {
            ssh.setHostKeyRepository(new PinnedHostKey(trust.fingerprint()));
        } else if (Files.isReadable(trust.knownHosts())) {
            ssh.setKnownHosts(trust.knownHosts().toString());
        } else {
            throw login.failure(
                    LocationProblem.UNTRUSTED,
                    "No host key is known: " + trust.knownHosts() + " cannot be read.",
                    "Add the host's key there after checking it with whoever runs the server, or pin its fingerprint.");
        }
    }

    ChannelSftp channel() {
        return channel;
    }

    @Override
    public void close() {
        channel.disconnect();
        session.disconnect();
    }
}
