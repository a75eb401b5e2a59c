package io.feedkit.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.acceptance.Feeds;
import io.feedkit.channel.Channel;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeNumberTest {
    @TempDir
    private Path folder;

    @Test
    void readsTheNumberAtTheStartOfATextAndNothingElse() {
        Channel channel = Channels.load(Feeds.written(folder, "bottles.yaml", """
                channel: bottles
                label: Bottles
                kind: file
                version: 1
                members: { countries: [FR] }
                layouts: { csv: { format: delimited } }
                fields:
                  id: { required: true }
                  capacity: { type: decimal, convert: [take-number] }
                  unit: { from: 'extract("{capacity}", r"[a-z]+$")' }
                """));
        Path out = folder.resolve("out.csv");

        Export.of(Feeds.catalogue(folder, """
                        id,capacity
                        plain,12.5 ml
                        comma,"12,5 ml"
                        tight,7ml
                        grouped,1 200 cl
                        bare,9
                        no number,about 5 ml
                        sign,- ml
                        words,deep
                        """))
                .to(channel.member("FR", "fr"), out)
                .at(Feeds.JUNE)
                .run();

        assertThat(Feeds.text(out)).isEqualTo("""
                id,capacity,unit
                plain,12.5,ml
                comma,12.5,ml
                tight,7,ml
                grouped,1200,cl
                bare,9,
                no number,,ml
                sign,,ml
                words,,deep
                """);
    }
}
