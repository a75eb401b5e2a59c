package io.feedkit.catalog.tree;

import io.feedkit.catalog.Nesting;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One place in the tree of a record: what its leaf is called, and what it is part of. Made once for each place, however many records have it. */
public class Branch {
    final String path;
    /** The group that begins here, or null. */
    final Nesting.@Nullable Group group;
    /** Whether only the first of several in a record counts. */
    final boolean once;
    /** The group this is inside of, or null. */
    final @Nullable Branch owner;
    /** The path from the owner. */
    final String part;

    final boolean variant;
    /** Columns of the leaves of a group, by its kind. */
    final Map<String, Map<Branch, Integer>> kinds;

    int column = -1;

    /** A place below another; the root has none above it. */
    protected Branch(@Nullable Branch parent, String path, Nesting nesting) {
        this.path = path;
        owner = parent == null ? null : parent.group == null ? parent.owner : parent;
        part = owner == null || owner.path.length() >= path.length() ? "" : path.substring(owner.path.length() + 1);
        Nesting.Group described = owner == null ? groupAt(path, nesting) : null;
        once = described != null && described.once();
        group = once ? null : described;
        variant = !path.isEmpty() && path.equals(nesting.variants());
        kinds = group == null ? Map.of() : new HashMap<>();
    }

    private static Nesting.@Nullable Group groupAt(String path, Nesting nesting) {
        for (Nesting.Group group : nesting.groups()) {
            if (group.path().equals(path)) {
                return group;
            }
        }
        return null;
    }

    /** What its leaf is called; empty for the record itself. */
    public final String path() {
        return path;
    }

    /** Whether only the first of several in a record counts. */
    public final boolean isOnce() {
        return once;
    }

    /** Whether {@link TreeRecord#enter} and {@link TreeRecord#leave} have to hear of it. */
    public final boolean isMarked() {
        return group != null || variant;
    }

    /** Whether it is, or is inside, something that a mapping described: then it is data, whatever its name looks like. */
    public final boolean isDescribed() {
        return isMarked() || owner != null;
    }

    /** How its own leaf is called among the parts of its group. */
    final String leafPart() {
        return group != null ? "text()" : part;
    }
}
