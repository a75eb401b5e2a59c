package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file {@code rejected.cases} of a channel: products that are fine but for what their line says.
 *
 * <p>A line is {@code id | COUNTRY | attribute = value | …}; a country may name its language, {@code CH:fr}. A value that is given twice makes a list, an empty one takes an attribute
 * away. The line {@code fine | | attribute = value | …} changes what all products of the file have.
 */
final class RejectedCases {
    private static final int LONG_ANSWER = 900;
    /** Where the country's own word for its language is not that of a locale. */
    private static final Map<String, String> LANGUAGES = Map.ofEntries(
            Map.entry("FR", "fr"),
            Map.entry("IT", "it"),
            Map.entry("US", "en"),
            Map.entry("GB", "en"),
            Map.entry("DE", "de"),
            Map.entry("AT", "de"),
            Map.entry("CH", "de"),
            Map.entry("CZ", "cs"),
            Map.entry("SK", "sk"),
            Map.entry("PL", "pl"),
            Map.entry("GR", "el"),
            Map.entry("ES", "es"),
            Map.entry("SE", "sv"),
            Map.entry("NL", "nl"),
            Map.entry("BE", "fr"),
            Map.entry("RU", "ru"));

    private final String channel;
    private final Map<String, Object> fine = fine();
    private final List<Case> cases = new ArrayList<>();

    /** A line of the cases: a product with the member it is for. */
    private record Case(String id, String country, Map<String, Object> product) {}

    private RejectedCases(String channel) {
        this.channel = channel;
    }

    static RejectedCases of(String channel, String text) {
        RejectedCases read = new RejectedCases(channel);
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(read::add);
        return read;
    }

    private static Map<String, Object> fine() {
        Map<String, Object> product = new LinkedHashMap<>();
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

    private void add(String line) {
        String[] parts = line.split(" \\|");
        if (parts[0].equals("fine")) {
            change(fine, parts);
            return;
        }
        Map<String, Object> product = new LinkedHashMap<>(fine);
        product.put("id", parts[0]);
        change(product, parts);
        cases.add(new Case(parts[0], parts[1].strip(), product));
    }

    private static void change(Map<String, Object> product, String[] parts) {
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
            } else if (given.add(name)) {
                product.put(name, value);
            } else {
                List<Object> list = product.get(name) instanceof List<?> several
                        ? new ArrayList<>(several)
                        : new ArrayList<>(List.of(product.get(name)));
                list.add(value);
                product.put(name, list);
            }
        }
    }

    /** The word {@code long} stands for twelve questions whose answers are too much together; {@code x*300} for 300 letters x. */
    private static Object value(String written) {
        if (written.matches("\\w\\*\\d+")) {
            return written.substring(0, 1).repeat(Integer.parseInt(written.substring(2)));
        }
        if (!written.equals("long")) {
            return written;
        }
        List<String> questions = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            questions.add("Question " + i + "?:" + "a".repeat(LONG_ANSWER));
        }
        return questions;
    }

    /** A product that nothing is wrong with. */
    Map<String, Object> fineProduct() {
        return new LinkedHashMap<>(fine);
    }

    /** The member that the first case is for. */
    String member() {
        return cases.get(0).country;
    }

    /** What the contract says about each, readable without Java. */
    String verdicts(Path folder) {
        Set<String> countries = new LinkedHashSet<>();
        cases.forEach(one -> countries.add(one.country));
        Map<String, String> notes = new LinkedHashMap<>();
        for (String country : countries) {
            notes.putAll(notes(
                    folder,
                    country,
                    cases.stream().filter(one -> one.country.equals(country)).toList()));
        }
        StringBuilder text = new StringBuilder();
        cases.forEach(one -> text.append(notes.get(one.id)));
        countries.forEach(country -> text.append(notes.get(country)));
        return text.toString();
    }

    /** The notes of each product, by id, and the advice by country. */
    private Map<String, String> notes(Path folder, String member, List<Case> all) {
        JsonMapper json = new JsonMapper();
        StringBuilder lines = new StringBuilder();
        all.forEach(one -> lines.append(json.writeValueAsString(one.product)).append('\n'));
        Path place = folder.resolve(member.replace(':', '-'));
        Catalog catalog =
                Catalog.open(Feeds.written(place, "catalogue.ndjson", lines.toString()), CatalogOptions.DEFAULTS);
        Path feed = place.resolve("feed");
        var report = Export.of(catalog)
                .at(Feeds.JUNE)
                .to(Channels.get(channel).member(country(member), language(member)), feed)
                .run();
        assertThat(Feeds.failures(report)).isEmpty();
        Map<String, String> byId = new LinkedHashMap<>();
        for (String one : Feeds.notes(feed).split("(?m)^(?=\\S)")) {
            byId.put(one.substring(0, one.indexOf(": ")), one);
        }
        StringBuilder advice = new StringBuilder(member + ": advice, said once\n");
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
        byId.put(member, advice.toString());
        return byId;
    }

    static String country(String member) {
        return member.substring(0, 2);
    }

    static String language(String member) {
        return member.length() > 2
                ? member.substring(3)
                : LANGUAGES.getOrDefault(member, member.toLowerCase(Locale.ROOT));
    }
}
