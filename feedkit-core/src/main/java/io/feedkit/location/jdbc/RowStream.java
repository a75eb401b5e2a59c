package io.feedkit.location.jdbc;

import io.feedkit.location.Secret;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The rows of a result as lines of JSON, made as they are read.
 *
 * <p>Whether a driver streams is a matter of its own: PostgreSQL does with a fetch size and without auto-commit, MySQL only with the smallest of all numbers as fetch
 * size, others as they like. Without it the whole result would stand in memory.
 */
final class RowStream extends InputStream {
    private static final int ROWS_AT_A_TIME = 500;
    private static final int MYSQL_ROW_BY_ROW = Integer.MIN_VALUE;

    private final JdbcLocation location;
    private final Secret secret;
    private final Connection connection;
    private final ResultSet rows;
    private final Cell[] cells;
    private final JsonLine line = new JsonLine();
    private final byte[] single = new byte[1];
    private int given;
    private boolean ended;

    private RowStream(JdbcLocation location, Secret secret, Connection connection, ResultSet rows, Cell[] cells) {
        this.location = location;
        this.secret = secret;
        this.connection = connection;
        this.rows = rows;
        this.cells = cells;
    }

    static RowStream of(JdbcLocation location, Connection connection, Secret secret) throws SQLException {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        Statement statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        String product = connection.getMetaData().getDatabaseProductName();
        String driver = String.valueOf(connection.getMetaData().getDriverName());
        statement.setFetchSize(fetchSize(product, driver));
        bound(location, statement);
        ResultSet rows = statement.executeQuery(location.sql().strip().replaceFirst(";$", ""));
        return new RowStream(location, secret, connection, rows, cells(rows.getMetaData()));
    }

    static int fetchSize(String product, String driver) {
        boolean connectorJ = product.toLowerCase(Locale.ROOT).contains("mysql")
                && !driver.toLowerCase(Locale.ROOT).contains("mariadb");
        return connectorJ ? MYSQL_ROW_BY_ROW : ROWS_AT_A_TIME;
    }

    private static void bound(JdbcLocation location, Statement statement) throws SQLException {
        try {
            long seconds = location.options().patience().overall().toSeconds();
            statement.setQueryTimeout((int) Math.max(1, Math.min(seconds, Integer.MAX_VALUE / 1000)));
        } catch (SQLFeatureNotSupportedException e) {
            return; // then the driver waits as long as it likes
        }
    }

    private static Cell[] cells(ResultSetMetaData columns) throws SQLException {
        Cell[] cells = new Cell[columns.getColumnCount()];
        Set<String> names = new HashSet<>();
        for (int i = 0; i < cells.length; i++) {
            String label = columns.getColumnLabel(i + 1);
            String name = label;
            for (int more = 2; !names.add(name); more++) {
                name = label + "_" + more;
            }
            cells[i] = Cell.of(
                    i + 1, name, columns.getColumnType(i + 1), String.valueOf(columns.getColumnTypeName(i + 1)));
        }
        return cells;
    }

    @Override
    public int read() {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        if (length == 0) {
            return 0;
        }
        if (given == line.size() && !next()) {
            return -1;
        }
        int copied = Math.min(length, line.size() - given);
        System.arraycopy(line.bytes(), given, into, from, copied);
        given += copied;
        return copied;
    }

    /** Makes some rows into lines; false at the end. */
    private boolean next() {
        line.clear();
        given = 0;
        try {
            while (!ended && line.size() < 32 * 1024) {
                if (!rows.next()) {
                    ended = true;
                } else {
                    line.beginObject();
                    for (Cell cell : cells) {
                        cell.write(rows, line);
                    }
                    line.endLine();
                }
            }
        } catch (SQLException e) {
            throw location.broken(e, secret);
        }
        return line.size() > 0;
    }

    @Override
    public void close() {
        ended = true;
        release(connection);
    }

    /** Nothing was changed, so nothing is lost by taking it back; a pooled connection should not begin in a transaction. */
    static void release(Connection connection) {
        try (connection) {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
                connection.setReadOnly(false);
            }
        } catch (SQLException e) {
            return; // it is given up anyway
        }
    }
}
