package io.feedkit.location.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.CatalogProblem;
import io.feedkit.location.Credentials;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.Secret;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcQueryTest {
    private static final String URL = "jdbc:h2:mem:shop";
    private static final String PASSWORD = "hunter2hunter2";
    private static final LocationOptions OPTIONS = LocationOptions.DEFAULTS
            .withCredentials(Credentials.password("anna", "vault:x"))
            .withStore(reference -> Optional.of(Secret.of(PASSWORD)));

    private Connection kept;

    @BeforeEach
    void createDatabase() throws SQLException {
        kept = DriverManager.getConnection(URL, "anna", PASSWORD);
        run("create table product (id varchar, title varchar, price decimal(20, 4), stock int, weight double precision,"
                + " sold boolean, made date, changed timestamp with time zone, seen timestamp, at time,"
                + " tags varchar array, extra json, code uuid, picture varbinary, notes clob)");
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        run("shutdown");
        kept.close();
    }

    @Test
    void givesEachRowAsALineOfTypedJson() throws IOException, SQLException {
        run("insert into product values ('0012', 'Lamp \"A\" \\ ü', 12.3400, 7, 0.1, true, date '2026-11-22',"
                + " timestamp with time zone '2026-11-22 10:00:00+02:00', timestamp '2026-11-22 09:30:00.5',"
                + " time '08:00:00', array['a', 'b'], json '{\"x\": [1, 2.50]}',"
                + " '00000000-0000-0000-0000-000000000001', x'00ff', 'long text')");
        run("insert into product (id, title) values ('2', '')");
        assertThat(read("select * from product order by id;"))
                .isEqualTo(
                        "{\"ID\":\"0012\",\"TITLE\":\"Lamp \\\"A\\\" \\\\ ü\",\"PRICE\":12.3400,\"STOCK\":7,\"WEIGHT\":0.1,"
                                + "\"SOLD\":true,\"MADE\":\"2026-11-22\",\"CHANGED\":\"2026-11-22T10:00+02:00\","
                                + "\"SEEN\":\"2026-11-22T09:30:00.500\",\"AT\":\"08:00\",\"TAGS\":[\"a\",\"b\"],"
                                + "\"EXTRA\":{\"x\":[1,2.50]},\"CODE\":\"00000000-0000-0000-0000-000000000001\","
                                + "\"PICTURE\":\"AP8=\",\"NOTES\":\"long text\"}\n"
                                + "{\"ID\":\"2\",\"TITLE\":\"\"}\n");
    }

    @Test
    void keepsDecimalsExactAndNamesApart() throws IOException {
        assertThat(read("select 0.10 as p, 12345678901234567890.123456789 as p, cast('NaN' as double precision) as n"))
                .isEqualTo("{\"P\":0.10,\"P_2\":12345678901234567890.123456789,\"N\":\"NaN\"}\n");
    }

    @Test
    void streamsManyRowsInAnySteps() throws IOException {
        try (Source source =
                location("select x as id from system_range(1, 50000)").open(SourceLimits.DEFAULTS)) {
            long lines = 0;
            byte[] step = new byte[7];
            for (int got = source.bytes().read(step);
                    got >= 0;
                    got = source.bytes().read(step)) {
                for (int i = 0; i < got; i++) {
                    lines += step[i] == '\n' ? 1 : 0;
                }
            }
            assertThat(lines).isEqualTo(50_000);
        }
        assertThat(read("select 1 as id where false")).isEmpty();
    }

    /** A query that finds nothing is an answer, unlike a file that holds nothing. */
    @Test
    void aQueryThatFindsNothingIsACatalogueWithoutProducts() {
        Catalog catalog = Catalog.open(location("select * from product where stock > 100"), CatalogOptions.DEFAULTS);
        assertThat(catalog.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(CatalogProblem.EMPTY);
            assertThat(problem.message()).isEqualTo("there are no products. The query gives no rows.");
        });
        List<Problem> problems = new ArrayList<>();
        assertThat(catalog.first(10, problems::add)).isEmpty();
        assertThat(problems).extracting(Problem::code).containsExactly(CatalogProblem.EMPTY);
    }

    @Test
    void takesTheHostsConnectionsAndGivesThemBack() throws IOException {
        int[] open = {0};
        Location location = JdbcQuery.of(
                "the shop's products",
                () -> {
                    open[0]++;
                    return DriverManager.getConnection(URL, "anna", PASSWORD);
                },
                "select 1 as id");
        for (int turn = 0; turn < 2; turn++) {
            try (Source source = location.open(SourceLimits.DEFAULTS)) {
                assertThat(source.bytes().readAllBytes()).isNotEmpty();
                assertThat(source.name()).isEqualTo("the shop's products");
            }
        }
        assertThat(open[0]).isEqualTo(2);
    }

    @Test
    void saysWhatTheDatabaseRefuses() {
        assertThat(failure(() -> read("selec 1")).problem().code()).isEqualTo(LocationProblem.CANNOT_OPEN);
        assertThat(failure(() -> read("select * from nothing")).problem().code())
                .isEqualTo(LocationProblem.CANNOT_OPEN);
        FeedException refused = failure(() -> Location.of(
                        URL, OPTIONS.withQuery("select 1").withStore(r -> Optional.of(Secret.of(PASSWORD + "!"))))
                .open(SourceLimits.DEFAULTS));
        assertThat(refused.problem().code()).isEqualTo(LocationProblem.ACCESS_DENIED);
        StringWriter all = new StringWriter();
        refused.printStackTrace(new PrintWriter(all));
        assertThat(all.toString()).doesNotContain(PASSWORD);
        assertThat(failure(() -> Location.of("jdbc:nothing://host/x", OPTIONS.withQuery("select 1"))
                                .open(SourceLimits.DEFAULTS))
                        .problem()
                        .code())
                .isEqualTo(LocationProblem.MISSING_LIBRARY);
    }

    @Test
    void refusesAnAddressThatHoldsAPasswordOrComesWithoutAQuery() {
        for (String url : new String[] {
            "jdbc:h2:mem:shop;PASSWORD=hunter2hunter2",
            "jdbc:postgresql://host/db?user=a&password=hunter2hunter2",
            "jdbc:postgresql://a:hunter2hunter2@host/db",
            "jdbc:oracle:thin:scott/hunter2hunter2@//host:1521/x"
        }) {
            FeedException refused = failure(() -> Location.of(url, OPTIONS.withQuery("select 1")));
            assertThat(refused.problem().code()).as(url).isEqualTo(LocationProblem.SECRET_IN_ADDRESS);
            assertThat(refused.getMessage()).doesNotContain(PASSWORD);
        }
        assertThat(failure(() -> Location.of(URL, OPTIONS)).problem().code())
                .isEqualTo(LocationProblem.UNUSABLE_ADDRESS);
    }

    @Test
    void aRowThatCannotBeReadEndsTheSourceWithOneProblem() {
        assertThat(failure(() -> read("select 1 / (3 - x) as id from system_range(1, 5)"))
                        .problem()
                        .code())
                .isEqualTo(LocationProblem.READ_FAILED);
    }

    @Test
    void asksMysqlForRowsOneByOne() {
        assertThat(RowStream.fetchSize("MySQL", "MySQL Connector/J")).isEqualTo(Integer.MIN_VALUE);
        assertThat(RowStream.fetchSize("MariaDB", "MariaDB Connector/J")).isPositive();
        assertThat(RowStream.fetchSize("PostgreSQL", "PostgreSQL JDBC Driver")).isPositive();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = kept.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Location location(String sql) {
        return Location.of(URL, OPTIONS.withQuery(sql));
    }

    private static String read(String sql) throws IOException {
        try (Source source = location(sql).open(SourceLimits.DEFAULTS)) {
            return new String(source.bytes().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static FeedException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        return catchThrowableOfType(FeedException.class, work);
    }
}
