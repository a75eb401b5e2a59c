package io.feedkit.benchmarks;

import io.feedkit.batch.ProductBatch;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.ProductReader;
import io.feedkit.export.Enrichment;
import io.feedkit.feed.FeedContract;
import io.feedkit.location.Location;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.product.Schema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The first products of the generated catalogue, read and held in memory, with the contracts and rules of the whole job ready to run on them. */
final class HeldProducts {
    static final int BATCHES = 16;
    static final int PRODUCTS = BATCHES * ProductBatch.ROWS;

    private final List<ProductBatch> batches = new ArrayList<>();
    private final FeedContract rss;
    private final FeedContract csv;
    private final Schema schema;
    private final Enrichment rules;
    private final Catalog catalog;
    private final ProductBatch layer;

    private HeldProducts(byte[] csvBytes, Path folder) throws IOException {
        rss = FeedkitJob.rss(folder);
        csv = FeedkitJob.csv(folder);
        catalog = catalog(csvBytes);
        schema = csv.extend(rss.extend(catalog.schema()));
        rules = FeedkitJob.rules(folder, schema);
        try (ProductReader reader = catalog.read(schema, HeldProducts::refuse)) {
            while (batches.size() < BATCHES) {
                ProductBatch batch = reader.newBatch();
                if (!reader.read(batch)) {
                    throw new IllegalStateException("the catalogue is too small");
                }
                batches.add(batch);
            }
        }
        layer = new ProductBatch(schema, batches.get(0).records());
    }

    static HeldProducts read() throws IOException {
        return new HeldProducts(
                new CatalogueGenerator(1).bytes(PRODUCTS), Files.createTempDirectory("feedkit-benchmarks"));
    }

    static Catalog catalog(byte[] csv) {
        return Catalog.open(Location.of("catalogue.csv", () -> new ByteArrayInputStream(csv)), CatalogOptions.DEFAULTS);
    }

    /** This catalogue has nothing to complain about. */
    static void refuse(Problem problem) {
        throw new FeedException(problem);
    }

    FeedContract rss() {
        return rss;
    }

    FeedContract csv() {
        return csv;
    }

    Catalog catalog() {
        return catalog;
    }

    Schema schema() {
        return schema;
    }

    Enrichment rules() {
        return rules;
    }

    /** The rules of feedkit, ready for one thread. */
    Enrichment.Session session() {
        return rules.open(schema, List.of(rss.member(), csv.member()), FeedkitJob.RUN_AT, HeldProducts::refuse);
    }

    List<ProductBatch> batches() {
        return batches;
    }

    /**
     * Enriches every batch and forgets what came out, as an export does with its layers; returns how many products are left.
     *
     * <p>The held batches stay as they are: each run gets a layer over one of them, and the text it appended is cut off again.
     */
    long enrich(Consumer<ProductBatch> enrichment) {
        long left = 0;
        for (ProductBatch batch : batches) {
            int mark = batch.text().end();
            layer.startOver(batch);
            enrichment.accept(layer);
            left += layer.live().size;
            batch.text().truncate(mark);
        }
        return left;
    }
}
