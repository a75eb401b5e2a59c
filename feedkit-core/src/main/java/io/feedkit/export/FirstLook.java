package io.feedkit.export;

import io.feedkit.batch.ProductBatch;
import io.feedkit.catalog.Passes;
import io.feedkit.catalog.ProductReader;
import io.feedkit.problem.ProblemLog;
import io.feedkit.product.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalogue once for an enrichment that has to know it as a whole.
 *
 * <p>Every thread reads batches under one lock and looks at them alone. What is wrong with records is not reported here, since the run itself will meet it again.
 */
final class FirstLook {
    private static final int KEPT_PROBLEMS = 1;

    private final Passes passes;
    private final Schema schema;
    private final int threads;
    private final Crew crew;
    private final ProblemLog problems;
    private @Nullable Throwable failure;

    FirstLook(Passes passes, Schema schema, int threads, Crew crew, ProblemLog problems) {
        this.passes = passes;
        this.schema = schema;
        this.threads = threads;
        this.crew = crew;
        this.problems = problems;
    }

    /** The enrichment that knows the catalogue. */
    Enrichment at(FirstPass pass) {
        List<FirstPass.Collector> collectors = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            collectors.add(pass.collector(problems));
        }
        ProductReader reader = passes.read(schema, pass.reads(), new ProblemLog(KEPT_PROBLEMS));
        try (reader) {
            look(reader, collectors);
        }
        rethrow();
        FirstPass.Collector all = collectors.get(0);
        collectors.subList(1, threads).forEach(all::merge);
        return all.finish();
    }

    private void look(ProductReader reader, List<FirstPass.Collector> collectors) {
        List<Runnable> looks = new ArrayList<>();
        for (FirstPass.Collector collector : collectors) {
            ProductBatch batch = reader.newBatch();
            looks.add(() -> work(reader, batch, collector));
        }
        crew.all(looks, "feedkit-look");
    }

    private void work(ProductReader reader, ProductBatch batch, FirstPass.Collector collector) {
        try {
            while (read(reader, batch)) {
                collector.collect(batch);
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private boolean read(ProductReader reader, ProductBatch batch) {
        synchronized (reader) {
            crew.goOn();
            return !hasFailed() && reader.read(batch);
        }
    }

    private synchronized boolean hasFailed() {
        return failure != null;
    }

    private synchronized void fail(Throwable cause) {
        failure = failure == null ? cause : failure;
    }

    private synchronized void rethrow() {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }
}
