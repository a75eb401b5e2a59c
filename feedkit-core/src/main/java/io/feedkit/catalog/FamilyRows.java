package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Gives variants what their parent says and leaves the parents out; a scan before has found who belongs to whom. Rows are changed where they are. */
final class FamilyRows implements RowSource {
    private static final String PARENT_ROW = "catalog: parent row";

    private final RecordReader reader;
    private final Variants variants;
    private final Families families;
    private final Function<String, List<byte[]>> blanksOf;
    private final List<List<byte[]>> blanks = new ArrayList<>();
    /** What was inherited in this batch, by the number of the parent. */
    private final Map<Integer, long[]> inherited = new HashMap<>();

    private Families.Names names = new Families.Names(List.of());
    private RowTest container = RowTest.NEVER;
    private boolean[] own = {};
    private boolean[] fromParent = {};
    /** For the column of a text in a language that of the text in none; -1 for all others. */
    private int[] plain = {};

    /** @param blanksOf texts that mean "no value" in a column of that name */
    FamilyRows(RecordReader reader, Variants variants, Families families, Function<String, List<byte[]>> blanksOf) {
        this.reader = reader;
        this.blanksOf = blanksOf;
        this.variants = variants;
        this.families = families;
    }

    @Override
    public boolean next(Work work) {
        if (!reader.read(work.records)) {
            return false;
        }
        inherited.clear();
        work.clearRoles();
        if (names.all.size() != reader.columns().size()) {
            learn(reader.columns());
        }
        for (int row = 0; row < work.rows(); row++) {
            if (variants instanceof Variants.ByParent byParent) {
                byParent(byParent, row, work);
            } else if (variants instanceof Variants.Listed listed) {
                listed(listed, row, work);
            }
        }
        return true;
    }

    private void learn(List<String> columns) {
        names = new Families.Names(columns);
        blanks.clear();
        columns.forEach(column -> blanks.add(blanksOf.apply(column)));
        own = matching(
                variants instanceof Variants.ByParent byParent ? byParent.own() : ((Variants.Listed) variants).own());
        if (variants instanceof Variants.ByParent byParent) {
            container = RowTest.of(byParent.containers(), names);
        }
        plain = names.all.stream()
                .mapToInt(name -> HeaderName.saidLanguage(name).map(names::of).orElse(-1))
                .toArray();
        fromParent = matching(variants instanceof Variants.Listed listed ? listed.fromParent() : List.of());
    }

    private boolean[] matching(List<ColumnPattern> patterns) {
        boolean[] found = new boolean[names.all.size()];
        for (int column = 0; column < found.length; column++) {
            String name = names.all.get(column);
            found[column] = patterns.stream().anyMatch(pattern -> pattern.matches(name));
        }
        return found;
    }

    private void byParent(Variants.ByParent by, int row, Work work) {
        String word = container.word(work.records, row);
        String reference = names.reference(work.records, row, by);
        Families.Parent self = null;
        for (String key : names.keys(work.records, row, by.keys())) {
            self = self == null ? families.named(key) : self;
        }
        if (!word.isEmpty() || by.containers().isEmpty() && by.link().parentRows() && self != null) {
            work.exclusions[row] = parent(self == null ? 0 : self.variants(), word);
        } else if (!reference.isEmpty()) {
            adopt(reference, by.link(), row, work);
        }
    }

    private void adopt(String reference, Variants.Link link, int row, Work work) {
        Families.Parent parent = link.parentRows() ? families.named(reference) : null;
        if (parent != null) {
            inherit(parent, row, work);
        } else if (link.separator().isEmpty()) {
            work.groups[row] = work.text().append(reference);
            work.report(new Problem(
                    CatalogProblem.ORPHAN_VARIANT,
                    work.position(row, link.column()),
                    "the parent " + Problem.quote(reference)
                            + " is not in the catalogue, so nothing is inherited from it.",
                    "Export the parent too."));
        } else if (!link.parentRows() && families.variants(reference) > 1) {
            work.groups[row] = work.text().append(reference);
        }
    }

    static Work.Exclusion parent(int variants, String container) {
        String text = variants == 0
                ? "a " + container + " product, which is not sold itself"
                : "parent of " + variants + (variants == 1 ? " variant" : " variants");
        return new Work.Exclusion(PARENT_ROW, text, false);
    }

    private void listed(Variants.Listed by, int row, Work work) {
        String key = names.text(work.records, row, names.of(by.key()));
        if (!names.text(work.records, row, names.of(by.list())).isEmpty()) {
            Families.Parent self = families.named(key);
            work.exclusions[row] = parent(self == null ? 0 : self.variants(), "configurable");
            return;
        }
        Families.Parent parent = families.ofVariant(key);
        if (parent != null) {
            inherit(parent, row, work);
        }
    }

    private void inherit(Families.Parent parent, int row, Work work) {
        long[] slices = inherited.get(parent.number());
        if (slices == null) {
            slices = new long[names.all.size() + 1];
            Arrays.fill(slices, Column.MISSING);
            slices[names.all.size()] = work.text().append(parent.key());
            inherited.put(parent.number(), slices);
        }
        work.groups[row] = slices[names.all.size()];
        StoredRow from = parent.row();
        for (int column = 0; column < Math.min(own.length, from.cells().length); column++) {
            long cell = from.cell(column);
            boolean asked = cell != Column.MISSING && !own[column];
            if (asked && (fromParent[column] || isOpen(column, slices, row, work))) {
                if (slices[column] == Column.MISSING) {
                    slices[column] = work.text().append(from.bytes(), TextBuffer.start(cell), TextBuffer.end(cell));
                }
                work.records.replace(column, row, slices[column]);
            }
        }
    }

    /** Whether a variant says nothing itself; whoever has words of his own has them in every language that does not say others. */
    private boolean isOpen(int column, long[] slices, int row, Work work) {
        int text = plain[column];
        boolean ownWords = text >= 0 && work.records.cells(text)[row] != slices[text] && !isBlank(text, row, work);
        return !ownWords && isBlank(column, row, work);
    }

    private boolean isBlank(int column, int row, Work work) {
        byte[] bytes = work.text().bytes();
        long slice = Texts.trim(bytes, work.records.cells(column)[row]);
        return slice == Column.MISSING || Texts.Without.isBlank(bytes, slice, blanks.get(column));
    }

    @Override
    public List<Problem> lost() {
        return reader.lost();
    }

    @Override
    public List<String> columns() {
        return reader.columns();
    }

    @Override
    public void close() {
        try (families) {
            reader.close();
        }
    }
}
