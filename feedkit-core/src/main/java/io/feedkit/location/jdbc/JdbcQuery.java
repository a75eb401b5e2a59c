package io.feedkit.location.jdbc;

import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/** Makes a location of a query. */
public final class JdbcQuery {
    private JdbcQuery() {}

    /** Opens a connection of its own for each pass, as {@code dataSource::getConnection} does; it is closed with the source. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    /**
     * A query on connections of the host.
     *
     * <p><b>Shape:</b> newline-delimited JSON, one object per row in the query's order, keys are the column labels (a label that is there twice gets {@code _2}).
     * Streams: the connection is set to read only and without auto-commit, and rows are fetched some at a time. <b>Errors:</b>
     * {@link io.feedkit.problem.FeedException} with {@code location.…} codes.
     *
     * @param name what reports call it
     */
    public static Location of(String name, Connections connections, String sql) {
        return of(name, connections, sql, LocationOptions.DEFAULTS);
    }

    /** As {@link #of(String, Connections, String)}; the options' patience bounds connecting and the query. */
    public static Location of(String name, Connections connections, String sql, LocationOptions options) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(connections, "connections");
        return new JdbcLocation(name, secret -> connections.open(), sql, options);
    }
}
