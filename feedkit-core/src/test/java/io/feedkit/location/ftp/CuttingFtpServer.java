package io.feedkit.location.ftp;

import io.feedkit.location.remote.TestCertificate;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.DataConnectionConfigurationFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.command.AbstractCommand;
import org.apache.ftpserver.command.CommandFactoryFactory;
import org.apache.ftpserver.filesystem.nativefs.NativeFileSystemFactory;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.FileSystemFactory;
import org.apache.ftpserver.ftplet.FileSystemView;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpFile;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.impl.FtpServerContext;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.ssl.SslConfiguration;
import org.apache.ftpserver.ssl.SslConfigurationFactory;
import org.apache.ftpserver.usermanager.PropertiesUserManagerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;
import org.jspecify.annotations.Nullable;

/** Apache FtpServer on this machine, which breaks transfers off as often as told. */
public final class CuttingFtpServer implements AutoCloseable {
    public static final String USER = "anna";
    public static final String PASSWORD = "hunter2hunter2";

    /** After how many bytes the next transfers break off. */
    final Deque<Integer> cuts = new ConcurrentLinkedDeque<>();
    /** Where transfers began. */
    final List<Long> starts = new java.util.concurrent.CopyOnWriteArrayList<>();

    /** After how many bytes the next transfers to the server break off. */
    public final Deque<Integer> writeCuts = new ConcurrentLinkedDeque<>();
    /** Where transfers to the server began. */
    public final List<Long> writes = new java.util.concurrent.CopyOnWriteArrayList<>();

    final AtomicInteger sessions = new AtomicInteger();

    private final FtpServer server;
    private final int port;

    CuttingFtpServer(Path home, @Nullable TestCertificate certificate, boolean implicit) throws FtpException {
        this(home, certificate, implicit, false);
    }

    /** A server without TLS. */
    public static CuttingFtpServer plain(Path home, boolean renamesOver) throws FtpException {
        return new CuttingFtpServer(home, null, false, renamesOver);
    }

    /**
     * Starts.
     *
     * @param renamesOver whether a file may be renamed over another, as most servers let it but not this one
     */
    CuttingFtpServer(Path home, @Nullable TestCertificate certificate, boolean implicit, boolean renamesOver)
            throws FtpException {
        ListenerFactory listener = new ListenerFactory();
        listener.setServerAddress("127.0.0.1");
        listener.setPort(0);
        DataConnectionConfigurationFactory data = new DataConnectionConfigurationFactory();
        data.setPassiveAddress("127.0.0.1");
        if (certificate != null) {
            SslConfiguration ssl = ssl(certificate);
            listener.setSslConfiguration(ssl);
            listener.setImplicitSsl(implicit);
            data.setSslConfiguration(ssl);
            data.setImplicitSsl(implicit);
        }
        listener.setDataConnectionConfiguration(data.createDataConnectionConfiguration());
        FtpServerFactory factory = new FtpServerFactory();
        org.apache.ftpserver.listener.Listener made = listener.createListener();
        factory.addListener("default", made);
        ConnectionConfigFactory connections = new ConnectionConfigFactory();
        connections.setAnonymousLoginEnabled(false);
        connections.setMaxLoginFailures(100);
        connections.setLoginFailureDelay(0);
        factory.setConnectionConfig(connections.createConnectionConfig());
        factory.setUserManager(new PropertiesUserManagerFactory().createUserManager());
        BaseUser user = new BaseUser();
        user.setName(USER);
        user.setPassword(PASSWORD);
        user.setHomeDirectory(home.toString());
        user.setAuthorities(List.of(new WritePermission()));
        factory.getUserManager().save(user);
        if (renamesOver) {
            CommandFactoryFactory commands = new CommandFactoryFactory();
            commands.addCommand("RNTO", new RenameOver());
            factory.setCommandFactory(commands.createCommandFactory());
        }
        factory.setFileSystem(cutting(new NativeFileSystemFactory()));
        server = factory.createServer();
        server.start();
        port = made.getPort();
    }

    private static SslConfiguration ssl(TestCertificate certificate) {
        SslConfigurationFactory ssl = new SslConfigurationFactory();
        ssl.setKeystoreFile(certificate.store().toFile());
        ssl.setKeystorePassword(TestCertificate.PASSWORD);
        ssl.setKeystoreType("PKCS12");
        return ssl.createSslConfiguration();
    }

    public int port() {
        return port;
    }

    private FileSystemFactory cutting(FileSystemFactory real) {
        return user -> {
            sessions.incrementAndGet();
            FileSystemView view = real.createFileSystemView(user);
            return proxy(
                    FileSystemView.class,
                    view,
                    (method, result) -> result instanceof FtpFile file ? cutting(file) : result);
        };
    }

    private final java.util.Map<FtpFile, FtpFile> real =
            java.util.Collections.synchronizedMap(new java.util.IdentityHashMap<>());

    private FtpFile cutting(FtpFile file) {
        FtpFile cutting = proxied(file);
        real.put(cutting, file);
        return cutting;
    }

    private FtpFile proxied(FtpFile file) {
        return (FtpFile) Proxy.newProxyInstance(
                FtpFile.class.getClassLoader(), new Class<?>[] {FtpFile.class}, (self, method, arguments) -> {
                    try {
                        if (method.getName().equals("move")) {
                            return file.move(real.get((FtpFile) arguments[0]));
                        }
                        Object result = method.invoke(file, arguments);
                        if (method.getName().equals("createInputStream")) {
                            starts.add((Long) arguments[0]);
                            Integer cut = cuts.poll();
                            return cut == null ? result : new CutStream((InputStream) result, cut);
                        }
                        if (method.getName().equals("createOutputStream")) {
                            writes.add((Long) arguments[0]);
                            Integer cut = writeCuts.poll();
                            return cut == null ? result : new CutWriting((OutputStream) result, cut);
                        }
                        return result instanceof FtpFile other ? cutting(other) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private interface Change {
        Object of(String method, @Nullable Object result);
    }

    private static <T> T proxy(Class<T> type, T real, Change change) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return change.of(method.getName(), method.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** Fails after some bytes, as a disk or a network drive behind the server does. */
    private static final class CutStream extends FilterInputStream {
        private int left;

        CutStream(InputStream in, int left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (left == 0) {
                throw new IOException("cut");
            }
            int got = in.read(into, from, Math.min(length, left));
            left -= Math.max(got, 0);
            return got;
        }
    }

    /** Fails after some bytes, as a full disk does. */
    private static final class CutWriting extends FilterOutputStream {
        private int left;

        CutWriting(OutputStream out, int left) {
            super(out);
            this.left = left;
        }

        @Override
        public void write(byte[] from, int start, int length) throws IOException {
            int taken = Math.min(length, left);
            out.write(from, start, taken);
            left -= taken;
            if (taken < length) {
                throw new IOException("cut");
            }
        }
    }

    /** Renames as POSIX does. */
    private static final class RenameOver extends AbstractCommand {
        @Override
        public void execute(FtpIoSession session, FtpServerContext context, FtpRequest request)
                throws IOException, FtpException {
            FtpFile from = session.getRenameFrom();
            FtpFile to = session.getFileSystemView().getFile(request.getArgument());
            session.resetState();
            try {
                Files.move(
                        ((java.io.File) from.getPhysicalFile()).toPath(),
                        ((java.io.File) to.getPhysicalFile()).toPath(),
                        StandardCopyOption.REPLACE_EXISTING);
                session.write(new DefaultFtpReply(FtpReply.REPLY_250_REQUESTED_FILE_ACTION_OKAY, "renamed"));
            } catch (IOException e) {
                session.write(
                        new DefaultFtpReply(FtpReply.REPLY_553_REQUESTED_ACTION_NOT_TAKEN_FILE_NAME_NOT_ALLOWED, "no"));
            }
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
