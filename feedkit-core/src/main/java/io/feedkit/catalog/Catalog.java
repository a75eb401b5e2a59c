package io.feedkit.catalog;

import io.feedkit.problem.ProblemSink;
import io.feedkit.product.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A catalogue that can be streamed, as often as its source can be opened. */
public final class Catalog {

    private Catalog() {}

    /** Opens a file; format, charset, dialect and columns are found out. */
    public static Catalog open(Path file) {
        return open(file, CatalogOptions.DEFAULTS);
    }

    public static Catalog open(Path file, CatalogOptions options) {
        throw new IllegalStateException("no formats yet");
    }

    /** Names the source in reports; holds no credentials. */
    public String name() {
        return "";
    }

    /** Bytes of the source as stored, or 0 when that is not known. */
    public long size() {
        return 0;
    }

    public Schema schema() {
        return Schema.of();
    }

    /** Names of the attributes that columns of this catalogue may fill; all others are missing in every product. */
    public Set<String> supplied() {
        return Set.of();
    }

    public List<Detection> detections() {
        return List.of();
    }

    /** Starts a pass over the products, in a schema that has at least the attributes of {@link #schema}. */
    public ProductReader read(Schema schema, ProblemSink problems) {
        throw new IllegalStateException("no formats yet");
    }
}
