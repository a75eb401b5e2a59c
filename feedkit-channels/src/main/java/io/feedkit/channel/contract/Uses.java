package io.feedkit.channel.contract;

import io.feedkit.product.Schema;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a piece of a contract looks at: attributes, and what it asks of the member with the answers it gets. */
final class Uses {
    private final Map<Schema, Set<String>> names = new IdentityHashMap<>();
    private final Map<String, String> ofMember = new TreeMap<>();

    void add(Schema schema, Set<String> attributes) {
        names.computeIfAbsent(schema, any -> new TreeSet<>()).addAll(attributes);
    }

    void addAsked(Map<String, String> answers) {
        ofMember.putAll(answers);
    }

    /** The attributes of a schema that it looks at. */
    Set<String> names(Schema schema) {
        return names.getOrDefault(schema, Set.of());
    }

    /** The answers of the member, by what was asked. */
    Map<String, String> ofMember() {
        return Map.copyOf(ofMember);
    }

    /** The slots of those attributes, in whatever language. */
    int[] slots(Schema schema) {
        Set<String> read = new HashSet<>(names(schema));
        if (read.isEmpty()) {
            return new int[0];
        }
        int[] slots = new int[schema.size()];
        int count = 0;
        for (int slot = 0; slot < slots.length; slot++) {
            if (read.contains(schema.attribute(slot).name())) {
                slots[count++] = slot;
            }
        }
        return Arrays.copyOf(slots, count);
    }
}
