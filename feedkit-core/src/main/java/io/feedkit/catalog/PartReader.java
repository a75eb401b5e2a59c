package io.feedkit.catalog;

import io.feedkit.batch.RecordBatch;
import io.feedkit.location.Parts;
import io.feedkit.location.Source;
import io.feedkit.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of several files as one run: each file is read with its own header, and its cells are put below the columns of that name, wherever they stand in it.
 *
 * <p>Columns that only a later file has come at the end, as with formats without a header. A batch never holds records of two files, so that it can say which one.
 */
final class PartReader implements RecordReader {
    private final Parts parts;
    private final Opener opener;
    private final boolean skim;
    private final ColumnPlaces columns;
    private final List<String> names = new ArrayList<>();
    private Source source;
    private RecordReader reader;
    private List<Detection> detections;
    private List<Problem> lost = List.of();
    private References references = References.NONE;
    private int[] places = {};
    /** Whether the columns of the file stand where they stand in all files, but for those it shows later. */
    private boolean inOrder;

    private boolean read;
    private boolean ended;

    /** Opens one file in the format of the catalogue. */
    interface Opener {
        RecordReader open(Source source);
    }

    /**
     * @param first the first part, opened already
     * @param known columns of earlier passes, so that each pass has the same
     * @param skim whether to look at the first records of each file only
     */
    PartReader(Parts parts, Source first, RecordReader reader, Opener opener, List<String> known, boolean skim) {
        this.parts = parts;
        this.source = first;
        this.reader = reader;
        this.opener = opener;
        this.skim = skim;
        columns = new ColumnPlaces(known);
        names.add(first.name());
        detections = reader.detections();
        begin();
    }

    /** Whether only the first records of each file are looked at. */
    boolean isSkimming() {
        return skim;
    }

    /** The files so far. */
    List<String> names() {
        return names;
    }

    @Override
    public List<String> columns() {
        return columns.names();
    }

    @Override
    public List<Detection> detections() {
        return detections;
    }

    /** Of a file whose columns stand where they stand in all: what is made of a column goes by its place. */
    @Override
    public long pass(long plan, KnownRecords known) {
        return ended || skim || !inOrder ? 0 : reader.pass(plan, known);
    }

    @Override
    public boolean read(RecordBatch into) {
        while (!ended) {
            boolean more = !(skim && read) && reader.read(into);
            if (!inOrder) {
                into.forgetStamps();
            }
            read = true;
            lost = more || !skim ? reader.lost() : List.of();
            if (more || !lost.isEmpty()) {
                arrange();
                into.arrange(places, columns.names().size());
                into.from(source.name());
                return true;
            }
            advance();
        }
        into.clear();
        lost = List.of();
        return false;
    }

    private void advance() {
        references = references();
        reader.close();
        Source next = parts.next().orElse(null);
        if (next == null) {
            ended = true;
            return;
        }
        source = next;
        names.add(next.name());
        reader = opener.open(next);
        read = false;
        places = new int[0];
        begin();
    }

    private void begin() {
        arrange();
        inOrder = true;
        for (int column = 0; column < places.length; column++) {
            inOrder &= places[column] == column;
        }
    }

    private void arrange() {
        if (reader.columns().size() != places.length) {
            places = columns.of(reader.columns());
        }
    }

    @Override
    public List<Problem> lost() {
        return lost;
    }

    /** Those of the first file that has any: an export in several files says what stands beside its records once. */
    @Override
    public References references() {
        return references.isEmpty() ? reader.references() : references;
    }

    @Override
    public long bytesRead() {
        return parts.storedBytesRead();
    }

    @Override
    public void close() {
        try (parts) {
            reader.close();
        }
    }
}
