package io.feedkit.location;

/** How the files of a feed in several parts are called: {@code feed.xml}, {@code feed-2.xml}, {@code feed-3.xml}; {@code feed.xml.gz}, {@code feed-2.xml.gz}. */
public final class PartName {
    private PartName() {}

    /**
     * The name of a part.
     *
     * @param name the feed's, without folders; the first part has it, so that a feed which outgrows one file keeps the address it has
     * @param part from 1
     */
    public static String of(String name, int part) {
        if (part == 1) {
            return name;
        }
        int packed = name.endsWith(".gz") ? 3 : name.endsWith(".zip") ? 4 : 0;
        int dot = name.lastIndexOf('.', name.length() - packed - 1);
        int end = dot > 0 ? dot : name.length() - packed;
        return name.substring(0, end) + "-" + part + name.substring(end);
    }

    /** The path or address of a part: as {@link #of} says for its last name. */
    public static String inPath(String path, int part) {
        int name = path.lastIndexOf('/') + 1;
        return path.substring(0, name) + of(path.substring(name), part);
    }
}
