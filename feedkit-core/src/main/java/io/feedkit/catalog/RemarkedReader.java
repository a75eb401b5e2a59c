package io.feedkit.catalog;

import io.feedkit.batch.RecordBatch;
import io.feedkit.location.Source;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.Severity;
import java.util.ArrayList;
import java.util.List;

/** Adds to the records that a format could not read those that the source itself had to leave out. */
final class RemarkedReader extends ForwardingRecordReader {
    private final Source source;
    private final ProblemSink sink;
    private final List<Problem> lost = new ArrayList<>();

    RemarkedReader(RecordReader reader, Source source, ProblemSink sink) {
        super(reader);
        this.source = source;
        this.sink = sink;
    }

    @Override
    public boolean read(RecordBatch into) {
        lost.clear();
        try {
            return super.read(into);
        } finally {
            for (Problem remark : source.remarks()) {
                sink.report(remark);
                if (remark.severity() == Severity.ERROR) {
                    lost.add(remark);
                }
            }
        }
    }

    @Override
    public List<Problem> lost() {
        if (lost.isEmpty()) {
            return super.lost();
        }
        List<Problem> all = new ArrayList<>(super.lost());
        all.addAll(lost);
        return all;
    }
}
