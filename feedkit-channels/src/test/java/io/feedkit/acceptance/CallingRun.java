package io.feedkit.acceptance;

import io.feedkit.catalog.Catalog;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.FeedTarget;
import io.feedkit.export.api.ApiTarget;
import io.feedkit.location.Credentials;
import java.nio.file.Path;

/** A run in a process of its own, to be killed. */
final class CallingRun {
    private CallingRun() {}

    /** Takes the folder with the catalogue and the address of the server; the secret comes from the environment. */
    public static void main(String[] arguments) {
        ExportReport report = run(Path.of(arguments[0]), arguments[1]);
        System.exit(report.feeds().get(0).published() ? 0 : 1);
    }

    static ExportReport run(Path folder, String address) {
        return Export.of(Catalog.open(folder.resolve("catalogue.csv")))
                .at(Feeds.JUNE)
                .accept()
                .to(
                        Channels.get("google-product-input").member("FR", "fr"),
                        FeedTarget.at(folder.resolve("google.ndjson"))
                                .calling(ApiTarget.of(address, Credentials.bearer("file:" + folder.resolve("token")))))
                .run();
    }
}
