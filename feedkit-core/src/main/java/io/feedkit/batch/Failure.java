package io.feedkit.batch;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Which calculation of a rule failed for a product, and what it was given: what a {@linkplain Note.Kind#FAULT fault} keeps.
 *
 * <p>Lines and columns count from 1, columns in code points. However long a rule or a value is, a failure is short: {@value #MOST_INPUTS} inputs, and
 * {@value #LONGEST} characters of each text.
 *
 * @param source the rule file, as messages name it
 * @param line of the first character of the very part that failed
 * @param column of that character
 * @param endLine of the place behind its last character
 * @param endColumn of that place
 * @param expression the part as its author wrote it, on one line
 * @param inputs the attributes it is made from, as they were then; those of the whole statement when it reads none
 */
public record Failure(
        String source, int line, int column, int endLine, int endColumn, String expression, List<Input> inputs) {
    public static final int MOST_INPUTS = 8;
    public static final int LONGEST = 80;

    private static final char DELETE = 0x7F;

    /** Nobody knows. */
    public static final Failure NONE = new Failure("", 0, 0, 0, 0, "", List.of());

    public Failure {
        Objects.requireNonNull(source, "source");
        expression = oneLine(expression);
        inputs = List.copyOf(inputs.subList(0, Math.min(MOST_INPUTS, inputs.size())));
    }

    /**
     * An attribute with the value it had.
     *
     * @param name as the rule writes it: {@code price}, {@code source.price}, {@code title@fr}
     * @param value as rules write it into texts; empty when it is missing
     */
    public record Input(String name, String value, boolean isMissing) {
        public Input {
            Objects.requireNonNull(name, "name");
            value = oneLine(value);
        }

        public static Input of(String name, String value) {
            return new Input(name, value, false);
        }

        public static Input missing(String name) {
            return new Input(name, "", true);
        }
    }

    /** The same part with what it was given for another product. */
    public Failure with(List<Input> given) {
        return new Failure(source, line, column, endLine, endColumn, expression, given);
    }

    public boolean isNone() {
        return line == 0;
    }

    /** {@code `100 / quantity` (shop.fk:3:14-28), quantity = 0}; empty when nobody knows. */
    @Override
    public String toString() {
        return text("missing");
    }

    /** The same with the word of some language for what has no value. */
    public String text(String missing) {
        if (isNone()) {
            return "";
        }
        String values = inputs.stream()
                .map(input -> ", " + input.name() + " = " + (input.isMissing() ? missing : input.value()))
                .collect(Collectors.joining());
        return "`" + expression + "` (" + place() + ")" + values;
    }

    /** {@code shop.fk:3:14-28}, or {@code shop.fk:3:14-4:7} where it goes on in another line. */
    public String place() {
        return source + ":" + line + ":" + column + "-" + (line == endLine ? "" : endLine + ":") + endColumn;
    }

    /** The same with one blank for each row of blanks and control characters, cut. Of a product that fails often this is much of the work. */
    private static String oneLine(String text) {
        if (text.length() <= LONGEST && isOneLine(text)) {
            return text;
        }
        StringBuilder line = new StringBuilder(LONGEST + 1);
        int characters = 0;
        boolean blank = false;
        for (int i = 0; i < text.length() && characters <= LONGEST; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean isBlank = c <= ' ' || c == DELETE;
            if (isBlank && blank) {
                continue;
            }
            blank = isBlank;
            if (characters++ == LONGEST) {
                line.append('…');
            } else {
                line.appendCodePoint(isBlank ? ' ' : c);
            }
        }
        return line.toString();
    }

    private static boolean isOneLine(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == DELETE || c == ' ' && i > 0 && text.charAt(i - 1) == ' ') {
                return false;
            }
        }
        return true;
    }
}
