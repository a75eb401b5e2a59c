package io.feedkit.location.jdbc;

import io.feedkit.location.Credentials;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.Secret;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import io.feedkit.location.StoredBytes;
import io.feedkit.location.remote.Attempts;
import io.feedkit.location.remote.Reason;
import io.feedkit.location.remote.Scrubbed;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** A query; each pass runs it on a connection of its own. */
record JdbcLocation(String name, Opener connections, String sql, LocationOptions options) implements Location {

    /** Connects, with the secret of the options. */
    interface Opener {
        Connection open(Secret secret) throws SQLException;
    }

    @Override
    public Source open(SourceLimits limits) {
        Secret secret = options.credentials().kind() == Credentials.Kind.NONE ? Secret.of("") : options.secret(name);
        try {
            Connection connection = connect(secret);
            return Source.of(name, StoredBytes.of(rows(connection, secret)), limits);
        } catch (NoClassDefFoundError e) {
            throw new FeedException(
                    new Problem(
                            LocationProblem.MISSING_LIBRARY,
                            SourcePosition.unknown(name),
                            "Databases need the module java.sql, which is not there.",
                            "Add --add-modules java.sql, or require it in the host's module."),
                    e);
        } catch (IOException e) {
            throw failure(LocationProblem.READ_FAILED, "Reading failed: " + Reason.of(e) + ".", "Run again.", e);
        }
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public String emptyMeans() {
        return "The query gives no rows.";
    }

    private Connection connect(Secret secret) {
        Attempts attempts = new Attempts(name, options.patience());
        while (true) {
            try {
                return connections.open(secret);
            } catch (SQLException e) {
                FeedException failure = failure(e, secret);
                if (failure.problem().code() != LocationProblem.UNREACHABLE) {
                    throw failure;
                }
                attempts.waitOr(failure);
            }
        }
    }

    private RowStream rows(Connection connection, Secret secret) {
        try {
            return RowStream.of(this, connection, secret);
        } catch (SQLException e) {
            RowStream.release(connection);
            throw failure(e, secret);
        } catch (RuntimeException e) {
            RowStream.release(connection);
            throw e;
        }
    }

    /** As {@link #failure}, once rows had come. */
    FeedException broken(SQLException e, Secret secret) {
        boolean cut = e.getSQLState() != null && e.getSQLState().startsWith("08");
        IOException clean = Scrubbed.of(e, secret);
        return cut
                ? failure(
                        LocationProblem.READ_FAILED,
                        "The connection to the database broke: " + Reason.of(clean) + ".",
                        "Run again; a query cannot go on where it broke off.",
                        clean)
                : failure(e, secret);
    }

    /** What a failure of the database means, by the class of its SQLSTATE. */
    FeedException failure(SQLException e, Secret secret) {
        IOException clean = Scrubbed.of(e, secret);
        String said = Reason.of(clean);
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("28")) {
            return failure(
                    LocationProblem.ACCESS_DENIED,
                    "The database refuses the login: " + said + ".",
                    "Check user and password.",
                    clean);
        }
        if (state.startsWith("08")) {
            return failure(
                    LocationProblem.UNREACHABLE,
                    "There is no connection to the database: " + said + ".",
                    "Check the address, and whether the database is up.",
                    clean);
        }
        if (state.startsWith("42")) {
            return failure(
                    LocationProblem.CANNOT_OPEN,
                    "The database does not take the query: " + said + ".",
                    "Correct the SQL, or give this user the right to read.",
                    clean);
        }
        if (state.equals("57014") || e instanceof java.sql.SQLTimeoutException) {
            return failure(
                    LocationProblem.TIMEOUT,
                    "The query takes too long: " + said + ".",
                    "Make it cheaper, or allow more time (Patience.overall).",
                    clean);
        }
        return failure(
                LocationProblem.READ_FAILED,
                "The database failed: " + said + ".",
                "Run again; if it stays, ask whoever runs the database.",
                clean);
    }

    private FeedException failure(LocationProblem code, String message, String fix, Throwable cause) {
        return new FeedException(new Problem(code, SourcePosition.unknown(name), message, fix), cause);
    }

    @Override
    public String toString() {
        return name;
    }
}
