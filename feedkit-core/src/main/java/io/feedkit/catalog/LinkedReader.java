package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts beside each record what linked files say about it; a record with variants in such a file becomes one for each of them.
 *
 * <p>The columns of a linked file follow those that the source has shown by then; its name and a dot stand before theirs. The column {@code group} among them names the record, when it has
 * several variants. Where several rows belong to a record, a cell holds their values as a list; of columns that
 * are paired only rows with both.
 */
final class LinkedReader extends ForwardingRecordReader {
    /** A column behind those of a file with variants: what they have in common. */
    private static final String GROUP = "group";
    /** Rows that many records refer to could make any batch too large. */
    private static final int MOST_BATCH_BYTES = 4 << 20;

    private static final List<@Nullable StoredRow> NO_VARIANTS =
            Collections.unmodifiableList(Arrays.asList((StoredRow) null));
    private static final byte[] NOTHING = {};
    private static final byte[] SEPARATOR = {TextBuffer.LIST_SEPARATOR};

    private final RecordReader reader;
    private final List<Link> links = new ArrayList<>();
    private final ProblemSink problems;
    private final RecordBatch staging;
    private final List<String> columns = new ArrayList<>();
    private final List<Problem> lost = new ArrayList<>();
    private final ColumnPlaces shown;
    /** How many columns were known before those of linked files. */
    private final int known;

    private int[] places = {};
    private long[] own = {};
    /** The row of {@link #staging} that is at hand. */
    private int record = -1;

    private List<@Nullable StoredRow> variants = NO_VARIANTS;
    private int nextVariant = 1;
    private @Nullable Link group;
    private long ownGroup = Column.MISSING;
    private boolean copied;
    private boolean ended;

    /** One linked file, and what it says about the record at hand. */
    private static final class Link {
        final LinkedRows file;
        /** For each column the one whose values stand beside its own, or null. */
        final @Nullable Partner[] partners;
        /** Where its columns begin among all. */
        int first;
        /** The linked file that its records refer to it from, or null when the catalogue does. */
        @Nullable
        Link from;
        /** The column they refer with, in that file or in the catalogue; -1 when there is none. */
        int of = -1;
        /** Whether what it says depends on the variant. */
        boolean byVariant;

        List<@Nullable StoredRow> rows = List.of();

        Link(LinkedRows file) {
            this.file = file;
            partners = new Partner[file.columns().size()];
        }

        String name(String column) {
            return file.link().name() + "." + column;
        }

        /** How many columns it adds. */
        int width() {
            return partners.length + (file.link().variants() ? 1 : 0);
        }

        /** Where a column of this name is among its own, or -1. */
        int place(String name) {
            String prefix = ColumnPattern.fold(name("x"));
            String folded = ColumnPattern.fold(name);
            String start = prefix.substring(0, prefix.length() - 1);
            return folded.startsWith(start) ? file.place(folded.substring(start.length())) : -1;
        }
    }

    /** A column of a linked file. */
    private record Partner(Link link, int column) {}

    /**
     * @param known columns of earlier passes, so that each pass has the same
     * @param staging records that were read from the reader before, to begin with; or an empty batch
     * @param pairs columns that name what stands in others
     */
    LinkedReader(
            RecordReader reader,
            List<String> known,
            RecordBatch staging,
            List<LinkedRows> files,
            List<MappingSpec.Pair> pairs,
            ProblemSink problems) {
        super(reader);
        this.reader = reader;
        this.staging = staging;
        this.problems = problems;
        shown = new ColumnPlaces(known);
        places = shown.of(reader.columns());
        own = new long[places.length];
        columns.addAll(shown.names());
        this.known = columns.size();
        for (LinkedRows file : files) {
            Link link = new Link(file);
            link.first = columns.size();
            file.columns().forEach(column -> columns.add(link.name(column)));
            if (link.width() > file.columns().size()) {
                columns.add(link.name(GROUP));
            }
            links.add(link);
        }
        refer();
        pairs.forEach(this::pair);
    }

    private void pair(MappingSpec.Pair pair) {
        Partner name = partner(pair.name());
        Partner value = partner(pair.value());
        if (name != null && value != null) {
            name.link.partners[name.column] = value;
            value.link.partners[value.column] = name;
        }
    }

    private @Nullable Partner partner(String name) {
        for (Link link : links) {
            int place = link.place(name);
            if (place >= 0) {
                return new Partner(link, place);
            }
        }
        return null;
    }

    /** Columns the source has shown since. */
    private void arrange() {
        if (reader.columns().size() == places.length) {
            return;
        }
        places = shown.of(reader.columns());
        own = new long[places.length];
        List<String> names = shown.names();
        int linked = links.stream().mapToInt(Link::width).sum();
        columns.addAll(names.subList(columns.size() - linked, names.size()));
        for (int column = 0; column < places.length; column++) {
            places[column] += places[column] < known ? 0 : linked;
        }
        refer();
    }

    /** Finds the columns by which records refer to the files, those of files linked before included. */
    private void refer() {
        Families.Names names = new Families.Names(reader.columns());
        for (Link link : links) {
            String of = link.file.link().of();
            Partner by = partner(of);
            link.from = by == null ? null : by.link;
            link.of = by == null ? names.of(of) : by.column;
            link.byVariant =
                    by != null && (by.link.byVariant || by.link.file.link().variants());
        }
    }

    @Override
    public boolean read(RecordBatch into) {
        into.clear();
        lost.clear();
        copied = false;
        while (!into.isFull() && into.text().end() < MOST_BATCH_BYTES) {
            if (nextVariant == variants.size() && !nextRecord()) {
                break;
            }
            if (into.rows() > 0 && !into.source().equals(staging.source())) {
                break; // a batch says of all its records together which file they are of
            }
            into.from(staging.source());
            emit(variants.get(nextVariant++), into);
        }
        return into.rows() > 0;
    }

    /** Looks up what belongs to the next record, whichever of its variants is meant; false at the end. */
    private boolean nextRecord() {
        record++;
        while (record >= staging.rows()) {
            if (ended || !reader.read(staging)) {
                end();
                return false;
            }
            lost.addAll(reader.lost());
            record = 0;
            arrange();
        }
        copied = false;
        nextVariant = 0;
        variants = NO_VARIANTS;
        for (Link link : links) {
            if (!link.byVariant) {
                link.rows = link.from == null ? ofRecord(link) : ofRows(link, link.from);
                if (link.file.link().variants() && !link.rows.isEmpty() && link.rows.get(0) != null) {
                    variants = link.rows;
                    group = link;
                }
            }
        }
        return true;
    }

    private void end() {
        staging.clear();
        record = 0;
        if (!ended) {
            ended = true;
            lost.addAll(reader.lost());
            links.forEach(link -> link.file.end(problems));
        }
    }

    private List<@Nullable StoredRow> ofRecord(Link link) {
        List<@Nullable StoredRow> rows = new ArrayList<>();
        if (link.of >= 0) {
            byte[] bytes = staging.text().bytes();
            look(link, bytes, Texts.trim(bytes, staging.cells(link.of)[record]), rows);
        }
        return rows;
    }

    private static List<@Nullable StoredRow> ofRows(Link link, Link from) {
        List<@Nullable StoredRow> rows = new ArrayList<>();
        for (StoredRow row : from.rows) {
            long key = row == null || link.of < 0 ? Column.MISSING : row.cell(link.of);
            look(link, row == null ? NOTHING : row.bytes(), key, rows);
        }
        return rows;
    }

    /** The rows that a cell refers to, one of nothing where it refers to none: what else is said of the same keeps its place beside it. */
    private static void look(Link link, byte[] bytes, long keys, List<@Nullable StoredRow> into) {
        if (keys == Column.MISSING) {
            into.add(null);
            return;
        }
        int to = TextBuffer.end(keys);
        for (int from = TextBuffer.start(keys); from < to; ) {
            int cut = TextBuffer.indexOf(TextBuffer.LIST_SEPARATOR, bytes, from, to);
            List<StoredRow> found = link.file.of(bytes, from, cut);
            into.addAll(found);
            if (found.isEmpty()) {
                into.add(null);
            }
            from = cut + 1;
        }
    }

    private void emit(@Nullable StoredRow variant, RecordBatch into) {
        if (!copied) {
            copyOwn(into.text());
        }
        into.startRecord(
                staging.recordNumber(record), staging.line(record), staging.byteOffset(record), columns.size());
        for (int column = 0; column < own.length; column++) {
            into.set(places[column], own[column]);
        }
        for (Link link : links) {
            if (link == group && variants != NO_VARIANTS) {
                link.rows = one(variant);
                into.set(link.first + link.partners.length, variants.size() > 1 ? ownGroup : Column.MISSING);
            } else if (link.byVariant && link.from != null) {
                link.rows = ofRows(link, link.from);
            }
        }
        for (Link link : links) {
            for (int column = 0; column < link.partners.length; column++) {
                into.set(link.first + column, cell(link, column, into.text()));
            }
        }
        into.endRecord();
    }

    private static List<@Nullable StoredRow> one(@Nullable StoredRow row) {
        List<@Nullable StoredRow> rows = new ArrayList<>(1);
        rows.add(row);
        return rows;
    }

    /** The record's own cells, once for all of its variants that are in one batch. */
    private void copyOwn(TextBuffer to) {
        byte[] bytes = staging.text().bytes();
        for (int column = 0; column < own.length; column++) {
            long cell = staging.cells(column)[record];
            own[column] =
                    cell == Column.MISSING ? cell : to.append(bytes, TextBuffer.start(cell), TextBuffer.end(cell));
        }
        int of = group == null || group.from != null ? -1 : group.of;
        ownGroup = of < 0 ? Column.MISSING : own[of];
        copied = true;
    }

    private static long cell(Link link, int column, TextBuffer to) {
        Partner partner = link.partners[column];
        int start = to.end();
        for (int i = 0; i < link.rows.size(); i++) {
            StoredRow row = link.rows.get(i);
            long cell = row == null ? Column.MISSING : row.cell(column);
            if (row != null && cell != Column.MISSING && (partner == null || hasValue(partner, i, link.rows.size()))) {
                int from = TextBuffer.start(cell);
                int end = TextBuffer.end(cell);
                if (to.end() > start) {
                    to.append(SEPARATOR);
                }
                // Of a pair each row gives one.
                to.append(
                        row.bytes(),
                        from,
                        partner == null ? end : TextBuffer.indexOf(TextBuffer.LIST_SEPARATOR, row.bytes(), from, end));
            }
        }
        return to.end() == start ? Column.MISSING : TextBuffer.slice(start, to.end());
    }

    /** What is left out of one column of a pair is left out of the other. */
    private static boolean hasValue(Partner partner, int at, int of) {
        StoredRow row = partner.link.rows.size() == of ? partner.link.rows.get(at) : null;
        return row != null && row.cell(partner.column) != Column.MISSING;
    }

    /** What linked files say of a record does not stand among its bytes. */
    @Override
    public long pass(long plan, KnownRecords known) {
        return 0;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public List<Problem> lost() {
        return lost;
    }

    @Override
    public void close() {
        try (reader) {
            links.forEach(link -> link.file.close());
        }
    }
}
