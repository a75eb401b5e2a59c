package io.feedkit.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that takes the connection and then says nothing is waited for as long as was said, and no longer. */
class SilentServersTest {

    @ParameterizedTest
    @Timeout(120)
    @ValueSource(strings = {"http", "https", "ftp", "ftpes", "ftps", "sftp"})
    void isNotWaitedForLongerThanAllowed(String scheme) throws IOException {
        Patience patience = Patience.DEFAULTS
                .withSilence(Duration.ofMillis(400))
                .withConnect(Duration.ofMillis(800))
                .withAttempts(2)
                .withPauses(Duration.ofMillis(5), Duration.ofMillis(10));
        LocationOptions options = LocationOptions.DEFAULTS
                .withPatience(patience)
                .withTrust(Trust.DEFAULTS.withFingerprint("SHA256:abc"))
                .withCredentials(Credentials.password("anna", "vault:x"))
                .withStore(reference -> Optional.of(Secret.of("hunter2hunter2")));
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            FeedException refused = catchThrowableOfType(
                    FeedException.class,
                    () -> Location.of(scheme + "://127.0.0.1:" + silent.getLocalPort() + "/shop.csv", options)
                            .open(SourceLimits.DEFAULTS)
                            .close());
            assertThat(Set.of(LocationProblem.UNREACHABLE, LocationProblem.TIMEOUT, LocationProblem.READ_FAILED))
                    .contains((LocationProblem) refused.problem().code());
            assertThat(refused.problem().fix()).isNotEmpty();
            assertThat(refused.toString()).doesNotContain("hunter2");
        }
    }
}
