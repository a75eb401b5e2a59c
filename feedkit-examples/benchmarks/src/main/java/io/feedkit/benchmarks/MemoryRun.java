package io.feedkit.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.feedkit.batch.ProductBatch;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.ProductReader;
import io.feedkit.location.Location;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * How much memory reading takes as catalogues grow: {@code memory [HEAP_MB] [FORMS] [ROWS]…}, as in {@code memory 64 csv,xml 10000 5000000}.
 *
 * <p>Each catalogue is read into products, by a process of its own that prints how much of its heap was in use after the collections (at most, and after a full one at the end) and how much
 * memory it had from the system. The catalogue is generated while it is read.
 */
final class MemoryRun {
    private static final List<String> SIZES = List.of("10000", "100000", "1000000", "5000000");
    private static final String RUN = "run";

    private MemoryRun() {}

    static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 3 && arguments[0].equals(RUN)) {
            System.out.println(run(GeneratedStream.Form.valueOf(arguments[1]), Long.parseLong(arguments[2])));
            return;
        }
        String heap = arguments.length > 0 ? arguments[0] : "64";
        String[] forms = (arguments.length > 1 ? arguments[1] : "csv,ndjson,json,xml").split(",");
        List<String> sizes = arguments.length > 2 ? Arrays.asList(arguments).subList(2, arguments.length) : SIZES;
        System.out.println(
                "| catalogue | records | heap in use after a collection, at most | after the last record | peak memory of the process | CPU s |");
        System.out.println("|---|---|---|---|---|---|");
        for (String form : forms) {
            for (String size : sizes) {
                System.out.println("| " + form + " | " + fork(heap, form.toUpperCase(Locale.ROOT), size));
            }
        }
    }

    private static String fork(String heap, String form, String rows) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx" + heap + "m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Benchmarks.class.getName(),
                        "memory",
                        RUN,
                        form,
                        rows)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor() == 0 ? answer.strip() : rows + " | failed | | | |";
    }

    private static String run(GeneratedStream.Form form, long rows) throws IOException {
        AtomicLong most = new AtomicLong();
        watchCollections(most);
        Location place = Location.of(form.fileName(), () -> new GeneratedStream(form, 1, rows));
        Catalog catalog = Catalog.open(place, CatalogOptions.DEFAULTS.withCurrency("EUR"));
        long read = 0;
        long left;
        try (ProductReader reader = catalog.read(catalog.schema(), problem -> {})) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                read += batch.rows();
            }
            System.gc();
            left = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
        if (read != rows) {
            throw new IllegalStateException(read + " of " + rows + " products were read");
        }
        double seconds =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
        return String.format(
                Locale.ROOT,
                "%d | %.1f MB | %.1f MB | %d MB | %.1f |",
                rows,
                most.get() / 1048576.0,
                left / 1048576.0,
                Measured.peakOfThisProcess(),
                seconds);
    }

    private static void watchCollections(AtomicLong most) {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, handback) -> {
                                long used = GarbageCollectionNotificationInfo.from(
                                                (CompositeData) notification.getUserData())
                                        .getGcInfo()
                                        .getMemoryUsageAfterGc()
                                        .entrySet()
                                        .stream()
                                        .filter(pool -> isHeap(pool.getKey()))
                                        .map(Map.Entry::getValue)
                                        .mapToLong(MemoryUsage::getUsed)
                                        .sum();
                                most.accumulateAndGet(used, Math::max);
                            },
                            null,
                            null);
        }
    }

    private static boolean isHeap(String pool) {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .anyMatch(one -> one.getName().equals(pool) && one.getType() == MemoryType.HEAP);
    }
}
