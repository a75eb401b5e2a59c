package io.feedkit.catalog.xml;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLResolver;
import org.jspecify.annotations.Nullable;

/**
 * Puts a mark where a document that Woodstox parses refers to an entity that XML does not have, and remembers which.
 *
 * <p>Woodstox tells of such references in texts, but leaves them out of values without a word unless something is put in their place. The mark is a character that Unicode keeps for such
 * uses inside of programs; one that stands in a document itself has no name here and is taken as it is.
 */
final class UnknownEntities implements XMLResolver {
    static final char MARK = '\uFDD0';

    private final Deque<String> names = new ArrayDeque<>();

    @Override
    public Object resolveEntity(
            @Nullable String publicId, @Nullable String systemId, @Nullable String baseUri, String name) {
        names.add(name);
        return new StringReader(String.valueOf(MARK));
    }

    /** A further piece begins. */
    void clear() {
        names.clear();
    }

    /** The name behind the next mark, or null when that is none of ours. */
    @Nullable
    String next() {
        return names.poll();
    }
}
