package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.Column;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Everything that reading a source gave, as plain values that tests compare.
 *
 * @param columns names at the end of the reading
 * @param records in order
 * @param problems in order
 */
public record ReadCatalog(List<String> columns, List<Detection> detections, List<Row> records, List<Problem> problems) {

    /** What stands for a cell that is not there at all, other than an empty one. */
    public static final String MISSING = "(missing)";

    /** One record; a cell that is not there is {@link #MISSING}. */
    public record Row(long number, long line, long byteOffset, List<String> cells) {}

    public static ReadCatalog of(CatalogFormat format, String name, byte[] source, CatalogOptions options) {
        return of(format, head(name, source), new ByteArrayInputStream(source), options);
    }

    public static ReadCatalog of(CatalogFormat format, String name, String source) {
        return of(format, name, source.getBytes(StandardCharsets.UTF_8), CatalogOptions.DEFAULTS);
    }

    public static Head head(String name, byte[] source) {
        return new Head(name, Arrays.copyOf(source, Math.min(source.length, Head.BYTES)), source.length <= Head.BYTES);
    }

    public static ReadCatalog of(CatalogFormat format, Head head, InputStream in, CatalogOptions options) {
        List<Problem> problems = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        // Small, so that it has to grow, and reused, so that what was left in it would show.
        RecordBatch batch = new RecordBatch(new TextBuffer(16));
        try (RecordReader reader = format.open(in, head, options, problems::add)) {
            while (reader.read(batch)) {
                for (int row = 0; row < batch.rows(); row++) {
                    rows.add(row(batch, row, reader.columns().size()));
                }
            }
            int columns = reader.columns().size();
            List<Row> padded = new ArrayList<>();
            for (Row row : rows) {
                List<String> cells = new ArrayList<>(row.cells());
                while (cells.size() < columns) {
                    cells.add(MISSING);
                }
                padded.add(new Row(row.number(), row.line(), row.byteOffset(), cells));
            }
            return new ReadCatalog(List.copyOf(reader.columns()), reader.detections(), padded, problems);
        }
    }

    private static Row row(RecordBatch batch, int row, int columns) {
        List<String> cells = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            long slice = batch.cells(column)[row];
            String cell = slice == Column.MISSING ? null : batch.text().string(slice);
            assertThat(batch.string(column, row)).isEqualTo(cell);
            cells.add(cell == null ? MISSING : cell);
        }
        return new Row(batch.recordNumber(row), batch.line(row), batch.byteOffset(row), cells);
    }

    /** The cells of every record, missing ones as {@link #MISSING}. */
    public List<List<String>> cells() {
        List<List<String>> all = new ArrayList<>();
        for (Row record : records) {
            all.add(record.cells());
        }
        return all;
    }

    /** The ids of the problems, in order. */
    public List<String> codes() {
        return problems.stream().map(problem -> problem.code().id()).toList();
    }
}
