package io.feedkit.catalog;

import io.feedkit.catalog.CatalogOptions.Header;
import io.feedkit.catalog.YamlText.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code dialect:} of a mapping file. */
final class DialectSection {
    private static final List<String> KEYS = List.of(
            "delimiter",
            "quote",
            "escape",
            "row-end",
            "comment",
            "footer",
            "skip-lines",
            "skip-columns",
            "header",
            "header-rows");
    private static final int MOST_LINES = 10_000;
    private static final int MOST_COLUMNS = 1_000;

    private final YamlText yaml;
    private final MappingWords words;

    DialectSection(YamlText yaml, MappingWords words) {
        this.yaml = yaml;
        this.words = words;
    }

    Dialect read(@Nullable Value value) {
        if (value == null) {
            return Dialect.DETECT;
        }
        Map<String, Value> keys = yaml.map(value, KEYS);
        return Dialect.DETECT
                .withDelimiter(words.text(keys, "delimiter", ""))
                .withQuote(words.text(keys, "quote", ""))
                .withEscape(words.text(keys, "escape", ""))
                .withRowEnd(words.text(keys, "row-end", ""))
                .withComment(words.text(keys, "comment", ""))
                .withFooter(words.text(keys, "footer", ""))
                .withSkippedLines(number(keys.get("skip-lines"), 0, MOST_LINES).orElse(-1))
                .withSkippedColumns(
                        number(keys.get("skip-columns"), 0, MOST_COLUMNS).orElse(0))
                .withHeader(header(keys.get("header")))
                .withHeaderRows(number(keys.get("header-rows"), 1, 2).orElse(0));
    }

    private Header header(@Nullable Value value) {
        Optional<String> word = value == null ? Optional.empty() : yaml.oneOf(value, List.of("present", "absent"));
        return word.map(stated -> stated.equals("present") ? Header.PRESENT : Header.ABSENT)
                .orElse(Header.DETECT);
    }

    private Optional<Integer> number(@Nullable Value value, int least, int most) {
        if (value == null) {
            return Optional.empty();
        }
        String text = yaml.text(value);
        int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
        if (number >= least && number <= most) {
            return Optional.of(number);
        }
        yaml.wrong(value, "a number from " + least + " to " + most);
        return Optional.empty();
    }
}
