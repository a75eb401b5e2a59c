package io.feedkit.catalog;

import io.feedkit.batch.ProductBatch;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.ProblemLog;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Permission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What {@link TortureTest} starts: reads the files that a list names, watched by a security manager, and prints what became of each. */
final class TortureRun {
    /** The name of the outcome that shows that the guard works. */
    static final String TRIAL = "(trial)";

    private TortureRun() {}

    /**
     * What became of one file.
     *
     * @param trouble what was thrown that is no {@link FeedException}, or empty
     * @param opened files and sockets that were asked for besides the file itself, or empty
     * @param millis CPU time of the whole process meanwhile
     */
    record Outcome(String file, long millis, String trouble, String opened, String end) {
        private static final String SIGN = "outcome\t";

        String line() {
            return SIGN + String.join("\t", file, Long.toString(millis), clean(trouble), clean(opened), clean(end));
        }

        private static String clean(String text) {
            return text.replaceAll("[\\t\\r\\n]+", " ");
        }

        /** The outcome that a line holds, if it does. */
        static Stream<Outcome> parse(String line) {
            if (!line.startsWith(SIGN)) {
                return Stream.empty();
            }
            String[] parts = line.substring(SIGN.length()).split("\t", -1);
            return Stream.of(new Outcome(parts[0], Long.parseLong(parts[1]), parts[2], parts[3], parts[4]));
        }
    }

    public static void main(String[] arguments) throws IOException {
        List<String> files = Files.readAllLines(Path.of(arguments[0]), StandardCharsets.UTF_8);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Guard guard = new Guard();
        out.println(trial(Path.of(arguments[0]), guard).line());
        for (String file : files) {
            out.println(read(Path.of(file), guard).line());
        }
    }

    /** Does what no catalogue may make us do, so that the guard is known to watch. */
    private static Outcome trial(Path other, Guard guard) throws IOException {
        guard.watch(Path.of("nothing"));
        Files.readAllBytes(other);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9));
        } catch (SecurityException refused) {
            return new Outcome(TRIAL, 0, "", guard.release(), "refused");
        }
        return new Outcome(TRIAL, 0, "", guard.release(), "connected");
    }

    private static Outcome read(Path file, Guard guard) {
        guard.watch(file);
        long start = cpuMillis();
        String trouble = "";
        String end;
        try {
            end = products(file) + " products";
        } catch (FeedException e) {
            end = e.problem().code().id();
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
            end = "";
            StackTraceElement[] trace = e.getStackTrace();
            trouble = e + (trace.length == 0 ? "" : " at " + trace[0]);
        }
        long millis = cpuMillis() - start;
        return new Outcome(file.getFileName().toString(), millis, trouble, guard.release(), end);
    }

    private static long products(Path file) {
        Catalog catalog = Catalog.open(file);
        long products = 0;
        try (ProductReader reader = catalog.read(catalog.schema(), new ProblemLog(100))) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                products += batch.live().size;
            }
        }
        return products;
    }

    private static long cpuMillis() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toMillis)
                .orElse(System.nanoTime() / 1_000_000);
    }

    /** Notes whatever is opened besides one file, the class path and Java itself, and refuses sockets and processes. */
    @SuppressWarnings("removal") // nothing else in Java sees every attempt; the test is skipped where it is gone
    private static final class Guard extends SecurityManager {
        private final List<String> allowed = new ArrayList<>();
        private final Set<String> opened = new TreeSet<>();
        private String source = "";

        Guard() {
            allowed.add(System.getProperty("java.home"));
            allowed.addAll(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
        }

        void watch(Path file) {
            source = file.toString();
            opened.clear();
            System.setSecurityManager(this);
        }

        String release() {
            System.setSecurityManager(null);
            return String.join(", ", opened);
        }

        @Override
        public void checkPermission(Permission permission) {
            // Files and sockets have methods of their own.
        }

        @Override
        public void checkPermission(Permission permission, Object context) {
            // As above.
        }

        @Override
        public void checkRead(String file) {
            if (!file.equals(source) && allowed.stream().noneMatch(file::startsWith)) {
                opened.add("read " + file);
            }
        }

        @Override
        public void checkRead(String file, Object context) {
            checkRead(file);
        }

        @Override
        public void checkWrite(String file) {
            opened.add("write " + file);
        }

        @Override
        public void checkDelete(String file) {
            opened.add("delete " + file);
        }

        @Override
        public void checkExec(String command) {
            refuse("run " + command);
        }

        @Override
        public void checkConnect(String host, int port) {
            refuse("connect " + host + ":" + port);
        }

        @Override
        public void checkConnect(String host, int port, Object context) {
            checkConnect(host, port);
        }

        @Override
        public void checkListen(int port) {
            refuse("listen " + port);
        }

        @Override
        public void checkMulticast(InetAddress group) {
            refuse("multicast " + group);
        }

        private void refuse(String attempt) {
            opened.add(attempt);
            throw new SecurityException(attempt);
        }
    }
}
