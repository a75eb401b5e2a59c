package io.feedkit.location.jdbc;

import io.feedkit.location.Credentials;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.Secret;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Connections through whichever driver takes an address. Apart from the scheme, which must load where there are no databases at all. */
record DriverConnections(String name, String url, LocationOptions options) implements JdbcLocation.Opener {

    @Override
    public Connection open(Secret password) throws SQLException {
        Properties properties = new Properties();
        String user = options.credentials().user();
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
        }
        if (options.credentials().kind() == Credentials.Kind.PASSWORD) {
            properties.setProperty("password", password.reveal());
        }
        Stream<Driver> drivers = Stream.concat(
                ServiceLoader.load(Driver.class, options.loader()).stream().map(ServiceLoader.Provider::get),
                DriverManager.drivers());
        for (Driver driver : (Iterable<Driver>) drivers::iterator) {
            Connection connection = driver.acceptsURL(url) ? driver.connect(url, properties) : null;
            if (connection != null) {
                return connection;
            }
        }
        throw new FeedException(new Problem(
                LocationProblem.MISSING_LIBRARY,
                SourcePosition.unknown(name),
                "No driver for this database is there.",
                "Add the database's JDBC driver, such as org.postgresql:postgresql or com.mysql:mysql-connector-j."));
    }
}
