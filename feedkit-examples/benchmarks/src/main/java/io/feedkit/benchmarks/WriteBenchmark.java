package io.feedkit.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.export.Enrichment;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedContract;
import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
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

/**
 * What a further feed costs per product that was read, once the rules have run: the contract (checks and conversion), the encoding, and libraries that write
 * the same texts from strings they are given for nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(HeldProducts.PRODUCTS)
public class WriteBenchmark {
    private final TextBuffer out = new TextBuffer(1 << 20);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
    private final XMLOutputFactory factory = XMLOutputFactory.newFactory();

    private List<ProductBatch> batches;
    private ProductBatch layer;
    private Feed rss;
    private Feed csv;

    @Setup
    public void enrich() throws IOException {
        HeldProducts products = HeldProducts.read();
        batches = products.batches();
        Enrichment.Session rules = products.session();
        batches.forEach(rules::trunk);
        layer = new ProductBatch(products.schema(), batches.get(0).records());
        rss = new Feed(products, products.rss());
        csv = new Feed(products, products.csv());
    }

    @Benchmark
    public long rssContract() {
        return contract(rss);
    }

    @Benchmark
    public long csvContract() {
        return contract(csv);
    }

    @Benchmark
    public long rssEncoding() {
        return encode(rss);
    }

    @Benchmark
    public long csvEncoding() {
        return encode(csv);
    }

    private long contract(Feed feed) {
        long sent = 0;
        for (ProductBatch batch : batches) {
            int mark = batch.text().end();
            layer.startOver(batch);
            feed.again.start(batch.text());
            feed.session.apply(layer, feed.again);
            sent += feed.again.rows().size;
            batch.text().truncate(mark);
        }
        return sent;
    }

    private long encode(Feed feed) {
        long size = 0;
        for (FeedBatch batch : feed.finished) {
            out.clear();
            feed.encoder.encode(batch, out);
            size += out.end();
        }
        return size;
    }

    @Benchmark
    public long woodstoxRss() throws XMLStreamException {
        long size = 0;
        for (List<List<String>> batch : rss.strings) {
            bytes.reset();
            XMLStreamWriter xml = factory.createXMLStreamWriter(bytes, UTF_8.name());
            xml.writeStartElement("channel");
            for (List<String> product : batch) {
                xml.writeStartElement("item");
                for (int field = 0; field < product.size(); field++) {
                    for (String text : product.get(field).split("\u001e")) {
                        if (!text.isEmpty()) {
                            xml.writeStartElement(rss.names.get(field));
                            xml.writeCharacters(text);
                            xml.writeEndElement();
                        }
                    }
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.close();
            size += bytes.size();
        }
        return size;
    }

    @Benchmark
    public long fastCsv() throws IOException {
        long size = 0;
        for (List<List<String>> batch : csv.strings) {
            bytes.reset();
            try (CsvWriter writer = CsvWriter.builder().build(new OutputStreamWriter(bytes, UTF_8))) {
                batch.forEach(writer::writeRecord);
            }
            size += bytes.size();
        }
        return size;
    }

    /** One feed: its contract at work, and what that made of the held products, as slices and as strings. */
    private static final class Feed {
        private final FeedContract.Session session;
        private final FeedEncoder encoder;
        private final FeedBatch again;
        private final List<String> names;
        private final List<FeedBatch> finished = new ArrayList<>();
        private final List<List<List<String>>> strings = new ArrayList<>();

        Feed(HeldProducts products, FeedContract contract) {
            Set<String> supplied = new HashSet<>(products.catalog().supplied());
            supplied.addAll(products.rules().writes());
            FeedContract.Prepared prepared = contract.prepare(products.schema(), supplied, FeedkitJob.RUN_AT);
            session = prepared.open();
            names = prepared.layout().fields().stream().map(FeedField::name).toList();
            encoder = FeedFormats.discover(WriteBenchmark.class.getClassLoader())
                    .get(prepared.layout().format())
                    .encoder(prepared.layout());
            for (ProductBatch batch : products.batches()) {
                ProductBatch layer = new ProductBatch(products.schema(), batch.records());
                layer.startOver(batch);
                FeedBatch feed = new FeedBatch(names.size(), batch.text());
                prepared.open().apply(layer, feed);
                finished.add(feed);
                strings.add(texts(feed));
            }
            again = new FeedBatch(names.size(), products.batches().get(0).text());
        }

        private List<List<String>> texts(FeedBatch feed) {
            List<List<String>> all = new ArrayList<>();
            for (int i = 0; i < feed.rows().size; i++) {
                List<String> texts = new ArrayList<>();
                for (int field = 0; field < names.size(); field++) {
                    long slice = feed.texts(field)[feed.rows().rows[i]];
                    texts.add(slice == Column.MISSING ? "" : feed.text().string(slice));
                }
                all.add(texts);
            }
            return all;
        }
    }
}
