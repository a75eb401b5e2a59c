package io.feedkit.catalog;

import io.feedkit.batch.RecordBatch;
import io.feedkit.location.Parts;
import io.feedkit.location.Source;
import io.feedkit.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of several files as one run: each file is read with its own header, and its cells are put below the columns of that name, wherever they stand in it.
 *
 * <p>Columns that only a later file has come at the end, as with formats without a header. A batch never holds records of two files, so that it can say which one.
 */
final class PartReader implements RecordReader {
    private final Parts parts;
    private final Opener opener;
    private final boolean skim;
    private final List<String> columns = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private Source source;
    private RecordReader reader;
    private List<Detection> detections;
    private List<Problem> lost = List.of();
    private References references = References.NONE;
    private int[] places = {};
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
        columns.addAll(known);
        names.add(first.name());
        detections = reader.detections();
        arrange();
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
        return columns;
    }

    @Override
    public List<Detection> detections() {
        return detections;
    }

    @Override
    public boolean read(RecordBatch into) {
        while (!ended) {
            boolean more = !(skim && read) && reader.read(into);
            read = true;
            lost = more || !skim ? reader.lost() : List.of();
            if (more || !lost.isEmpty()) {
                arrange();
                into.arrange(places, columns.size());
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
        arrange();
    }

    /** Finds the place of each column of the file among all; a name that stands more than once is matched in order. */
    private void arrange() {
        List<String> own = reader.columns();
        if (own.size() == places.length) {
            return;
        }
        Map<String, List<Integer>> known = new HashMap<>();
        for (int place = 0; place < columns.size(); place++) {
            known.computeIfAbsent(columns.get(place), name -> new ArrayList<>()).add(place);
        }
        Map<String, Integer> used = new HashMap<>();
        int[] found = new int[own.size()];
        for (int column = 0; column < found.length; column++) {
            String name = own.get(column);
            int turn = used.merge(name, 1, Integer::sum) - 1;
            List<Integer> at = known.getOrDefault(name, List.of());
            found[column] = turn < at.size() ? at.get(turn) : columns.size();
            if (turn >= at.size()) {
                columns.add(name);
            }
        }
        places = found;
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
