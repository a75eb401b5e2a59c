package io.feedkit.shop;

import io.feedkit.shop.answer.Answer;
import io.feedkit.shop.answer.UnreadableAnswer;
import java.util.List;
import java.util.Map;

/** What a shop says when it refuses, in whichever of the usual forms. */
final class Refusal {
    private static final List<String> PLACES =
            List.of("message", "error_description", "detail", "title", "error", "errors");
    /** What no list of products is called. */
    private static final List<String> SURE_PLACES = List.of("message", "error_description", "error", "errors");

    private static final int DEEPEST = 4;

    private Refusal() {}

    /** Empty when it says nothing that could be understood. */
    static String in(byte[] body) {
        try {
            return in(Answers.parse(body), DEEPEST);
        } catch (UnreadableAnswer e) {
            return "";
        }
    }

    /** A refusal that came where an answer should be; empty when it is none. */
    static String in(Answer instead) {
        return SURE_PLACES.stream()
                .map(place -> in(instead.get(place), DEEPEST - 1))
                .filter(said -> !said.isBlank())
                .findFirst()
                .map(said -> filled(said, instead.get("parameters").members()))
                .orElse("");
    }

    private static String in(Answer answer, int depth) {
        if (depth == 0 || !answer.isPresent()) {
            return "";
        }
        if (!answer.text().isEmpty()) {
            return filled(answer.text(), Map.of());
        }
        for (Answer item : answer.items()) {
            String said = in(item, depth - 1);
            if (!said.isEmpty()) {
                return said;
            }
        }
        for (String place : PLACES) {
            String said = in(answer.get(place), depth - 1);
            if (!said.isEmpty()) {
                return filled(said, answer.get("parameters").members());
            }
        }
        return "";
    }

    /** Some shops leave the values out of the text: {@code The "%1" field}, {@code %fieldName}. */
    private static String filled(String text, Map<String, Answer> parameters) {
        String filled = text;
        for (Map.Entry<String, Answer> parameter : parameters.entrySet()) {
            filled = filled.replace(
                    "%" + parameter.getKey(), parameter.getValue().text());
        }
        return filled;
    }
}
