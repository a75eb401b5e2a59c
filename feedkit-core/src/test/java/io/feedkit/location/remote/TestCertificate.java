package io.feedkit.location.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for a name, made by the JDK's own tool for one test run. */
public final class TestCertificate {
    public static final String PASSWORD = "test-only";
    private static final String AUTHORITY = "authority";

    private final Path store;

    private TestCertificate(Path store) {
        this.store = store;
    }

    /** @param alternative as keytool writes it: {@code ip:127.0.0.1} */
    public static TestCertificate of(Path folder, String alternative) throws IOException, InterruptedException {
        Path store = folder.resolve(alternative.replaceAll("\\W", "-") + ".p12");
        keytool(
                store,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=" + alternative);
        return new TestCertificate(store);
    }

    /** For 127.0.0.1 and by an authority that is trusted, but of last month; a certificate that is trusted itself would not be looked at. */
    public static TestCertificate expired(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("expired.p12");
        Path request = folder.resolve("expired.csr");
        Path reply = folder.resolve("expired.crt");
        keytool(store, "-genkeypair", "-alias", AUTHORITY, "-keyalg", "EC", "-dname", "CN=authority", "-ext", "bc:c");
        keytool(store, "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=test");
        keytool(store, "-certreq", "-alias", "server", "-file", request.toString());
        keytool(
                store,
                "-gencert",
                "-alias",
                AUTHORITY,
                "-ext",
                "san=ip:127.0.0.1",
                "-startdate",
                "-30d",
                "-validity",
                "10",
                "-infile",
                request.toString(),
                "-outfile",
                reply.toString());
        keytool(store, "-importcert", "-noprompt", "-alias", "server", "-file", reply.toString());
        return new TestCertificate(store);
    }

    private static void keytool(Path store, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        words.addAll(List.of(command));
        words.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process made = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(made.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (made.waitFor() != 0) {
            throw new IOException(said);
        }
    }

    public Path store() {
        return store;
    }

    /** Trusts this certificate, or the authority it is of, and no other. */
    public SSLContext trusting() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "trusted", keys.getCertificate(keys.containsAlias(AUTHORITY) ? AUTHORITY : "server"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
