package io.feedkit.channel.generate;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A descriptor made from a description, with its tables.
 *
 * @param name of the channel
 * @param yaml the descriptor
 * @param tables files that stand beside it, by name; empty when every set is short
 * @param leftOut what the description says and the descriptor does not, with its place; the YAML lists the same in comments
 */
public record GeneratedDescriptor(String name, String yaml, Map<String, String> tables, List<Problem> leftOut) {

    public GeneratedDescriptor {
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
        leftOut = List.copyOf(leftOut);
    }

    /** Writes descriptor and tables into a folder, over files of the same names, tables first; gives the files, the descriptor last. */
    public List<Path> writeTo(Path folder) {
        List<Path> files = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> table : tables.entrySet()) {
                files.add(Files.writeString(folder.resolve(table.getKey()), table.getValue()));
            }
            files.add(Files.writeString(folder.resolve(name + ".yaml"), yaml));
            return files;
        } catch (IOException e) {
            throw new FeedException(
                    new Problem(
                            GenerateProblem.UNREADABLE,
                            SourcePosition.unknown(folder.toString()),
                            "The descriptor cannot be written: " + e.getMessage(),
                            ""),
                    e);
        }
    }
}
