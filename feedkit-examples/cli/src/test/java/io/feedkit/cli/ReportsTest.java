package io.feedkit.cli;

import static io.feedkit.cli.Shell.feedkit;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.cli.Shell.Outcome;
import io.feedkit.export.ExportReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --report} and {@code feedkit merge}. */
class ReportsTest {
    private static final String HEADER = "id,title,price,link,image_link,availability\n";

    @TempDir
    private Path folder;

    private Path catalogue(String name, String... ids) throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (String id : ids) {
            text.append(id).append(",<b>Hat</b>,5.00 EUR,https://shop.example/h,https://shop.example/h.jpg,in_stock\n");
        }
        return Files.writeString(folder.resolve(name), text);
    }

    private Path at(String name) {
        return folder.resolve(name);
    }

    private Outcome export(String part, String... ids) throws IOException {
        return feedkit(
                "export",
                catalogue(part + ".csv", ids),
                "--to",
                "generic-csv:IE:en=" + at(part + "/feed.csv"),
                "--report",
                at(part + "/report.json"),
                "--report",
                at(part + "/report.html"));
    }

    @Test
    void anExportWritesItsReportAsPageAndJson() throws IOException {
        assertThat(export("a", "A1", "A2").exitCode()).isZero();

        assertThat(at("a/report.html")).content().startsWith("<!DOCTYPE html>").contains("generic-csv");
        ExportReport report = ExportReport.read(Files.readAllBytes(at("a/report.json")), "report.json");
        assertThat(report.records()).isEqualTo(2);
        assertThat(report.feeds().get(0).published()).isTrue();
    }

    @Test
    void thePageAndTheSummarySpeakFrench() throws IOException {
        Outcome outcome = feedkit(
                "export",
                catalogue("a.csv", "A1"),
                "--to",
                "generic-csv:IE:en=" + at("feed.csv"),
                "--report",
                at("r.html"),
                "--report-lang",
                "fr");
        assertThat(at("r.html")).content().contains("Rapport d’export");
        assertThat(outcome.out())
                .contains("a.csv\u00A0: lecture de 1 enregistrement", "1 envoyé", " octets")
                .doesNotContain(" sent", " read", "bytes");
    }

    @Test
    void reportsAndAccountsOfPartsAreMerged() throws IOException {
        export("a", "A1", "A2");
        export("b", "B1");

        Outcome reports = feedkit("merge", at("b/report.json"), at("a/report.json"), "--report", at("whole.html"));
        assertThat(reports.exitCode()).isZero();
        assertThat(reports.out()).contains("3 records", "3 sent");
        assertThat(at("whole.html")).content().contains("a.csv", "b.csv");

        Outcome feeds = feedkit("merge", at("b/feed.csv"), at("a/feed.csv"), "--into", at("whole/feed.csv"));
        assertThat(feeds.exitCode()).isZero();
        assertThat(at("whole/feed.csv.ledger.ndjson"))
                .content()
                .isEqualTo(
                        "{\"id\":\"A1\",\"status\":\"sent\"}\n{\"id\":\"A2\",\"status\":\"sent\"}\n{\"id\":\"B1\",\"status\":\"sent\"}\n");
        assertThat(at("whole/feed.csv.manifest.json")).content().contains("\"sent\":3");
    }

    @Test
    void saysWhatCannotBeMerged() throws IOException {
        export("a", "A1");
        assertThat(feedkit("merge", at("a/report.json")).err()).contains("Say what to make");
        assertThat(feedkit("merge", at("a/report.html"), "--report", at("x.html"))
                        .err())
                .contains("only that form");
        Outcome manifest = feedkit("merge", at("a/feed.csv.manifest.json"), "--report", at("x.html"));
        assertThat(manifest.exitCode()).isEqualTo(2);
        assertThat(manifest.err()).contains("export.not-a-report");
        assertThat(feedkit("merge", at("none.json"), "--report", at("x.html")).exitCode())
                .isEqualTo(2);
        assertThat(at("x.html")).doesNotExist();
    }

    @Test
    void aReportIsNeverWrittenOverAFeedOrACatalogue() throws IOException {
        Path catalogue = catalogue("shop.csv", "A1");
        String to = "generic-csv:IE:en=" + at("feed.html");
        for (Path report : new Path[] {at("feed.html"), at("feed.html.manifest.json")}) {
            Outcome outcome = feedkit("export", catalogue, "--to", to, "--report", report);
            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err()).contains("would be written over");
        }
        assertThat(feedkit("export", catalogue, "--to", to, "--report", "report.pdf")
                        .err())
                .contains("neither");
        assertThat(at("feed.html")).doesNotExist();
    }
}
