package io.feedkit.location.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import io.feedkit.location.PublishProblem;
import io.feedkit.location.remote.FileServer;
import io.feedkit.location.remote.Login;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** What SFTP offers to who writes. OpenSSH renames over a file in one step ({@code posix-rename@openssh.com}); other servers may refuse that. */
final class SftpFileServer implements FileServer {
    private static final int BUFFER_BYTES = 1 << 15;
    private static final int FILE_ALREADY_EXISTS = 11;

    private final Login login;
    private final SftpConnection connection;
    private final ChannelSftp channel;

    private SftpFileServer(Login login, SftpConnection connection) {
        this.login = login;
        this.connection = connection;
        channel = connection.channel();
    }

    static SftpFileServer open(Login login) throws IOException {
        return new SftpFileServer(login, SftpConnection.open(login));
    }

    private String told(String path) throws IOException {
        try {
            return SftpFile.told(channel, path);
        } catch (SftpException e) {
            throw passing(e);
        }
    }

    private static IOException passing(SftpException e) {
        return new IOException(String.valueOf(e.getMessage()), e);
    }

    /** Whether the server answered; otherwise the connection is gone. */
    private static boolean isAnswer(SftpException e) {
        return e.getCause() == null
                && e.id != ChannelSftp.SSH_FX_NO_CONNECTION
                && e.id != ChannelSftp.SSH_FX_CONNECTION_LOST
                && e.id != ChannelSftp.SSH_FX_BAD_MESSAGE;
    }

    @Override
    public long size(String path) throws IOException {
        try {
            return channel.stat(told(path)).getSize();
        } catch (SftpException e) {
            if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                return ABSENT;
            }
            throw passing(e);
        }
    }

    @Override
    public void write(String path, long offset, InputStream bytes) throws IOException {
        // Appending begins at the size the file has now, which is the offset; a server that is still writing what came
        // before is found out when sizes are compared.
        int mode = offset > 0 ? ChannelSftp.APPEND : ChannelSftp.OVERWRITE;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (OutputStream out = channel.put(told(path), null, mode, 0)) {
            for (int got = bytes.read(buffer); got >= 0; got = bytes.read(buffer)) {
                out.write(buffer, 0, got);
            }
        } catch (SftpException e) {
            throw failure(e);
        } catch (IOException e) {
            if (e.getCause() instanceof SftpException refused) {
                throw failure(refused);
            }
            throw e;
        }
    }

    private RuntimeException failure(SftpException e) throws IOException {
        if (!isAnswer(e)) {
            throw passing(e);
        }
        if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
            return login.failure(
                    PublishProblem.REFUSED,
                    "The server has no such folder.",
                    "Correct the path: it is absolute; /~/ begins at the user's home. Folders are not made.",
                    e);
        }
        if (e.id == ChannelSftp.SSH_FX_PERMISSION_DENIED) {
            return login.failure(
                    PublishProblem.REFUSED,
                    "This user may not write there.",
                    "Ask whoever runs the server for the right to write and to rename.",
                    e);
        }
        throw passing(e);
    }

    @Override
    public boolean replace(String from, String to) throws IOException {
        try {
            channel.rename(told(from), told(to));
            return true;
        } catch (SftpException e) {
            boolean refused = e.id == ChannelSftp.SSH_FX_FAILURE
                    || e.id == ChannelSftp.SSH_FX_OP_UNSUPPORTED
                    || e.id == FILE_ALREADY_EXISTS;
            if (refused && isAnswer(e)) {
                return false;
            }
            throw failure(e);
        }
    }

    @Override
    public void delete(String path) throws IOException {
        try {
            channel.rm(told(path));
        } catch (SftpException e) {
            if (e.id != ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                throw failure(e);
            }
        }
    }

    @Override
    public List<String> beginningLike(String path) throws IOException {
        int name = path.lastIndexOf('/') + 1;
        String start = path.substring(name);
        List<String> found = new ArrayList<>();
        try {
            channel.ls(told(path.substring(0, name)), entry -> {
                if (entry.getFilename().startsWith(start)) {
                    found.add(entry.getFilename());
                }
                return ChannelSftp.LsEntrySelector.CONTINUE;
            });
            return found;
        } catch (SftpException e) {
            if (isAnswer(e)) {
                return List.of();
            }
            throw passing(e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
