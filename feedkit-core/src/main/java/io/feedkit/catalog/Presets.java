package io.feedkit.catalog;

import io.feedkit.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The mappings of well-known systems, one YAML file each in {@code META-INF/feedkit/presets}. */
final class Presets {
    static final List<String> NAMES = List.of("shopify", "woocommerce", "magento", "prestashop", "akeneo", "google");

    private Presets() {}

    static MappingSpec named(String name) {
        String resource = "/META-INF/feedkit/presets/" + name + ".yaml";
        try (InputStream in = Presets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is not in the jar of feedkit-core");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return MappingFile.parse(text, resource, Presets::refuse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuse(Problem problem) {
        throw new IllegalStateException(problem.toString());
    }

    /** What was recognised, and by which columns. */
    record Recognised(MappingSpec preset, List<String> columns) {}

    /** The preset whose columns are all there; of several the one with the most. */
    static Optional<Recognised> recognise(List<String> header) {
        Set<String> columns = new HashSet<>();
        header.forEach(column -> columns.add(ColumnPattern.fold(column)));
        Recognised best = null;
        for (String name : NAMES) {
            MappingSpec preset = named(name);
            for (List<String> signature : preset.recognise()) {
                boolean fits = signature.stream().allMatch(column -> columns.contains(ColumnPattern.fold(column)));
                if (fits && (best == null || signature.size() > best.columns.size())) {
                    best = new Recognised(preset, signature);
                }
            }
        }
        return Optional.ofNullable(best);
    }
}
