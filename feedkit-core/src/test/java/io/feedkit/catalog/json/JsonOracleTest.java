package io.feedkit.catalog.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.ReadCatalog;
import io.feedkit.catalog.ReadLimits;
import io.feedkit.problem.FeedException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Holds what is read, and what is refused, against Jackson. */
class JsonOracleTest {
    private static final String[] NAMES = {"id", "n\\u0061me", "size", "é", "tags", ""};
    private static final String[] SCALARS = {
        "1",
        "-0",
        "1.0",
        "1e400",
        "12345678901234567890",
        "true",
        "false",
        "null",
        "\"\"",
        "\"Löffel \\ud83c\\udf75\"",
        "\"a\\nb\"",
        "\"\\\"\"",
        "-1.5E+3"
    };
    private static final String BREAKERS = "{}[]\",:\\0e.-+tfn \n\t\u0001é";

    @Property(tries = 500)
    void readsWhatAnotherParserReads(@ForAll Random random) {
        String json = document(random);
        assertThat(cells(read(json, 1 << 20))).as(json).isEqualTo(expected(json));
    }

    @Property(tries = 1500)
    void refusesWhatAnotherParserRefuses(@ForAll Random random) {
        StringBuilder json = new StringBuilder(document(random));
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(json.length() + 1);
            char c = BREAKERS.charAt(random.nextInt(BREAKERS.length()));
            switch (random.nextInt(3)) {
                case 0 -> json.insert(at, c);
                case 1 -> json.setLength(at);
                default -> json.setCharAt(Math.max(0, Math.min(at, json.length() - 1)), c);
            }
            if (json.length() == 0) {
                json.append('[');
            }
        }
        String text = json.toString();
        boolean refused;
        try {
            read(text, 1 << 20);
            refused = false;
        } catch (FeedException e) {
            refused = true;
            assertThat(e.problem().at().line()).as(text).isPresent();
        }
        assertThat(refused).as(text).isEqualTo(!isWellFormed(text));
    }

    @Property(tries = 200)
    void chunksNeverChangeTheRecords(@ForAll Random random, @ForAll @IntRange(min = 1, max = 64) int chunk) {
        String json = document(random);
        assertThat(read(json, chunk)).as(json).isEqualTo(read(json, 1 << 20));
    }

    @Property(tries = 300)
    void everyLineIsReadOrReportedHoweverItArrives(
            @ForAll Random random, @ForAll @IntRange(min = 1, max = 64) int chunk) {
        StringBuilder lines = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            object(random, lines, 1);
            if (random.nextBoolean()) {
                int at = lines.length() - 1 - random.nextInt(3);
                lines.insert(at, BREAKERS.charAt(random.nextInt(BREAKERS.length())));
            }
            lines.append(random.nextInt(5) == 0 ? "\r\n \n" : "\n");
        }
        ReadLimits limits = new ReadLimits(20, 20 + random.nextInt(100), 100, 16, 1 << 20, 200, 100);
        CatalogOptions options = CatalogOptions.DEFAULTS.withCharset("UTF-8").withLimits(limits);
        ReadCatalog whole = read("lines.ndjson", lines.toString(), 1 << 20, options);
        assertThat(read("lines.ndjson", lines.toString(), chunk, options))
                .as(lines.toString())
                .isEqualTo(whole);
        long lost = whole.problems().stream()
                .filter(problem ->
                        problem.code() == JsonProblem.BAD_RECORD || problem.code() == JsonProblem.RECORD_LIMIT)
                .count();
        assertThat(whole.records().size() + lost)
                .as(lines.toString())
                .isEqualTo(
                        lines.toString().lines().filter(line -> !line.isBlank()).count());
    }

    private static ReadCatalog read(String json, int chunk) {
        return read(
                "shop.json",
                json,
                chunk,
                CatalogOptions.DEFAULTS.withRecordPath("items").withCharset("UTF-8"));
    }

    private static ReadCatalog read(String name, String json, int chunk, CatalogOptions options) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        InputStream in = new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return super.read(into, from, Math.min(length, chunk));
            }
        };
        return ReadCatalog.of(new JsonCatalogFormat(), ReadCatalog.head(name, bytes), in, options);
    }

    private static String document(Random random) {
        StringBuilder json = new StringBuilder("{\"n\":").append(scalar(random)).append(",\"items\": [");
        for (int i = random.nextInt(5); i >= 0; i--) {
            object(random, json, 0);
            json.append(i > 0 ? ",\n" : "");
        }
        return json.append("],\"more\":[{}]}").toString();
    }

    private static String scalar(Random random) {
        return SCALARS[random.nextInt(SCALARS.length)];
    }

    private static void object(Random random, StringBuilder json, int depth) {
        json.append('{');
        int first = random.nextInt(NAMES.length);
        int count = random.nextInt(NAMES.length - first) + 1;
        for (int i = 0; i < count; i++) {
            json.append(i > 0 ? "," : "").append('"').append(NAMES[first + i]).append("\" :");
            value(random, json, depth);
        }
        json.append('}');
    }

    private static void value(Random random, StringBuilder json, int depth) {
        int kind = random.nextInt(depth < 3 ? 6 : 4);
        if (kind == 4) {
            object(random, json, depth + 1);
        } else if (kind == 5) {
            json.append('[');
            for (int i = random.nextInt(4); i > 0; i--) {
                value(random, json, depth + 1);
                json.append(i > 1 ? "," : "");
            }
            json.append(']');
        } else {
            json.append(scalar(random));
        }
    }

    private static List<Map<String, String>> cells(ReadCatalog read) {
        List<Map<String, String>> all = new ArrayList<>();
        for (List<String> row : read.cells()) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                if (!row.get(i).equals(ReadCatalog.MISSING)) {
                    cells.put(read.columns().get(i), row.get(i));
                }
            }
            all.add(cells);
        }
        return all;
    }

    private static JsonParser parser(String json) {
        return new JsonFactory().createParser(ObjectReadContext.empty(), json);
    }

    private static boolean isWellFormed(String json) {
        try (JsonParser parser = parser(json)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return false;
            }
            parser.skipChildren();
            // Objects one behind the other are a catalogue too; anything else behind a document is a mistake.
            boolean object = first == JsonToken.START_OBJECT;
            for (JsonToken next = parser.nextToken(); next != null; next = parser.nextToken()) {
                if (!object || next != JsonToken.START_OBJECT) {
                    return false;
                }
                parser.skipChildren();
            }
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    private static List<Map<String, String>> expected(String json) {
        List<Map<String, String>> all = new ArrayList<>();
        try (JsonParser parser = parser(json)) {
            while (!"items".equals(parser.currentName()) || parser.currentToken() != JsonToken.START_ARRAY) {
                parser.nextToken();
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> cells = new LinkedHashMap<>();
                members(parser, "", cells);
                all.add(cells);
            }
        }
        return all;
    }

    private static void members(JsonParser parser, String path, Map<String, String> cells) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = path.isEmpty() ? parser.currentName() : path + "." + parser.currentName();
            parser.nextToken();
            gather(parser, name, cells);
        }
    }

    private static void gather(JsonParser parser, String path, Map<String, String> cells) {
        switch (parser.currentToken()) {
            case START_OBJECT -> members(parser, path, cells);
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    gather(parser, path, cells);
                }
            }
            case VALUE_NULL -> {}
            default -> {
                String text = parser.getString();
                if (!text.isBlank()) {
                    cells.merge(path.isEmpty() ? "text()" : path, text, (a, b) -> a + "\u001E" + b);
                }
            }
        }
    }
}
