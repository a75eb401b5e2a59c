package io.feedkit.acceptance;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.channel.DescriptorLimits;
import io.feedkit.channel.DescriptorLint;
import io.feedkit.channel.generate.GeneratedDescriptor;
import io.feedkit.export.ExportReport;
import io.feedkit.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Short words for what acceptance tests do again and again. */
public final class Feeds {
    /** The instant of all runs here. */
    public static final Instant JUNE = Instant.parse("2026-06-10T08:00:00Z");

    private Feeds() {}

    /** A catalogue written for one test, whose prices are in euros unless they say otherwise. */
    public static Catalog catalogue(Path folder, String csv) {
        return Catalog.open(written(folder, "catalogue.csv", csv), CatalogOptions.DEFAULTS.withCurrency("EUR"));
    }

    public static Path written(Path folder, String name, String text) {
        try {
            Files.createDirectories(folder);
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of the ledger beside a feed. */
    public static List<JsonNode> ledger(Path feed) {
        List<JsonNode> lines = new ArrayList<>();
        JsonMapper json = new JsonMapper();
        text(beside(feed, ".ledger.ndjson")).lines().forEach(line -> lines.add(json.readTree(line)));
        return lines;
    }

    public static JsonNode manifest(Path feed) {
        return new JsonMapper().readTree(text(beside(feed, ".manifest.json")));
    }

    public static Path beside(Path feed, String suffix) {
        return feed.resolveSibling(feed.getFileName() + suffix);
    }

    /** How many products have each status, by the ledger. */
    public static Map<String, Long> statuses(Path feed) {
        Map<String, Long> counts = new LinkedHashMap<>();
        ledger(feed).forEach(line -> counts.merge(line.path("status").asString(), 1L, Long::sum));
        return counts;
    }

    /** The notes of a ledger, a line each, readable without Java: id, kind, check, words. */
    public static String notes(Path feed) {
        StringBuilder text = new StringBuilder();
        for (JsonNode line : ledger(feed)) {
            String id = line.path("id").asString("record " + line.path("record").asString());
            text.append(id).append(": ").append(line.path("status").asString()).append('\n');
            for (JsonNode note : line.path("notes")) {
                text.append("    ").append(note.path("kind").asString()).append(' ');
                text.append(note.path("by").asString());
                if (note.has("attribute")) {
                    text.append(" (").append(note.path("attribute").asString()).append(')');
                }
                if (note.has("text")) {
                    text.append("\n        ").append(note.path("text").asString());
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    /** The failures of all feeds of a run, to name them when a test expects none. */
    public static List<String> failures(ExportReport report) {
        return report.feeds().stream()
                .flatMap(feed -> feed.failures().stream())
                .map(Object::toString)
                .toList();
    }

    /** What {@code feedkit channels lint} says about a generated descriptor. */
    static List<String> lint(GeneratedDescriptor generated) {
        try {
            List<Path> files = generated.writeTo(Files.createTempDirectory("lint"));
            return DescriptorLint.file(files.get(files.size() - 1), DescriptorLimits.DEFAULTS, Locale.ENGLISH).stream()
                    .map(Problem::toString)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
