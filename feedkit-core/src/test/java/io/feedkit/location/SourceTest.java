package io.feedkit.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedkit.problem.FeedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTest {
    private static final byte[] TEXT = "id,title\n1,Lamp\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void readsAFile() throws IOException {
        Path file = Files.write(folder.resolve("shop.csv"), TEXT);
        try (Source source = Location.of(file).open(SourceLimits.DEFAULTS)) {
            assertThat(source.bytes().readAllBytes()).isEqualTo(TEXT);
            assertThat(source.storedBytesRead()).isEqualTo(TEXT.length);
            assertThat(source.storedBytes()).hasValue(TEXT.length);
            assertThat(source.compression()).isEmpty();
            assertThat(source.name()).endsWith("shop.csv");
        }
    }

    @Test
    void givesTheHeadAgain() throws IOException {
        try (Source source = given(TEXT)) {
            assertThat(source.head(4)).isEqualTo(Arrays.copyOf(TEXT, 4));
            assertThat(source.isWhole(4)).isFalse();
            assertThat(source.isWhole(TEXT.length)).isTrue();
            assertThat(source.head(1000)).isEqualTo(TEXT);
            assertThat(source.bytes().readAllBytes()).isEqualTo(TEXT);
        }
    }

    @Test
    void inflatesGzipWhateverItIsCalled() throws IOException {
        Path file = Files.write(folder.resolve("shop.csv"), gzip(TEXT));
        try (Source source = Location.of(file).open(SourceLimits.DEFAULTS)) {
            assertThat(source.compression()).isEqualTo("gzip");
            assertThat(source.head(1000)).isEqualTo(TEXT);
            assertThat(source.bytes().readAllBytes()).isEqualTo(TEXT);
            assertThat(source.storedBytesRead()).isEqualTo(Files.size(file));
        }
    }

    @Test
    void readsAllMembersOfAGzipFileFromAStreamThatNeverSaysWhatIsAvailable() throws IOException {
        byte[] two = join(gzip(TEXT), gzip(TEXT));
        InputStream shy = new ByteArrayInputStream(two) {
            @Override
            public synchronized int available() {
                return 0;
            }

            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(length, 5));
            }
        };
        try (Source source = Location.of("two", () -> shy).open(SourceLimits.DEFAULTS)) {
            assertThat(source.bytes().readAllBytes()).isEqualTo(join(TEXT, TEXT));
        }
    }

    @Test
    void aCutOffGzipFileIsNoEndOfData() throws IOException {
        byte[] whole = gzip(TEXT);
        for (int length = 2; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            FeedException refused = catchThrowableOfType(FeedException.class, () -> {
                try (Source source = given(cut)) {
                    source.bytes().readAllBytes();
                }
            });
            assertThat(refused).as("%d of %d bytes", length, whole.length).isNotNull();
            assertThat(refused.problem().code()).isEqualTo(LocationProblem.TRUNCATED);
        }
    }

    @Test
    void aDamagedGzipFileIsReported() throws IOException {
        byte[] damaged = gzip(TEXT);
        damaged[damaged.length - 6] ^= 1;
        assertThat(codeOfReading(damaged, SourceLimits.DEFAULTS)).isEqualTo("location.damaged");
    }

    @Test
    void aFailureBetweenTwoMembersIsNoEndOfData() throws IOException {
        byte[] first = gzip(TEXT);
        InputStream failing = new InputStream() {
            private int given;

            @Override
            public int read() throws IOException {
                if (given == first.length) {
                    throw new IOException("connection reset");
                }
                return first[given++] & 0xFF;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                into[from] = (byte) read();
                return 1;
            }
        };
        assertThatExceptionOfType(FeedException.class)
                .isThrownBy(() -> Location.of("failing", () -> failing)
                        .open(SourceLimits.DEFAULTS)
                        .bytes()
                        .readAllBytes())
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(LocationProblem.READ_FAILED));
    }

    @Test
    void stopsABomb() throws IOException {
        byte[] bomb = gzip(new byte[64 << 20]);
        assertThat(codeOfReading(bomb, new SourceLimits(1L << 40, 100))).isEqualTo("location.inflates-too-much");
    }

    @Test
    void stopsAtTheSizeLimit() throws IOException {
        assertThat(codeOfReading(TEXT, new SourceLimits(TEXT.length - 1, 100))).isEqualTo("location.too-large");
        try (Source source =
                Location.of("fits", () -> new ByteArrayInputStream(TEXT)).open(new SourceLimits(TEXT.length, 100))) {
            assertThat(source.bytes().readAllBytes()).isEqualTo(TEXT);
        }
    }

    @Test
    void saysThatAFileIsNotThere() {
        FeedException refused = catchThrowableOfType(
                FeedException.class,
                () -> Location.of(folder.resolve("none.csv")).open(SourceLimits.DEFAULTS));
        assertThat(refused.problem().code()).isEqualTo(LocationProblem.NOT_FOUND);
        assertThat(refused.problem().at().source()).endsWith("none.csv");
    }

    @Test
    void refusesADirectory() {
        FeedException refused = catchThrowableOfType(
                FeedException.class, () -> Location.of(folder).open(SourceLimits.DEFAULTS));
        assertThat(refused.problem().code()).isEqualTo(LocationProblem.CANNOT_OPEN);
    }

    @Test
    void opensAsOftenAsAsked() throws IOException {
        Location location = Location.of("twice", () -> new ByteArrayInputStream(TEXT));
        for (int turn = 0; turn < 2; turn++) {
            try (Source source = location.open(SourceLimits.DEFAULTS)) {
                assertThat(source.bytes().readAllBytes()).isEqualTo(TEXT);
            }
        }
    }

    @Test
    void readsAnEmptySource() throws IOException {
        try (Source source = given(new byte[0])) {
            assertThat(source.head(10)).isEmpty();
            assertThat(source.isWhole(10)).isTrue();
            assertThat(source.bytes().read()).isEqualTo(-1);
        }
    }

    @Test
    void closesTheHostsStream() {
        boolean[] closed = new boolean[1];
        InputStream in = new ByteArrayInputStream(TEXT) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        Location.of("closing", () -> in).open(SourceLimits.DEFAULTS).close();
        assertThat(closed[0]).isTrue();
    }

    private static String codeOfReading(byte[] bytes, SourceLimits limits) {
        FeedException refused = catchThrowableOfType(FeedException.class, () -> {
            try (Source source =
                    Location.of("given", () -> new ByteArrayInputStream(bytes)).open(limits)) {
                source.bytes().transferTo(OutputStream.nullOutputStream());
            }
        });
        return refused.problem().code().id();
    }

    private static Source given(byte[] bytes) {
        return Location.of("given", () -> new ByteArrayInputStream(bytes)).open(SourceLimits.DEFAULTS);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
