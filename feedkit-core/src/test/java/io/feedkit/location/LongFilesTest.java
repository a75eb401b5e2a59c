package io.feedkit.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files so long that their bytes go past the system's cache hold the same bytes as any. */
@Timeout(120)
class LongFilesTest {
    private static final int LONG = StagedFile.LONG_BYTES;
    private static final int PIECE = BesideCache.PIECE_BYTES;

    @TempDir
    Path folder;

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    /** Writes pieces of 1 to {@code most} bytes, as feeds do. */
    private static StagedFile.Finished write(Publication publication, byte[] bytes, int most) {
        StagedFile file = publication.file("feed.xml");
        Random random = new Random(most);
        int from = 0;
        while (from < bytes.length) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(most));
            file.write(bytes, from, to);
            from = to;
        }
        return file.finish();
    }

    private static void publish(Path feed, byte[] bytes) {
        try (Publication publication = Publication.open(feed)) {
            write(publication, bytes, 200_000);
            publication.publish();
        }
    }

    private static String sha256(Path file) throws IOException, GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = Files.newInputStream(file)) {
            byte[] some = new byte[1 << 16];
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                digest.update(some, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                LONG - 1,
                LONG,
                LONG + 1,
                LONG + PIECE - 1,
                LONG + PIECE,
                LONG + PIECE + 1,
                LONG + 3 * PIECE,
                LONG + 3 * PIECE + 4095
            })
    void holdTheBytesThatWereWritten(int length) throws Exception {
        byte[] bytes = bytes(length);
        for (int most : new int[] {50_000, 3 * PIECE}) {
            Path feed = folder.resolve("feed.xml");
            try (Publication publication = Publication.open(feed)) {
                StagedFile.Finished finished = write(publication, bytes, most);
                publication.publish();
                assertThat(finished.bytes()).isEqualTo(length);
                assertThat(finished.sha256()).isEqualTo(sha256(feed));
            }
            assertThat(Files.readAllBytes(feed)).isEqualTo(bytes);
        }
    }

    /** Whatever a disk says to writing in such a way, such as that it cannot, says nothing about the feed. */
    @Test
    void areWrittenTheUsualWayWhereTheDiskRefusesTheOther() throws IOException {
        byte[] bytes = bytes(LONG + 4 * PIECE + 10);
        for (int taken = 0; taken < 3; taken++) {
            int step = taken;
            int[] writes = {0};
            Path feed = onDisk(what -> {
                if (what.equals("write directly") && writes[0]++ == step) {
                    throw new IOException("Invalid argument");
                }
            });
            publish(feed, bytes);
            assertThat(writes[0]).isEqualTo(step + 1);
            assertThat(Files.readAllBytes(folder.resolve("feed.xml"))).isEqualTo(bytes);
        }
    }

    @Test
    void areWrittenTheUsualWayWhereTheyCannotBeOpenedInTheOther() throws IOException {
        byte[] bytes = bytes(LONG + 2 * PIECE);
        int[] refused = {0};
        Path feed = onDisk(what -> {
            if (what.equals("open directly")) {
                refused[0]++;
                throw new IOException("Operation not supported");
            }
        });
        publish(feed, bytes);
        assertThat(refused[0]).isOne();
        assertThat(Files.readAllBytes(folder.resolve("feed.xml"))).isEqualTo(bytes);
    }

    @Test
    void leaveTheOldFeedWhereTheDiskIsFullInTheMiddle() throws IOException {
        Path feed = folder.resolve("feed.xml");
        Files.writeString(feed, "old");
        for (int room = 0; room < 4; room++) {
            int pieces = room;
            int[] writes = {0};
            boolean[] isFull = {false};
            Path disk = onDisk(what -> {
                isFull[0] |= what.equals("write directly") && writes[0]++ == pieces;
                if (isFull[0] && what.startsWith("write")) {
                    throw new IOException("No space left on device");
                }
            });
            assertThatThrownBy(() -> publish(disk, bytes(LONG + 5 * PIECE)))
                    .isInstanceOf(FeedException.class)
                    .hasMessageContaining("No space left on device");
            assertThat(feed).hasContent("old");
            assertThat(folder.resolve(".feed.xml.part")).doesNotExist();
        }
    }

    /** Somebody who stops a run does not leave a file behind that is still being written. */
    @Test
    void waitForTheDiskBeforeTheyAreGivenUp() throws IOException {
        boolean[] isWriting = {false};
        Path feed = onDisk(what -> {
            if (what.equals("write directly")) {
                isWriting[0] = true;
                LockSupport.parkNanos(300_000_000);
                isWriting[0] = false;
            }
        });
        try (FileChannel channel = FileChannel.open(feed, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            try (BesideCache further = BesideCache.goOn(feed, channel, 0)) {
                assertThat(further).isNotNull();
                further.write(bytes(PIECE), 0, PIECE);
                Thread.currentThread().interrupt();
            }
            assertThat(Thread.interrupted()).isTrue();
            assertThat(isWriting[0]).isFalse();
        }
        assertThat(Files.readAllBytes(folder.resolve("feed.xml"))).isEqualTo(bytes(PIECE));
    }

    private Path onDisk(FaultyFiles.Disk disk) {
        return FaultyFiles.on(disk, folder.resolve("feed.xml"));
    }

    /** Each of them takes a megabyte outside the heap, in two pieces. */
    @Test
    void areAtMostSixteenOfThatKindAtATime() throws IOException {
        Path file = folder.resolve("feed.xml");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            List<BesideCache> opened = new ArrayList<>();
            try {
                for (int i = 0; i < 16; i++) {
                    opened.add(BesideCache.goOn(file, channel, 0));
                }
                assertThat(opened).doesNotContainNull();
                assertThat(BesideCache.goOn(file, channel, 0)).isNull();
                opened.get(3).close();
                opened.get(3).close();
                opened.add(BesideCache.goOn(file, channel, 0));
                assertThat(opened).doesNotContainNull();
                assertThat(BesideCache.goOn(file, channel, 0)).isNull();
            } finally {
                for (BesideCache one : opened) {
                    if (one != null) {
                        one.close();
                    }
                }
            }
        }
    }
}
