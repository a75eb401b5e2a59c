package io.feedkit.catalog.xml;

import io.feedkit.catalog.Nesting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A kind of element outside the records: perhaps a record, a row of a table, or a text that holds for all records. */
final class Outside {
    /** A document that has more different ones is not remembered in full: what comes then is nothing special. */
    private static final int MOST = 20_000;

    final boolean record;
    final Nesting.@Nullable Table table;
    /** The columns of its attributes that hold for all records, by their local names. */
    final Map<String, String> attributes = new HashMap<>();
    /** The column of its text when that holds for all records, or empty. */
    final String column;

    private final Known known;
    private final String path;
    private final String localPath;
    private final Map<String, Outside> inside = new HashMap<>();
    private String lastName = "";
    private @Nullable Outside last;

    /** What is looked for, and how much was seen. */
    private static final class Known {
        final List<String> records;
        final Nesting nesting;
        int count;

        Known(List<String> records, Nesting nesting) {
            this.records = records;
            this.nesting = nesting;
        }
    }

    static Outside root(List<String> records, Nesting nesting) {
        return new Outside(new Known(records, nesting), "", "");
    }

    private Outside(Known known, String path, String localPath) {
        this.known = known;
        this.path = path;
        this.localPath = localPath;
        record = known.records.stream().anyMatch(this::isAt);
        Nesting.Table found = null;
        for (Nesting.Table one : known.nesting.tables()) {
            found = found == null && isAt(one.rows()) ? one : found;
        }
        table = found;
        String text = "";
        for (String context : known.nesting.context()) {
            int mark = context.lastIndexOf("/@");
            if (mark > 0 && isAt(context.substring(0, mark))) {
                attributes.put(context.substring(mark + 2), context);
            } else if (isAt(context)) {
                text = context;
            }
        }
        column = text;
    }

    private boolean isAt(String wanted) {
        return endsWith(path, wanted) || endsWith(localPath, wanted);
    }

    private static boolean endsWith(String path, String wanted) {
        return path.endsWith(wanted)
                && (path.length() == wanted.length() || path.charAt(path.length() - wanted.length() - 1) == '/');
    }

    Outside child(String prefix, String namespace, String local) {
        Outside again = last;
        if (again != null && lastName.equals(local)) {
            return again;
        }
        String name = XmlInput.name(prefix, namespace, local);
        Outside child = inside.get(name);
        if (child == null) {
            child = new Outside(
                    known,
                    path.isEmpty() ? name : path + "/" + name,
                    localPath.isEmpty() ? local : localPath + "/" + local);
            if (known.count < MOST) {
                known.count++;
                inside.put(name, child);
            }
        }
        // A prefix may mean something else the next time, so only names without one are sure.
        last = prefix.isEmpty() && namespace.isEmpty() ? child : null;
        lastName = local;
        return child;
    }
}
