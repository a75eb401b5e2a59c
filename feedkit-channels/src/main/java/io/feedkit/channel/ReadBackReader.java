package io.feedkit.channel;

import io.feedkit.channel.ReadBack.Into;
import io.feedkit.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a descriptor says about the way back, of a field or of a {@code let} that fields are filled from. */
final class ReadBackReader {
    private ReadBackReader() {}

    /** The keys {@code reads} and {@code lossy} of a field. */
    static ReadBack field(Section section) {
        boolean said = section.has("reads");
        return new ReadBack(said, into(section, section.entries("reads")), section.text("lossy"));
    }

    /** The section {@code reads} of a descriptor, by the name of the let. */
    static Map<String, ReadBack> lets(Section root, Map<String, Expression> lets) {
        Map<String, ReadBack> found = new LinkedHashMap<>();
        for (YamlNode.Entry entry : root.entries("reads", Forms.NAME, Forms.A_NAME)) {
            if (entry.value() instanceof YamlNode.Mapping into) {
                found.put(entry.name(), new ReadBack(true, into(root, Section.entries(root.findings(), into)), ""));
            } else {
                root.wrongShape(entry.value(), "shape.mapping");
            }
            if (!lets.containsKey(entry.name())) {
                root.findings()
                        .guess(
                                ChannelProblem.UNKNOWN_NAME,
                                entry.key().at(),
                                entry.name(),
                                lets.keySet(),
                                "reads-no-let",
                                Problem.quote(entry.name()));
            }
        }
        return found;
    }

    private static List<Into> into(Section section, List<YamlNode.Entry> attributes) {
        List<Into> all = new ArrayList<>();
        for (YamlNode.Entry entry : attributes) {
            if (isNull(entry.value())) {
                all.add(Into.plain(entry.name()));
                continue;
            }
            Section how = section.section(entry.value(), "read-into");
            if (how != null) {
                all.add(new Into(entry.name(), values(how), how.text("template"), how.flag("struck", false)));
                how.done();
            }
        }
        return all;
    }

    private static Map<String, String> values(Section how) {
        Map<String, String> values = new LinkedHashMap<>();
        for (YamlNode.Entry word : how.entries("values")) {
            if (word.value() instanceof YamlNode.Scalar scalar) {
                values.put(word.name(), isNull(scalar) ? "" : scalar.text());
            } else {
                how.wrongShape(word.value(), "shape.text-or-nothing");
            }
        }
        return values;
    }

    private static boolean isNull(YamlNode value) {
        return value instanceof YamlNode.Scalar scalar && scalar.isNull();
    }
}
