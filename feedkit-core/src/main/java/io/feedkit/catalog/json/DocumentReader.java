package io.feedkit.catalog.json;

import io.feedkit.batch.RecordBatch;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.ReadLimits;
import io.feedkit.catalog.References;
import io.feedkit.catalog.tree.TreeReader;
import io.feedkit.catalog.tree.TreeRecord;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Streams the records of a JSON document: the objects of an array, the members of an object, or objects one behind the other. */
final class DocumentReader extends TreeReader {
    private static final String ANY = "*";

    private final InputStream in;
    private final JsonScanner scanner;
    private final String[] path;
    private final ReadLimits limits;
    private final boolean withOffsets;
    private final boolean shaped;
    private final ObjectRecord object;
    private final Member keyMember;
    private final Deque<Container> open = new ArrayDeque<>();
    private final Set<String> saidTwice = new HashSet<>();
    /** What the document begins with; -1 as long as nobody knows. */
    private int begin = -1;

    private boolean saidRepaired;
    private boolean found;
    private String key = "";

    /** A value that was begun and leads to records. */
    private static final class Container {
        final boolean array;
        /** How much of the path leads to its elements. */
        final int level;

        boolean first = true;

        Container(boolean array, int level) {
            this.array = array;
            this.level = level;
        }
    }

    /**
     * How a document is to be read.
     *
     * @param path the members that lead to the records
     * @param shaped whether records were found there, or the document has none and is only checked
     * @param withOffsets whether bytes of the stream are bytes of the source
     * @param key the column for the name of a record that is a member of an object
     */
    record Way(String path, boolean shaped, boolean withOffsets, String key) {}

    DocumentReader(
            InputStream in,
            String source,
            Way way,
            ReadLimits limits,
            TreeRecord record,
            RecordParts parts,
            List<Detection> detections,
            ProblemSink problems) {
        super(source, record, References.NONE, detections, problems);
        this.in = in;
        this.limits = limits;
        scanner = new JsonScanner(in);
        path = way.path.isEmpty() ? new String[0] : way.path.split("/");
        shaped = way.shaped;
        withOffsets = way.withOffsets;
        object = new ObjectRecord(limits, record, parts);
        keyMember = new Member(object.root(), way.key, way.key, new byte[0], record.nesting());
    }

    @Override
    protected boolean next(RecordBatch into) {
        try {
            return advance(into);
        } catch (BadJson e) {
            throw broken(e);
        } catch (JsonScanner.ReadFailure e) {
            throw new FeedException(
                    new Problem(
                            JsonProblem.NOT_WELL_FORMED,
                            SourcePosition.unknown(source),
                            "reading failed: " + e.getMessage()),
                    e);
        }
    }

    /** Goes on until something was said about a record; false at the end. */
    private boolean advance(RecordBatch into) {
        if (begin < 0) {
            scanner.skipMark();
        }
        while (true) {
            Container container = open.peek();
            if (container == null) {
                int first = scanner.next();
                if (first < 0 && begin >= 0) {
                    return finish();
                }
                if (begin >= 0 && (first != '{' || begin != '{')) {
                    throw scanner.unexpected(first, "the end of the document");
                }
                begin = first;
                if (value(first, 0, into)) {
                    return true;
                }
            } else if (element(container)) {
                boolean any = container.level < path.length && path[container.level].equals(ANY);
                key = any && !container.array ? scanner.nameText() : "";
                if (isOnPath(container) ? value(scanner.next(), below(container), into) : skipped()) {
                    return true;
                }
            }
        }
    }

    private boolean finish() {
        if (!found) {
            report(new Problem(
                    JsonProblem.NO_RECORDS,
                    SourcePosition.unknown(source),
                    path.length == 0 || !shaped
                            ? "the document has no objects that could be products."
                            : "there are no objects at " + String.join("/", path) + ".",
                    "Name the member that holds the products as the record path."));
        }
        return false;
    }

    private boolean skipped() {
        scanner.skip(object.root());
        return false;
    }

    private int below(Container container) {
        return Math.min(container.level + 1, path.length);
    }

    private boolean isOnPath(Container container) {
        if (container.level == path.length) {
            return true;
        }
        String step = path[container.level];
        return container.array
                ? step.equals("[]")
                : step.equals(ANY) || scanner.nameText().equals(step);
    }

    /** Goes to the next element; false at the end of the container, which is then closed. */
    private boolean element(Container container) {
        int c = scanner.next();
        char end = container.array ? ']' : '}';
        if (c == end) {
            scanner.step();
            open.pop();
            return false;
        }
        if (!container.first) {
            if (c != ',') {
                throw scanner.unexpected(c, "',' or '" + end + "'");
            }
            scanner.step();
        }
        container.first = false;
        if (!container.array) {
            scanner.name();
        }
        return true;
    }

    /** Whether the value, which so much of the path has led to, was a record or in the place of one. */
    private boolean value(int first, int level, RecordBatch into) {
        Container above = open.peek();
        boolean target = level == path.length;
        boolean inTarget = above != null && above.level == path.length;
        if (first == '{' && shaped && target) {
            readRecord(into);
            return true;
        }
        if (target && inTarget && shaped) {
            records++;
            found = true;
            SourcePosition at = position(scanner.line(), scanner.column(), scanner.byteOffset());
            scanner.skip(object.root());
            lose(new Problem(
                    JsonProblem.BAD_RECORD,
                    at.withRecord(records),
                    "the element is no object, so it is no product.",
                    ""));
            return true;
        }
        boolean leads = !target && (first == '{' || first == '[' && path[level].equals("[]"))
                || target && first == '[' && shaped;
        if (leads) {
            scanner.step();
            open.push(new Container(first == '[', level));
        } else {
            scanner.skip(object.root());
        }
        return false;
    }

    private void readRecord(RecordBatch into) {
        long number = records + 1;
        records = number;
        found = true;
        long line = scanner.line();
        int column = scanner.column();
        long offset = scanner.byteOffset();
        record.start(into.text());
        if (!key.isEmpty()) {
            record.startLeaf();
            char[] chars = key.toCharArray();
            record.append(chars, 0, chars.length, keyMember);
            record.endLeaf(keyMember);
        }
        object.read(scanner);
        if (record.objection().isEmpty()) {
            records += Math.max(1, record.end(into, number, line, withOffsets ? offset : -1)) - 1;
        }
        SourcePosition at = position(line, column, offset).withRecord(number);
        if (!record.objection().isEmpty()) {
            lose(new Problem(
                    JsonProblem.RECORD_LIMIT,
                    at.withField(record.objectionField()),
                    record.objection() + ", so the record is not read.",
                    "If that is meant, raise the limit in ReadLimits."));
        }
        warn(at);
    }

    private void warn(SourcePosition at) {
        String twice = object.twice();
        if (!twice.isEmpty() && saidTwice.size() < limits.maxColumns() && saidTwice.add(twice)) {
            report(JsonProblem.twice(at, twice));
        }
        if (object.isRepaired() && !saidRepaired) {
            saidRepaired = true;
            report(JsonProblem.repaired(at));
        }
    }

    private SourcePosition position(long line, int column, long offset) {
        SourcePosition position = SourcePosition.unknown(source).withLine(line);
        if (column > 0) {
            position = position.withColumn(column);
        }
        return withOffsets ? position.withByteOffset(offset) : position;
    }

    private FeedException broken(BadJson e) {
        SourcePosition at = position(e.line, e.column, e.byteOffset);
        return new FeedException(
                new Problem(
                        JsonProblem.NOT_WELL_FORMED,
                        records > 0 ? at.withRecord(records) : at,
                        "the document is not well-formed: " + e.getMessage() + ".",
                        "Correct it at this place; nothing after it can be trusted."),
                e);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new FeedException(
                    new Problem(JsonProblem.NOT_WELL_FORMED, SourcePosition.unknown(source), "closing failed: " + e),
                    e);
        }
    }
}
