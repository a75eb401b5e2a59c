package io.feedkit.catalog.tree;

import io.feedkit.catalog.Detection;
import io.feedkit.catalog.Nesting;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which of the known kinds of source one is, by the paths that its head has. */
public final class Shapes {
    private Shapes() {}

    /**
     * The first that fits, or {@link Nesting#NONE}; what was recognised is told as the detection {@code system}, and where variants were found as {@code variants}.
     *
     * @param inner arrays of objects inside the records
     */
    public static Nesting choose(
            List<Nesting> known, Set<String> paths, List<InnerArray> inner, List<Detection> detections) {
        for (Nesting nesting : known) {
            if (!nesting.signs().isEmpty()) {
                InnerArray variants = InnerArray.variants(inner, nesting.signs());
                if (variants != null) {
                    String evidence = "objects with " + String.join(", ", variants.signsOf(nesting.signs()));
                    detections.add(new Detection("system", nesting.name(), "products that hold their variants", true));
                    detections.add(new Detection("variants", variants.path(), evidence, true));
                    return nesting.at(variants.path());
                }
                continue;
            }
            if (nesting.recognise().isEmpty()) {
                return nesting;
            }
            for (List<String> signature : nesting.recognise()) {
                if (signature.stream().allMatch(end -> has(paths, end))) {
                    String evidence = "elements " + String.join(", ", new TreeSet<>(signature));
                    detections.add(new Detection("system", nesting.name(), evidence, true));
                    return nesting;
                }
            }
        }
        return Nesting.NONE;
    }

    private static boolean has(Set<String> paths, String end) {
        return paths.contains(end) || paths.stream().anyMatch(path -> path.endsWith("/" + end));
    }
}
