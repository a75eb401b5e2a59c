package io.feedkit.channel.generate.json;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.SourcePosition;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value of a description with its place. What is not there is missing and has no members, so that paths into a description need no asking on the way. */
public final class JsonValue {
    /** What kind of value it is. */
    public enum Kind {
        OBJECT("an object"),
        ARRAY("a list"),
        TEXT("a text"),
        NUMBER("a number"),
        BOOLEAN("true or false"),
        NULL("null"),
        MISSING("nothing");

        private final String called;

        Kind(String called) {
            this.called = called;
        }
    }

    private final Kind kind;
    private final String text;
    private final Map<String, JsonValue> members;
    private final List<JsonValue> items;
    private final String source;
    private final ProblemCode wrongShape;
    private final int line;
    private final int column;

    JsonValue(
            Kind kind,
            String text,
            Map<String, JsonValue> members,
            List<JsonValue> items,
            String source,
            ProblemCode wrongShape,
            int line,
            int column) {
        this.kind = kind;
        this.text = text;
        this.members = members;
        this.items = items;
        this.source = source;
        this.wrongShape = wrongShape;
        this.line = line;
        this.column = column;
    }

    public Kind kind() {
        return kind;
    }

    public boolean isMissing() {
        return kind == Kind.MISSING || kind == Kind.NULL;
    }

    public boolean is(Kind wanted) {
        return kind == wanted;
    }

    public SourcePosition at() {
        return SourcePosition.ofText(source, line, column);
    }

    /** A member; missing when there is none, with the place of this value. */
    public JsonValue get(String name) {
        JsonValue member = members.get(name);
        return member == null
                ? new JsonValue(Kind.MISSING, "", Map.of(), List.of(), source, wrongShape, line, column)
                : member;
    }

    public boolean has(String name) {
        return !get(name).isMissing();
    }

    public Map<String, JsonValue> members() {
        return members;
    }

    public List<JsonValue> items() {
        return items;
    }

    /** The text of a text, number or truth value, without blanks around it; empty for everything else. */
    public String text() {
        return text.strip();
    }

    /** As it is written. */
    public String raw() {
        return text;
    }

    public boolean isTrue() {
        return kind == Kind.BOOLEAN && text.equals("true");
    }

    /** A whole number from 0 that fits an int. */
    public Optional<Integer> count() {
        return number().filter(
                        number -> number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) < 0)
                .filter(number -> number.stripTrailingZeros().scale() <= 0)
                .map(BigDecimal::intValueExact);
    }

    /** A number of no more than a hundred digits on either side of the point. */
    public Optional<BigDecimal> number() {
        if (kind != Kind.NUMBER || text.length() > 100) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(text);
        return Math.abs((long) number.scale()) > 100 ? Optional.empty() : Optional.of(number);
    }

    /** An object with other members at the same place. */
    public JsonValue withMembers(Map<String, JsonValue> others) {
        return new JsonValue(Kind.OBJECT, "", others, List.of(), source, wrongShape, line, column);
    }

    /** This value, which must be of a kind. */
    public JsonValue must(Kind wanted, String what) {
        if (kind != wanted) {
            throw wrong(what + " is " + kind.called + ", not " + wanted.called + ".");
        }
        return this;
    }

    public FeedException wrong(String message) {
        return new FeedException(
                new Problem(wrongShape, at(), message, "Give the answer of the API as it was received."));
    }
}
