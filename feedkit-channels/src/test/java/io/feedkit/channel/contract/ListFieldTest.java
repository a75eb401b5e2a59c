package io.feedkit.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.acceptance.Feeds;
import io.feedkit.channel.Channel;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListFieldTest {
    @TempDir
    private Path folder;

    /** Also where nothing else about the list has to be changed. */
    @Test
    void keepsOnlyAsManyValuesAsTheChannelTakes() {
        Channel channel = Channels.load(Feeds.written(folder, "words.yaml", """
                channel: words
                kind: file
                version: 1
                layouts: { csv: { format: delimited } }
                fields:
                  id: { required: true }
                  word: { from: "[title, color, brand]", repeat: { max: 2 } }
                """));
        Path out = folder.resolve("out.csv");

        Export.of(Feeds.catalogue(folder, "id,title,color,brand\nA,one,two,three\nB,one,,\n"))
                .to(channel.member("FR", "fr"), out)
                .at(Feeds.JUNE)
                .run();

        assertThat(Feeds.text(out)).isEqualTo("id,word\nA,\"one,two\"\nB,one\n");
        assertThat(Feeds.notes(out)).contains("More than 2 values; the first 2 were kept.");
    }
}
