package io.feedkit.export.call;

import io.feedkit.export.call.json.JsonAnswer;
import io.feedkit.feed.api.CallAnswer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what an answer says of each product. */
final class AnswerReader {
    private static final int MOST_MESSAGE_CHARS = 500;

    private AnswerReader() {}

    /** What a call's own answer says; empty verdicts when it does not say what it should. */
    static Verdicts read(Batch batch, byte[] body) {
        CallAnswer answer = batch.call().answer();
        Verdicts verdicts = new Verdicts();
        if (answer.items().isEmpty()) {
            batch.items().forEach(verdicts::done);
            return verdicts;
        }
        List<?> entries = JsonAnswer.list(JsonAnswer.parse(body), answer.items());
        if (entries == null) {
            boolean said = JsonAnswer.parse(body) != null || body.length == 0;
            if (answer.onlyFailures() && said) {
                batch.items().forEach(verdicts::done);
            }
            return verdicts;
        }
        if (answer.onlyFailures()) {
            batch.items().forEach(verdicts::done);
        }
        Map<String, Item> byId = byId(batch);
        for (int i = 0; i < entries.size(); i++) {
            Object entry = entries.get(i);
            Item item = answer.id().isEmpty()
                    ? i < batch.items().size() ? batch.items().get(i) : null
                    : byId.get(JsonAnswer.text(entry, answer.id()));
            if (item == null) {
                continue;
            }
            if (isGood(answer, entry)) {
                verdicts.done(item);
            } else {
                verdicts.refused(item, message(entry, answer.message()));
            }
        }
        return verdicts;
    }

    private static Map<String, Item> byId(Batch batch) {
        Map<String, Item> byId = new HashMap<>();
        batch.items().forEach(item -> byId.put(item.id(), item));
        return byId;
    }

    private static boolean isGood(CallAnswer answer, @Nullable Object entry) {
        if (!answer.status().isEmpty()) {
            return answer.good().contains(JsonAnswer.text(entry, answer.status()));
        }
        return !answer.onlyFailures()
                && JsonAnswer.text(entry, answer.message()).isEmpty();
    }

    /** What is said to people; the beginning of all of it where nothing stands at the place for it. */
    static String message(@Nullable Object from, String pointer) {
        String said = pointer.isEmpty() ? "" : JsonAnswer.text(from, pointer);
        return shortened(said.isEmpty() ? String.valueOf(from) : said);
    }

    static String shortened(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        if (line.length() <= MOST_MESSAGE_CHARS) {
            return line;
        }
        boolean isPair = Character.isHighSurrogate(line.charAt(MOST_MESSAGE_CHARS - 1));
        return line.substring(0, isPair ? MOST_MESSAGE_CHARS - 1 : MOST_MESSAGE_CHARS) + "…";
    }

    /** What a list of errors says, of a call that was worked on afterwards: who is not in it went well. Empty verdicts when no error is about any of the products. */
    static Verdicts errors(Batch batch, CallAnswer.Later later, String contentType, String text) {
        Verdicts verdicts = new Verdicts();
        batch.items().forEach(verdicts::done);
        Map<String, Item> byId = byId(batch);
        if (contentType.contains("json")) {
            List<?> entries =
                    JsonAnswer.list(JsonAnswer.parse(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)), "");
            for (Object entry : entries == null ? List.of() : entries) {
                refuse(
                        byId.get(JsonAnswer.text(entry, later.errorId())),
                        message(entry, later.errorMessage()),
                        verdicts);
            }
        } else {
            List<List<String>> rows = ErrorTable.rows(text);
            int id = rows.isEmpty() ? -1 : rows.get(0).indexOf(later.errorId());
            int message = rows.isEmpty() ? -1 : rows.get(0).indexOf(later.errorMessage());
            for (List<String> row : rows.subList(Math.min(1, rows.size()), rows.size())) {
                if (id >= 0 && id < row.size()) {
                    String said = message >= 0 && message < row.size() ? row.get(message) : String.valueOf(row);
                    refuse(byId.get(row.get(id)), shortened(said), verdicts);
                }
            }
        }
        return verdicts.refused().isEmpty() ? new Verdicts() : verdicts;
    }

    private static void refuse(@Nullable Item item, String message, Verdicts verdicts) {
        if (item != null) {
            verdicts.refused(item, message);
        }
    }
}
