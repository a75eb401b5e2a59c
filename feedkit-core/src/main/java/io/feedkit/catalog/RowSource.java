package io.feedkit.catalog;

import io.feedkit.problem.Problem;
import java.util.List;

/** The rows of a source after variants and parents were put together: the step between a record reader and the mapping. */
interface RowSource extends AutoCloseable {

    /** Reads the next rows, with their groups and exclusions; false at the end. */
    boolean next(Work work);

    /** Passes over records that are known, where rows are records; see {@link RecordReader#pass}. */
    default long pass(long plan, KnownRecords known) {
        return 0;
    }

    /** The records of the last read that did not become a row. */
    List<Problem> lost();

    List<String> columns();

    @Override
    void close();

    /** Rows as they stand. */
    record Plain(RecordReader reader) implements RowSource {
        @Override
        public boolean next(Work work) {
            boolean more = reader.read(work.records);
            work.clearRoles();
            return more;
        }

        @Override
        public long pass(long plan, KnownRecords known) {
            return reader.pass(plan, known);
        }

        @Override
        public List<Problem> lost() {
            return reader.lost();
        }

        @Override
        public List<String> columns() {
            return reader.columns();
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
