package io.feedkit.acceptance;

import io.feedkit.catalog.Catalog;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.Extent;
import io.feedkit.export.FeedReport;
import java.nio.file.Path;

/** Runs over a catalogue of variants in a process of its own, to see how much memory they need. */
final class GroupsRun {
    private GroupsRun() {}

    /** Takes the folder with the catalogue and the extent of the run. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        ExportReport report = Export.of(Catalog.open(folder.resolve("catalogue.csv")))
                .at(Feeds.JUNE)
                .accept()
                .threads(2)
                .extent(Extent.valueOf(arguments[1]))
                .to(Channels.get("acp").member("FR", "fr"), folder.resolve("acp.jsonl"))
                .run();
        FeedReport feed = report.feeds().get(0);
        System.out.println(feed.published() + ", " + feed.sent() + " products, "
                + feed.documents().records() + " records, on disk "
                + (feed.documents().diskBytes() > 0) + ", changed "
                + feed.changes().changed());
    }
}
