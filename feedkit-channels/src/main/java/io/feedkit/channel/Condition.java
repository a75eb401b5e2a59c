package io.feedkit.channel;

/** When something holds: always, never, or when an expression is true. An expression that is unknown counts as not true. */
public sealed interface Condition {

    Condition ALWAYS = new Always();

    Condition NEVER = new Never();

    static Condition when(Expression expression) {
        return new When(expression);
    }

    default boolean isAlways() {
        return this instanceof Always;
    }

    default boolean isNever() {
        return this instanceof Never;
    }

    record Always() implements Condition {}

    record Never() implements Condition {}

    record When(Expression expression) implements Condition {}
}
