package io.feedkit.export;

import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedCharset;
import io.feedkit.feed.FeedContract;
import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedFormats;
import io.feedkit.feed.FeedInfo;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedLimits;
import io.feedkit.location.Publication;
import java.nio.file.Path;

/** What a feed must look like, once that is known. */
record FeedForm(FeedContract.Prepared contract, FeedEncoder encoder, FeedCharset charset) {
    static FeedForm of(FeedContract.Prepared contract, FeedFormats formats) {
        FeedLayout layout = contract.layout();
        return new FeedForm(contract, formats.get(layout.format()).encoder(layout), FeedCharset.of(layout));
    }

    FeedBody open(Publication publication, Path file, FeedInfo info, FeedLimits limits) {
        String name = String.valueOf(file.getFileName());
        String extension = contract.layout().extension();
        return new FeedBody(publication, name, encoder, charset, info, limits, extension);
    }

    /** What holds records that wait for their turn, at first so many bytes of them. */
    FeedChunk chunk(int bytes) {
        return new FeedChunk(encoder, bytes);
    }

    /** Makes a chunk hold the rows of a batch that are to be sent, as so many records. */
    void encode(FeedBatch batch, int records, FeedChunk into) {
        into.encode(encoder, charset, batch, records);
    }
}
