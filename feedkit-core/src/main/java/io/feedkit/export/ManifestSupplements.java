package io.feedkit.export;

import io.feedkit.catalog.SupplementReport;
import io.feedkit.feed.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What manifests say of the supplements of a catalogue. */
final class ManifestSupplements {
    private ManifestSupplements() {}

    static void append(List<SupplementReport> supplements, JsonWriter json) {
        if (supplements.isEmpty()) {
            return;
        }
        json.array("supplements");
        for (SupplementReport supplement : supplements) {
            json.object().field("name", supplement.source()).field("key", supplement.key());
            json.array("attributes");
            supplement.attributes().forEach(json::text);
            json.endArray().field("rows", supplement.rows()).field("keys", supplement.keys());
            json.field("repeated", supplement.repeated()).field("found", supplement.found());
            json.field("missing", supplement.missing()).field("unused", supplement.unused());
            json.endObject();
        }
        json.endArray();
    }

    /** The supplements of parts of a feed, as if one run had used them. */
    static List<SupplementReport> merged(List<Map<String, Object>> manifests) {
        List<SupplementReport> all = new ArrayList<>();
        for (Map<String, Object> manifest : manifests) {
            SummaryJson.array(manifest.get("supplements")).forEach(said -> all.add(read(SummaryJson.object(said))));
        }
        return ReportMerge.supplements(all.stream());
    }

    private static SupplementReport read(Map<String, Object> said) {
        return new SupplementReport(
                SummaryJson.text(said.get("name")),
                SummaryJson.text(said.get("key")),
                SummaryJson.array(said.get("attributes")).stream()
                        .map(SummaryJson::text)
                        .toList(),
                SummaryJson.count(said.get("rows")),
                SummaryJson.count(said.get("keys")),
                SummaryJson.count(said.get("repeated")),
                SummaryJson.count(said.get("found")),
                SummaryJson.count(said.get("missing")),
                SummaryJson.count(said.get("unused")),
                0);
    }
}
