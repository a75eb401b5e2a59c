package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel takes so many records in all; what is more is sent, and told. */
class FeedTooLargeTest {
    @TempDir
    private Path folder;

    private List<String> said(String limit) {
        Path file = Feeds.written(folder, "corner.yaml", """
                channel: corner
                label: Corner
                kind: comparator
                version: 1
                sources: { letter: { document: Their letter of May, read: 2026-11 } }
                layouts: { csv: { format: delimited } }
                limits: { products: %s }
                fields: { id: { required: true }, title: }
                """.formatted(limit));
        Path feed = folder.resolve("feed.csv");
        return Export.of(Feeds.catalogue(folder, "id,title\nA,Lamp\nB,Vase\n,\nC,Jug\n"))
                .to(Channels.load(file).member("FR", "fr"), feed)
                .at(Feeds.JUNE)
                .run()
                .problems()
                .stream()
                .filter(problem -> problem.code().id().equals("channel.feed-too-large"))
                .map(Problem::message)
                .toList();
    }

    @Test
    void saysThatTheChannelTakesLess() {
        assertThat(said("{ max: 2 }")).containsExactly("The feed has 3 records, and corner takes 2.");
        assertThat(said("{ max: 2, verified: false }"))
                .containsExactly("The feed has 3 records, and corner is believed to take 2.");
    }

    @Test
    void saysNothingWhereItFitsOrComesInParts() {
        assertThat(said("{ max: 3 }")).isEmpty();
        assertThat(said("{ max: 2, each-file: true }")).isEmpty();
    }
}
