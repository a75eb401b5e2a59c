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
                .contains("  correction: ", "  pourquoi: ", "  à savoir: ", "  témoin: ", "avertissement[FK1602]")
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
}
