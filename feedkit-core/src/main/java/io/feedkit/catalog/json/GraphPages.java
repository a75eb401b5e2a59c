package io.feedkit.catalog.json;

import java.util.Set;

/** How answers of GraphQL hold lists: {@code {edges: [{node: {…}}], pageInfo: {…}}} or {@code {nodes: [{…}]}}. */
final class GraphPages {
    static final String EDGES = "edges";
    static final String NODE = "node";

    private static final String NODES = "nodes";
    private static final Set<String> MEMBERS =
            Set.of(EDGES, NODES, "pageInfo", "totalCount", "totalItems", "count", "__typename");

    private GraphPages() {}

    /** Whether an object with these members is a page, and nothing but that: a table may have edges, too. */
    static boolean isPage(Set<String> members) {
        return (members.contains(EDGES) || members.contains(NODES)) && MEMBERS.containsAll(members);
    }

    /** The member of a page that holds the list. */
    static String list(Set<String> members) {
        return members.contains(EDGES) ? EDGES : NODES;
    }
}
