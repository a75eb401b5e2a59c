package io.feedkit.shop;

import io.feedkit.shop.answer.Answer;
import io.feedkit.shop.answer.UnreadableAnswer;
import io.feedkit.shop.json.JsonAnswers;
import io.feedkit.shop.xml.XmlAnswers;
import java.nio.charset.StandardCharsets;

/** Reads what a shop sent, JSON or XML. */
final class Answers {
    private static final int SHOWN_BYTES = 80;

    private Answers() {}

    /** An empty body is missing. */
    static Answer parse(byte[] body) throws UnreadableAnswer {
        int start = 0;
        while (start < body.length && body[start] <= ' ' && body[start] >= 0) {
            start++;
        }
        if (start == body.length) {
            return Answer.MISSING;
        }
        return body[start] == '<' ? XmlAnswers.parse(body) : JsonAnswers.parse(body);
    }

    /** The beginning, to recognise it by. */
    static String start(byte[] body) {
        return new String(body, 0, Math.min(body.length, SHOWN_BYTES), StandardCharsets.UTF_8);
    }
}
