package io.feedkit.location.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedkit.location.Credentials;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.Patience;
import io.feedkit.location.Secret;
import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpCallsTest {
    private static final byte[] REPLY = "{\"products\":[]}".getBytes(StandardCharsets.UTF_8);
    private static final LocationOptions QUICK = LocationOptions.DEFAULTS
            .withPatience(Patience.DEFAULTS.withChance(bound -> 0))
            .withStore(reference -> Optional.of(Secret.of("open-sesame")));

    @Test
    void presentsCredentialsInEachForm() throws IOException {
        try (FeedServer server = new FeedServer(REPLY, Map.of())) {
            for (Credentials credentials : List.of(
                    Credentials.password("anna", "vault:x"),
                    Credentials.bearer("vault:x"),
                    Credentials.header("X-Shop-Token", "vault:x"))) {
                HttpCalls calls = HttpCalls.to(server.address("/"), QUICK.withCredentials(credentials));
                try (HttpReply reply = calls.send(HttpCall.get(server.address("/api")))) {
                    assertThat(reply.text(1000)).isEqualTo("{\"products\":[]}");
                }
            }
            assertThat(server.requests.get(0).getFirst("Authorization")).isEqualTo("Basic YW5uYTpvcGVuLXNlc2FtZQ==");
            assertThat(server.requests.get(1).getFirst("Authorization")).isEqualTo("Bearer open-sesame");
            assertThat(server.requests.get(2).getFirst("X-Shop-Token")).isEqualTo("open-sesame");
        }
    }

    @Test
    void keepsCredentialsFromOtherHosts() throws IOException {
        try (FeedServer shop = new FeedServer(REPLY, Map.of());
                FeedServer other = new FeedServer(REPLY, Map.of())) {
            shop.statuses.add(302);
            shop.statusHeaders = Map.of("Location", other.address("/signed").toString());
            HttpCalls calls = HttpCalls.to(shop.address("/"), QUICK.withCredentials(Credentials.bearer("vault:x")));
            calls.send(HttpCall.get(shop.address("/export"))).close();
            calls.send(HttpCall.get(other.address("/direct"))).close();
            assertThat(shop.requests.get(0).getFirst("Authorization")).isNotNull();
            assertThat(other.requests).hasSize(2);
            assertThat(other.requests).allMatch(request -> request.getFirst("Authorization") == null);
        }
    }

    @Test
    void sendsWhatChangesSomethingOnce() throws IOException {
        try (FeedServer server = new FeedServer(REPLY, Map.of())) {
            HttpCalls calls = HttpCalls.to(server.address("/"), QUICK);
            server.statuses.addAll(List.of(503, 503));
            HttpCall order = HttpCall.post(server.address("/orders"), "application/json", REPLY);
            FeedException refused = catchThrowableOfType(FeedException.class, () -> calls.send(order));
            assertThat(refused.problem().code()).isEqualTo(LocationProblem.SERVER_FAILED);
            assertThat(server.requests).hasSize(1);
            calls.send(order.repeatable()).close();
            assertThat(server.requests).hasSize(3);
        }
    }

    @Test
    void givesStatusesBackToWhoKnowsThem() throws IOException {
        try (FeedServer server = new FeedServer(REPLY, Map.of())) {
            server.statuses.add(422);
            try (HttpReply reply = HttpCalls.to(server.address("/"), QUICK).ask(HttpCall.get(server.address("/")))) {
                assertThat(reply.status()).isEqualTo(422);
            }
        }
    }

    @Test
    void endsAReplyThatIsTooLarge() throws IOException {
        try (FeedServer server = new FeedServer(REPLY, Map.of());
                HttpReply reply = HttpCalls.to(server.address("/"), QUICK).send(HttpCall.get(server.address("/")))) {
            FeedException refused = catchThrowableOfType(
                    FeedException.class, () -> reply.body(5).transferTo(OutputStream.nullOutputStream()));
            assertThat(refused.problem().code()).isEqualTo(LocationProblem.TOO_LARGE);
        }
    }

    @Test
    void doesNotSendWhatWasPostedToAnotherHost() throws IOException {
        try (FeedServer server = new FeedServer(REPLY, Map.of())) {
            server.statuses.add(307);
            server.statusHeaders = Map.of("Location", "http://localhost:1/elsewhere");
            HttpCall order = HttpCall.post(server.address("/orders"), "application/json", REPLY);
            FeedException refused = catchThrowableOfType(
                    FeedException.class,
                    () -> HttpCalls.to(server.address("/"), QUICK).send(order));
            assertThat(refused.problem().code()).isEqualTo(LocationProblem.BAD_REDIRECT);
        }
    }
}
