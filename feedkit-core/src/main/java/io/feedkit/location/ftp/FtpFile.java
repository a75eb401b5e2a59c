package io.feedkit.location.ftp;

import io.feedkit.location.LocationProblem;
import io.feedkit.location.StoredBytes;
import io.feedkit.location.remote.Login;
import io.feedkit.location.remote.RemoteFile;
import io.feedkit.location.remote.ResumingStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPReply;
import org.jspecify.annotations.Nullable;

/** A file that can be opened from any offset on, where the server knows REST and the time of its last change. */
record FtpFile(Login login) implements RemoteFile {
    private static final int NOT_IMPLEMENTED = 502;
    private static final int NO_SUCH_FILE = 550;
    private static final int NEEDS_TLS_SESSION = 522;

    @Override
    public Piece open(long offset, String version) throws IOException {
        FtpConnection connection = FtpConnection.open(login);
        try {
            return open(connection, offset, version);
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private Piece open(FtpConnection connection, long offset, String version) throws IOException {
        FTPClient client = connection.client();
        String path = connection.path();
        long size = size(client, path);
        String time = client.getModificationTime(path);
        String found = time == null || time.isBlank() ? "" : "modified " + time.strip() + " size " + size;
        if (!version.isEmpty() && !version.equals(found)) {
            throw ResumingStream.changed(login.name());
        }
        // Without a time nothing proves that it is still the same file, so it is read and compared from the start.
        long from = found.isEmpty() ? 0 : offset;
        InputStream bytes = retrieve(client, path, from);
        if (bytes == null && from > 0 && client.getReplyCode() == NOT_IMPLEMENTED) {
            from = 0;
            bytes = retrieve(client, path, 0);
        }
        if (bytes == null) {
            throw refused(client.getReplyCode());
        }
        return new Piece(new StoredBytes(new Transfer(bytes, connection), size, found, ""), from);
    }

    private static @Nullable InputStream retrieve(FTPClient client, String path, long from) throws IOException {
        client.setRestartOffset(from);
        return client.retrieveFileStream(path);
    }

    private static long size(FTPClient client, String path) throws IOException {
        String size = client.getSize(path);
        try {
            return size == null ? StoredBytes.UNKNOWN_SIZE : Long.parseLong(size.strip());
        } catch (NumberFormatException e) {
            return StoredBytes.UNKNOWN_SIZE;
        }
    }

    private RuntimeException refused(int reply) throws IOException {
        if (reply == NO_SUCH_FILE) {
            return login.failure(
                    LocationProblem.NOT_FOUND,
                    "The server has no such file, or does not show it to this user (550).",
                    "Correct the path: it is relative to the folder one is logged in to; two slashes make it absolute.");
        }
        if (reply == NEEDS_TLS_SESSION) {
            return login.failure(
                    LocationProblem.CANNOT_OPEN,
                    "The server wants the TLS session of the control connection on data connections (522), which Java does not offer.",
                    "Let the server allow others (vsftpd: require_ssl_reuse=NO), or use SFTP.");
        }
        if (FTPReply.isNegativePermanent(reply)) {
            return login.failure(
                    LocationProblem.CANNOT_OPEN, "The server refuses (" + reply + ").", "Ask whoever runs the server.");
        }
        throw new IOException("the server cannot send it now (" + reply + ")");
    }

    /** The bytes of one transfer; its end counts only once the server confirmed it. */
    private static final class Transfer extends FilterInputStream {
        private final FtpConnection connection;
        private boolean confirmed;

        Transfer(InputStream in, FtpConnection connection) {
            super(in);
            this.connection = connection;
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int got = confirmed ? -1 : in.read(into, from, length);
            if (got < 0 && !confirmed) {
                confirm();
            }
            return got;
        }

        private void confirm() throws IOException {
            in.close();
            FTPClient client = connection.client();
            if (!client.completePendingCommand()) {
                throw new IOException("the server broke the transfer off (" + client.getReplyCode() + ")");
            }
            confirmed = true;
        }

        @Override
        public void close() {
            // Given up or at its end: without the connection the server stops sending.
            connection.close();
        }
    }
}
