package io.feedkit.location.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Passes;
import io.feedkit.catalog.ProductReader;
import io.feedkit.catalog.Supplement;
import io.feedkit.location.Credentials;
import io.feedkit.location.HeldLocation;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.Patience;
import io.feedkit.location.Secret;
import io.feedkit.location.Trust;
import io.feedkit.problem.FeedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything that a run says, for each kind of place, whether it goes well or not: the secret is nowhere in it. */
@Timeout(300)
class WholeRunSecretsTest {
    private static final String SECRET = CuttingFtpServer.PASSWORD;
    private static final String CSV = "id,title,price\nA1,Vase,5.00\nA2,Jug,x\n,Lost,1\n";

    @TempDir
    private Path home;

    private final StringBuilder said = new StringBuilder();
    private final Handler everything = new Handler() {
        @Override
        public void publish(LogRecord one) {
            said.append(one.getLevel()).append(' ').append(one.getMessage());
            if (one.getParameters() != null) {
                said.append(List.of(one.getParameters()));
            }
            if (one.getThrown() != null) {
                note(one.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() throws IOException {
        Files.writeString(home.resolve("shop.csv"), CSV);
        Logger root = Logger.getLogger("");
        root.addHandler(everything);
        everything.setLevel(Level.ALL);
        Logger.getLogger("io.feedkit").setLevel(Level.ALL);
        Logger.getLogger("jdk.httpclient").setLevel(Level.ALL);
    }

    @AfterEach
    void listenNoMore() {
        Logger.getLogger("").removeHandler(everything);
    }

    private void note(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        said.append(text);
        if (thrown instanceof FeedException e) {
            said.append(e.problem()).append(e.problem().fix());
        }
    }

    private static LocationOptions options(Credentials credentials, String secret) {
        return LocationOptions.DEFAULTS
                .withCredentials(credentials)
                .withStore(reference -> Optional.of(Secret.of(secret)))
                .withPatience(Patience.DEFAULTS
                        .withAttempts(2)
                        .withSilence(Duration.ofSeconds(5))
                        .withPauses(Duration.ofMillis(5), Duration.ofMillis(10)));
    }

    /** Opens, looks, reads twice, proposes a mapping, joins the place to itself; whatever is said on the way is kept. */
    private void run(String address, LocationOptions options) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream streams = new ByteArrayOutputStream();
        try (PrintStream both = new PrintStream(streams, true, StandardCharsets.UTF_8)) {
            System.setOut(both);
            System.setErr(both);
            Throwable thrown = catchThrowable(() -> look(address, options));
            if (thrown != null) {
                note(thrown);
            }
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        said.append(streams.toString(StandardCharsets.UTF_8));
    }

    private void look(String address, LocationOptions options) throws IOException {
        said.append(options).append(options.credentials()).append(options.trust());
        Location location = Location.of(address, options);
        said.append(location).append(location.name()).append(HeldLocation.of(location));
        Catalog catalog = Catalog.open(location, CatalogOptions.DEFAULTS)
                .with(Supplement.of(location).count("rows"));
        said.append(catalog.name())
                .append(catalog)
                .append(catalog.detections())
                .append(catalog.mapping())
                .append(catalog.problems())
                .append(catalog.proposedMapping())
                .append(catalog.first(5, said::append));
        try (Passes passes = catalog.passes();
                ProductReader reader = passes.read(catalog.schema(), catalog.supplied(), said::append)) {
            while (reader.read(reader.newBatch())) {
                said.append(reader.lost());
            }
            said.append(reader.supplements());
        }
        try (Stream<Path> files = Files.list(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                said.append(file.getFileName()).append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }

    private void thenNothingTellsTheSecret(String run) {
        for (String form : List.of(
                SECRET,
                Base64.getEncoder().encodeToString(("anna:" + SECRET).getBytes(StandardCharsets.UTF_8)),
                "aHVudGVyMmh1bnRlcj")) {
            assertThat(said).as(run).doesNotContain(form);
        }
        assertThat(said).as(run).hasSizeGreaterThan(100);
        said.setLength(0);
    }

    @Test
    void overTheWebInEachForm() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] content = CSV.getBytes(StandardCharsets.UTF_8);
            int status = exchange.getRequestURI().getPath().startsWith("/s")
                    ? Integer.parseInt(exchange.getRequestURI().getPath().substring(2))
                    : 200;
            exchange.getResponseHeaders().set("Location", "http://anna:" + SECRET + "@127.0.0.1:1/x?token=" + SECRET);
            exchange.sendResponseHeaders(status, status == 200 ? content.length : -1);
            if (status == 200) {
                exchange.getResponseBody().write(content);
            }
            exchange.close();
        });
        server.start();
        try {
            String base = "http://127.0.0.1:" + server.getAddress().getPort();
            Map<String, Credentials> forms = new TreeMap<>(Map.of(
                    "basic", Credentials.password("anna", "vault:x"),
                    "bearer", Credentials.bearer("vault:x"),
                    "header", Credentials.header("X-Api-Key", "vault:x")));
            forms.forEach((form, credentials) -> {
                for (String path : List.of("/shop.csv", "/s401", "/s302", "/s500")) {
                    for (String query : List.of("", "?token=" + SECRET, "?a=b&signature=" + SECRET + "#" + SECRET)) {
                        LocationOptions keeping = options(credentials, SECRET).withCopiesIn(home);
                        run(base + path + query, path.equals("/shop.csv") ? keeping : options(credentials, SECRET));
                    }
                }
                run(base.replace("//", "//anna:" + SECRET + "@") + "/shop.csv", options(credentials, SECRET));
                run(base + "/shop.csv", options(credentials, SECRET + "\r\nX: y"));
                thenNothingTellsTheSecret(form);
            });
        } finally {
            server.stop(0);
        }
    }

    @Test
    void overFtp() throws Exception {
        try (CuttingFtpServer server = new CuttingFtpServer(home, null, false)) {
            Credentials anna = Credentials.password(CuttingFtpServer.USER, "vault:x");
            String address = "ftp://127.0.0.1:" + server.port() + "/";
            run(address + "shop.csv", options(anna, SECRET));
            run(address + "none.csv", options(anna, SECRET));
            run(address + "shop.csv", options(Credentials.password("bert", "vault:x"), SECRET));
            run("ftp://anna:" + SECRET + "@127.0.0.1:" + server.port() + "/shop.csv", options(anna, SECRET));
            server.cuts.addAll(List.of(5, 0, 0, 0, 0, 0));
            run(address + "shop.csv", options(anna, SECRET));
            thenNothingTellsTheSecret("ftp");
        }
    }

    @Test
    void overSftp() throws Exception {
        KeyPair hostKey = KeyPairGenerator.getInstance("EC").generateKeyPair();
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPasswordAuthenticator((user, password, session) -> user.equals("anna") && password.equals(SECRET));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(home));
        server.start();
        try {
            Trust pinned =
                    Trust.DEFAULTS.withFingerprint(KeyUtils.getFingerPrint(BuiltinDigests.sha256, hostKey.getPublic()));
            String address = "sftp://127.0.0.1:" + server.getPort() + "/";
            Credentials anna = Credentials.password("anna", "vault:x");
            run(address + "shop.csv", options(anna, SECRET).withTrust(pinned));
            run(address + "none.csv", options(anna, SECRET).withTrust(pinned));
            run(
                    address + "shop.csv",
                    options(Credentials.password("bert", "vault:x"), SECRET).withTrust(pinned));
            run(
                    address + "shop.csv",
                    options(Credentials.key("anna", "vault:x", "vault:y"), SECRET)
                            .withTrust(pinned));
            run(address + "shop.csv", options(anna, SECRET));
            thenNothingTellsTheSecret("sftp");
        } finally {
            server.stop(true);
        }
    }

    @Test
    void overJdbc() throws Exception {
        String url = "jdbc:h2:mem:secrets";
        try (Connection kept = DriverManager.getConnection(url, "anna", SECRET);
                Statement statement = kept.createStatement()) {
            statement.execute("create table product as select 'A1' as id, 'Vase' as title, 5.00 as price");
            Credentials anna = Credentials.password("anna", "vault:x");
            run(url, options(anna, SECRET).withQuery("select * from product"));
            run(url, options(anna, SECRET).withQuery("select nothing"));
            run(url, options(Credentials.password("bert", "vault:x"), SECRET).withQuery("select 1 as id"));
            run(url + ";PASSWORD=" + SECRET, options(anna, SECRET).withQuery("select 1 as id"));
            run(
                    url + ";USER=anna;password=" + SECRET,
                    options(Credentials.NONE, SECRET).withQuery("select 1 as id"));
            thenNothingTellsTheSecret("jdbc");
            statement.execute("shutdown");
        }
    }
}
