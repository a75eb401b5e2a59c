package io.feedkit.location.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedkit.location.Credentials;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.Secret;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import io.feedkit.location.remote.CuttingProxy;
import io.feedkit.problem.FeedException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real PostgreSQL, which is started for this class on a free port of this machine. */
@Timeout(180)
class PostgresQueryTest {
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException, SQLException {
        try {
            postgres = EmbeddedPostgres.builder()
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .start();
        } catch (IOException | IllegalStateException e) {
            Assumptions.abort("no PostgreSQL can be started on this machine: " + e);
        }
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create type size as enum ('S', 'M')");
            statement.execute(
                    "create table product (id text, price numeric(20, 4), cost money, stock bigint, weight real,"
                            + " sold boolean, made date, changed timestamptz, seen timestamp, tags text[], levels numeric[],"
                            + " extra jsonb, raw json, code uuid, size size)");
            statement.execute("insert into product values ('0012', 12.3400, 5.10, 7, 0.1, true, '2026-11-22',"
                    + " '2026-11-22 10:00:00+00', '2026-11-22 09:30:00', '{a,NULL,\"b c\"}', '{1.50,2}',"
                    + " '{\"x\": {\"y\": 1.10}}', '{\"t\":\n 1}', '00000000-0000-0000-0000-000000000001', 'M')");
            statement.execute("insert into product (id) values ('2')");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void givesEachRowAsALineOfTypedJson() throws IOException {
        assertThat(read("select * from product order by id"))
                .isEqualTo(
                        "{\"id\":\"0012\",\"price\":12.3400,\"cost\":\"$5.10\",\"stock\":7,\"weight\":0.1,\"sold\":true,"
                                + "\"made\":\"2026-11-22\",\"changed\":\"2026-11-22T10:00Z\",\"seen\":\"2026-11-22T09:30\","
                                + "\"tags\":[\"a\",null,\"b c\"],\"levels\":[1.50,2],\"extra\":{\"x\": {\"y\": 1.10}},"
                                + "\"raw\":{\"t\":  1},\"code\":\"00000000-0000-0000-0000-000000000001\",\"size\":\"M\"}\n"
                                + "{\"id\":\"2\"}\n");
    }

    /** Two million rows of a kilobyte would not fit into the memory of the tests. */
    @Test
    void streamsMoreThanFitsIntoMemory() throws IOException {
        try (Source source = location("select i as id, repeat('x', 1000) as t from generate_series(1, 2000000) i")
                .open(SourceLimits.DEFAULTS)) {
            assertThat(source.bytes().readNBytes(5_000_000)).hasSize(5_000_000);
        }
    }

    /** The query of a feed cannot change the shop. */
    @Test
    void readsOnly() {
        String sly = "with x as (insert into product (id) values ('3') returning id) select * from x";
        assertThat(catchThrowable(() -> read(sly))).hasMessageContaining("read-only");
    }

    @Test
    void aConnectionThatIsCutInTheMiddleIsOneProblem() throws IOException {
        try (CuttingProxy proxy = new CuttingProxy(postgres.getPort())) {
            proxy.cuts.add(2_000_000);
            Location location = Location.of(
                    "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres?user=postgres&sslmode=disable",
                    LocationOptions.DEFAULTS.withQuery(
                            "select i as id, repeat('x', 1000) as t from generate_series(1, 20000) i"));
            FeedException refused = catchThrowableOfType(FeedException.class, () -> {
                try (Source source = location.open(SourceLimits.DEFAULTS)) {
                    source.bytes().readAllBytes();
                }
            });
            assertThat(refused.problem().code()).isEqualTo(LocationProblem.READ_FAILED);
        }
    }

    private static String shown(Statement statement, String setting) throws SQLException {
        try (ResultSet shown = statement.executeQuery("show " + setting)) {
            shown.next();
            return shown.getString(1);
        }
    }

    @Test
    void aWrongPasswordIsSaidWithoutIt() throws IOException, SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role anna login password 'right-one'");
            String file = shown(statement, "hba_file");
            String rest = Files.readString(Path.of(file));
            Files.writeString(Path.of(file), "host all anna 127.0.0.1/32 scram-sha-256\n" + rest);
            statement.execute("select pg_reload_conf()");
        }
        LocationOptions options = LocationOptions.DEFAULTS
                .withQuery("select 1 as id")
                .withCredentials(Credentials.password("anna", "vault:x"))
                .withStore(reference -> Optional.of(Secret.of("hunter2hunter2")));
        FeedException refused = catchThrowableOfType(
                FeedException.class,
                () -> Location.of("jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres", options)
                        .open(SourceLimits.DEFAULTS));
        assertThat(refused.problem().code()).isEqualTo(LocationProblem.ACCESS_DENIED);
        StringWriter all = new StringWriter();
        refused.printStackTrace(new PrintWriter(all));
        assertThat(all.toString()).doesNotContain("hunter2");
    }

    private static Location location(String sql) {
        return Location.of(
                "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres?user=postgres",
                LocationOptions.DEFAULTS.withQuery(sql));
    }

    private static String read(String sql) throws IOException {
        try (Source source = location(sql).open(SourceLimits.DEFAULTS)) {
            return new String(source.bytes().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
