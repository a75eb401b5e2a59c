package io.feedkit.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.acceptance.Feeds;
import io.feedkit.acceptance.GoldenFile;
import io.feedkit.batch.Note;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** One product for every check of the Google descriptor, each wrong in one way, and what the contract says about it; both files are readable without Java. */
class GoogleContractTest {
    private static final Map<String, String> LANGUAGES = Map.of("FR", "fr", "IT", "it", "US", "en", "GB", "en");
    private static final int LONG_ANSWER = 900;

    @TempDir
    private Path folder;

    /** A line of the cases: a product with the member it is for. */
    private record Case(String id, String country, Map<String, Object> product) {}

    @Test
    void saysAboutEveryMistakeWhatTheExpectedFileSays() {
        List<Case> cases = new ArrayList<>();
        GoldenFile.text("rejected/google.cases")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> cases.add(read(line)));
        Set<String> countries = new LinkedHashSet<>();
        cases.forEach(one -> countries.add(one.country));
        Map<String, String> notes = new LinkedHashMap<>();
        for (String country : countries) {
            notes.putAll(notes(
                    country,
                    cases.stream().filter(one -> one.country.equals(country)).toList()));
        }
        StringBuilder text = new StringBuilder();
        cases.forEach(one -> text.append(notes.get(one.id)));
        countries.forEach(country -> text.append(notes.get(country)));
        GoldenFile.named("rejected/google.expected").mustBe(text.toString());
    }

    private static Case read(String line) {
        String[] parts = line.split(" \\|");
        Map<String, Object> product = fine(parts[0]);
        Set<String> given = new LinkedHashSet<>();
        for (int i = 2; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals < 0) {
                continue;
            }
            String name = parts[i].substring(0, equals).strip();
            Object value = value(parts[i].substring(equals + 1).strip());
            if (value.equals("")) {
                product.remove(name);
            } else if (!given.add(name)) {
                product.put(name, List.of(product.get(name), value));
            } else {
                product.put(name, value);
            }
        }
        return new Case(parts[0], parts[1].strip(), product);
    }

    /** The word {@code long} stands for twelve questions whose answers are too much together. */
    private static Object value(String written) {
        if (!written.equals("long")) {
            return written;
        }
        List<String> questions = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            questions.add("Question " + i + "?:" + "a".repeat(LONG_ANSWER));
        }
        return questions;
    }

    private static Map<String, Object> fine(String id) {
        Map<String, Object> product = new LinkedHashMap<>();
        product.put("id", id);
        product.put("title", "Paper lamp");
        product.put("description", "A lamp made of paper.");
        product.put("link", "https://shop.example/lamp");
        product.put("image_link", "https://img.example/lamp.jpg");
        product.put("price", "12.50 EUR");
        product.put("quantity", "5");
        product.put("brand", "Acme");
        product.put("gtin", "3760000000017");
        product.put("mpn", "L-1");
        return product;
    }

    /** The notes of each product, by id. */
    private Map<String, String> notes(String country, List<Case> cases) {
        JsonMapper json = new JsonMapper();
        StringBuilder lines = new StringBuilder();
        cases.forEach(one -> lines.append(json.writeValueAsString(one.product)).append('\n'));
        Path file = Feeds.written(folder.resolve(country), "catalogue.ndjson", lines.toString());
        Catalog catalog = Catalog.open(file, CatalogOptions.DEFAULTS);
        Path feed = folder.resolve(country).resolve("feed.xml");
        var report = Export.of(catalog)
                .at(Feeds.JUNE)
                .to(Channels.get("google-shopping").member(country, LANGUAGES.get(country)), feed)
                .run();
        assertThat(Feeds.failures(report)).isEmpty();
        Map<String, String> byId = new LinkedHashMap<>();
        for (String one : Feeds.notes(feed).split("(?m)^(?=\\S)")) {
            byId.put(one.substring(0, one.indexOf(':')), one);
        }
        StringBuilder advice = new StringBuilder(country + ": advice, said once\n");
        report.feeds().get(0).reasons().stream()
                .filter(reason -> reason.kind() == Note.Kind.ADVICE)
                .forEach(reason -> advice.append("    ")
                        .append(reason.by())
                        .append(": ")
                        .append(reason.count())
                        .append(" products, first ")
                        .append(reason.examples().get(0).id())
                        .append("\n        ")
                        .append(reason.examples().get(0).text())
                        .append('\n'));
        byId.put(country, advice.toString());
        return byId;
    }
}
