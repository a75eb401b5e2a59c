package io.feedkit.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong, no secret is in what people get to see. */
class SecretsTest {
    private static final String SECRET = "hunter2hunter2";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://anna:hunter2hunter2@127.0.0.1:1/x",
                "https://:hunter2hunter2@127.0.0.1/x",
                "http://anna:hunter2hunter2@",
                "http://anna:hunter2hunter2@/x",
                "http://anna:hunter2/hunter2hunter2@host:99999999/x",
                "http://127.0.0.1:1/x?token=hunter2hunter2",
                "http://127.0.0.1:1/x?a=1&API_KEY=hunter2hunter2&b=2#hunter2hunter2",
                "http://127.0.0.1:1/x y?password=hunter2hunter2",
                "http:x?password=hunter2hunter2",
                "http:///x?sig=hunter2hunter2",
                "what://anna:hunter2hunter2@host/x",
                "what://host/x?access_token=hunter2hunter2",
                "ftp://anna:hunter2hunter2@127.0.0.1:1/x",
                "file://anna:hunter2hunter2@host/x",
                "http://127.0.0.1:1/x?x=hunter2hunter2hunter2hunter2"
            })
    void anAddressIsShownWithoutItsSecrets(String typed) {
        Throwable thrown = catchThrowable(() -> {
            Location location =
                    Location.of(typed, LocationOptions.DEFAULTS.withPatience(Patience.DEFAULTS.withAttempts(1)));
            assertThat(location.name() + location).doesNotContain(SECRET);
            location.open(SourceLimits.DEFAULTS).close();
        });
        assertThat(thrown).as(typed).isInstanceOf(FeedException.class);
        assertThat(everythingIn(thrown)).doesNotContain(SECRET);
    }

    @Test
    void credentialsHoldReferencesOnly() {
        for (String typed : List.of(
                "hunter2hunter2",
                "bearer=hunter2hunter2",
                "user=anna,password=hunter2hunter2",
                "anna:hunter2hunter2",
                "password=env:A,bearer=hunter2hunter2",
                "hunter2hunter2=env:A")) {
            Throwable thrown = catchThrowable(() -> Credentials.parse(typed));
            assertThat(thrown).as(typed).isInstanceOf(FeedException.class);
            assertThat(everythingIn(thrown)).doesNotContain(SECRET);
        }
        assertThat(Secret.of(SECRET)).hasToString("(secret)");
    }

    @Test
    void readsCredentialsAsUsersWriteThem() {
        assertThat(Credentials.parse("user=anna,password=env:P")).isEqualTo(Credentials.password("anna", "env:P"));
        assertThat(Credentials.parse("bearer=file:/run/t")).isEqualTo(Credentials.bearer("file:/run/t"));
        assertThat(Credentials.parse("header.X-Key=env:K")).isEqualTo(Credentials.header("X-Key", "env:K"));
        assertThat(Credentials.parse("user=f, key=file:~/.ssh/id, passphrase=env:Q"))
                .isEqualTo(Credentials.key("f", "file:~/.ssh/id", "env:Q"));
        assertThat(Credentials.parse(" ")).isEqualTo(Credentials.NONE);
    }

    @Test
    void secretsComeFromFilesTheEnvironmentOrTheHost() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), SECRET + "\n");
        LocationOptions options = LocationOptions.DEFAULTS.withCredentials(Credentials.bearer("file:" + file));
        assertThat(options.secret("x").reveal()).isEqualTo(SECRET);
        assertThat(options.toString()).contains(file.toString()).doesNotContain(SECRET);
        assertThat(CredentialStore.ENVIRONMENT_AND_FILES.find("env:PATH").map(Secret::reveal))
                .contains(System.getenv("PATH"));
        LocationOptions hosts = options.withStore(reference -> Optional.of(Secret.of("of " + reference)));
        assertThat(hosts.secret("x").reveal()).isEqualTo("of file:" + file);
    }

    @Test
    void aReferenceThatLeadsNowhereIsNamed() {
        LocationOptions options = LocationOptions.DEFAULTS.withCredentials(Credentials.bearer("env:NO_SUCH_VARIABLE"));
        Throwable thrown = catchThrowable(() -> options.secret("https://shop.example/"));
        assertThat(((FeedException) thrown).problem().code()).isEqualTo(LocationProblem.NO_SECRET);
        assertThat(thrown).hasMessageContaining("env:NO_SUCH_VARIABLE");
    }

    private static String everythingIn(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString() + (thrown instanceof FeedException e ? e.problem() : "");
    }
}
