package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that hold several products are put together on disk: texts that are larger than the heap of 64 MB, whose variants stand as far from each other as they can. */
@Tag("slow")
class GroupMemoryTest {
    private static final long PATIENCE_SECONDS = 300;
    private static final int GROUPS = 25_000;
    private static final int VARIANTS = 3;
    private static final int TEXT = 1_000;

    @TempDir
    private Path folder;

    private void write(int changed) throws IOException {
        String text = "Warm and light. ".repeat(TEXT / 16);
        try (BufferedWriter csv = Files.newBufferedWriter(folder.resolve("catalogue.csv"))) {
            csv.write("id,item_group_id,title,description,link,image_link,availability,price,brand,size\n");
            for (int i = 0; i < GROUPS * VARIANTS; i++) {
                int group = i % GROUPS;
                int size = i / GROUPS;
                boolean other = size == 1 && group < changed;
                csv.write("P" + i + ",G" + group + ",Shirt " + group + "," + text + i + ",https://shop.example/" + i
                        + ",https://shop.example/" + group + ".jpg,in_stock," + (other ? 6 : 5) + " EUR,Acme," + size
                        + "\n");
            }
        }
    }

    private String said(String extent) throws IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        OtherJvm.classPath(),
                        GroupsRun.class.getName(),
                        folder.toString(),
                        extent))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("ends in time")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(said).strip();
    }

    @Test
    void putsMoreTextTogetherThanTheHeapHolds() throws IOException, InterruptedException {
        write(0);
        assertThat(said("BOTH")).isEqualTo("true, 75000 products, 25000 records, on disk true, changed 0");
        try (Stream<String> lines = Files.lines(folder.resolve("acp.jsonl"))) {
            assertThat(lines.filter(line -> line.split("\"price\":").length == VARIANTS + 1))
                    .hasSize(GROUPS);
        }

        write(100);
        assertThat(said("DELTA")).isEqualTo("true, 300 products, 25000 records, on disk true, changed 100");
        assertThat(Files.readAllLines(folder.resolve("acp.delta.jsonl"))).hasSize(100);
    }
}
