package io.feedkit.location;

import java.util.Optional;
import java.util.OptionalLong;

/** A place that is one file. */
final class SinglePart extends Parts {
    private final Source source;
    private boolean given;

    SinglePart(Source source) {
        this.source = source;
    }

    @Override
    public Optional<Source> next() {
        if (given) {
            return Optional.empty();
        }
        given = true;
        return Optional.of(source);
    }

    @Override
    public boolean isSingle() {
        return true;
    }

    @Override
    public String archive() {
        return "";
    }

    @Override
    public OptionalLong storedBytes() {
        return source.storedBytes();
    }

    @Override
    public long storedBytesRead() {
        return source.storedBytesRead();
    }

    @Override
    public void close() {
        source.close();
    }
}
