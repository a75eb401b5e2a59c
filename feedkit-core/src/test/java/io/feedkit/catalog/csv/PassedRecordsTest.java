package io.feedkit.catalog.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.Column;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.RecordBytes;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Dialect;
import io.feedkit.catalog.Head;
import io.feedkit.catalog.KnownRecords;
import io.feedkit.catalog.ReadCatalog;
import io.feedkit.catalog.RecordReader;
import io.feedkit.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A record that is passed over by its bytes is the record that reading them would have given, and those around it stay what they are. */
class PassedRecordsTest {
    private static final long PLAN = 4711;
    private static final String HEADER = "id,title,price,,\n";
    private static final List<String> LINES = List.of(
            "N,Lamp,5\n",
            "N,\"Lamp, red\",5\r\n",
            "N,\"Lamp \"\"N\"\"\",5,,\n",
            "N,\"two\nlines\",5\n",
            "N,\"three\r\n\nlines\" ,5\n",
            "N,Étagère à épices,5\n",
            "N,\u0007bell,5\n",
            "N,Lamp\n",
            "N,Lamp,5,,,seventh\n",
            "N,Lamp,5,unnamed\n",
            "N,\"Lamp\"red,5\n",
            "N,\"Lamp,5\n",
            "N,12,50,1\n",
            "N,Lamp,5\r",
            "N,\u00ff\u00fe,5\n",
            "\n",
            " ,,\n",
            "id,title,price,,\n",
            "# N, no record\n",
            "Total,,\n");

    private final Random random;

    PassedRecordsTest() {
        random = new Random(0);
    }

    /** What reading one record gave; the stamp is null where it has none. */
    private record Read(long line, long byteOffset, List<String> cells, Stamp stamp) {}

    private record Stamp(long fingerprint, int bytes, int lines) {}

    /** What a pass gave, by the numbers of records; those that were passed over have their stamp only. */
    private record Pass(Map<Long, Read> read, Map<Long, Stamp> passed, List<Problem> problems) {}

    @Property(tries = 300)
    void passesOverWhatReadingWouldGive(
            @ForAll long seed,
            @ForAll @IntRange(max = 120) int lines,
            @ForAll @IntRange(max = 12) int edits,
            @ForAll @IntRange(min = 1, max = 9000) int piece,
            @ForAll boolean comments) {
        random.setSeed(seed);
        List<String> before = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            before.add(line(i));
        }
        List<String> after = new ArrayList<>(before);
        for (int i = 0; i < edits; i++) {
            edit(after, lines + i);
        }
        CatalogOptions options = comments
                ? CatalogOptions.DEFAULTS.withDialect(Dialect.DETECT.withComment("#"))
                : CatalogOptions.DEFAULTS;
        Pass old = pass(bytes(before), options, piece, List.of(), 1);
        List<Stamp> known = new ArrayList<>();
        old.read.values().forEach(read -> {
            if (read.stamp != null) {
                known.add(read.stamp);
            }
        });

        byte[] source = bytes(after);
        Pass expected = pass(source, options, source.length, List.of(), 1);
        Pass found = pass(source, options, piece, known, 1 + random.nextInt(20));

        assertSame(found, expected);
    }

    @Example
    void passesOverMostOfACatalogueInWhichLittleChanged() {
        List<String> before = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            before.add(LINES.get(i % 6).replace("N", "A" + i));
        }
        List<String> after = new ArrayList<>(before);
        after.set(700, "A700,Rug,7\n");
        after.remove(2000);
        List<Stamp> known = new ArrayList<>();
        pass(bytes(before), CatalogOptions.DEFAULTS, 1 << 20, List.of(), 1)
                .read
                .values()
                .forEach(read -> known.add(read.stamp));

        Pass expected = pass(bytes(after), CatalogOptions.DEFAULTS, 1 << 20, List.of(), 1);
        Pass found = pass(bytes(after), CatalogOptions.DEFAULTS, 1 << 20, known, Integer.MAX_VALUE);

        assertSame(found, expected);
        // What may stand below a table is always read.
        assertThat(found.passed).hasSizeGreaterThan(4500);
    }

    private static void assertSame(Pass found, Pass expected) {
        assertThat(found.problems).isEqualTo(expected.problems);
        TreeMap<Long, Object> all = new TreeMap<>(found.read);
        all.putAll(found.passed);
        assertThat(all.keySet()).isEqualTo(expected.read.keySet());
        found.passed.forEach((number, stamp) ->
                assertThat(expected.read.get(number).stamp).as("%d", number).isEqualTo(stamp));
        found.read.forEach((number, read) -> assertThat(read).as("%d", number).isEqualTo(expected.read.get(number)));
    }

    private String line(int number) {
        int kind = random.nextInt(3) > 0 ? random.nextInt(6) : random.nextInt(LINES.size());
        String line = LINES.get(kind);
        // Most records are no footer, and few are not told of.
        return line.replace("N", "A" + number);
    }

    private void edit(List<String> lines, int number) {
        int at = lines.isEmpty() ? 0 : random.nextInt(lines.size());
        switch (lines.isEmpty() ? 0 : random.nextInt(4)) {
            case 0 -> lines.add(at, line(number));
            case 1 -> lines.remove(at);
            case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
            default -> {
                String line = lines.get(at);
                int place = random.nextInt(line.length());
                lines.set(at, line.substring(0, place) + ",\"\n\r#x".charAt(random.nextInt(6)) + line.substring(place));
            }
        }
    }

    /** With much behind it that is no footer. */
    private static byte[] bytes(List<String> lines) {
        StringBuilder text = new StringBuilder(HEADER).append("first,Lamp,5\n".repeat(5));
        lines.forEach(text::append);
        for (int i = 0; i < 400; i++) {
            text.append("last-").append(i).append(",Lamp,5\n");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i + 1 < bytes.length; i++) {
            // No bytes of UTF-8.
            if (bytes[i] == (byte) 0xC3 && (bytes[i + 1] == (byte) 0xBF || bytes[i + 1] == (byte) 0xBE)) {
                bytes[i] = (byte) 0xFF;
            }
        }
        return bytes;
    }

    private Pass pass(byte[] source, CatalogOptions options, int piece, List<Stamp> known, int trust) {
        Map<Long, Stamp> passed = new LinkedHashMap<>();
        Map<Long, Read> read = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        Head head = ReadCatalog.head("catalogue.csv", source);
        RecordBatch batch = new RecordBatch(new TextBuffer(16));
        batch.stampFor(PLAN);
        try (RecordReader reader = new CsvCatalogFormat().open(inPieces(source, piece), head, options, problems::add)) {
            boolean more = true;
            while (more) {
                reader.pass(PLAN, knowing(known, trust, passed));
                batch.limitTo(known.isEmpty() ? 256 : 1 + random.nextInt(4));
                more = reader.read(batch);
                for (int row = 0; row < batch.rows(); row++) {
                    read.put(
                            batch.recordNumber(row),
                            read(batch, row, reader.columns().size()));
                }
            }
        }
        return new Pass(read, passed, problems);
    }

    /** Tries all that is known of each record, but now and then none of it. */
    private KnownRecords knowing(List<Stamp> known, int trust, Map<Long, Stamp> passed) {
        return new KnownRecords() {
            private int bytes;
            private int lines;

            @Override
            public int pass(long number, RecordBytes next) {
                bytes = 0;
                lines = 0;
                int count = 0;
                boolean more = true;
                while (more && count < 300) {
                    Stamp stamp = trust < Integer.MAX_VALUE && random.nextInt(trust) == 0 ? null : find(next);
                    more = stamp != null;
                    if (stamp != null) {
                        passed.put(number + count++, stamp);
                        bytes += stamp.bytes;
                        lines += stamp.lines;
                    }
                }
                return count;
            }

            private Stamp find(RecordBytes next) {
                for (Stamp stamp : known) {
                    if (next.fingerprint(bytes, stamp.bytes) == stamp.fingerprint) {
                        return stamp;
                    }
                }
                return null;
            }

            @Override
            public int bytes() {
                return bytes;
            }

            @Override
            public int lines() {
                return lines;
            }
        };
    }

    private static Read read(RecordBatch batch, int row, int columns) {
        List<String> cells = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            long slice = batch.cells(column)[row];
            if (slice != Column.MISSING) {
                cells.add(column + "=" + batch.text().string(slice));
            }
        }
        Stamp stamp = batch.stamp(row) == 0
                ? null
                : new Stamp(batch.stamp(row), batch.stampedBytes(row), batch.stampedLines(row));
        return new Read(batch.line(row), batch.byteOffset(row), cells, stamp);
    }

    private static InputStream inPieces(byte[] source, int piece) {
        return new ByteArrayInputStream(source) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(piece, length));
            }
        };
    }
}
