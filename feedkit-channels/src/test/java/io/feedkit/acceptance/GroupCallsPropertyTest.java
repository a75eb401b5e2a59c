package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** Products with their variants are brought to a channel that refuses some, and whose answers break off. */
@Tag("slow")
class GroupCallsPropertyTest {
    /** Whatever goes wrong on the way, in the end the channel has what the catalogue has. */
    @Property(tries = 15)
    void losesNothingToRefusalsAndBrokenAnswers(@ForAll long seed) throws IOException {
        Path folder = Files.createTempDirectory("groups");
        VirtualPace pace = new VirtualPace();
        Random random = new Random(seed);
        Map<String, String> lines = new TreeMap<>();
        try (GroupServer server = new GroupServer()) {
            for (int round = 0; round < 6; round++) {
                edit(lines, random, round);
                server.refused.clear();
                for (int i = 0; i < random.nextInt(4); i++) {
                    server.refused.add("G" + random.nextInt(6));
                }
                for (int i = 0; i < random.nextInt(12); i++) {
                    server.misfortunes.add(random.nextBoolean() ? server.cutAfterwards() : exchange -> false);
                }
                server.run(folder, String.join("", lines.values()), target -> target.pace(pace));
                server.misfortunes.clear();
            }
            server.refused.clear();
            assertThat(Feeds.failures(server.run(folder, String.join("", lines.values()), target -> target.pace(pace))))
                    .isEmpty();

            Map<String, String> expected = new TreeMap<>();
            Map<String, String> found = new TreeMap<>();
            lines.values().stream()
                    .map(line -> line.strip().split(","))
                    .forEach(cells -> expected.merge(
                            cells[1].isEmpty() ? cells[0] : cells[1],
                            cells[0] + "=" + cells[4],
                            (one, other) -> one + " " + other));
            server.products.keySet().forEach(name -> found.put(name, pieces(server, name)));
            assertThat(found).isEqualTo(expected);

            server.calls.clear();
            server.run(folder, String.join("", lines.values()), target -> target.pace(pace));
            assertThat(server.calls).isEmpty();
        } finally {
            delete(folder);
        }
    }

    private static String pieces(GroupServer server, String product) {
        String[] skus = server.of(product, "sku").split(" ");
        String[] pieces = server.of(product, "pieces").split(" ");
        return IntStream.range(0, skus.length)
                .mapToObj(i -> skus[i] + "=" + pieces[i])
                .collect(Collectors.joining(" "));
    }

    private static void edit(Map<String, String> lines, Random random, int round) {
        for (int i = 0; i < (round == 0 ? 25 : 6); i++) {
            String id = "v" + (10 + random.nextInt(25));
            if (random.nextInt(5) == 0) {
                lines.remove(id);
            } else {
                String group = random.nextInt(5) == 0 ? "" : "G" + random.nextInt(6);
                lines.put(id, id + "," + group + ",Thing,5 EUR," + random.nextInt(3) + "\n");
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
