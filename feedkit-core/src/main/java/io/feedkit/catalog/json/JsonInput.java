package io.feedkit.catalog.json;

import io.feedkit.catalog.ReadLimits;
import java.io.InputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Opens JSON within limits. */
final class JsonInput {
    private static final int LONGEST_NUMBER = 1_000;
    private static final int LONGEST_NAME = 10_000;

    private final JsonFactory factory;

    JsonInput(ReadLimits limits) {
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth())
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxNameLength(LONGEST_NAME)
                        // Texts are measured in bytes by the record; this only keeps one from filling the heap.
                        .maxStringLength(limits.maxRecordBytes())
                        .build())
                // The reader closes the source itself.
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .build();
    }

    JsonParser open(InputStream in) {
        return factory.createParser(ObjectReadContext.empty(), in);
    }

    JsonParser open(byte[] bytes, int from, int length) {
        return factory.createParser(ObjectReadContext.empty(), bytes, from, length);
    }
}
