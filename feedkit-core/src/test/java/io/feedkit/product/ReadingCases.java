package io.feedkit.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The table {@code values/readings.yaml}. */
final class ReadingCases {
    private ReadingCases() {}

    /** One line of the table. */
    record Case(Map<String, Object> line) {
        String name() {
            return line.get("read") + " " + line.getOrDefault("with", "") + " '" + line.get("text") + "': "
                    + line.get("why");
        }

        void check() {
            Reading<String> reading = read(reader((String) line.getOrDefault("with", "")), (String) line.get("text"));
            assertThat(shown(reading)).isEqualTo(expected());
            boolean silent = line.containsKey("gives") || line.containsKey("missing");
            assertThat(reading.problem(SourcePosition.unknown("table")).isEmpty())
                    .isEqualTo(silent);
        }

        private String expected() {
            if (line.containsKey("gives")) {
                return "gives " + line.get("gives");
            }
            if (line.containsKey("either")) {
                return "either " + line.get("either");
            }
            return line.containsKey("missing") ? "missing" : "refused " + line.get("refused");
        }

        private Reading<String> read(ValueReader reader, String text) {
            return switch ((String) line.get("read")) {
                case "decimal" -> reader.decimal(text).map(BigDecimal::toPlainString);
                case "integer" -> reader.integer(text).map(String::valueOf);
                case "money" -> reader.money(text).map(Money::toString);
                case "percent" -> reader.percent(text).map(Percent::toString);
                case "measure" -> reader.measure(text).map(Measure::toString);
                case "boolean" -> reader.bool(text).map(String::valueOf);
                case "date" -> reader.date(text).map(String::valueOf);
                case "instant" -> reader.instant(text).map(String::valueOf);
                case "range" -> reader.instantRange(text).map(String::valueOf);
                case "gtin" -> reader.gtin(text).map(Gtin::toString);
                case "list" -> reader.list(text).map(String::valueOf);
                case "category" -> reader.category(text).map(CategoryPath::toString);
                default -> throw new IllegalArgumentException("unknown type in " + line);
            };
        }
    }

    private static ValueReader reader(String with) {
        ValueReader reader = ValueReader.DEFAULTS;
        for (String word : with.isEmpty() ? new String[0] : with.split(" ")) {
            reader = switch (word) {
                case "point" -> reader.withNumbers(NumberStyle.POINT);
                case "comma" -> reader.withNumbers(NumberStyle.COMMA);
                case "points" -> reader.withPercents(PercentStyle.POINTS);
                case "fraction" -> reader.withPercents(PercentStyle.FRACTION);
                case "day-first" -> reader.withDates(DateOrder.DAY_FIRST);
                case "month-first" -> reader.withDates(DateOrder.MONTH_FIRST);
                case "kg" -> reader.withUnit(Unit.KG);
                default -> word.contains("/") ? reader.withZone(ZoneId.of(word)) : reader.withCurrency(word);
            };
        }
        return reader;
    }

    private static String shown(Reading<String> reading) {
        if (reading instanceof Reading.Parsed<String> parsed) {
            return "gives " + parsed.value();
        }
        if (reading instanceof Reading.Ambiguous<String> ambiguous) {
            return "either " + ambiguous.readings();
        }
        return reading instanceof Reading.Unreadable<String> unreadable
                ? "refused " + unreadable.code().id()
                : "missing";
    }

    static List<Case> all() {
        try (InputStream table = ReadingCases.class.getResourceAsStream("/values/readings.yaml")) {
            @SuppressWarnings("unchecked")
            List<Map<String, Object>> lines =
                    (List<Map<String, Object>>) new Load(LoadSettings.builder().build()).loadFromInputStream(table);
            return lines.stream().map(Case::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
