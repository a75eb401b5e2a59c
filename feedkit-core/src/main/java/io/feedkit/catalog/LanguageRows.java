package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.MappingSpec.InRows;
import io.feedkit.catalog.spill.KeyedRows;
import io.feedkit.catalog.spill.KeyedRowsWriter;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Texts of products in further languages that stand in rows of their own, as Magento's store views do: the key of the product, a code that names the language, the texts.
 *
 * <p>They are found by a scan before the records are read, since such a row may stand anywhere. By product and language they lie in memory within a budget, else on disk. Where several
 * views are in one language the first counts. For one thread.
 */
final class LanguageRows implements AutoCloseable {
    /** More views, or more languages, than anybody has. */
    private static final int MOST = 200;

    private final InRows how;
    private final List<String> languages;
    private final KeyedRows rows;

    private LanguageRows(InRows how, List<String> languages, KeyedRows rows) {
        this.how = how;
        this.languages = List.copyOf(languages);
        this.rows = rows;
    }

    /** Looks at all rows of a source; closes the reader. What is wrong with codes is told. */
    static LanguageRows scan(InRows how, String source, RecordReader reader, long budgetBytes, ProblemSink problems) {
        Scan scan = new Scan(how);
        try (reader;
                KeyedRowsWriter writer = new KeyedRowsWriter(source, LanguageRows::first, budgetBytes)) {
            RecordBatch batch = new RecordBatch(new TextBuffer(128 * 1024));
            while (reader.read(batch)) {
                scan.look(batch, new Families.Names(reader.columns()), writer);
            }
            scan.tell(source, problems);
            return new LanguageRows(how, scan.languages, writer.rows());
        }
    }

    private static void first(ByteBuffer first, ByteBuffer second, TextBuffer into) {
        int from = first.arrayOffset() + first.position();
        into.append(first.array(), from, from + first.remaining());
    }

    /** What is learned on the way. */
    private static final class Scan {
        final List<String> languages = new ArrayList<>();
        private final InRows how;
        private final Map<String, String> known = new TreeMap<>();
        private final Map<String, Long> unknown = new TreeMap<>();
        private final TextBuffer row = new TextBuffer(1024);

        Scan(InRows how) {
            this.how = how;
        }

        void look(RecordBatch batch, Families.Names names, KeyedRowsWriter to) {
            int column = names.of(how.column());
            List<Integer> texts = names.of(how.texts());
            for (int at = 0; at < batch.rows(); at++) {
                String code = names.text(batch, at, column);
                String language = code.isEmpty() ? "" : language(code);
                String key = language.isEmpty() ? "" : names.text(batch, at, names.of(how.key()));
                if (!key.isEmpty()) {
                    row.clear();
                    StoredRow.write(batch, at, names.all.size(), texts::contains, row);
                    byte[] bytes = key(language, key);
                    to.add(bytes, 0, bytes.length, row.bytes(), 0, row.end());
                }
            }
        }

        private String language(String code) {
            String language = known.get(code);
            if (language == null) {
                language = how.values().getOrDefault(code, LanguageCode.of(code));
                if (known.size() < MOST) {
                    known.put(code, language);
                }
                if (!language.isEmpty() && !languages.contains(language) && languages.size() < MOST) {
                    languages.add(language);
                }
            }
            boolean leftOut = how.values().containsKey(code);
            if (language.isEmpty() && !leftOut && (unknown.size() < MOST || unknown.containsKey(code))) {
                unknown.merge(code, 1L, Long::sum);
            }
            return language;
        }

        void tell(String source, ProblemSink problems) {
            unknown.forEach((code, count) -> problems.report(new Problem(
                    CatalogProblem.LANGUAGE_OF_ROWS,
                    SourcePosition.unknown(source).withField(how.column()),
                    count + " rows are texts of " + Problem.quote(code)
                            + ", which names no language, so they are not read.",
                    "Say its language in the mapping file, as in \"language-rows: {values: {b2b: de}}\".")));
            for (String language : languages) {
                List<String> codes = known.keySet().stream()
                        .filter(code -> language.equals(known.get(code)))
                        .toList();
                if (codes.size() > 1) {
                    problems.report(new Problem(
                            CatalogProblem.LANGUAGE_OF_ROWS,
                            SourcePosition.unknown(source).withField(how.column()),
                            "several views are in the language " + Problem.quote(language) + ": "
                                    + String.join(", ", codes) + "; of each product the first row counts.",
                            "Leave one out in the mapping file, as in \"language-rows: {values: {fr_CA: ''}}\"."));
                }
            }
        }
    }

    private static byte[] key(String language, String key) {
        return (language + ' ' + key).getBytes(StandardCharsets.UTF_8);
    }

    boolean isEmpty() {
        return languages.isEmpty();
    }

    /** The records with their texts in all languages, in columns such as {@code name@fr}; closing it closes this too. */
    Beside beside(RecordReader reader) {
        return new Beside(reader, this);
    }

    @Override
    public void close() {
        rows.close();
    }

    /** Puts the texts beside the records they belong to. */
    static final class Beside extends ForwardingRecordReader {
        private final RecordReader reader;
        private final LanguageRows texts;
        private final List<String> added = new ArrayList<>();
        /** The columns the source had when this began; ours stand behind them. */
        private final int first;

        private final List<Integer> places;
        private List<String> columns = List.of();

        private Beside(RecordReader reader, LanguageRows texts) {
            super(reader);
            this.reader = reader;
            this.texts = texts;
            List<String> own = reader.columns();
            first = own.size();
            places = new Families.Names(own).of(texts.how.texts());
            for (String language : texts.languages) {
                places.forEach(place -> added.add(own.get(place) + "@" + language));
            }
        }

        @Override
        public boolean read(RecordBatch into) {
            boolean more = reader.read(into);
            translate(into);
            return more;
        }

        /** Adds the texts to records that were read before. */
        void translate(RecordBatch batch) {
            List<String> own = reader.columns();
            int[] moved = new int[own.size()];
            for (int column = 0; column < moved.length; column++) {
                moved[column] = column < first ? column : column + added.size();
            }
            batch.arrange(moved, own.size() + added.size());
            Families.Names names = new Families.Names(own.subList(0, Math.min(first, own.size())));
            int code = names.of(texts.how.column());
            int key = names.of(texts.how.key());
            for (int row = 0; row < batch.rows(); row++) {
                String product = names.text(batch, row, code).isEmpty() ? names.text(batch, row, key) : "";
                for (int i = 0; i < texts.languages.size() && !product.isEmpty(); i++) {
                    copy(texts.row(texts.languages.get(i), product), batch, row, first + i * places.size());
                }
            }
            batch.forgetStamps();
        }

        private void copy(@Nullable StoredRow from, RecordBatch batch, int row, int column) {
            for (int i = 0; from != null && i < places.size(); i++) {
                long cell = from.cell(places.get(i));
                if (cell != Column.MISSING) {
                    long slice = batch.text().append(from.bytes(), TextBuffer.start(cell), TextBuffer.end(cell));
                    batch.replace(column + i, row, slice);
                }
            }
        }

        /** What such rows say of a record does not stand among its bytes. */
        @Override
        public long pass(long plan, KnownRecords known) {
            return 0;
        }

        @Override
        public List<String> columns() {
            List<String> own = reader.columns();
            if (columns.size() != own.size() + added.size()) {
                List<String> all = new ArrayList<>(own.subList(0, first));
                all.addAll(added);
                all.addAll(own.subList(first, own.size()));
                columns = List.copyOf(all);
            }
            return columns;
        }

        @Override
        public void close() {
            try (texts) {
                reader.close();
            }
        }
    }

    private @Nullable StoredRow row(String language, String key) {
        byte[] bytes = key(language, key);
        ByteBuffer found = rows.find(bytes, 0, bytes.length);
        return found == null ? null : StoredRow.read(found);
    }
}
