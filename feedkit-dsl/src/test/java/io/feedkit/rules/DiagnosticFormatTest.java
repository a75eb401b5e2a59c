package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One list of mistakes, written for everybody who wants to know. */
class DiagnosticFormatTest {
    private static final String TEXT = """
            quantitty < 3 -> 0
            @owner("buyers") rule a: price < 20 EUR -> set tier = "é😀\\n"
            price < 50 EUR -> set tier = "small"
            channel criteo { keep when price < competitor_price }
            quantitty < 4 -> 0
            """;

    private static List<Diagnostic> found(Locale language) {
        return RuleSet.check(Shop.ENVIRONMENT.withLanguage(language), SourceText.of("my shop/rules é.fk", TEXT));
    }

    private static String written(DiagnosticFormat format) {
        return format.write(found(Locale.ENGLISH), Locale.ENGLISH);
    }

    @Test
    void shortIsALineForEach() {
        assertThat(written(DiagnosticFormat.SHORT).lines()).hasSize(4).allMatch(line -> line.contains("[FK"));
        assertThat(DiagnosticFormat.SHORT.write(List.of(), Locale.ENGLISH)).isEmpty();
    }

    @Test
    void normalShowsTheLine() {
        assertThat(written(DiagnosticFormat.NORMAL)).contains("  1 | quantitty < 3 -> 0\n    | ^^^^^^^^^");
    }

    @Test
    void teachingSaysEachLessonOnceAndWhereToReadOn() {
        String taught = written(DiagnosticFormat.TEACH);
        assertThat(taught.split("learn: a name is an attribute")).hasSize(2);
        assertThat(taught).contains("learn: a missing value is not 0", "more: docs/problems.md#fk1411");
    }

    @Test
    void theFrameOfAPictureIsFrenchToo() {
        String french = DiagnosticFormat.TEACH.write(found(Locale.FRENCH), Locale.FRENCH);
        assertThat(french)
                .startsWith("erreur[FK1101]")
                .contains(
                        "  correction\u00A0: ",
                        "  pourquoi\u00A0: ",
                        "  à savoir\u00A0: ",
                        "  témoin\u00A0: ",
                        "avertissement[FK1602]")
                .doesNotContain("  fix: ", "  why: ");
    }

    /** Reads JSON, which must be right, into maps, lists, texts and whole numbers. */
    private static Object parsed(String json) {
        Reader reader = new Reader(json.strip());
        Object value = reader.value();
        assertThat(reader.at).isEqualTo(reader.json.length());
        return value;
    }

    private static final class Reader {
        private final String json;
        private int at;

        Reader(String json) {
            this.json = json;
        }

        Object value() {
            return switch (json.charAt(at)) {
                case '{' -> object();
                case '[' -> array();
                case '"' -> text();
                default -> number();
            };
        }

        private Map<String, Object> object() {
            Map<String, Object> object = new LinkedHashMap<>();
            expect('{');
            while (json.charAt(at) != '}') {
                if (!object.isEmpty()) {
                    expect(',');
                }
                String name = text();
                expect(':');
                assertThat(object.put(name, value())).as("twice: " + name).isNull();
            }
            expect('}');
            return object;
        }

        private List<Object> array() {
            List<Object> array = new ArrayList<>();
            expect('[');
            while (json.charAt(at) != ']') {
                if (!array.isEmpty()) {
                    expect(',');
                }
                array.add(value());
            }
            expect(']');
            return array;
        }

        private String text() {
            StringBuilder text = new StringBuilder();
            expect('"');
            while (json.charAt(at) != '"') {
                char c = json.charAt(at++);
                assertThat(c).isGreaterThanOrEqualTo(' ');
                if (c == '\\' && json.charAt(at) == 'u') {
                    text.append((char) Integer.parseInt(json.substring(at + 1, at + 5), 16));
                    at += 5;
                } else {
                    text.append(c == '\\' ? json.charAt(at++) : c);
                }
            }
            expect('"');
            return text.toString();
        }

        private int number() {
            int start = at;
            while (Character.isDigit(json.charAt(at))) {
                at++;
            }
            return Integer.parseInt(json.substring(start, at));
        }

        private void expect(char c) {
            assertThat(json.charAt(at++)).isEqualTo(c);
        }
    }

    /** Follows a path such as {@code runs.0.tool}. */
    private static Object at(Object json, String path) {
        Object here = json;
        for (String step : path.split("\\.")) {
            here = here instanceof List<?> list ? list.get(Integer.parseInt(step)) : ((Map<?, ?>) here).get(step);
        }
        return here;
    }

    @Test
    void jsonHasEverythingWithItsPlace() {
        Object json = parsed(written(DiagnosticFormat.JSON));
        assertThat((List<?>) json).hasSize(4);
        assertThat(at(json, "0.code")).isEqualTo("FK1101");
        assertThat(at(json, "0.severity")).isEqualTo("error");
        assertThat(at(json, "0.file")).isEqualTo("my shop/rules é.fk");
        assertThat(at(json, "0.endColumn")).isEqualTo(10);
        assertThat(at(json, "0.edits.0.replacement")).isEqualTo("quantity");
        assertThat(at(json, "1.owner")).isEqualTo("buyers");
        assertThat((String) at(json, "1.witness")).contains("price");
        assertThat(parsed(DiagnosticFormat.JSON.write(List.of(), Locale.ENGLISH)))
                .isEqualTo(List.of());
    }

    @Test
    void columnsCountCodePoints() {
        List<Diagnostic> found = RuleSet.check(Shop.ENVIRONMENT, SourceText.of("a.fk", "set tier = \"😀\"; clear x"));
        Object json = parsed(DiagnosticFormat.JSON.write(found, Locale.ENGLISH));
        assertThat(at(json, "0.column")).isEqualTo(23);
    }

    /** What the standard requires of a log, section by section of SARIF 2.1.0. */
    @Test
    void sarifHasWhatTheStandardRequires() {
        Object log = parsed(written(DiagnosticFormat.SARIF));
        assertThat(at(log, "version")).isEqualTo("2.1.0");
        assertThat(at(log, "runs.0.tool.driver.name")).isEqualTo("feedkit");
        assertThat(at(log, "runs.0.columnKind")).isEqualTo("unicodeCodePoints");
        List<?> rules = (List<?>) at(log, "runs.0.tool.driver.rules");
        List<?> results = (List<?>) at(log, "runs.0.results");
        assertThat(results).hasSize(4);
        assertThat(rules).hasSize(3);
        for (Object result : results) {
            Map<?, ?> rule = (Map<?, ?>) rules.get((Integer) at(result, "ruleIndex"));
            assertThat(rule.get("id")).isEqualTo(at(result, "ruleId"));
            assertThat(at(result, "level")).isIn("error", "warning", "note");
            assertThat((String) at(result, "message.text")).isNotBlank();
            assertThat(at(result, "locations.0.physicalLocation.artifactLocation.uri"))
                    .isEqualTo("my%20shop/rules%20%C3%A9.fk");
            int startColumn = (Integer) at(result, "locations.0.physicalLocation.region.startColumn");
            int endColumn = (Integer) at(result, "locations.0.physicalLocation.region.endColumn");
            assertThat(startColumn).isPositive().isLessThan(endColumn);
        }
        assertThat(at(log, "runs.0.results.0.fixes.0.artifactChanges.0.replacements.0.insertedContent.text"))
                .isEqualTo("quantity");
        assertThat(at(log, "runs.0.results.0.fixes.0.artifactChanges.0.replacements.0.deletedRegion.endColumn"))
                .isEqualTo(10);
        assertThat(at(parsed(DiagnosticFormat.SARIF.write(List.of(), Locale.ENGLISH)), "runs.0.results"))
                .isEqualTo(List.of());
    }

    /**
     * The objects of a log as the JSON schema of SARIF 2.1.0 has them, as far as we write any: what each must have, and what else it may have. The schema allows no other names.
     *
     * @param parts the names of members that are objects or arrays of objects, with the kind of those
     */
    private record Shape(List<String> required, List<String> allowed, Map<String, String> parts) {}

    private static final Map<String, Shape> SHAPES = Map.ofEntries(
            Map.entry("log", new Shape(List.of("version", "runs"), List.of("$schema"), Map.of("runs", "run"))),
            Map.entry(
                    "run",
                    new Shape(
                            List.of("tool"),
                            List.of("results", "columnKind"),
                            Map.of("tool", "tool", "results", "result"))),
            Map.entry("tool", new Shape(List.of("driver"), List.of(), Map.of("driver", "driver"))),
            Map.entry("driver", new Shape(List.of("name"), List.of("rules"), Map.of("rules", "rule"))),
            Map.entry(
                    "rule",
                    new Shape(
                            List.of("id"),
                            List.of("help", "defaultConfiguration"),
                            Map.of("help", "text", "defaultConfiguration", "configuration"))),
            Map.entry("text", new Shape(List.of("text"), List.of(), Map.of())),
            Map.entry("configuration", new Shape(List.of(), List.of("level"), Map.of())),
            Map.entry(
                    "result",
                    new Shape(
                            List.of("message"),
                            List.of(
                                    "ruleId",
                                    "ruleIndex",
                                    "level",
                                    "locations",
                                    "relatedLocations",
                                    "fixes",
                                    "properties"),
                            Map.of(
                                    "message", "text",
                                    "locations", "location",
                                    "relatedLocations", "location",
                                    "fixes", "fix",
                                    "properties", "bag"))),
            Map.entry("bag", new Shape(List.of(), List.of("owner", "witness"), Map.of())),
            Map.entry(
                    "location",
                    new Shape(
                            List.of(),
                            List.of("physicalLocation", "message"),
                            Map.of("physicalLocation", "place", "message", "text"))),
            Map.entry(
                    "place",
                    new Shape(
                            List.of("artifactLocation"),
                            List.of("region"),
                            Map.of("artifactLocation", "artifact", "region", "region"))),
            Map.entry("artifact", new Shape(List.of("uri"), List.of(), Map.of())),
            Map.entry(
                    "region",
                    new Shape(List.of("startLine", "startColumn", "endLine", "endColumn"), List.of(), Map.of())),
            Map.entry(
                    "fix",
                    new Shape(
                            List.of("artifactChanges"),
                            List.of("description"),
                            Map.of("artifactChanges", "change", "description", "text"))),
            Map.entry(
                    "change",
                    new Shape(
                            List.of("artifactLocation", "replacements"),
                            List.of(),
                            Map.of("artifactLocation", "artifact", "replacements", "replacement"))),
            Map.entry(
                    "replacement",
                    new Shape(
                            List.of("deletedRegion"),
                            List.of("insertedContent"),
                            Map.of("deletedRegion", "region", "insertedContent", "text"))));

    private static void isShaped(Object json, String kind) {
        if (json instanceof List<?> list) {
            list.forEach(element -> isShaped(element, kind));
            return;
        }
        Shape shape = SHAPES.get(kind);
        Map<?, ?> object = (Map<?, ?>) json;
        List<String> names = new ArrayList<>(shape.allowed());
        names.addAll(shape.required());
        assertThat(names.containsAll(object.keySet())).as(kind + " " + object).isTrue();
        assertThat(object.keySet().containsAll(shape.required()))
                .as(kind + " " + object)
                .isTrue();
        shape.parts().forEach((name, part) -> {
            if (object.containsKey(name)) {
                isShaped(object.get(name), part);
            }
        });
        if (kind.equals("region")) {
            assertThat(List.of("startLine", "startColumn", "endLine", "endColumn"))
                    .allMatch(name -> (Integer) object.get(name) >= 1);
        }
    }

    @Test
    void sarifHasTheNamesOfItsSchemaAndNoOthers() {
        isShaped(parsed(written(DiagnosticFormat.SARIF)), "log");
        isShaped(parsed(DiagnosticFormat.SARIF.write(List.of(), Locale.ENGLISH)), "log");
        isShaped(parsed(DiagnosticFormat.SARIF.write(found(Locale.FRENCH), Locale.FRENCH)), "log");
    }
}
