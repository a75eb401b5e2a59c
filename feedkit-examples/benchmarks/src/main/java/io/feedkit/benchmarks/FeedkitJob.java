package io.feedkit.benchmarks;

import io.feedkit.catalog.Catalog;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.feed.FeedContract;
import io.feedkit.product.Schema;
import io.feedkit.rules.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Objects;

/** The whole job as a user of feedkit writes it: the rules are {@code twenty.fk}, the channels two descriptors beside it. */
final class FeedkitJob {
    private FeedkitJob() {}

    /** Runs the job; returns how many products were sent to the first feed. */
    static long run(Path catalogue, Path out, int threads) throws IOException {
        Path rules = resource("twenty.fk", out);
        FeedContract rss = Channels.load(resource("shop-rss.yaml", out)).member("FR", "fr");
        FeedContract csv = Channels.load(resource("shop-csv.yaml", out)).member("FR", "fr");
        Catalog catalog = Catalog.open(catalogue);
        Schema schema = csv.extend(rss.extend(catalog.schema()));
        ExportReport report = Export.of(catalog)
                .rules(RuleSet.compile(rules, schema))
                .to(rss, out.resolve("feedkit.xml"))
                .to(csv, out.resolve("feedkit.csv"))
                .at(Instant.parse("2026-06-01T00:00:00Z"))
                .threads(threads)
                .run();
        return report.feeds().get(0).sent();
    }

    private static Path resource(String name, Path folder) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = FeedkitJob.class.getResourceAsStream(name)) {
            Files.copy(Objects.requireNonNull(in, name), file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }
}
