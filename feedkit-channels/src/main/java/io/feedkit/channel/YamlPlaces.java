package io.feedkit.channel;

import io.feedkit.problem.SourcePosition;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Where the keys of a descriptor stand: what it says itself, not what it takes over. */
final class YamlPlaces {
    private final YamlNode.Mapping whole;
    private final String source;

    /** @param source the file that counts as its own */
    YamlPlaces(YamlNode.Mapping whole, String source) {
        this.whole = whole;
        this.source = source;
    }

    /** Where the key at the end of a path stands; empty when it is not there or in another file. */
    Optional<SourcePosition> key(String... path) {
        Optional<YamlNode.Entry> entry = entry(path);
        return entry.map(found -> found.key().at()).filter(this::isOwn);
    }

    boolean isOwn(SourcePosition at) {
        return at.source().equals(source);
    }

    /** The entry at the end of a path, wherever it is from. */
    Optional<YamlNode.Entry> entry(String... path) {
        YamlNode.Mapping at = whole;
        YamlNode.Entry found = null;
        for (String key : path) {
            found = at == null ? null : entry(at, key);
            if (found == null) {
                return Optional.empty();
            }
            at = found.value() instanceof YamlNode.Mapping below ? below : null;
        }
        return Optional.ofNullable(found);
    }

    private static YamlNode.@Nullable Entry entry(YamlNode.Mapping mapping, String key) {
        return mapping.entries().stream()
                .filter(entry -> entry.name().equals(key))
                .findFirst()
                .orElse(null);
    }

    YamlNode.Mapping whole() {
        return whole;
    }

    /** Visits every scalar with the path of keys that leads to it, joined by slashes. */
    static void scalars(String path, YamlNode node, BiConsumer<String, YamlNode.Scalar> visitor) {
        if (node instanceof YamlNode.Mapping mapping) {
            for (YamlNode.Entry entry : mapping.entries()) {
                scalars(path + "/" + entry.name(), entry.value(), visitor);
            }
        } else if (node instanceof YamlNode.Sequence sequence) {
            sequence.items().forEach(item -> scalars(path, item, visitor));
        } else {
            visitor.accept(path, (YamlNode.Scalar) node);
        }
    }
}
