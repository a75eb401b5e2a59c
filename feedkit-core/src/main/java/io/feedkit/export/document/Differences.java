package io.feedkit.export.document;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedPath;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Where products of one record say different things and the record has room for one: counted field by field, with the first that was found. */
final class Differences {
    private final List<FeedField> fields;
    private final String by;
    /** The fields that stand once in a record. */
    private final int[] once;

    private final long[] counts;
    private final @Nullable Example[] examples;

    /** What the record has of its first product, and what another says. */
    private record Example(String first, String has, String product, long record, String says) {}

    /** Who a product is. */
    record Whom(String id, long record) {}

    Differences(FeedLayout layout) {
        fields = layout.fields();
        by = layout.documents().by();
        once = IntStream.range(0, fields.size())
                .filter(field -> stands(layout.documents(), fields.get(field).name()))
                .toArray();
        counts = new long[fields.size()];
        examples = new Example[fields.size()];
    }

    /** Whether a field stands once, and is what the first product says. */
    private static boolean stands(FeedLayout.Documents documents, String field) {
        return documents.depth(FeedPath.parse(field)) == 0
                && !documents.together().containsKey(field);
    }

    /** Compares a product with the first of its record; a product that says nothing has nothing to lose. */
    void compare(byte[] bytes, long[][] texts, int first, Whom firstOne, int row, Whom other) {
        for (int field : once) {
            long says = texts[field][row];
            long has = texts[field][first];
            if (says == Column.MISSING || isSame(bytes, has, says)) {
                continue;
            }
            counts[field]++;
            if (examples[field] == null) {
                examples[field] =
                        new Example(firstOne.id(), text(bytes, has), other.id(), other.record(), text(bytes, says));
            }
        }
    }

    private static boolean isSame(byte[] bytes, long one, long other) {
        return one != Column.MISSING
                && Arrays.equals(
                        bytes,
                        TextBuffer.start(one),
                        TextBuffer.end(one),
                        bytes,
                        TextBuffer.start(other),
                        TextBuffer.end(other));
    }

    private static String text(byte[] bytes, long slice) {
        if (slice == Column.MISSING) {
            return "nothing";
        }
        String text = new String(bytes, TextBuffer.start(slice), TextBuffer.length(slice), StandardCharsets.UTF_8);
        text = text.replace((char) TextBuffer.LIST_SEPARATOR, ',').replace((char) TextBuffer.PART_SEPARATOR, ':');
        return Problem.quote(text);
    }

    /** Says it, once for each field. */
    void tell(String feed, String catalog, ProblemSink problems) {
        for (int field : once) {
            Example example = examples[field];
            if (example == null) {
                continue;
            }
            String name = fields.get(field).called();
            String products = counts[field] == 1 ? "1 product says" : counts[field] + " products say";
            problems.report(new Problem(
                    DocumentProblem.PRODUCTS_DIFFER,
                    SourcePosition.ofRecord(catalog, example.record).withField(name),
                    "In " + feed + " a record says " + name + " once for all its products, and " + products
                            + " something else than the first: " + example.product + " says " + example.says
                            + ", the record has " + example.has + " of " + example.first + ".",
                    "Let a rule set the same for all products with the same " + by
                            + ", or give those that are something else another " + by + "."));
        }
    }
}
