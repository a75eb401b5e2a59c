package io.feedkit.location.ftp;

import io.feedkit.location.LocationProblem;
import io.feedkit.location.PublishProblem;
import io.feedkit.location.remote.FileServer;
import io.feedkit.location.remote.Login;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPReply;

/** What FTP offers to who writes: STOR after REST, or APPE where a server knows no REST for it; RNFR with RNTO; DELE. */
final class FtpFileServer implements FileServer {
    private static final int NO_SUCH_FILE = 550;
    private static final int NEEDS_TLS_SESSION = 522;
    private static final int DISK_FULL = 552;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Login login;
    private final FtpConnection connection;
    private final FTPClient client;

    private FtpFileServer(Login login, FtpConnection connection) {
        this.login = login;
        this.connection = connection;
        client = connection.client();
    }

    static FtpFileServer open(Login login) throws IOException {
        return new FtpFileServer(login, FtpConnection.open(login));
    }

    /** As {@link FtpConnection#path()}: relative to where one is logged in, or absolute where the address has two slashes. */
    private static String told(String path) {
        return path.substring(1);
    }

    @Override
    public long size(String path) throws IOException {
        String size = client.getSize(told(path));
        if (size == null) {
            alive();
            return client.getReplyCode() == NO_SUCH_FILE ? ABSENT : UNKNOWN;
        }
        try {
            return Long.parseLong(size.strip());
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }

    /** A reply that says goodbye is an end of the connection, not an answer. */
    private void alive() throws IOException {
        if (client.getReplyCode() == FTPReply.SERVICE_NOT_AVAILABLE || !client.isConnected()) {
            throw new IOException("the server ended the connection (" + client.getReplyCode() + ")");
        }
    }

    @Override
    public void write(String path, long offset, InputStream bytes) throws IOException {
        client.setRestartOffset(offset);
        OutputStream out = client.storeFileStream(told(path));
        if (out == null && offset > 0 && FTPReply.isNegativePermanent(client.getReplyCode())) {
            out = client.appendFileStream(told(path));
        }
        if (out == null) {
            throw refused("send the file", client.getReplyCode());
        }
        try (OutputStream data = out) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int got = bytes.read(buffer); got >= 0; got = bytes.read(buffer)) {
                data.write(buffer, 0, got);
            }
        }
        if (!client.completePendingCommand()) {
            int reply = client.getReplyCode();
            // Some notice only then that there is no such folder.
            if (reply == DISK_FULL || FTPReply.isNegativePermanent(reply) && size(path) == ABSENT) {
                throw refused("send the file", reply);
            }
            throw new IOException("the server broke the transfer off (" + reply + ")");
        }
    }

    private RuntimeException refused(String what, int reply) throws IOException {
        if (reply == NEEDS_TLS_SESSION) {
            return login.failure(
                    LocationProblem.CANNOT_OPEN,
                    "The server wants the TLS session of the control connection on data connections (522), which Java does not offer.",
                    "Let the server allow others (vsftpd: require_ssl_reuse=NO), or use SFTP.");
        }
        if (reply == DISK_FULL) {
            return PublishProblem.REFUSED.at(login.name(), "The server has no room for the file (552).");
        }
        if (FTPReply.isNegativePermanent(reply)) {
            return login.failure(
                    PublishProblem.REFUSED,
                    "The server does not let this user " + what + " (" + reply + ").",
                    "Check the path, whose folders must be there, and ask whoever runs the server for the right to write; the last good file was left in place.");
        }
        throw new IOException("the server cannot " + what + " now (" + reply + ")");
    }

    @Override
    public boolean replace(String from, String to) throws IOException {
        boolean done = client.rename(told(from), told(to));
        if (!done) {
            alive();
            if (!FTPReply.isNegativePermanent(client.getReplyCode())) {
                throw new IOException("the server cannot rename the file now (" + client.getReplyCode() + ")");
            }
        }
        return done;
    }

    @Override
    public void delete(String path) throws IOException {
        if (!client.deleteFile(told(path))) {
            alive();
            int reply = client.getReplyCode();
            if (reply != NO_SUCH_FILE && size(path) != ABSENT) {
                throw refused("remove a file", reply);
            }
        }
    }

    @Override
    public List<String> beginningLike(String path) throws IOException {
        int name = path.lastIndexOf('/') + 1;
        String folder = told(path.substring(0, name));
        String[] names = client.listNames(folder.isEmpty() ? null : folder);
        if (names == null) {
            alive();
            return List.of();
        }
        String start = path.substring(name);
        return Arrays.stream(names)
                .filter(Objects::nonNull)
                .map(found -> found.substring(found.lastIndexOf('/') + 1))
                .filter(found -> found.startsWith(start))
                .toList();
    }

    @Override
    public void close() {
        connection.close();
    }
}
