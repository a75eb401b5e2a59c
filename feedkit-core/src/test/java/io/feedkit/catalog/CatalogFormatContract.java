package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/**
 * What every {@link CatalogFormat} promises. Authors of a format extend it, give a few sources of their format, and add tests of what is special to it.
 *
 * <p>Sources should differ in what they hold: text beyond ASCII, long values, records that are broken. None of the tests here knows what the records should be; they
 * hold one way of reading against another.
 */
@SuppressWarnings("exports") // of test annotations, which concern nobody who uses the module
public abstract class CatalogFormatContract {
    private static final long SEED = 20_260_101;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A source: a file name, for its extension, and the bytes. */
    public record Sample(String name, byte[] bytes) {
        public Sample(String name, String text) {
            this(name, text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    protected CatalogFormatContract() {}

    protected abstract CatalogFormat format();

    /** Sources with at least one record each; broken records are welcome, as long as the others can be read. */
    protected abstract List<Sample> samples();

    /** A source of at least so many records, each with at least one cell. */
    protected abstract Sample large(int records);

    @Test
    public void isFoundByItsName() {
        assertThat(ServiceLoader.load(CatalogFormat.class))
                .anySatisfy(found -> assertThat(found.name()).isEqualTo(format().name()));
        assertThat(format().name())
                .isEqualTo(format().name().toLowerCase(Locale.ROOT))
                .isNotBlank();
    }

    @Test
    public void recognisesItsOwnSourcesAndConsumesNothing() {
        for (Sample sample : samples()) {
            Head head = ReadCatalog.head(sample.name(), sample.bytes());
            byte[] before = head.bytes().clone();
            assertThat(format().confidence(head)).as(sample.name()).isBetween(1, 100);
            assertThat(head.bytes()).isEqualTo(before);
        }
    }

    @Test
    public void readsAtLeastOneRecordOfEachSample() {
        for (Sample sample : samples()) {
            assertThat(read(sample).records()).as(sample.name()).isNotEmpty();
        }
    }

    @Test
    public void chunkingNeverChangesRecordsOrProblems() {
        for (Sample sample : samples()) {
            ReadCatalog whole = read(sample);
            for (int chunk : new int[] {1, 2, 3, 7, 8, 9, 31, 64}) {
                ReadCatalog chunked = ReadCatalog.of(
                        format(),
                        ReadCatalog.head(sample.name(), sample.bytes()),
                        new Chunks(sample.bytes(), chunk),
                        CatalogOptions.DEFAULTS);
                assertThat(chunked.columns()).isEqualTo(whole.columns());
                assertThat(chunked.records()).as("%s by %d", sample, chunk).isEqualTo(whole.records());
                assertThat(chunked.problems()).isEqualTo(whole.problems());
            }
        }
    }

    @Test
    public void countsRecordsFromOneAndPlacesThemInOrder() {
        List<Sample> all = new ArrayList<>(samples());
        all.add(large(1000));
        for (Sample sample : all) {
            long number = 0;
            long line = 0;
            long offset = -1;
            for (ReadCatalog.Row row : read(sample).records()) {
                assertThat(row.number()).as(sample.name()).isGreaterThan(number);
                number = row.number();
                if (row.line() >= 0) {
                    assertThat(row.line()).as(sample.name()).isGreaterThanOrEqualTo(Math.max(1, line));
                    line = row.line();
                }
                if (row.byteOffset() >= 0) {
                    assertThat(row.byteOffset())
                            .as(sample.name())
                            .isGreaterThan(offset)
                            .isLessThan(sample.bytes().length);
                    offset = row.byteOffset();
                    if (row.line() >= 0) {
                        assertThat(row.line())
                                .as("line of byte %d of %s", offset, sample)
                                .isEqualTo(lineOf(sample.bytes(), offset));
                    }
                }
            }
        }
    }

    @Test
    public void splitsLongSourcesIntoBatchesAndEndsOnce() {
        Sample sample = large(3 * ProductBatch.ROWS + 1);
        RecordBatch batch = new RecordBatch(new TextBuffer(16));
        int rows = 0;
        try (RecordReader reader = format().open(
                        new ByteArrayInputStream(sample.bytes()),
                        ReadCatalog.head(sample.name(), sample.bytes()),
                        CatalogOptions.DEFAULTS,
                        problem -> {})) {
            while (reader.read(batch)) {
                assertThat(batch.rows()).isBetween(0, ProductBatch.ROWS);
                rows += batch.rows();
            }
            assertThat(batch.rows()).isZero();
            assertThat(reader.read(batch)).isFalse();
        }
        assertThat(rows).isGreaterThan(3 * ProductBatch.ROWS);
    }

    @Test
    public void batchesKeepTheirTextWhileOthersAreRead() {
        Sample sample = large(2 * ProductBatch.ROWS);
        List<RecordBatch> batches = new ArrayList<>();
        ReadCatalog expected = read(sample);
        try (RecordReader reader = format().open(
                        new ByteArrayInputStream(sample.bytes()),
                        ReadCatalog.head(sample.name(), sample.bytes()),
                        CatalogOptions.DEFAULTS,
                        problem -> {})) {
            RecordBatch batch = new RecordBatch(new TextBuffer(16));
            while (reader.read(batch)) {
                batches.add(batch);
                batch = new RecordBatch(new TextBuffer(16));
            }
            int at = 0;
            for (RecordBatch kept : batches) {
                for (int row = 0; row < kept.rows(); row++) {
                    assertThat(kept.text().string(kept.cells(0)[row]))
                            .isEqualTo(expected.records().get(at++).cells().get(0));
                }
            }
        }
    }

    @Test
    public void limitsAlwaysStop() {
        ReadLimits tiny = new ReadLimits(4, 8, 2, 2, 1L << 40, 100, 16);
        List<Sample> all = new ArrayList<>(samples());
        all.add(large(5000));
        for (Sample sample : all) {
            assertTimeoutPreemptively(PATIENCE, () -> {
                try {
                    ReadCatalog read = ReadCatalog.of(
                            format(), sample.name(), sample.bytes(), CatalogOptions.DEFAULTS.withLimits(tiny));
                    for (ReadCatalog.Row row : read.records()) {
                        assertThat(row.cells())
                                .filteredOn(cell -> !cell.equals(ReadCatalog.MISSING))
                                .allSatisfy(cell -> assertThat(cell.length()).isLessThanOrEqualTo(4));
                    }
                } catch (FeedException stopped) {
                    assertThat(stopped.problem().message()).isNotBlank();
                }
            });
        }
    }

    @Test
    public void cellsAreValidTextWithoutForbiddenControlCharacters() {
        for (Sample sample : samples()) {
            for (ReadCatalog.Row row : read(sample).records()) {
                for (String cell : row.cells()) {
                    if (cell != null) {
                        assertThat(cell.chars()
                                        .filter(CatalogFormatContract::isForbidden)
                                        .toArray())
                                .as("forbidden characters in a cell of %s", sample)
                                .isEmpty();
                    }
                }
            }
        }
    }

    private static boolean isForbidden(int c) {
        boolean separator = c == TextBuffer.LIST_SEPARATOR || c == TextBuffer.PART_SEPARATOR;
        return c < ' ' && c != '\t' && c != '\n' && c != '\r' && !separator || c == 0xFFFE || c == 0xFFFF;
    }

    @Test
    public void closesItsStream() {
        for (Sample sample : samples()) {
            Chunks in = new Chunks(sample.bytes(), 1000);
            RecordReader reader = format().open(
                            in,
                            ReadCatalog.head(sample.name(), sample.bytes()),
                            CatalogOptions.DEFAULTS,
                            problem -> {});
            assertThat(in.closed).as(sample.name()).isFalse();
            reader.close();
            reader.close();
            assertThat(in.closed).as(sample.name()).isTrue();
        }
    }

    @Test
    public void reportsAFailingStreamAsAProblemOfTheSource() {
        for (Sample sample : samples()) {
            InputStream broken = new FilterInputStream(new Chunks(sample.bytes(), 16)) {
                private int given;

                @Override
                public int read(byte[] into, int from, int length) throws IOException {
                    if (given > sample.bytes().length / 2) {
                        throw new IOException("connection reset");
                    }
                    int got = super.read(into, from, length);
                    given += got;
                    return got;
                }
            };
            assertThatCode(() -> ReadCatalog.of(
                            format(), ReadCatalog.head(sample.name(), sample.bytes()), broken, CatalogOptions.DEFAULTS))
                    .as(sample.name())
                    .isInstanceOf(FeedException.class);
        }
    }

    @Test
    public void survivesRandomBytes() {
        Random random = new Random(SEED);
        for (int turn = 0; turn < 300; turn++) {
            byte[] noise = new byte[random.nextInt(2000)];
            random.nextBytes(noise);
            readsOrRefuses("random bytes, turn " + turn, new Sample("noise", noise));
        }
    }

    @Test
    public void survivesDamagedSources() {
        Random random = new Random(SEED);
        for (Sample sample : samples()) {
            for (int turn = 0; turn < 200; turn++) {
                byte[] damaged = sample.bytes().clone();
                for (int i = random.nextInt(5); i >= 0; i--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                byte[] cut = Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
                readsOrRefuses(sample + ", turn " + turn, new Sample(sample.name(), turn % 2 == 0 ? damaged : cut));
            }
        }
    }

    private void readsOrRefuses(String what, Sample sample) {
        assertTimeoutPreemptively(PATIENCE, () -> {
            try {
                format().confidence(ReadCatalog.head(sample.name(), sample.bytes()));
                read(sample);
            } catch (FeedException refused) {
                Problem problem = refused.problem();
                assertThat(problem.code().id()).isNotBlank();
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(what + ": " + new String(sample.bytes(), StandardCharsets.ISO_8859_1), e);
            }
        });
    }

    @Test
    public void readsAlikeInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            for (Sample sample : samples()) {
                Locale.setDefault(Locale.ENGLISH);
                ReadCatalog english = read(sample);
                Locale.setDefault(new Locale("tr", "TR"));
                assertThat(read(sample)).as(sample.name()).isEqualTo(english);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    public void needsLittleStack() throws InterruptedException {
        for (Sample sample : samples()) {
            List<Throwable> thrown = new ArrayList<>();
            Thread small = new Thread(null, () -> read(sample), "small stack", 192 * 1024L);
            small.setUncaughtExceptionHandler((thread, e) -> thrown.add(e));
            small.start();
            small.join();
            assertThat(thrown).as(sample.name()).isEmpty();
        }
    }

    private ReadCatalog read(Sample sample) {
        return ReadCatalog.of(format(), sample.name(), sample.bytes(), CatalogOptions.DEFAULTS);
    }

    private static long lineOf(byte[] bytes, long offset) {
        long line = 1;
        for (int i = 0; i < offset; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r' && (i + 1 == bytes.length || bytes[i + 1] != '\n')) {
                line++;
            }
        }
        return line;
    }

    /** Gives at most so many bytes at a time. */
    private static final class Chunks extends ByteArrayInputStream {
        private final int chunk;
        private boolean closed;

        Chunks(byte[] bytes, int chunk) {
            super(bytes);
            this.chunk = chunk;
        }

        @Override
        public synchronized int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(length, chunk));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
