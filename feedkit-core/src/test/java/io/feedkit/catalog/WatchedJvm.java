package io.feedkit.catalog;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.ByteValue;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.StringReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDeathEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of which every file and socket that its Java code asks for is known, and which gets no socket and no process.
 *
 * <p>It is watched like a program in a debugger: there are breakpoints where the JDK is about to ask the operating system. A security manager would be shorter, but Java
 * has none any more from version 24 on; wrapping file systems and socket factories misses {@code java.io}; tracing system calls needs tools that are not everywhere. The
 * names of the JDK's inner methods are the same from 17 to 25, and whoever uses this lets the JVM do what is forbidden once, so that a changed name is noticed.
 */
final class WatchedJvm {
    private static final Duration MOST_SILENCE = Duration.ofMinutes(2);

    /** What leaves the JVM, by class and method; what is in the second table is refused as well. */
    private static final Map<String, Set<String>> NOTED = Map.of(
            "java.io.FileInputStream", Set.of("open"),
            "java.io.FileOutputStream", Set.of("open"),
            "java.io.RandomAccessFile", Set.of("open"),
            "sun.nio.fs.UnixNativeDispatcher",
                    Set.of("open", "opendir", "unlink", "rename", "mkdir", "symlink", "link"));

    private static final Map<String, Set<String>> REFUSED = Map.of(
            "sun.nio.ch.Net", Set.of("socket", "serverSocket", "connect", "bind"),
            "java.net.InetAddress", Set.of("getAllByName"),
            "java.lang.ProcessBuilder", Set.of("start"));

    private final String main;
    private final String marker;
    private final List<String> allowed = new ArrayList<>();
    private final Map<String, Set<String>> attempts = new TreeMap<>();
    private String current = "";

    /**
     * @param main its class with the method main and a static field {@code REFUSAL}, an exception that is thrown where something is refused
     * @param marker a static method of that class which is called with the name of what is done next
     * @param classPath what it may read besides the JDK
     */
    WatchedJvm(Class<?> main, String marker, String classPath) {
        this.main = main.getName();
        this.marker = marker;
        allowed.add(Path.of(System.getProperty("java.home")).toString());
        allowed.addAll(List.of(classPath.split(File.pathSeparator)));
    }

    /** Runs it to its end. For each name that the marker was called with: what was asked for besides a file of that very name. */
    Map<String, Set<String>> run(File out, String... arguments) throws IOException, InterruptedException {
        ListeningConnector connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(one -> one.transport().name().equals("dt_socket"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> settings = connector.defaultArguments();
        settings.get("localAddress").setValue("127.0.0.1");
        Process process = null;
        try {
            String address = connector.startListening(settings);
            process = process(address, arguments)
                    .redirectErrorStream(true)
                    .redirectOutput(out)
                    .start();
            watch(connector.accept(settings));
            process.waitFor(MOST_SILENCE.toSeconds(), TimeUnit.SECONDS);
            return attempts;
        } catch (IllegalConnectorArgumentsException e) {
            throw new IllegalStateException(e);
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }

    private ProcessBuilder process(String address, String... arguments) {
        int port = address.lastIndexOf(':') + 1;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                // What the second compiler costs depends on the machine and its neighbours, and a single file hardly
                // gains from it.
                "-XX:TieredStopAtLevel=1",
                "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=127.0.0.1:" + address.substring(port),
                "-cp",
                String.join(File.pathSeparator, allowed.subList(1, allowed.size())),
                main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    private void watch(VirtualMachine jvm) throws InterruptedException {
        NOTED.keySet().forEach(name -> prepare(jvm, name));
        REFUSED.keySet().forEach(name -> prepare(jvm, name));
        prepare(jvm, main);
        try {
            while (true) {
                EventSet events = jvm.eventQueue().remove(MOST_SILENCE.toMillis());
                if (events == null) {
                    throw new AssertionError("nothing was heard for " + MOST_SILENCE + " since " + current);
                }
                for (Event event : events) {
                    if (event instanceof VMDisconnectEvent || event instanceof VMDeathEvent) {
                        events.resume();
                        return;
                    }
                    take(jvm, event);
                }
                events.resume();
            }
        } catch (VMDisconnectedException e) {
            // It ended while it was asked something.
            return;
        }
    }

    private void prepare(VirtualMachine jvm, String name) {
        ClassPrepareRequest request = jvm.eventRequestManager().createClassPrepareRequest();
        request.addClassFilter(name);
        request.enable();
        jvm.classesByName(name).forEach(type -> stopIn(jvm, type));
    }

    private void stopIn(VirtualMachine jvm, ReferenceType type) {
        Set<String> names = new TreeSet<>(NOTED.getOrDefault(type.name(), Set.of()));
        names.addAll(REFUSED.getOrDefault(type.name(), Set.of()));
        if (type.name().equals(main)) {
            names.add(marker);
        }
        for (Method method : type.methods()) {
            if (names.contains(method.name()) && !method.isNative() && !method.isAbstract()) {
                Location entry = method.locationOfCodeIndex(0);
                BreakpointRequest request = jvm.eventRequestManager().createBreakpointRequest(entry);
                request.enable();
            }
        }
    }

    private void take(VirtualMachine jvm, Event event) {
        if (event instanceof ClassPrepareEvent prepared) {
            stopIn(jvm, prepared.referenceType());
        } else if (event instanceof BreakpointEvent stopped) {
            Method method = stopped.location().method();
            String type = method.declaringType().name();
            String first = firstArgument(stopped.thread());
            if (type.equals(main)) {
                current = first;
                attempts.computeIfAbsent(current, name -> new TreeSet<>());
            } else if (REFUSED.containsKey(type)) {
                attempts.computeIfAbsent(current, name -> new TreeSet<>()).add(method.name() + " " + first);
                refuse(jvm, stopped.thread());
            } else if (!first.equals(current) && allowed.stream().noneMatch(first::startsWith)) {
                attempts.computeIfAbsent(current, name -> new TreeSet<>()).add(method.name() + " " + first);
            }
        }
    }

    /** The first argument as text: a string as it is, a path by the bytes or the text it holds. */
    private static String firstArgument(ThreadReference thread) {
        try {
            StackFrame frame = thread.frame(0);
            List<Value> arguments = frame.getArgumentValues();
            return arguments.isEmpty() ? "" : text(arguments.get(0));
        } catch (IncompatibleThreadStateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Value value) {
        if (value instanceof StringReference string) {
            return string.value();
        }
        if (value instanceof ObjectReference object
                && object.referenceType().name().equals("sun.nio.fs.UnixPath")) {
            ArrayReference bytes =
                    (ArrayReference) object.getValue(object.referenceType().fieldByName("path"));
            byte[] path = new byte[bytes.length()];
            for (int i = 0; i < path.length; i++) {
                path[i] = ((ByteValue) bytes.getValue(i)).value();
            }
            return new String(path, StandardCharsets.UTF_8);
        }
        return String.valueOf(value);
    }

    private void refuse(VirtualMachine jvm, ThreadReference thread) {
        for (ReferenceType type : jvm.classesByName(main)) {
            Value refusal = type.getValue(type.fieldByName("REFUSAL"));
            try {
                thread.stop((ObjectReference) refusal);
            } catch (InvalidTypeException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
