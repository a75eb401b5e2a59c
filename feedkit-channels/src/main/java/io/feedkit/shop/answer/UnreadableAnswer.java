package io.feedkit.shop.answer;

/** Thrown for bytes that are not what they should be; the message says why, in a sentence. */
public final class UnreadableAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    /** The message is for everybody. */
    public UnreadableAnswer(String message) {
        super(message);
    }

    /** The cause stays for who debugs; the message is for everybody. */
    public UnreadableAnswer(String message, Throwable cause) {
        super(message, cause);
    }
}
