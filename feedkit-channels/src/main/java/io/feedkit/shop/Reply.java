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

    /** A header that counts something, or {@link OffsetWalk#UNKNOWN} where it is absent or no count. */
    public long count(String name) {
        return Math.max(OffsetWalk.UNKNOWN, Answer.of(header(name)).whole().orElse(OffsetWalk.UNKNOWN));
    }

    /** What it says; missing when it was empty. */
    public Answer body() {
        return body;
    }
}
