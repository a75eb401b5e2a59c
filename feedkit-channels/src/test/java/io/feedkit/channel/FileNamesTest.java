package io.feedkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.acceptance.Feeds;
import io.feedkit.export.Export;
import io.feedkit.export.FeedTarget;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What feeds are called where only their folder is said. */
class FileNamesTest {
    private static final Instant NEW_YEAR = Instant.parse("2026-12-31T23:30:00Z");

    @TempDir
    private Path folder;

    private ChannelMember member(String layouts) {
        String yaml = "channel: corner\nkind: file\nversion: 1\nlayouts: { " + layouts + " }\nfields: { id: }\n";
        return Channels.load(Feeds.written(folder, "corner.yaml", yaml)).member("CH", "de");
    }

    @Test
    void isNamedAfterItsMemberWhereTheChannelDoesNotCare() {
        ChannelMember member = member("csv: { format: delimited }, json: { format: json }");

        assertThat(member.fileName()).isEqualTo("corner-CH-de.csv");
        assertThat(member.layout("json").account("12/4").fileName(NEW_YEAR)).isEqualTo("corner-CH-de-12-4.json");
    }

    @Test
    void isNamedAsTheChannelSays() {
        ChannelMember member = member("csv: { format: delimited, file-name: \"{account}_{country}_{language3}.csv\" }");

        assertThat(member.account("A7").fileName()).isEqualTo("A7_CH_deu.csv");
        assertThat(member.account("../../.ssh").fileName()).isEqualTo("-.-..-.ssh_CH_deu.csv");
    }

    /** In the zone the channel names, and only where the feed is delivered. */
    @Test
    void saysTheMomentOfTheRunWhereItIsDelivered() {
        ChannelMember member =
                member("csv: { format: delimited, file-name: \"x-{run_at:uuuuMMdd-HHmm@Europe/Zurich}.csv\" }");

        assertThat(member.fileName(NEW_YEAR)).isEqualTo("x-20270101-0030.csv");
        assertThat(member.fileName()).isEqualTo("corner-CH-de.csv");
    }

    @Test
    void writesIntoAFolder() {
        ChannelMember member = member("csv: { format: delimited, file-name: \"{country}.csv\" }");
        Path out = folder.resolve("out");
        Export export = Export.of(Feeds.catalogue(folder, "id,title\nA,Vase\n"));

        export.to(member, FeedTarget.in(out, member)).run();
        // Now the folder is there, and so is a feed in it, of which the second run knows.
        export.to(member, out).run();

        assertThat(Feeds.text(out.resolve("CH.csv"))).isEqualTo("id\nA\n");
    }
}
