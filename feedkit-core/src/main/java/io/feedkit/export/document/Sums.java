package io.feedkit.export.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedLayout.Together;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What fields that stand once in a record say of all its products: sums and lists. */
final class Sums {
    private static final String LIST_SEPARATOR = String.valueOf((char) TextBuffer.LIST_SEPARATOR);

    private final List<FeedField> fields;
    private final FeedLayout.Documents documents;

    Sums(FeedLayout layout) {
        fields = layout.fields();
        documents = layout.documents();
    }

    /** Puts together what the products of a record say, in the row of the first. */
    void putTogether(TextBuffer text, long[][] texts, int first, int end) {
        if (documents.together().isEmpty() || end - first < 2) {
            return;
        }
        for (int field = 0; field < texts.length; field++) {
            Together together = documents.together().get(fields.get(field).name());
            if (together != null && together != Together.FIRST) {
                String said = together == Together.SUM
                        ? sum(text, texts[field], first, end)
                        : list(text, texts[field], first, end, fields.get(field).repeated());
                texts[field][first] = said.isEmpty() ? Column.MISSING : text.append(said.getBytes(UTF_8));
            }
        }
    }

    /** The sum of what is a number; a word that is none counts nothing. */
    private static String sum(TextBuffer text, long[] slices, int first, int end) {
        BigDecimal sum = null;
        for (int row = first; row < end; row++) {
            if (slices[row] != Column.MISSING) {
                try {
                    BigDecimal number = new BigDecimal(text.string(slices[row]));
                    sum = sum == null ? number : sum.add(number);
                } catch (NumberFormatException e) {
                    continue; // no contract spells a number so
                }
            }
        }
        return sum == null ? "" : sum.toPlainString();
    }

    private static String list(TextBuffer text, long[] slices, int first, int end, boolean repeated) {
        Set<String> values = new LinkedHashSet<>();
        for (int row = first; row < end; row++) {
            if (slices[row] != Column.MISSING) {
                String said = text.string(slices[row]);
                values.addAll(repeated ? List.of(said.split(LIST_SEPARATOR)) : List.of(said));
            }
        }
        return String.join(repeated ? LIST_SEPARATOR : ",", values);
    }
}
