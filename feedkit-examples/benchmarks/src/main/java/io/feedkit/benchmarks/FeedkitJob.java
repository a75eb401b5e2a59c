package io.feedkit.benchmarks;

import io.feedkit.catalog.Catalog;
import io.feedkit.channel.Channel;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.Extent;
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
    static final Instant RUN_AT = Instant.parse("2026-06-01T00:00:00Z");

    private FeedkitJob() {}

    /** Runs the job; returns how many products were sent to the first feed. */
    static long run(Path catalogue, Path out, int threads) throws IOException {
        return run(catalogue, out, threads, Extent.FULL);
    }

    static long run(Path catalogue, Path out, int threads, Extent extent) throws IOException {
        FeedContract rss = rss(out);
        FeedContract csv = csv(out);
        Catalog catalog = Catalog.open(catalogue);
        Schema schema = csv.extend(rss.extend(catalog.schema()));
        ExportReport report = Export.of(catalog)
                .rules(rules(out, schema))
                .to(rss, out.resolve("feedkit.xml"))
                .to(csv, out.resolve("feedkit.csv"))
                .at(RUN_AT)
                .threads(threads)
                .extent(extent)
                .run();
        return report.feeds().get(0).sent();
    }

    static FeedContract rss(Path folder) throws IOException {
        return rssChannel(folder).member("FR", "fr");
    }

    /** A channel that looks like Google's and refuses nothing. */
    static Channel rssChannel(Path folder) throws IOException {
        return Channels.load(resource("shop-rss.yaml", folder));
    }

    static FeedContract csv(Path folder) throws IOException {
        return Channels.load(resource("shop-csv.yaml", folder)).member("FR", "fr");
    }

    static RuleSet rules(Path folder, Schema schema) throws IOException {
        return RuleSet.compile(resource("twenty.fk", folder), schema);
    }

    private static Path resource(String name, Path folder) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = FeedkitJob.class.getResourceAsStream(name)) {
            Files.copy(Objects.requireNonNull(in, name), file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }
}
