package io.feedkit.benchmarks;

import io.feedkit.export.Enrichment;
import java.io.IOException;
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

/** What the twenty rules cost per product, once the products are read: compiled rules beside a loop by hand over the same columns. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(HeldProducts.PRODUCTS)
public class RulesBenchmark {
    private HeldProducts products;
    private Enrichment.Session session;
    private HandWrittenRules byHand;

    @Setup
    public void read() throws IOException {
        products = HeldProducts.read();
        session = products.session();
        byHand = new HandWrittenRules(products.schema());
    }

    @Benchmark
    public long feedkit() {
        return products.enrich(session::trunk);
    }

    @Benchmark
    public long byHand() {
        return products.enrich(byHand::run);
    }
}
