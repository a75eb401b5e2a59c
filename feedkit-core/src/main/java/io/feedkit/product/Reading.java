package io.feedkit.product;

import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What became of a merchant's text: a value, several possible values, none, or nothing was there to read.
 *
 * <p>A wrong guess at a price costs money and nobody sees it, so feedkit never guesses: a text that can be read in two ways is {@link Ambiguous} and
 * says which question the merchant has to answer, once per column.
 *
 * @param <T> the type that was asked for
 */
public sealed interface Reading<T> {

    /** The value, when there is exactly one. */
    default Optional<T> found() {
        return Optional.empty();
    }

    /** What to report about a text found at {@code at}; empty for {@link Parsed} and {@link Missing}. */
    default Optional<Problem> problem(SourcePosition at) {
        return Optional.empty();
    }

    /** The same outcome for each value turned into another type. Readings that become equal are one. */
    <R> Reading<R> map(Function<? super T, ? extends R> turn);

    /** The same outcome, each value read further; what went wrong first stays. */
    <R> Reading<R> then(Function<? super T, Reading<R>> next);

    static <T> Reading<T> parsed(T value) {
        return new Parsed<>(value);
    }

    static <T> Reading<T> missing() {
        return new Missing<>();
    }

    static <T> Reading<T> unreadable(ValueProblem code, String reason, String fix) {
        return new Unreadable<>(code, reason, fix);
    }

    /** {@link Parsed} when all readings are equal, else {@link Ambiguous}. */
    static <T> Reading<T> anyOf(ValueProblem code, List<T> readings, String question) {
        List<T> distinct = List.copyOf(new LinkedHashSet<>(readings));
        return distinct.size() == 1 ? new Parsed<>(distinct.get(0)) : new Ambiguous<>(code, distinct, question);
    }

    /** The text says exactly this. */
    record Parsed<T>(T value) implements Reading<T> {
        public Parsed {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public Optional<T> found() {
            return Optional.of(value);
        }

        @Override
        public <R> Reading<R> map(Function<? super T, ? extends R> turn) {
            return new Parsed<>(turn.apply(value));
        }

        @Override
        public <R> Reading<R> then(Function<? super T, Reading<R>> next) {
            return next.apply(value);
        }
    }

    /**
     * The text says one of these, and only the merchant knows which.
     *
     * @param code what is ambiguous
     * @param readings two or more different values, the most literal one first
     * @param question what to ask the merchant, with the setting that answers it
     */
    record Ambiguous<T>(ValueProblem code, List<T> readings, String question) implements Reading<T> {
        public Ambiguous {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(question, "question");
            readings = List.copyOf(readings);
            if (readings.size() < 2) {
                throw new IllegalArgumentException("fewer than two readings: " + readings);
            }
        }

        @Override
        public Optional<Problem> problem(SourcePosition at) {
            return Optional.of(new Problem(code, at, question));
        }

        @Override
        public <R> Reading<R> map(Function<? super T, ? extends R> turn) {
            return anyOf(code, readings.stream().<R>map(turn).toList(), question);
        }

        @Override
        public <R> Reading<R> then(Function<? super T, Reading<R>> next) {
            LinkedHashSet<R> all = new LinkedHashSet<>();
            for (T reading : readings) {
                Reading<R> further = next.apply(reading);
                if (further instanceof Parsed<R> one) {
                    all.add(one.value());
                } else if (further instanceof Ambiguous<R> several) {
                    all.addAll(several.readings());
                } else {
                    return further;
                }
            }
            return anyOf(code, List.copyOf(all), question);
        }
    }

    /**
     * The text is not a value of the type asked for.
     *
     * @param code what kind of mistake it is
     * @param reason what was found and what was expected
     * @param fix what to do about it, or empty
     */
    record Unreadable<T>(ValueProblem code, String reason, String fix) implements Reading<T> {
        public Unreadable {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(fix, "fix");
        }

        @Override
        public Optional<Problem> problem(SourcePosition at) {
            return Optional.of(new Problem(code, at, reason, fix));
        }

        @Override
        public <R> Reading<R> map(Function<? super T, ? extends R> turn) {
            return new Unreadable<>(code, reason, fix);
        }

        @Override
        public <R> Reading<R> then(Function<? super T, Reading<R>> next) {
            return new Unreadable<>(code, reason, fix);
        }
    }

    /** The text is empty or blank. Missing is not zero, not false and not an empty text. */
    record Missing<T>() implements Reading<T> {
        @Override
        public <R> Reading<R> map(Function<? super T, ? extends R> turn) {
            return new Missing<>();
        }

        @Override
        public <R> Reading<R> then(Function<? super T, Reading<R>> next) {
            return new Missing<>();
        }
    }
}
