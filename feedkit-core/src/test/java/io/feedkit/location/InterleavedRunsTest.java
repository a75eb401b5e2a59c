package io.feedkit.location;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two runs at one feed, whose steps on the disk are shuffled: whatever the order, and whoever is killed, nobody ever sees a mixture.
 *
 * <p>Each run has a thread of its own that stops before every step on the disk until the dice let it go on; only one moves at any time, so a seed gives the same order again. After each
 * step somebody reads the feed. An ordinary build tries some hundred orders; {@code -Dfeedkit.interleavings=10000} tries as many as that.
 */
@Tag("slow")
@Timeout(1800)
class InterleavedRunsTest {
    private static final String[] NAMES = {"feed.xml", "feed.xml.ledger.ndjson", "feed.xml.manifest.json"};

    @TempDir
    private Path root;

    /** Gives the turn to one of two runs, step by step. */
    private static final class Dice {
        private final Random random;
        private final Set<Integer> waiting = new TreeSet<>();
        private final Set<Integer> alive = new TreeSet<>();
        private int turn = -1;

        Dice(long seed, int runs) {
            random = new Random(seed);
            for (int run = 0; run < runs; run++) {
                alive.add(run);
            }
        }

        synchronized void await(int run) {
            waiting.add(run);
            choose();
            while (turn != run) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            turn = -1;
            waiting.remove(run);
        }

        private void choose() {
            if (turn < 0 && !waiting.isEmpty() && waiting.size() == alive.size()) {
                List<Integer> who = new ArrayList<>(waiting);
                turn = who.get(random.nextInt(who.size()));
                notifyAll();
            }
        }

        synchronized void leave(int run) {
            alive.remove(run);
            choose();
        }

        synchronized boolean killed(int oneIn) {
            return random.nextInt(oneIn) == 0;
        }
    }

    /** The process ended. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** One run's view of the disk. */
    private static final class Turns implements FaultyFiles.Disk {
        private final Dice dice;
        private final int run;
        private final int killOneIn;
        private boolean dead;

        Turns(Dice dice, int run, int killOneIn) {
            this.dice = dice;
            this.run = run;
            this.killOneIn = killOneIn;
        }

        @Override
        public void before(String step) {
            if (!dead) {
                dice.await(run);
                dead = killOneIn > 0 && dice.killed(killOneIn);
            }
            if (dead) {
                throw new Killed();
            }
        }
    }

    /** Feed, ledger and manifest of a run all bear its name. */
    private static void publish(Path folder, String name, WhenBusy whenBusy, int parts) {
        try (Publication publication = Publication.open(folder.resolve(NAMES[0]), whenBusy)) {
            for (String file : NAMES) {
                write(publication.file(file), name);
            }
            for (int part = 2; part <= parts; part++) {
                write(publication.file(PartName.of(NAMES[0], part)), name);
            }
            if (parts < 2) {
                publication.remove(PartName.of(NAMES[0], 2));
            }
            publication.publish();
        } catch (FeedException | Killed e) {
            return; // busy or dead
        }
    }

    private static void write(StagedFile file, String name) {
        for (int piece = 0; piece < 3; piece++) {
            byte[] bytes = (name + "\n").getBytes(StandardCharsets.UTF_8);
            file.write(bytes, 0, bytes.length);
        }
    }

    private static Set<String> written(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!file.getFileName().toString().startsWith(".")) {
                    String text = Files.readString(file);
                    String name = text.lines().findFirst().orElse("");
                    assertThat(text).as(file.toString()).isEqualTo((name + "\n").repeat(3));
                    names.add(name);
                }
            }
        }
        return names;
    }

    private void interleave(long seed) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(root.resolve("run-" + seed));
        Random choice = new Random(seed);
        Path quick = FaultyFiles.quick(folder);
        publish(quick, "old", WhenBusy.REFUSE, 2);
        Dice dice = new Dice(seed, 2);
        List<Thread> threads = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            int number = run;
            WhenBusy whenBusy = choice.nextBoolean() ? WhenBusy.REFUSE : WhenBusy.waitAtMost(Duration.ofMillis(100));
            Path place = FaultyFiles.on(new Turns(dice, run, choice.nextBoolean() ? 60 : 0), folder);
            int parts = 1 + choice.nextInt(2);
            Thread thread = new Thread(() -> {
                try {
                    publish(place, "run " + number, whenBusy, parts);
                } finally {
                    dice.leave(number);
                }
            });
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        // Each file is whole; once the next writer looked after what was left, they are of one run.
        written(folder);
        Publication.open(quick.resolve(NAMES[0])).close();
        assertThat(written(folder)).as("seed " + seed).hasSize(1);
        publish(quick, "next", WhenBusy.REFUSE, 1);
        assertThat(written(folder)).as("seed " + seed).containsExactly("next");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).as("seed " + seed).noneMatch(file -> file.toString().endsWith(".journal"));
            for (Path file : all) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Test
    void neverPublishAMixture() throws IOException, InterruptedException {
        int orders = Integer.getInteger("feedkit.interleavings", 150);
        long first = Long.getLong("feedkit.seed", 1);
        for (long seed = first; seed < first + orders; seed++) {
            interleave(seed);
        }
    }
}
