package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.Schema;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads records, puts variants together, maps them, and says what became of rows that are no products. */
final class MappedReader implements ProductReader {
    /** A few words of a mapping could make gigabytes of any batch: so many bytes for each that was read, and some more for batches of short texts. */
    private static final int MADE_PER_READ = 4;

    private static final int MADE_BYTES = 8 << 20;

    private final RowSource rows;
    private final String source;
    private final LongSupplier bytesRead;
    private final Schema schema;
    private final ProblemSink problems;
    private final Rebinder rebinder;
    private final Map<ProductBatch, Work> works = new IdentityHashMap<>();
    private final Set<String> said = Work.nothingSaid();
    private final List<Problem> lost = new ArrayList<>();
    private final Selection kept = new Selection();
    private final Selection gone = new Selection();
    private Binding binding;
    private @Nullable Gathering gathering;
    /** Whether somebody else was told of what the last read lost. */
    private boolean sieved;

    private long records;

    /** What the header was bound to. */
    record Binding(
            Plan plan,
            Unpacker unpacker,
            RowChoice choice,
            int columns,
            @Nullable RecordFingerprints fingerprints) {
        /** What decides which products are made of which records; 0 when that cannot be said. */
        long described() {
            return fingerprints == null ? 0 : fingerprints.plan();
        }
    }

    /** Binds again when the source has shown further columns. */
    interface Rebinder {
        Binding bind(List<String> columns);
    }

    MappedReader(
            RowSource rows,
            String source,
            LongSupplier bytesRead,
            Schema schema,
            Binding binding,
            Rebinder rebinder,
            ProblemSink problems) {
        this.rows = rows;
        this.source = source;
        this.bytesRead = bytesRead;
        this.schema = schema;
        this.binding = binding;
        this.rebinder = rebinder;
        this.problems = problems;
    }

    @Override
    public ProductBatch newBatch() {
        Work work = new Work(schema.size(), source, problems, said);
        ProductBatch batch = new ProductBatch(schema, work.records);
        works.put(batch, work);
        return batch;
    }

    @Override
    public boolean read(ProductBatch into) {
        Work work = work(into);
        boolean more = next(work);
        sieved = false;
        fill(into, work, binding);
        return more || !lost.isEmpty();
    }

    @Override
    public boolean read(ProductBatch into, RecordSieve sieve) {
        if (!(rows instanceof RowSource.Plain)) {
            return read(into);
        }
        Work work = work(into);
        Gathering reads = gathering == null ? gathering() : gathering;
        gathering = reads;
        Gathering.Answer answer = reads.read(work, sieve);
        sieved = answer.sieved();
        if (sieved) {
            // What was made of rows that are not there any more is of no use.
            work.start();
        }
        fill(into, work, answer.binding());
        return answer.any();
    }

    private Gathering gathering() {
        Gathering.Reads reads = new Gathering.Reads() {
            @Override
            public boolean next(Work into) {
                return MappedReader.this.next(into);
            }

            @Override
            public boolean pass(KnownRecords known) {
                long plan = binding.described();
                long passed = plan == 0 ? 0 : rows.pass(plan, known);
                records += passed;
                return passed > 0;
            }

            @Override
            public Binding binding() {
                return binding;
            }

            @Override
            public List<Problem> lost() {
                return lost;
            }
        };
        return new Gathering(reads, new Work(schema.size(), source, problems, said));
    }

    private Work work(ProductBatch into) {
        Work work = works.get(into);
        if (work == null) {
            throw new IllegalArgumentException("the batch was not made by this reader");
        }
        return work;
    }

    /** Reads the next rows of the source, and drops those that cannot be products. */
    private boolean next(Work work) {
        boolean more = rows.next(work);
        lost.clear();
        lost.addAll(rows.lost());
        records += work.rows() + lost.size();
        if (rows.columns().size() != binding.columns) {
            binding = rebinder.bind(rows.columns());
        }
        work.start();
        limited(work, () -> {
            binding.choice.apply(work);
            dropNameless(work);
        });
        LostPlaces.sort(lost);
        return more;
    }

    private void fill(ProductBatch into, Work work, Binding bound) {
        limited(work, () -> {
            if (!bound.unpacker.isIdle()) {
                bound.unpacker.unpack(work, (name, row) -> late(name, row, work));
            }
            into.start(work.records);
            bound.plan.fill(into, work);
        });
        exclude(into, work);
    }

    private void limited(Work work, Runnable making) {
        long most = (long) MADE_PER_READ * work.text().end() + MADE_BYTES;
        work.text().limitTo((int) Math.min(TextBuffer.MOST_BYTES, most));
        try {
            making.run();
        } catch (TextBuffer.Full e) {
            throw new FeedException(makesTooMuch(most, work), e);
        } finally {
            work.text().limitTo(TextBuffer.MOST_BYTES);
        }
    }

    private Problem makesTooMuch(long most, Work work) {
        return new Problem(
                CatalogProblem.MAPPING_MAKES_TOO_MUCH,
                SourcePosition.unknown(source),
                "the mapping makes more than " + most + " bytes of text out of " + work.rows() + " records.",
                "Look at its templates and joins for columns with long texts that are taken several times.");
    }

    private void late(String name, int row, Work work) {
        work.reportOnce(
                "late " + name,
                new Problem(
                        CatalogProblem.LATE_COLUMN,
                        work.position(row, name),
                        "the first part of the source has no " + Problem.quote(name) + ", so it is not read.",
                        "Name it in the mapping file."));
    }

    /** Records without an id are no products: nothing could be said about them. */
    private void dropNameless(Work work) {
        if (work.rows() == 0) {
            return;
        }
        Texts ids = binding.plan.ids();
        long[] slices = ids == null ? Column.missing().bits : ids.of(work);
        kept.clear();
        for (int row = 0; row < work.rows(); row++) {
            Work.Exclusion exclusion = work.exclusions[row];
            if (slices[row] != Column.MISSING || exclusion != null && exclusion.part()) {
                kept.add(row);
            } else {
                Problem problem = new Problem(
                        CatalogProblem.NO_ID,
                        work.position(row, binding.plan.idField()),
                        "the record has no id, so it is not read.",
                        ids == null ? "Say in the mapping file what the id is made of." : "Give it one.");
                lost.add(problem);
                problems.report(problem);
            }
        }
        if (kept.size < work.rows()) {
            work.retain(kept);
            work.start();
        }
    }

    private void exclude(ProductBatch batch, Work work) {
        gone.clear();
        for (int row = 0; row < work.rows(); row++) {
            Work.Exclusion exclusion = work.exclusions[row];
            if (exclusion != null) {
                batch.note(new Note(row, Note.Kind.EXCLUDED, exclusion.by(), "", exclusion.text()));
                gone.add(row);
            }
        }
        if (!gone.isEmpty()) {
            batch.retire(gone);
        }
    }

    @Override
    public long records() {
        return records;
    }

    @Override
    public List<Problem> lost() {
        return sieved ? List.of() : lost;
    }

    @Override
    public long bytesRead() {
        return bytesRead.getAsLong();
    }

    @Override
    public void close() {
        rows.close();
    }
}
