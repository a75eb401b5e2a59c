package io.feedkit.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogFormat;
import io.feedkit.catalog.CatalogFormats;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Head;
import io.feedkit.catalog.ProductReader;
import io.feedkit.catalog.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What reading a CSV catalogue costs per product: cells found, products made of them, and FastCSV making a string of each cell. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(ReadBenchmark.PRODUCTS)
public class ReadBenchmark {
    static final int PRODUCTS = 10_000;

    private byte[] csv;
    private Head head;
    private CatalogFormat format;
    private Catalog catalog;

    @Setup
    public void generate() {
        csv = new CatalogueGenerator(1).bytes(PRODUCTS);
        head = new Head("catalogue.csv", Arrays.copyOf(csv, Head.BYTES), false);
        format = CatalogFormats.discover(ReadBenchmark.class.getClassLoader()).get("csv");
        catalog = HeldProducts.catalog(csv);
    }

    /** Cells as slices, none of them looked at. */
    @Benchmark
    public long records() {
        RecordBatch batch = new RecordBatch(new TextBuffer(1 << 18));
        long rows = 0;
        try (RecordReader reader =
                format.open(new ByteArrayInputStream(csv), head, CatalogOptions.DEFAULTS, HeldProducts::refuse)) {
            while (reader.read(batch)) {
                rows += batch.rows();
            }
        }
        return rows;
    }

    /** Typed columns: numbers, money, measures, dates parsed; blanks missing. */
    @Benchmark
    public long products() {
        long rows = 0;
        try (ProductReader reader = catalog.read(catalog.schema(), HeldProducts::refuse)) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                rows += batch.rows();
            }
        }
        return rows;
    }

    @Benchmark
    public long fastCsvStrings() throws IOException {
        long characters = 0;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(new ByteArrayInputStream(csv), UTF_8)) {
            for (CsvRecord row : reader) {
                for (int i = 0; i < row.getFieldCount(); i++) {
                    characters += row.getField(i).length();
                }
            }
        }
        return characters;
    }
}
