package io.feedkit.catalog;

import io.feedkit.catalog.YamlText.Value;
import io.feedkit.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The mappings of well-known systems, one YAML file each in {@code META-INF/feedkit/presets}. */
final class Presets {
    /** JSON of no particular system whose products hold their variants. */
    static final String NESTED_VARIANTS = "nested-variants";

    static final List<String> NAMES = List.of(
            "shopify",
            "woocommerce",
            "magento",
            "prestashop",
            "akeneo",
            "google",
            "meta",
            "shopware",
            "vendure",
            "medusa",
            "bigcommerce",
            "connector",
            "yandex",
            "zbozi",
            "heureka",
            "ceneo",
            "skroutz",
            "awin",
            "bmecat",
            "openai",
            "prestashop-xml",
            "prestashop-webservice",
            NESTED_VARIANTS);

    /** What says which catalogues are a system's stands above its attributes, and is all that is read of most presets. */
    private static final String ATTRIBUTES = "\nattributes:";

    private Presets() {}

    /** The documents down to their attributes as they are parsed, once for all catalogues; what they say depends on the header. */
    private static final class Heads {
        static final Map<String, Value> LOADED = NAMES.stream()
                .collect(
                        Collectors.toUnmodifiableMap(name -> name, name -> parsed(name, beforeAttributes(text(name)))));
    }

    /** What the structure of nested sources means in each system whose preset says so. */
    private static final class Structures {
        static final List<Nesting> LOADED = NAMES.stream()
                .map(name -> MappingFile.nesting(head(name), resource(name)))
                .filter(nesting ->
                        !nesting.recognise().isEmpty() || !nesting.signs().isEmpty())
                .toList();
    }

    private static Value parsed(String name, String text) {
        return new YamlText(resource(name), Presets::refuse)
                .parseOwn(text)
                .orElseThrow(() -> new IllegalStateException(resource(name) + " is empty"));
    }

    private static String beforeAttributes(String text) {
        return text.substring(0, text.indexOf(ATTRIBUTES) + 1);
    }

    private static String text(String name) {
        String resource = resource(name);
        try (InputStream in = Presets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is not in the jar of feedkit-core");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        return "/META-INF/feedkit/presets/" + name + ".yaml";
    }

    /** The preset of a system, with the column names that this header has. */
    static MappingSpec named(String name, List<String> header) {
        return named(name, header, "");
    }

    /** As {@link #named(String, List)}, for a source whose variants were found at this path; empty for none. */
    static MappingSpec named(String name, List<String> header, String variants) {
        return MappingFile.read(parsed(known(name), text(name)), resource(name), header, variants, Presets::refuse);
    }

    static List<Nesting> nestings() {
        return Structures.LOADED;
    }

    /** What the structure of a nested source means in one system. */
    static Nesting nesting(String name) {
        return MappingFile.nesting(head(name), resource(name));
    }

    /** The preset of a system by the name that detections give it. */
    static Optional<MappingSpec> ofSystem(String system, List<String> header, String variants) {
        return NAMES.stream()
                .filter(name -> !system.isEmpty() && nesting(name).name().equals(system))
                .findFirst()
                .map(name -> named(name, header, variants));
    }

    /** What {@code base:} calls a preset; empty for none. */
    static String fileOf(MappingSpec preset) {
        return NAMES.stream()
                .filter(name -> MappingFile.name(head(name), name).equals(preset.name()))
                .findFirst()
                .orElse("");
    }

    private static Value head(String name) {
        return Objects.requireNonNull(Heads.LOADED.get(known(name)), name);
    }

    private static String known(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("there is no preset " + name);
        }
        return name;
    }

    private static void refuse(Problem problem) {
        throw new IllegalStateException(problem.toString());
    }

    /** What was recognised, and by which columns. */
    record Recognised(MappingSpec preset, List<String> columns) {}

    /** The preset whose columns are all there; of several the one with the most. Without any, one whose order of columns and whose values are these. */
    static Optional<Recognised> recognise(List<String> header, Function<String, List<String>> values) {
        List<String> folded = header.stream().map(ColumnPattern::fold).toList();
        String best = "";
        List<String> most = List.of();
        for (String name : NAMES) {
            for (List<String> signature : MappingFile.signatures(head(name), resource(name), header)) {
                boolean fits = signature.stream()
                        .map(ColumnPattern::of)
                        .allMatch(column -> folded.stream().anyMatch(column::matchesFolded));
                if (fits && signature.size() > most.size()) {
                    best = name;
                    most = signature;
                }
            }
        }
        return best.isEmpty() ? byOrder(header, values) : Optional.of(new Recognised(named(best, header), most));
    }

    /** A header in a language nobody has listed: its columns stand in the system's order, and some hold words of the system. */
    private static Optional<Recognised> byOrder(List<String> header, Function<String, List<String>> values) {
        for (String name : NAMES) {
            Map<String, List<String>> evidence = MappingFile.evidence(head(name), resource(name));
            Map<String, String> aligned = evidence.isEmpty()
                    ? Map.of()
                    : MappingFile.order(head(name), resource(name)).align(header);
            boolean proven = !aligned.isEmpty()
                    && evidence.entrySet().stream().allMatch(column -> {
                        String actual = aligned.getOrDefault(column.getKey(), column.getKey());
                        return holdsOnly(values.apply(actual), column.getValue());
                    });
            if (proven) {
                List<String> columns = evidence.keySet().stream()
                        .map(column -> aligned.getOrDefault(column, column))
                        .toList();
                return Optional.of(new Recognised(named(name, header), columns));
            }
        }
        return Optional.empty();
    }

    private static boolean holdsOnly(List<String> values, List<String> words) {
        return !values.isEmpty()
                && values.stream()
                        .flatMap(value -> Stream.of(value.split(",")))
                        .allMatch(word -> words.contains(word.strip()));
    }
}
