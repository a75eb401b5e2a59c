package io.feedkit.location.ftp;

import io.feedkit.location.Credentials;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.Patience;
import io.feedkit.location.Secret;
import io.feedkit.location.remote.Login;
import io.feedkit.location.remote.Reason;
import io.feedkit.location.remote.Scrubbed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPReply;
import org.apache.commons.net.ftp.FTPSClient;

/** A connection that is logged in, binary and passive. For one thread; closing it never fails. */
final class FtpConnection implements AutoCloseable {
    private static final String ANONYMOUS = "anonymous";

    private final Login login;
    private final FTPClient client;

    private FtpConnection(Login login, FTPClient client) {
        this.login = login;
        this.client = client;
    }

    /** Connects and logs in; {@link IOException} for what may pass. */
    static FtpConnection open(Login login) throws IOException {
        FTPClient client = client(login);
        try {
            connect(login, client);
            logIn(login, client);
            prepare(login, client);
            return new FtpConnection(login, client);
        } catch (SSLException e) {
            abandon(client);
            if (!Reason.isUntrusted(e)) {
                throw e;
            }
            throw login.failure(
                    LocationProblem.UNTRUSTED,
                    Reason.of(e) + ".",
                    "Check the address and the server's certificate; give the company's own certificates if it has an authority of its own.",
                    e);
        } catch (IOException | RuntimeException e) {
            abandon(client);
            throw e;
        }
    }

    private static FTPClient client(Login login) {
        Patience patience = login.options().patience();
        FTPClient client;
        if (login.scheme().equals("ftp")) {
            client = new FTPClient();
        } else {
            FTPSClient secure = new FTPSClient(login.scheme().equals("ftps"), certificates(login));
            // Not checked unless asked for: without it any valid certificate would do for any host.
            secure.setEndpointCheckingEnabled(true);
            client = secure;
        }
        client.setConnectTimeout((int) patience.connect().toMillis());
        client.setDefaultTimeout((int) patience.silence().toMillis());
        client.setDataTimeout(patience.silence());
        client.setControlEncoding(StandardCharsets.UTF_8.name());
        return client;
    }

    private static SSLContext certificates(Login login) {
        return login.options().trust().tls().orElseGet(() -> {
            try {
                return SSLContext.getDefault();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e); // every JDK has one
            }
        });
    }

    private static void connect(Login login, FTPClient client) throws IOException {
        client.connect(login.host(), login.port());
        if (!FTPReply.isPositiveCompletion(client.getReplyCode())) {
            throw new IOException("the server is not ready (" + client.getReplyCode() + ")");
        }
    }

    private static void logIn(Login login, FTPClient client) throws IOException {
        Credentials credentials = login.options().credentials();
        if (credentials.kind() != Credentials.Kind.NONE && credentials.kind() != Credentials.Kind.PASSWORD) {
            throw login.failure(
                    LocationProblem.UNUSABLE_CREDENTIALS,
                    "FTP knows users with passwords only.",
                    "Give user=NAME,password=env:VARIABLE.");
        }
        String user = login.user().isEmpty() ? ANONYMOUS : login.user();
        Secret password = credentials.kind() == Credentials.Kind.NONE
                ? Secret.of(user.equals(ANONYMOUS) ? "feedkit@example.com" : "")
                : login.options().secret(login.name());
        if (password.reveal().chars().anyMatch(Character::isISOControl)) {
            throw login.failure(
                    LocationProblem.UNUSABLE_CREDENTIALS,
                    "The password holds a line break or another control character.",
                    "Look at how it is stored.");
        }
        try {
            if (!client.login(user, password.reveal())) {
                throw refused(login, client.getReplyCode());
            }
        } catch (IOException e) {
            throw Scrubbed.of(e, password);
        }
    }

    private static RuntimeException refused(Login login, int reply) throws IOException {
        if (FTPReply.isNegativeTransient(reply)) {
            throw new IOException("the server lets nobody in now (" + reply + ")");
        }
        boolean wantsTls =
                login.scheme().equals("ftp") && (reply == 521 || reply == 533 || reply == 534 || reply == 550);
        return login.failure(
                LocationProblem.ACCESS_DENIED,
                "The login is refused (" + reply + ").",
                wantsTls
                        ? "The server may want TLS: write ftpes: instead of ftp:."
                        : "Check user and password, and whether this address may log in.");
    }

    private static void prepare(Login login, FTPClient client) throws IOException {
        client.setSoTimeout((int) login.options().patience().silence().toMillis());
        if (client instanceof FTPSClient secure) {
            secure.execPBSZ(0);
            secure.execPROT("P");
        }
        if (!client.setFileType(FTP.BINARY_FILE_TYPE)) {
            throw new IOException("the server has no binary mode (" + client.getReplyCode() + ")");
        }
        client.enterLocalPassiveMode();
    }

    FTPClient client() {
        return client;
    }

    /** The path as the server is to be told: relative to where one is logged in, or absolute where the address has two slashes. */
    String path() {
        return login.path().substring(1);
    }

    @Override
    public void close() {
        abandon(client);
    }

    private static void abandon(FTPClient client) {
        try {
            if (client.isConnected()) {
                client.disconnect();
            }
        } catch (IOException e) {
            return; // nothing more is wanted of it
        }
    }
}
