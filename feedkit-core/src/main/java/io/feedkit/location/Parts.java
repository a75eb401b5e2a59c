package io.feedkit.location;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One pass over a place that may hold several files: those of an archive, or all that a pattern names. They come one after another, sorted by name, and each begins
 * with its own header. One-shot and for one thread, except that {@link #storedBytesRead()} may be asked from others.
 */
public abstract class Parts implements AutoCloseable {
    Parts() {}

    /** A place that is one file. */
    static Parts single(Source source) {
        return new SinglePart(source);
    }

    /** The next part; empty when there are no more. Whoever takes it closes it before asking for the next. */
    public abstract Optional<Source> next();

    /** Whether there is exactly one. */
    public abstract boolean isSingle();

    /** {@code zip} for the parts of an archive, else empty; how a part itself is compressed is its own affair. */
    public abstract String archive();

    /** How many bytes are stored in all parts together, where that is known beforehand. */
    public abstract OptionalLong storedBytes();

    /** Bytes of all parts read so far as they are stored. */
    public abstract long storedBytesRead();

    /** Closes what belongs to all parts; also the part at hand. */
    @Override
    public abstract void close();
}
