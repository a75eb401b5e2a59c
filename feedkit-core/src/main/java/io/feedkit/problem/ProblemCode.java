package io.feedkit.problem;

/**
 * Names one kind of problem. Each module adds its own enum; an id, once published, never changes its meaning.
 *
 * <p>Every id has an entry in {@code docs/problems.md} with its meaning, an example and a fix.
 */
public interface ProblemCode {

    /** A stable name such as {@code csv.unclosed-quote} or {@code FK1101}. */
    String id();

    /** How much it weighs, the same for every problem of this kind. */
    Severity severity();

    /** Whose turn it is to act. */
    Blame blame();
}
