package io.feedkit.rules.reference;

import io.feedkit.rules.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One product on its way: what it was, what the trunk made of it, what it is, and what rules said of it. */
final class Product {
    final long number;
    final Map<String, Object> source;
    final Map<String, Object> trunk;
    final Map<String, Object> current;
    final List<String> exclusions = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    final Faults faults = new Faults();
    private final Deque<Part> parts = new ArrayDeque<>();

    /** A part of a rule that is being worked out, and the attributes that were looked at for it so far. */
    private record Part(Span span, Set<String> read) {}

    Product(long number, Map<String, Object> source) {
        this(number, source, Map.of(), new HashMap<>(source));
    }

    private Product(long number, Map<String, Object> source, Map<String, Object> trunk, Map<String, Object> current) {
        this.number = number;
        this.source = source;
        this.trunk = trunk;
        this.current = current;
    }

    /** The same product where a layer starts. */
    Product inLayer() {
        Product layer = new Product(number, source, new HashMap<>(current), new HashMap<>(current));
        layer.warnings.addAll(warnings);
        layer.faults.addAll(faults);
        return layer;
    }

    /** Begins to work out a part of a rule. */
    void enter(Span span) {
        parts.push(new Part(span, new TreeSet<>()));
    }

    void leave() {
        leaveUnread().forEach(this::reads);
    }

    /** What was looked at counts where the result is used, if it is. */
    Set<String> leaveUnread() {
        return parts.pop().read();
    }

    /** An attribute is looked at, by the name rules have for it. */
    void reads(String name) {
        if (!parts.isEmpty()) {
            parts.peek().read().add(name);
        }
    }

    /** The part that is being worked out has failed. */
    void fails(String rule) {
        Part part = parts.element();
        Span span = part.span();
        int end = span.source().lineAt(span.end());
        String last = (end == span.line() ? "" : end + ":") + span.source().columnAt(span.end());
        Map<String, String> values = new TreeMap<>();
        source.forEach((name, value) -> values.put("source." + name, Numbers.shown(value)));
        (trunk.isEmpty() ? current : trunk).forEach((name, value) -> values.put("trunk." + name, Numbers.shown(value)));
        current.forEach((name, value) -> values.put(name, Numbers.shown(value)));
        faults.add(new Faults.Fault(rule, span + "-" + last, new TreeSet<>(part.read()), values));
    }

    boolean isOut() {
        return !exclusions.isEmpty();
    }
}
