package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.export.ExportReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process while it calls a channel, again and again; in the end the channel has what the catalogue has, and nothing else. */
@Tag("slow")
class KilledCallsTest {
    private static final int PRODUCTS = 600;
    private static final long PATIENCE_SECONDS = 60;
    /** After how many calls a run is killed. */
    private static final int[] MOMENTS = {150, 1, 290, 40};

    @TempDir
    private Path folder;

    /** Each round has other prices, sells something out, and takes something away. */
    private static boolean isThere(int product, int round) {
        return product % 50 != round;
    }

    private static String price(int product, int round) {
        return (product % 3 == 0 ? 10 + round : 20) + ".00";
    }

    private static boolean isSoldOut(int product, int round) {
        return product % 40 == round;
    }

    private void write(int round) {
        StringBuilder csv =
                new StringBuilder("id,title,description,link,image_link,availability,price,brand,gtin,condition\n");
        for (int i = 0; i < PRODUCTS; i++) {
            if (isThere(i, round)) {
                csv.append("P" + i + ",Thing " + i + ",Good,https://shop.example/" + i + ",https://shop.example/" + i
                        + ".jpg," + (isSoldOut(i, round) ? "out_of_stock" : "in_stock") + "," + price(i, round)
                        + " EUR,Acme,,new\n");
            }
        }
        Feeds.written(folder, "catalogue.csv", csv.toString());
    }

    private void killedAfter(MerchantServer server, int calls) throws IOException, InterruptedException {
        CountDownLatch reached = new CountDownLatch(calls);
        for (int i = 0; i < PRODUCTS; i++) {
            server.misfortunes.add(exchange -> {
                reached.countDown();
                return false;
            });
        }
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        OtherJvm.classPath(),
                        CallingRun.class.getName(),
                        folder.toString(),
                        server.address() + MerchantServer.QUERY))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
        try {
            assertThat(reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("calls are made: %s", Files.readString(folder.resolve("said.txt")))
                    .isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        server.misfortunes.clear();
    }

    @Test
    void losesNothingAndLeavesNothingBehind() throws Exception {
        Files.writeString(folder.resolve("token"), "s3cret");
        try (MerchantServer server = new MerchantServer()) {
            int round = 0;
            for (int calls : MOMENTS) {
                write(round++);
                killedAfter(server, calls);
            }
            write(round);

            ExportReport report = CallingRun.run(folder, server.address() + MerchantServer.QUERY);

            assertThat(Feeds.failures(report)).isEmpty();
            Map<String, String> expected = new TreeMap<>();
            Map<String, String> found = new TreeMap<>();
            for (int i = 0; i < PRODUCTS; i++) {
                if (isThere(i, round)) {
                    expected.put("P" + i, price(i, round) + (isSoldOut(i, round) ? " OUT_OF_STOCK" : " IN_STOCK"));
                }
            }
            server.products
                    .keySet()
                    .forEach(id -> found.put(
                            id, Long.parseLong(server.price(id)) / 1_000_000 + ".00 " + server.availability(id)));
            assertThat(found).isEqualTo(expected);
            server.calls.clear();

            CallingRun.run(folder, server.address() + MerchantServer.QUERY);

            assertThat(server.calls).isEmpty();
        }
    }
}
