package io.feedkit.problem;

import java.util.Objects;

/**
 * One thing that went wrong, told to the person who can mend it.
 *
 * @param code what kind of problem this is
 * @param at where it was found
 * @param message one or two sentences: what was found, what was expected
 * @param fix what to do about it, or empty
 */
public record Problem(ProblemCode code, SourcePosition at, String message, String fix) {

    private static final int QUOTED_CHARS = 60;

    public Problem {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(fix, "fix");
    }

    public Problem(ProblemCode code, SourcePosition at, String message) {
        this(code, at, message, "");
    }

    public Severity severity() {
        return code.severity();
    }

    /** A value as messages show it: in quotes, control characters made visible, cut after 60 code points. */
    public static String quote(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        int shown = 0;
        for (int i = 0; i < value.length(); ) {
            if (shown++ == QUOTED_CHARS) {
                return quoted.append("…\"").toString();
            }
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\n') {
                quoted.append("\\n");
            } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                quoted.append("\\u{").append(Integer.toHexString(c)).append('}');
            } else {
                quoted.appendCodePoint(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** {@code ERROR csv.unclosed-quote shop.csv:17:4: …}. */
    @Override
    public String toString() {
        String text = severity() + " " + code.id() + " " + at + ": " + message;
        return fix.isEmpty() ? text : text + " " + fix;
    }
}
