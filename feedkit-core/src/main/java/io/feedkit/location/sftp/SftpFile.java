package io.feedkit.location.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.StoredBytes;
import io.feedkit.location.remote.Login;
import io.feedkit.location.remote.RemoteFile;
import io.feedkit.location.remote.ResumingStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file that can be opened from any offset on. */
record SftpFile(Login login) implements RemoteFile {

    @Override
    public Piece open(long offset, String version) throws IOException {
        SftpConnection connection = SftpConnection.open(login);
        try {
            ChannelSftp channel = connection.channel();
            String path = told(channel, login.path());
            SftpATTRS found = channel.stat(path);
            if (found.isDir()) {
                throw login.failure(
                        LocationProblem.CANNOT_OPEN, "This is a directory, not a file.", "Name one of its files.");
            }
            String now = "modified " + found.getMTime() + " size " + found.getSize();
            if (!version.isEmpty() && !version.equals(now)) {
                throw ResumingStream.changed(login.name());
            }
            InputStream bytes = channel.get(path, null, offset);
            return new Piece(new StoredBytes(new Transfer(bytes, connection), found.getSize(), now, ""), offset);
        } catch (SftpException e) {
            connection.close();
            throw failure(e);
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** A path as the library wants it. */
    static String told(ChannelSftp channel, String path) throws SftpException {
        String plain = path.startsWith("/~/") ? channel.getHome() + "/" + path.substring(3) : path;
        // The library takes wildcards in paths; here a name is a name.
        return plain.replaceAll("([\\\\*?])", "\\\\$1");
    }

    private RuntimeException failure(SftpException e) throws IOException {
        if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
            return login.failure(
                    LocationProblem.NOT_FOUND,
                    "The server has no such file.",
                    "Correct the path: it is absolute; /~/ begins at the user's home.",
                    e);
        }
        if (e.id == ChannelSftp.SSH_FX_PERMISSION_DENIED) {
            return login.failure(
                    LocationProblem.ACCESS_DENIED,
                    "This user may not read the file.",
                    "Ask whoever runs the server for the right to read it.",
                    e);
        }
        throw new IOException(e.getMessage(), e);
    }

    /** Closing it ends the connection. */
    private static final class Transfer extends FilterInputStream {
        private final SftpConnection connection;

        Transfer(InputStream in, SftpConnection connection) {
            super(in);
            this.connection = connection;
        }

        @Override
        public void close() {
            // Not the stream: it would first read what is on its way.
            connection.close();
        }
    }
}
