package io.feedkit.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ctc.wstx.stax.WstxInputFactory;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.CatalogFormat;
import io.feedkit.catalog.CatalogFormats;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Head;
import io.feedkit.catalog.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
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
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What reading the catalogue as XML, JSON or NDJSON costs per product, and the raw parsers making a string of each value. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(NestedReadBenchmark.PRODUCTS)
public class NestedReadBenchmark {
    static final int PRODUCTS = 10_000;

    private final CatalogFormats formats = CatalogFormats.discover(NestedReadBenchmark.class.getClassLoader());
    private byte[] xml;
    private byte[] json;
    private byte[] ndjson;

    @Setup
    public void generate() throws IOException {
        StringBuilder elements = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<catalogue>\n");
        StringBuilder objects = new StringBuilder();
        byte[] csv = new CatalogueGenerator(1).bytes(PRODUCTS);
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(new ByteArrayInputStream(csv), UTF_8)) {
            for (NamedCsvRecord row : rows) {
                elements.append("<product>\n");
                objects.append('{');
                row.getFieldsAsMap().forEach((name, value) -> {
                    String element = name.replaceAll("[^A-Za-z0-9_]", "_");
                    elements.append('<').append(element).append('>');
                    elements.append(value.replace("&", "&amp;").replace("<", "&lt;"));
                    elements.append("</").append(element).append(">\n");
                    objects.append(objects.charAt(objects.length() - 1) == '{' ? "\"" : ",\"");
                    objects.append(element)
                            .append("\":\"")
                            .append(escaped(value))
                            .append('"');
                });
                elements.append("</product>\n");
                objects.append("}\n");
            }
        }
        xml = elements.append("</catalogue>\n").toString().getBytes(UTF_8);
        ndjson = objects.toString().getBytes(UTF_8);
        json = ('[' + objects.toString().strip().replace("}\n{", "},\n{") + ']').getBytes(UTF_8);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private long records(String format, String name, byte[] source) {
        CatalogFormat reading = formats.get(format);
        Head head = new Head(name, Arrays.copyOf(source, Head.BYTES), false);
        RecordBatch batch = new RecordBatch(new TextBuffer(1 << 18));
        long rows = 0;
        try (RecordReader reader =
                reading.open(new ByteArrayInputStream(source), head, CatalogOptions.DEFAULTS, HeldProducts::refuse)) {
            while (reader.read(batch)) {
                rows += batch.rows();
            }
        }
        return rows;
    }

    @Benchmark
    public long xmlRecords() {
        return records("xml", "catalogue.xml", xml);
    }

    @Benchmark
    public long jsonRecords() {
        return records("json", "catalogue.json", json);
    }

    @Benchmark
    public long ndjsonRecords() {
        return records("json", "catalogue.ndjson", ndjson);
    }

    @Benchmark
    public long woodstoxStrings() throws XMLStreamException {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
        long characters = 0;
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.CHARACTERS) {
                characters += reader.getText().length();
            }
        }
        reader.close();
        return characters;
    }

    @Benchmark
    public long jacksonStringsOfJson() {
        return jackson(json);
    }

    @Benchmark
    public long jacksonStringsOfNdjson() {
        return jackson(ndjson);
    }

    private static long jackson(byte[] source) {
        long characters = 0;
        try (JsonParser parser =
                new JsonFactory().createParser(ObjectReadContext.empty(), new ByteArrayInputStream(source))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    characters += parser.getString().length();
                }
            }
        }
        return characters;
    }
}
