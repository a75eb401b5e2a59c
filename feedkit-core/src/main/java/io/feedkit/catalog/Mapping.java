package io.feedkit.catalog;

import io.feedkit.location.AddressName;
import io.feedkit.location.Location;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemLog;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of a source become attributes of products.
 *
 * <p>{@link #AUTOMATIC} recognises the exports of Shopify, WooCommerce, Magento, PrestaShop, Akeneo, Shopware, Vendure, Medusa and BigCommerce and feeds in Google's and Meta's form by
 * their header, finds standard
 * attributes by the names they go by, and keeps every other column under its own name. A mapping file says what that cannot know; it is described by the JSON
 * Schema {@code META-INF/feedkit/mapping.schema.json}, and the presets of the systems are written in the same language:
 *
 * <pre>{@code
 * currency: EUR
 * attributes:
 *   title: Article name              # a column
 *   brand: [Brand, Maker]            # the first that has a value
 *   condition: {constant: new}
 *   weight: {from: Weight, unit: kg}
 *   labels: {from: Tags, split: ";"}
 * ignore: [Internal note, "tmp_*"]
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Mapping {
    /** Well-known systems and names are recognised; any other column keeps its name. */
    public static final Mapping AUTOMATIC = new Mapping(MappingSpec.NOTHING, FurtherFiles.NONE);

    private static final int KEPT_PROBLEMS = 100;
    private static final long MAX_BYTES = 1 << 20;

    private final MappingSpec spec;
    private final FurtherFiles files;

    private Mapping(MappingSpec spec, FurtherFiles files) {
        this.spec = spec;
        this.files = files;
    }

    /**
     * Reads a mapping file. Throws a {@link FeedException} that names every mistake in it with its line.
     *
     * <p>Further files that it names are opened in its folder and below only, until {@link #with} says otherwise.
     */
    public static Mapping load(Path file) {
        String source = String.valueOf(file.getFileName());
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw failure(source, "the mapping file is larger than " + MAX_BYTES + " bytes.", null);
            }
            Mapping mapping = load(Files.readString(file), source);
            Path parent = file.toAbsolutePath().getParent();
            return parent == null ? mapping : mapping.in(parent);
        } catch (NoSuchFileException e) {
            throw failure(source, "there is no such file.", e);
        } catch (CharacterCodingException e) {
            throw failure(source, "the file is not UTF-8.", e);
        } catch (IOException e) {
            throw failure(source, "the file cannot be read: " + e.getMessage(), e);
        }
    }

    private static FeedException failure(String source, String message, @Nullable IOException cause) {
        Problem problem = new Problem(CatalogProblem.MAPPING_SYNTAX, SourcePosition.unknown(source), message);
        return cause == null ? new FeedException(problem) : new FeedException(problem, cause);
    }

    /** Reads the text of a mapping file; {@code source} is what problems call it. Throws like {@link #load(Path)}. */
    public static Mapping load(String yaml, String source) {
        ProblemLog log = new ProblemLog(KEPT_PROBLEMS);
        Mapping mapping = parse(yaml, source, log);
        if (log.kept().isEmpty()) {
            return mapping;
        }
        Problem first = log.kept().get(0);
        StringBuilder more = new StringBuilder(first.message());
        if (!first.fix().isEmpty()) {
            more.append(' ').append(first.fix());
        }
        log.kept().stream().skip(1).forEach(problem -> more.append('\n').append(problem));
        throw new FeedException(new Problem(first.code(), first.at(), more.toString()));
    }

    /** As {@link #load(String, String)}, but reports the mistakes and goes on with the rest. */
    public static Mapping parse(String yaml, String source, ProblemSink problems) {
        return new Mapping(MappingFile.parse(yaml, source, problems), FurtherFiles.NONE);
    }

    /** The JSON Schema of mapping files, for editors that complete and check them. */
    public static String schema() {
        String resource = "/META-INF/feedkit/mapping.schema.json";
        try (InputStream in = Mapping.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is not in the jar of feedkit-core");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same mapping, whose further files are looked for in a folder and below: that of the mapping file, when it was loaded from a file. */
    public Mapping in(Path folder) {
        return with(FurtherFiles.in(folder));
    }

    /** The same mapping, whose further files (supplements, tables) are found by somebody else. */
    public Mapping with(FurtherFiles finder) {
        return new Mapping(spec, Objects.requireNonNull(finder, "finder"));
    }

    /** The supplements it names. */
    List<Supplement> supplements() {
        List<Supplement> found = new ArrayList<>();
        for (MappingSpec.Joined joined : spec.supplements()) {
            Supplement supplement = Supplement.of(locate(joined.file(), joined.at()))
                    .options(CatalogOptions.DEFAULTS.withMapping(new Mapping(joined.mapping(), files)))
                    .key(joined.keyColumn(), joined.keyAttribute());
            for (Supplement.Taken taken : joined.taken()) {
                supplement = supplement.take(taken.column(), taken.way(), taken.attribute());
            }
            found.add(supplement.said(joined.said()));
        }
        return found;
    }

    /** The place of a further file; a refusal is told with the line that names it. */
    Location locate(FurtherFiles.Wanted wanted, SourcePosition at) {
        try {
            return files.locate(wanted);
        } catch (FeedException e) {
            String message = AddressName.of(wanted.name()) + ": " + e.problem().message();
            throw new FeedException(
                    new Problem(e.problem().code(), at, message, e.problem().fix()), e);
        }
    }

    /** This mapping for a supplement: its key column is the id, and these attributes are taken. A system's export is not recognised in it unless the mapping names one. */
    Mapping forSupplement(String key, Map<String, MappingSpec.AttributeSpec> taken) {
        return new Mapping(spec.forSupplement(key, taken), files);
    }

    MappingSpec spec() {
        return spec;
    }
}
