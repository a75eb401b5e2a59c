package io.feedkit.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a process of its own took: it prints the four numbers as its last line, and who started it reads them. */
record Measured(double cpuSeconds, double wallSeconds, long sent, long peakMegabytes) {

    /** Runs a command to its end. */
    static Measured of(List<String> command, String name) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(name + " failed: " + answer);
        }
        String[] numbers = answer.lines().reduce((a, b) -> b).orElseThrow().split(" ");
        return new Measured(
                Double.parseDouble(numbers[0]),
                Double.parseDouble(numbers[1]),
                Long.parseLong(numbers[2]),
                Long.parseLong(numbers[3]));
    }

    /** Prints what this process took so far. */
    static void print(double wallSeconds, long sent) throws IOException {
        System.out.println(String.format(
                Locale.ROOT, "%.3f %.3f %d %d", cpuOfThisProcess(), wallSeconds, sent, peakOfThisProcess()));
    }

    /** The seconds of CPU it took so far, with its start and the JVM's compilers. */
    static double cpuOfThisProcess() {
        com.sun.management.OperatingSystemMXBean system =
                (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9;
    }

    /** From the kernel where it tells, else 0. */
    static long peakOfThisProcess() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(kilobytes -> Long.parseLong(kilobytes) / 1024)
                .findFirst()
                .orElse(0);
    }
}
