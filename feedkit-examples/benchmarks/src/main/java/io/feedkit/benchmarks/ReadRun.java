package io.feedkit.benchmarks;

import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.CatalogFormat;
import io.feedkit.catalog.CatalogFormats;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Head;
import io.feedkit.catalog.RecordReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Our side of a comparison on a file that another program reads as well: {@code read FILE [cells|strings] [PASSES]}, the format by the ending of the name, the best pass in CPU time. */
final class ReadRun {
    private final Path file;
    private final boolean strings;
    private final CatalogFormat format;
    private final RecordBatch batch = new RecordBatch(new TextBuffer(1 << 18));
    private long rows;
    private long characters;

    private ReadRun(Path file, boolean strings) {
        this.file = file;
        this.strings = strings;
        String name = file.getFileName().toString();
        format = CatalogFormats.discover(ReadRun.class.getClassLoader())
                .get(name.substring(name.lastIndexOf('.') + 1).replace("ndjson", "json"));
    }

    static void main(String[] arguments) throws IOException {
        ReadRun run = new ReadRun(Path.of(arguments[0]), arguments.length > 1 && arguments[1].equals("strings"));
        int passes = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int pass = 0; pass < passes; pass++) {
            long start = threads.getCurrentThreadCpuTime();
            run.pass();
            best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
        }
        System.out.printf(
                Locale.ROOT,
                "%s rows %d cpu_s %.3f ns/row %d characters %d%n",
                run.strings ? "feedkitStrings" : "feedkitCells",
                run.rows,
                best / 1e9,
                best / Math.max(1, run.rows),
                run.characters);
    }

    private void pass() throws IOException {
        rows = 0;
        characters = 0;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] first = in.readNBytes(Head.BYTES);
            Head head = new Head(file.toString(), first, first.length < Head.BYTES);
            try (RecordReader reader =
                    format.open(Files.newInputStream(file), head, CatalogOptions.DEFAULTS, problem -> {})) {
                while (reader.read(batch)) {
                    rows += batch.rows();
                    if (strings) {
                        touch(reader.columns().size());
                    }
                }
            }
        }
    }

    /** Record by record, as most programs go. */
    private void touch(int columns) {
        for (int row = 0; row < batch.rows(); row++) {
            for (int column = 0; column < columns; column++) {
                String cell = batch.string(column, row);
                if (cell != null) {
                    characters += cell.length();
                }
            }
        }
    }
}
