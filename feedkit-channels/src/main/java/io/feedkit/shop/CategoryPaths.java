package io.feedkit.shop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A category tree told node by node, in any order. A node whose parent is unknown is a root; a circle ends where it closes. */
public final class CategoryPaths {
    private static final String SEPARATOR = " > ";

    private record Node(String parent, String name) {}

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Set<String> left = new HashSet<>();

    /** A tree without nodes. */
    public CategoryPaths() {}

    /** A node; what says nothing, such as a shop's invisible root, is {@link #leaveOut left out} of paths. */
    public void add(String id, String parent, String name) {
        nodes.put(id, new Node(parent, name));
    }

    /** Keeps a node's name out of every path. */
    public void leaveOut(String id) {
        left.add(id);
    }

    /** From each node's id to its path, root first: {@code Home > Kitchen > Mugs}. */
    public Map<String, String> paths() {
        Map<String, String> paths = new HashMap<>();
        nodes.keySet().forEach(id -> paths.put(id, path(id)));
        return paths;
    }

    private String path(String id) {
        Deque<String> names = new ArrayDeque<>();
        Set<String> passed = new HashSet<>();
        @Nullable Node node = nodes.get(id);
        for (String at = id; node != null && passed.add(at); node = nodes.get(at)) {
            if (!left.contains(at) && !node.name().isBlank()) {
                names.addFirst(node.name().strip());
            }
            at = node.parent();
        }
        return String.join(SEPARATOR, names);
    }
}
