package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.Note;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.FeedReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a descriptor cannot calculate for a product is told under the name of the field. */
class DescriptorFaultsTest {
    private static final String CHANNEL = """
            channel: own
            label: Own
            kind: ads
            version: 1
            sources:
              us: { document: Ours, read: 2026-11 }
            default-source: us
            let:
              per_piece: price.amount() / quantity
            fields:
              id: { required: true }
              each: { type: decimal, from: per_piece }
            layouts:
              csv: { format: delimited, delimiter: comma }
            """;

    @TempDir
    private Path folder;

    private ExportReport report() {
        Path descriptor = Feeds.written(folder, "own.yaml", CHANNEL);
        return Export.of(Feeds.catalogue(folder, "id,price,quantity\nA,12.50,0\nB,4.00,4\n"))
                .to(Channels.load(descriptor).member("FR", "fr"), folder.resolve("feed.csv"))
                .at(Feeds.JUNE)
                .run();
    }

    @Test
    void aFaultHasTheNameOfItsField() {
        ExportReport report = report();
        List<FeedReport.Reason> faults = report.feeds().get(0).reasons().stream()
                .filter(reason -> reason.kind() == Note.Kind.FAULT)
                .toList();
        assertThat(faults).extracting(FeedReport.Reason::by).containsExactly("own/each");
        assertThat(report.summary(Locale.ENGLISH)).contains("1 own/each  (A: division by zero in ");
        assertThat(report.summary(Locale.FRENCH)).contains("1 own/each  (A: division par zéro dans ");
    }
}
