package io.feedkit.rules.function;

/** Why a row has no result although its arguments were present. Thrown by the step for one row and caught by the loop around it; it has no stack trace. */
final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    Fault(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
