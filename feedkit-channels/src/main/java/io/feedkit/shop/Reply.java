package io.feedkit.shop;

import io.feedkit.shop.answer.Answer;
import java.util.function.UnaryOperator;

/** A shop's answer to a call that it did not refuse. */
public final class Reply {
    private final int status;
    private final UnaryOperator<String> headers;
    private final Answer body;

    Reply(int status, UnaryOperator<String> headers, Answer body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** The HTTP status, below 400. */
    public int status() {
        return status;
    }

    /** The first header of that name, in any case of letters, or empty. */
    public String header(String name) {
        return headers.apply(name);
    }

    /** A header that counts something, or 0 where it is absent or no number. */
    public long number(String name) {
        String text = header(name).strip();
        boolean digits = !text.isEmpty() && text.length() < 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Long.parseLong(text) : 0;
    }

    /** What it says; missing when it was empty. */
    public Answer body() {
        return body;
    }
}
