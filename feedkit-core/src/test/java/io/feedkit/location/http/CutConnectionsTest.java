package io.feedkit.location.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.Patience;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Wherever a connection is cut, what was read is what is there. */
class CutConnectionsTest {
    private static final LocationOptions QUICK =
            LocationOptions.DEFAULTS.withPatience(Patience.DEFAULTS.withChance(bound -> 0));

    @Property(tries = 60)
    void cutsDoNotChangeTheBytes(
            @ForAll @Size(max = 20_000) byte[] content,
            @ForAll @Size(max = 3) List<@IntRange(max = 21_000) Integer> cuts,
            @ForAll boolean ranges,
            @ForAll boolean tagged)
            throws IOException {
        try (FeedServer server = new FeedServer(content, tagged ? Map.of("ETag", "\"t\"") : Map.of())) {
            server.ranges = ranges;
            server.cuts.addAll(cuts);
            try (Source source = Location.of(server.address("/feed"), QUICK).open(SourceLimits.DEFAULTS)) {
                assertThat(source.bytes().readAllBytes()).isEqualTo(content);
            }
        }
    }
}
