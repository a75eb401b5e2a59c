package io.feedkit.catalog.xlsx;

import io.feedkit.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What one part of a workbook says about others: which kind, and where. What is outside of the archive is not looked at. */
record Relations(Map<String, Target> byId) {
    private static final int MOST = 10_000;

    /** @param kind the last part of the type's address, in lower case: {@code worksheet}, {@code sharedstrings} */
    record Target(String kind, String part) {}

    /** The relations of a part; none when it has no list of them. */
    static Relations of(Archive archive, String part) {
        int slash = part.lastIndexOf('/') + 1;
        String folder = part.substring(0, slash);
        String list = folder + "_rels/" + part.substring(slash) + ".rels";
        Map<String, Target> found = new LinkedHashMap<>();
        if (archive.has(list)) {
            try (PartReader xml = new PartReader(archive, list)) {
                while (xml.nextElement() && found.size() < MOST) {
                    boolean inside = xml.isAt("Relationship")
                            && !xml.attribute("TargetMode").equalsIgnoreCase("External");
                    if (inside) {
                        String type = xml.attribute("Type");
                        String kind = type.substring(type.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
                        found.put(
                                xml.attribute("Id"),
                                new Target(kind, resolved(folder, xml.attribute("Target"), archive.source())));
                    }
                }
            }
        }
        return new Relations(found);
    }

    /** The parts of one kind, in order. */
    List<String> parts(String kind) {
        return byId.values().stream()
                .filter(target -> target.kind.equals(kind))
                .map(Target::part)
                .toList();
    }

    private static String resolved(String folder, String target, String source) {
        String path = target.startsWith("/") ? target.substring(1) : folder + target;
        List<String> segments = new ArrayList<>();
        for (String segment : path.replace('\\', '/').split("/")) {
            if (segment.equals("..")) {
                if (segments.isEmpty()) {
                    throw Archive.refused(source, "it refers to " + Problem.quote(target) + ", outside of itself.");
                }
                segments.remove(segments.size() - 1);
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return String.join("/", segments);
    }
}
