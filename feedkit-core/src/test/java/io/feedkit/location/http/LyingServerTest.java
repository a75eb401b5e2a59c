package io.feedkit.location.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.Patience;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import io.feedkit.problem.FeedException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers whose headers and bytes contradict each other: the right bytes, or exactly one problem. */
@Timeout(300)
class LyingServerTest {
    private static final LocationOptions QUICK = LocationOptions.DEFAULTS.withPatience(Patience.DEFAULTS
            .withAttempts(3)
            .withPauses(Duration.ofMillis(5), Duration.ofMillis(20))
            .withSilence(Duration.ofSeconds(5)));
    private static final byte[] FEED = bytes();

    // So long that the client cannot have met the end of a body that is cut before anybody asked for its first byte.
    private static byte[] bytes() {
        byte[] bytes = new byte[5_000_000];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    /** What is sent to one request, to the letter. */
    private record Answer(String head, byte[] body) {}

    /** Gives the first answer to who asks for the whole file, the last one to who asks for a part, and closes the connection each time. */
    private static final class Server implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final List<Answer> answers;

        Server(Answer... answers) throws IOException {
            this.answers = List.of(answers);
            Thread thread = new Thread(this::serve, "lying-server");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                    boolean part = false;
                    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                        part |= line.startsWith("Range:");
                    }
                    Answer answer = answers.get(part ? answers.size() - 1 : 0);
                    OutputStream out = client.getOutputStream();
                    out.write(("HTTP/1.1 " + answer.head() + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
                    out.write(answer.body());
                    out.flush();
                } catch (IOException e) {
                    continue; // the client left, or the test ended
                }
            }
        }

        /** The code of the problem, or the bytes. */
        Object outcome() throws IOException {
            FeedException refused;
            try (Source source = Location.of("http://127.0.0.1:" + socket.getLocalPort() + "/x", QUICK)
                    .open(SourceLimits.DEFAULTS)) {
                byte[][] read = new byte[1][];
                refused = catchThrowableOfType(
                        FeedException.class, () -> read[0] = source.bytes().readAllBytes());
                if (refused == null) {
                    return read[0];
                }
            } catch (FeedException e) {
                refused = e;
            }
            return refused.problem().code();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static Object outcome(Answer... answers) throws IOException {
        try (Server server = new Server(answers)) {
            return server.outcome();
        }
    }

    @Test
    void theLengthOfWhatWasCompressedIsNoLengthOfWhatIsSent() throws IOException {
        byte[] sent = gzip(new byte[50_000]);
        String head = "200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ";
        // So short a body may be over before anybody has asked for its first byte.
        assertThat(outcome(new Answer(head + 50_000, sent)))
                .isIn(LocationProblem.READ_FAILED, LocationProblem.UNREACHABLE);
        assertThat(outcome(new Answer(head + (sent.length - 5), sent))).isEqualTo(LocationProblem.TRUNCATED);
        assertThat(outcome(new Answer(head + sent.length, sent))).isEqualTo(new byte[50_000]);
    }

    @Test
    void plainBytesThatAreSaidToBeCompressedAreRead() throws IOException {
        assertThat(outcome(new Answer("200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + FEED.length, FEED)))
                .isEqualTo(FEED);
        assertThat(outcome(new Answer("200 OK\r\nContent-Encoding: br\r\nContent-Length: " + FEED.length, FEED)))
                .isEqualTo(LocationProblem.CANNOT_OPEN);
    }

    private static final String TAGGED = "200 OK\r\nETag: \"one\"\r\nContent-Length: 5000000";

    private static Answer cut(String head, int from, int to) {
        return new Answer(head, java.util.Arrays.copyOfRange(FEED, from, to));
    }

    @Test
    void goesOnOnlyWithThePieceThatWasAskedFor() throws IOException {
        Answer half = cut(TAGGED, 0, 2_000_000);
        String range = "206 Partial\r\nContent-Length: 3000000\r\nContent-Range: bytes ";
        assertThat(outcome(half, cut(range + "2000000-4999999/5000000\r\nETag: \"one\"", 2_000_000, 5_000_000)))
                .isEqualTo(FEED);
        for (String wrong : List.of(
                "2000000-4999999/5000000\r\nETag: \"two\"",
                "1000000-3999999/5000000\r\nETag: \"one\"",
                "2000000-99999999999999999999/5000000\r\nETag: \"one\"",
                "x\r\nETag: \"one\"")) {
            assertThat(outcome(half, cut(range + wrong, 2_000_000, 5_000_000)))
                    .as(wrong)
                    .isEqualTo(LocationProblem.CHANGED);
        }
        assertThat(outcome(half, new Answer("206 Partial\r\nContent-Length: 0", new byte[0])))
                .isEqualTo(LocationProblem.CHANGED);
    }

    @Test
    void aRangeBeyondTheEndMeansThatTheFileIsAnother() throws IOException {
        assertThat(outcome(
                        cut(TAGGED, 0, 2_000_000),
                        new Answer("416 Range\r\nContent-Range: bytes */10\r\nContent-Length: 0", new byte[0])))
                .isEqualTo(LocationProblem.CHANGED);
    }

    @Test
    void aServerThatForgetsTheRangeIsReadAgainAndCompared() throws IOException {
        assertThat(outcome(cut(TAGGED, 0, 2_000_000), cut(TAGGED, 0, 5_000_000)))
                .isEqualTo(FEED);
        String other = TAGGED.replace("one", "two");
        assertThat(outcome(cut(TAGGED, 0, 2_000_000), cut(other, 0, 5_000_000))).isEqualTo(LocationProblem.CHANGED);
        assertThat(outcome(cut(TAGGED, 0, 2_000_000), new Answer("404 Gone\r\nContent-Length: 0", new byte[0])))
                .isEqualTo(LocationProblem.NOT_FOUND);
    }

    @Test
    void whatIsNoHttpIsOneProblem() throws IOException {
        for (String head : List.of(
                "999 Odd\r\nContent-Length: 0",
                "200 OK\r\nContent-Length: -5",
                "200 OK\r\nContent-Length: 99999999999999999999999",
                "200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZZ",
                "220 ftp.example ready\r\n530 Not logged in")) {
            assertThat(outcome(new Answer(head, new byte[0]))).as(head).isInstanceOf(LocationProblem.class);
        }
    }
}
