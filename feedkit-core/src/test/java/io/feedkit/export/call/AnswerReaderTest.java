package io.feedkit.export.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.export.api.Lane;
import io.feedkit.feed.api.ApiCall;
import io.feedkit.feed.api.CallAnswer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an answer says of each product, also an answer that says nonsense. */
class AnswerReaderTest {
    private static CallAnswer entries(String id, String status, boolean onlyFailures) {
        return new CallAnswer("/items", id, status, Set.of("ok"), "/text", onlyFailures, null);
    }

    private static String read(CallAnswer answer, String body) {
        ApiCall call = new ApiCall(
                "send", ApiCall.Kind.SEND, "POST", "/", Map.of(), "application/json", 10, 1000, Set.of(), "", answer);
        List<Item> items = Stream.of(0, 1, 2)
                .map(i -> new Item(
                        i, Lane.OFFER, false, 0, i, i + 1, new long[0], "abc".substring(i, i + 1), new byte[0]))
                .toList();
        Batch batch = new Batch(call, new CallFrame(new byte[0], new byte[0], new byte[0]), items);
        Verdicts verdicts = AnswerReader.read(batch, body.getBytes(UTF_8));
        StringBuilder said = new StringBuilder();
        for (Item item : items) {
            String refused = verdicts.refused().get(item);
            said.append(verdicts.done().get(item.ordinal()) ? "+" : refused == null ? "?" : "-" + refused);
        }
        return said.toString();
    }

    @Test
    void takesTheStatusOfHttpForAllWhereNothingElseIsSaid() {
        assertThat(read(CallAnswer.STATUS, "")).isEqualTo("+++");
    }

    @Test
    void shortensWhatAChannelSaysBetweenCharacters() {
        String emoji = "\uD83D\uDC5F";

        assertThat(AnswerReader.shortened("x" + emoji.repeat(300))).isEqualTo("x" + emoji.repeat(249) + "…");
        assertThat(AnswerReader.shortened(emoji.repeat(300))).isEqualTo(emoji.repeat(250) + "…");
        assertThat(AnswerReader.shortened(emoji.repeat(250))).isEqualTo(emoji.repeat(250));
    }

    @Test
    void findsEntriesByTheirId() {
        String body =
                "{\"items\":[{\"k\":\"c\",\"s\":\"ok\"},{\"k\":\"a\",\"s\":\"bad\",\"text\":\"no\"},{\"k\":\"x\"}]}";

        assertThat(read(entries("/k", "/s", false), body)).isEqualTo("-no?+");
        assertThat(read(entries("/k", "/s", true), body)).isEqualTo("-no++");
    }

    @Test
    void takesEntriesInTheOrderOfTheCall() {
        assertThat(read(entries("", "/s", false), "{\"items\":[{\"s\":\"ok\"},{\"s\":1,\"text\":\"one\"}]}"))
                .isEqualTo("+-one?");
    }

    @Test
    void takesAnEntryWithAMessageForAFailureWhereNoStatusIsSaid() {
        assertThat(read(entries("/k", "", false), "{\"items\":[{\"k\":\"a\"},{\"k\":\"b\",\"text\":\"bad\"}]}"))
                .isEqualTo("+-bad?");
        assertThat(read(entries("/k", "", true), "{\"items\":[{\"k\":\"b\",\"text\":\"bad\"}]}"))
                .isEqualTo("+-bad+");
    }

    @Test
    void doesNotTakeNonsenseForAnAnswer() {
        for (String nonsense :
                List.of("", "<html>", "{", "[]", "7", "{\"items\":{}}", "{\"items\":null}", "{\"items\":[]} x")) {
            assertThat(read(entries("/k", "/s", false), nonsense)).as(nonsense).isEqualTo("???");
        }
        assertThat(read(entries("/k", "/s", true), "<html>")).isEqualTo("???");
        assertThat(read(entries("/k", "/s", true), "{}")).isEqualTo("+++");
    }

    @Test
    void readsTablesOfErrorsAsTheyCome() {
        assertThat(ErrorTable.rows("\uFEFFsku;text\r\nA;\"one; \"\"two\"\"\nthree\"\r\nB;x"))
                .containsExactly(List.of("sku", "text"), List.of("A", "one; \"two\"\nthree"), List.of("B", "x"));
        assertThat(ErrorTable.rows("")).isEmpty();
        assertThat(ErrorTable.rows("\"")).isEmpty();
    }
}
