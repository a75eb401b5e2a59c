package io.feedkit.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Says where two feeds differ, product by product, after an independent parser has read both; escaping, quoting and the channel's own head do not count.
 *
 * <p>Both feeds are streamed, so any size can be compared in a small heap.
 */
final class FeedComparison {
    private FeedComparison() {}

    /** The first difference of two RSS feeds, if there is one. */
    static Optional<String> ofRss(Path expected, Path actual) throws IOException {
        try (InputStream one = Files.newInputStream(expected);
                InputStream other = Files.newInputStream(actual)) {
            return first(new Items(one), new Items(other));
        }
    }

    /** The first difference of two CSV feeds, if there is one. */
    static Optional<String> ofCsv(Path expected, Path actual) throws IOException {
        try (CsvReader<NamedCsvRecord> one = CsvReader.builder().ofNamedCsvRecord(expected, UTF_8);
                CsvReader<NamedCsvRecord> other = CsvReader.builder().ofNamedCsvRecord(actual, UTF_8)) {
            return first(fields(one), fields(other));
        }
    }

    /** Looks through the products of a feed, RSS or CSV by the name of its file. */
    static <T> T each(Path feed, Look<T> look) throws IOException {
        if (feed.toString().endsWith(".xml")) {
            try (InputStream in = Files.newInputStream(feed)) {
                return look.at(new Items(in));
            }
        }
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(feed, UTF_8)) {
            return look.at(fields(reader));
        }
    }

    /** Something to be found out about products. */
    interface Look<T> {
        T at(Iterator<Map<String, String>> products) throws IOException;
    }

    private static Iterator<Map<String, String>> fields(CsvReader<NamedCsvRecord> reader) {
        return reader.stream().map(NamedCsvRecord::getFieldsAsMap).iterator();
    }

    private static Optional<String> first(
            Iterator<Map<String, String>> expected, Iterator<Map<String, String>> actual) {
        long number = 0;
        while (expected.hasNext() && actual.hasNext()) {
            number++;
            Map<String, String> one = expected.next();
            Map<String, String> other = actual.next();
            if (!one.equals(other)) {
                return Optional.of("product " + number + ": " + difference(one, other));
            }
        }
        return expected.hasNext() == actual.hasNext()
                ? Optional.empty()
                : Optional.of("one feed ends after " + number + " products");
    }

    private static String difference(Map<String, String> expected, Map<String, String> actual) {
        Map<String, String> differing = new TreeMap<>();
        expected.forEach((field, text) -> {
            if (!text.equals(actual.get(field))) {
                differing.put(field, "<" + text + "> by hand, <" + actual.getOrDefault(field, "") + "> by feedkit");
            }
        });
        actual.forEach((field, text) -> {
            if (!expected.containsKey(field)) {
                differing.put(field, "nothing by hand, <" + text + "> by feedkit");
            }
        });
        return differing.toString();
    }

    /** The items of an RSS feed: texts by element name, parts of groups as {@code shipping/price}, repeated elements one per line. */
    private static final class Items implements Iterator<Map<String, String>> {
        private final XMLStreamReader xml;
        private Optional<Map<String, String>> next;

        Items(InputStream in) throws IOException {
            XMLInputFactory factory = XMLInputFactory.newFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            try {
                xml = factory.createXMLStreamReader(in, UTF_8.name());
                next = read();
            } catch (XMLStreamException e) {
                throw new IOException(e);
            }
        }

        @Override
        public boolean hasNext() {
            return next.isPresent();
        }

        @Override
        public Map<String, String> next() {
            Map<String, String> item = next.orElseThrow();
            try {
                next = read();
            } catch (XMLStreamException e) {
                throw new IllegalStateException(e);
            }
            return item;
        }

        private Optional<Map<String, String>> read() throws XMLStreamException {
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("item")) {
                    Map<String, String> item = new TreeMap<>();
                    children("", item);
                    return Optional.of(item);
                }
            }
            return Optional.empty();
        }

        /** Reads up to the end of the element that was just opened; returns its own text. */
        private String children(String path, Map<String, String> into) throws XMLStreamException {
            StringBuilder text = new StringBuilder();
            int event = xml.next();
            boolean leaf = true;
            while (event != XMLStreamConstants.END_ELEMENT) {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    leaf = false;
                    String name = path + xml.getLocalName();
                    String content = children(name + "/", into);
                    if (!content.isBlank()) {
                        into.merge(name, content, (a, b) -> a + "\n" + b);
                    }
                } else {
                    text.append(xml.getText());
                }
                event = xml.next();
            }
            return leaf ? text.toString() : "";
        }
    }
}
