package io.feedkit.channel.reading;

import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.Layout;
import io.feedkit.feed.FeedField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns of a table: by name, or by place when it has no header. */
final class TableColumns implements Columns {
    /** So many columns can be named one by one. */
    private static final int MOST_NAMED = 100;

    private final Layout.Delimited table;
    private final Map<String, Integer> places = new LinkedHashMap<>();

    TableColumns(Layout.Delimited table, List<FeedField> fields) {
        this.table = table;
        int place = 1;
        for (FeedField field : fields) {
            places.put(field.name(), place);
            place += Math.max(1, field.columns());
        }
    }

    @Override
    public List<String> of(FieldSpec field, FeedField written) {
        List<String> columns = new ArrayList<>();
        if (!table.headerRow()) {
            int first = places.getOrDefault(written.name(), 1);
            for (int i = 0; i < Math.max(1, written.columns()); i++) {
                columns.add("column " + (first + i));
            }
            return columns;
        }
        if (!isSpread(written)) {
            columns.add(written.name());
            columns.addAll(field.aliases());
            return columns;
        }
        for (int n = 1; n <= Math.min(MOST_NAMED, written.columns()); n++) {
            columns.add(written.name().replace("{n}", Integer.toString(n)));
        }
        return columns;
    }

    @Override
    public boolean isSpread(FeedField written) {
        return written.columns() > 0;
    }

    @Override
    public String separator(FieldSpec field) {
        boolean list = field.repeat().isRepeated() && field.repeat().columns().isEmpty();
        return !list ? "none" : table.join().isEmpty() ? "," : table.join();
    }

    @Override
    public List<String> members(FieldSpec field, FeedField written) {
        return List.of();
    }

    @Override
    public Map<String, Object> form() {
        Map<String, Object> dialect = new LinkedHashMap<>();
        dialect.put("delimiter", table.delimiter() == '\t' ? "tab" : String.valueOf(table.delimiter()));
        boolean bare = table.quote() == '\0' || table.quoting() == Layout.Quoting.NEVER;
        dialect.put("quote", bare ? "none" : String.valueOf(table.quote()));
        dialect.put("header", table.headerRow() ? "present" : "absent");
        int above = table.header().size() + (table.firstLine().isEmpty() ? 0 : 1);
        if (above > 0) {
            dialect.put("skip-lines", above);
        }

        return Map.of("dialect", dialect);
    }

    @Override
    public Set<String> ignored() {
        return Set.of();
    }
}
