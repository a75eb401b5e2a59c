package io.feedkit.catalog;

import io.feedkit.batch.RecordBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Knows rows by what one of their columns says: one of some texts, or anything at all. A cell may hold several words, parted by commas. */
record RowTest(List<Rule> rules, Families.Names names) {
    static final RowTest NEVER = new RowTest(List.of(), new Families.Names(List.of()));

    /** One column and its texts in lower case; none of them means any. */
    record Rule(int column, List<String> texts) {}

    static RowTest of(Map<String, List<String>> byColumn, Families.Names names) {
        List<Rule> rules = new ArrayList<>();
        byColumn.forEach((column, texts) -> {
            int place = names.of(column);
            if (place >= 0) {
                rules.add(new Rule(
                        place,
                        texts.stream()
                                .map(text -> text.toLowerCase(Locale.ROOT))
                                .toList()));
            }
        });
        return new RowTest(rules, names);
    }

    boolean fits(RecordBatch records, int row) {
        return !word(records, row).isEmpty();
    }

    /** The word by which the row is known; empty when it is not. */
    String word(RecordBatch records, int row) {
        for (Rule rule : rules) {
            String cell = names.text(records, row, rule.column);
            if (rule.texts.isEmpty()) {
                if (!cell.isEmpty()) {
                    return cell;
                }
                continue;
            }
            for (String word : cell.split(",")) {
                if (rule.texts.contains(word.strip().toLowerCase(Locale.ROOT))) {
                    return word.strip();
                }
            }
        }
        return "";
    }
}
