package io.feedkit.feed.xml;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.CategoryTree;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedInfo;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedLayout.Categories;
import io.feedkit.feed.FeedPath;
import io.feedkit.feed.FeedProblem;
import io.feedkit.feed.Gathered;
import io.feedkit.feed.InfoText;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of categories before the records, and what says which record is in which of them. */
final class XmlCategories {
    private static final int NONE = -1;
    /** The texts of an entry, in the order in which it holds them. */
    private static final int ID = 0;

    private static final int NAME = 1;
    private static final int PARENT = 2;
    private static final int TYPE = 3;
    private static final int TEXTS = 4;

    private final Categories layout;
    private final List<FeedPath.Step> place;
    private final XmlNode.Branch entry;
    private final int field;
    private final int product;
    private final XmlNode.@Nullable Branch member;

    private XmlCategories(Categories layout, int field, int product) {
        this.layout = layout;
        this.field = field;
        this.product = product;
        FeedPath list = FeedPath.parse(layout.list());
        place = list.steps();
        // An entry without a type has three texts.
        List<FeedField> texts = layout.type().isEmpty()
                ? List.of(FeedField.of(layout.id()), FeedField.of(layout.name()), FeedField.of(layout.parent()))
                : List.of(
                        FeedField.of(layout.id()),
                        FeedField.of(layout.name()),
                        FeedField.of(layout.parent()),
                        FeedField.of(layout.type()));
        entry = XmlTree.line(list.last(), texts);
        Categories.Members members = layout.members();
        member = members == null
                ? null
                : XmlTree.line(
                        FeedPath.parse(members.element()).last(),
                        List.of(FeedField.of(members.product()), FeedField.of(members.category())));
    }

    /** Those of a layout, or null when it has none. */
    static @Nullable XmlCategories of(FeedLayout layout) {
        Categories categories = layout.categories();
        if (categories == null) {
            return null;
        }
        Categories.Members members = categories.members();
        int product = members == null ? NONE : known(layout, members.of());
        return new XmlCategories(categories, known(layout, categories.field()), product);
    }

    private static int known(FeedLayout layout, String field) {
        int index = layout.indexOf(field);
        if (index < 0) {
            throw new FeedException(new Problem(
                    FeedProblem.BAD_LAYOUT,
                    SourcePosition.unknown("layout"),
                    "The categories of the layout are to come from " + field + ", which is no field of it.",
                    "Name a field of the layout."));
        }
        return index;
    }

    /** The number of the field that is said behind the records; -1 when each record says its own. */
    int fieldOutsideRecords() {
        return member == null ? NONE : field;
    }

    /** Where each entry of the list stands, from below the outermost element on. */
    List<FeedPath.Step> place() {
        return place;
    }

    /** The texts of a batch, with the numbers of categories instead of their names. */
    long[][] numbered(FeedBatch batch) {
        long[][] texts = batch.texts().clone();
        texts[field] = numbers(batch);
        return texts;
    }

    private long[] numbers(FeedBatch batch) {
        long[] paths = batch.texts(field);
        long[] numbers = new long[paths.length];
        Arrays.fill(numbers, Column.MISSING);
        TextBuffer text = batch.text();
        Selection rows = batch.rows();
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            long number = paths[row] == Column.MISSING ? 0 : CategoryTree.number(text.bytes(), paths[row]);
            if (number != 0) {
                numbers[row] = text.append(Long.toString(number));
            }
        }
        return numbers;
    }

    void gather(FeedBatch batch, Gathered into) {
        long[] paths = batch.texts(field);
        Selection rows = batch.rows();
        for (int i = 0; i < rows.size; i++) {
            long path = paths[rows.rows[i]];
            if (path != Column.MISSING) {
                into.categories().add(batch.text().bytes(), path);
            }
        }
        if (member != null) {
            long[] numbers = numbers(batch);
            long[][] texts = {batch.texts(product), numbers};
            byte[] source = batch.text().bytes();
            for (int i = 0; i < rows.size; i++) {
                if (numbers[rows.rows[i]] != Column.MISSING) {
                    member.append(source, texts, rows.rows[i], into.behind());
                }
            }
        }
    }

    /** The entries of the list, one a line; empty when no product has a category. */
    String list(FeedInfo info, CategoryTree categories) {
        if (categories.isEmpty()) {
            return "";
        }
        TextBuffer out = new TextBuffer(1024);
        TextBuffer text = new TextBuffer(256);
        Categories.Root root = layout.root();
        if (root != null) {
            append(root.id(), root.parent(), InfoText.parse(root.name()).of(info), "root", text, out);
        }
        String top = root == null ? "" : root.id();
        categories.forEach(category -> {
            String parent = category.parent() == 0 ? top : Long.toString(category.parent());
            String type = category.isLeaf() ? "leaf" : "node";
            append(Long.toString(category.number()), parent, category.name(), type, text, out);
        });
        return new String(out.bytes(), 0, out.end(), StandardCharsets.UTF_8);
    }

    private void append(String id, String parent, String name, String type, TextBuffer text, TextBuffer out) {
        text.clear();
        long[][] texts = new long[TEXTS][1];
        texts[ID][0] = text.append(id);
        texts[NAME][0] = text.append(cut(name));
        texts[PARENT][0] = parent.isEmpty() ? Column.MISSING : text.append(parent);
        texts[TYPE][0] = text.append(type);
        entry.append(text.bytes(), texts, 0, out);
    }

    private String cut(String name) {
        int most = layout.mostCharacters();
        return name.codePointCount(0, name.length()) <= most
                ? name
                : name.substring(0, name.offsetByCodePoints(0, most)).strip();
    }
}
