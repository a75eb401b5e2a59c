package io.feedkit.channel;

import java.util.Optional;

/** Where the descriptors are that others extend, and the tables of long lists they name. */
public interface BaseDescriptors {
    /** There are none. */
    BaseDescriptors NONE = name -> Optional.empty();

    /**
     * The YAML of a descriptor.
     *
     * @param name lower case with hyphens
     * @return empty when there is none of that name
     */
    Optional<Text> find(String name);

    /**
     * A table of values that stands beside descriptors.
     *
     * @param name of the file, without folders: {@code corner-shop.values.tsv}
     * @return empty when there is none of that name
     */
    default Optional<Text> table(String name) {
        return Optional.empty();
    }

    /**
     * A descriptor or a table as it is written.
     *
     * @param source name of the text in positions, such as a file name
     */
    record Text(String source, String yaml) {}
}
