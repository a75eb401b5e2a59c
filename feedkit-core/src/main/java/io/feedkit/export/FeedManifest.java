package io.feedkit.export;

import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedContract;
import io.feedkit.feed.json.JsonWriter;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * What describes a feed's files, for whoever fetches them and for the next run.
 *
 * @param feed name of its file
 * @param documents what records of several products were put together to
 */
record FeedManifest(
        String feed,
        String member,
        FeedTarget place,
        ManifestSource source,
        FeedTally tally,
        FeedChanges changes,
        FeedSummary summary,
        FeedContract.Prepared contract,
        DocumentCount documents) {

    /**
     * As JSON; without a whole feed what was said of the last one stays.
     *
     * @param bytes size of the feed's first file
     * @param sha256 its checksum
     */
    byte[] text(PreviousFeed previous, FeedFiles.Ready ready, long bytes, String sha256) {
        TextBuffer out = new TextBuffer(2048);
        JsonWriter json = new JsonWriter(out).object();
        json.field("feed", feed).field("bytes", bytes).field("sha256", sha256);
        appendParts(ready, previous, json);
        if (!place.destinations().isEmpty()) {
            json.array("deliveredTo");
            place.destinations().forEach(destination -> json.text(destination.name()));
            json.endArray();
        }
        json.field("member", member).field("runAt", source.runAt().toString());
        json.object("catalog").field("name", source.catalog()).field("bytes", source.catalogBytes());
        json.field("records", source.records()).endObject();
        ManifestSupplements.append(source.supplements(), json);
        json.field("rules", source.enrichment());
        if (!source.remembered().isEmpty()) {
            json.object(PreviousFeed.REMEMBERED);
            new TreeMap<>(source.remembered()).forEach(json::field);
            json.endObject();
        }
        json.object("products");
        for (ProductStatus status : ProductStatus.values()) {
            json.field(status.word(), tally.products(status));
        }
        json.endObject();
        FeedBody.PartFile changed = ready.delta();
        if (changed != null) {
            appendDelta(changed, json);
        }
        // What guards of the next run compare with.
        json.object(PreviousFeed.FIGURES);
        SummaryJson.append(summary, json);
        json.endObject().array("notChecked");
        contract.notChecked().forEach(json::text);
        json.endArray().field("checkDiskBytes", contract.checkDiskBytes());
        DocumentCount.append(documents, json);
        json.object("ledger").field("bytes", ready.ledger().bytes());
        json.field("sha256", ready.ledger().sha256()).endObject().endObject().endLine();
        return Arrays.copyOf(out.bytes(), out.end());
    }

    private static void appendParts(FeedFiles.Ready ready, PreviousFeed previous, JsonWriter json) {
        if (ready.version() > 0) {
            json.field(PreviousFeed.VERSION, ready.version());
        }
        if (ready.parts().isEmpty()) {
            previous.appendParts(json);
        }
        if (ready.parts().size() > 1) {
            json.array(PreviousFeed.PARTS);
            for (FeedBody.PartFile part : ready.parts().subList(1, ready.parts().size())) {
                json.object()
                        .field("name", part.name())
                        .field("bytes", part.finished().bytes());
                json.field("sha256", part.finished().sha256()).endObject();
            }
            json.endArray();
        }
    }

    private void appendDelta(FeedBody.PartFile delta, JsonWriter json) {
        json.object("delta").field("feed", delta.name());
        json.field("bytes", delta.finished().bytes())
                .field("sha256", delta.finished().sha256())
                .field("since", changes.since());
        json.field("added", changes.added()).field("changed", changes.changed());
        json.field("unchanged", changes.unchanged()).field("removed", changes.removed());
        json.object("fields");
        new TreeMap<>(changes.fields()).forEach(json::field);
        json.endObject().endObject();
    }
}
