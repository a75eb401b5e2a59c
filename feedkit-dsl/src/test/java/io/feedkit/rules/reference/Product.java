package io.feedkit.rules.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One product on its way: what it was, what the trunk made of it, what it is, and what rules said of it. */
final class Product {
    final long number;
    final Map<String, Object> source;
    final Map<String, Object> trunk;
    final Map<String, Object> current;
    final List<String> exclusions = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    final Faults faults = new Faults();

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

    boolean isOut() {
        return !exclusions.isEmpty();
    }
}
