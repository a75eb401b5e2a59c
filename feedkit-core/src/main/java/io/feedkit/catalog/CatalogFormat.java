package io.feedkit.catalog;

import io.feedkit.problem.ProblemSink;
import java.io.InputStream;

/**
 * Reads one format of catalogue. Implementations are stateless and thread-safe; the reader they open is neither.
 *
 * <p>Found by {@link java.util.ServiceLoader}: a public constructor without arguments, {@code provides} in the module and an entry in {@code META-INF/services}.
 * Plugin authors extend {@code CatalogFormatContract} in their tests.
 */
public interface CatalogFormat {

    /** Lower-case and stable, as users write it: {@code csv}. Two formats of one name are refused. */
    String name();

    /** How sure this format is that the source is its own, from 0 (not mine) to 100 (a signature says so). Consumes nothing. */
    int confidence(Head head);

    /**
     * Opens a source for one pass.
     *
     * <p>Throws {@link io.feedkit.problem.FeedException} when nothing can be read at all. Everything that befalls single records goes to {@code problems}.
     *
     * @param in the decompressed bytes from the start; the reader owns and closes it
     * @param head the same first bytes that {@link #confidence} saw
     */
    RecordReader open(InputStream in, Head head, CatalogOptions options, ProblemSink problems);
}
