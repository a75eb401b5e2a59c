package io.feedkit.export;

import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.json.JsonWriter;
import io.feedkit.location.FilePublication;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes one manifest of those of parts of a feed. Counts and figures add up; what each part was stands in {@code parts}. */
final class ManifestMerge {
    static final String SUFFIX = ".manifest.json";

    /** In which order parts follow each other. */
    static final Comparator<Map<String, Object>> PARTS = Comparator.comparing(
                    (Map<String, Object> part) -> SummaryJson.text(part.get("catalog")))
            .thenComparing(part -> SummaryJson.text(part.get("runAt")))
            .thenComparing(part -> SummaryJson.text(part.get("feed")))
            .thenComparing(part -> SummaryJson.text(part.get("sha256")));

    private final List<Map<String, Object>> manifests;

    ManifestMerge(List<Map<String, Object>> manifests) {
        this.manifests = manifests;
        onlyOne("member");
        onlyOne("rules");
    }

    private String onlyOne(String name) {
        Set<String> values = texts(name);
        if (values.size() != 1) {
            throw ReportMerge.notParts(
                    manifests.isEmpty()
                            ? "There is no feed to merge."
                            : "These are no parts of one feed: they have different " + name + " ("
                                    + String.join(", ", values) + ").");
        }
        return values.iterator().next();
    }

    private Set<String> texts(String name) {
        return manifests.stream()
                .map(manifest -> SummaryJson.text(manifest.get(name)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The runs a manifest tells of: itself, or those it was merged from. */
    static List<Map<String, Object>> parts(Map<String, Object> manifest) {
        List<?> merged = SummaryJson.array(manifest.get("parts"));
        if (!merged.isEmpty()) {
            return merged.stream().map(SummaryJson::object).toList();
        }
        Map<String, Object> catalog = SummaryJson.object(manifest.get("catalog"));
        Map<String, Object> part = new TreeMap<>();
        for (String name : List.of("feed", "sha256", "runAt")) {
            part.put(name, SummaryJson.text(manifest.get(name)));
        }
        part.put("catalog", SummaryJson.text(catalog.get("name")));
        part.put("catalogBytes", SummaryJson.number(catalog.get("bytes")));
        part.put("records", SummaryJson.number(catalog.get("records")));
        part.put("bytes", SummaryJson.number(manifest.get("bytes")));
        long lines = SummaryJson.counts(manifest.get("products")).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        part.put("lines", BigDecimal.valueOf(lines));
        return List.of(part);
    }

    TextBuffer text(String feed, FilePublication.Published ledger) {
        List<Map<String, Object>> parts = new ArrayList<>();
        manifests.forEach(manifest -> parts.addAll(parts(manifest)));
        parts.sort(PARTS);
        TextBuffer out = new TextBuffer(4096);
        JsonWriter json = new JsonWriter(out).object();
        json.field("feed", feed).field("bytes", sum(parts, "bytes")).field("sha256", "");
        destinations(json);
        json.field("member", onlyOne("member")).field("runAt", latest(parts));
        json.object("catalog").field("name", names(parts)).field("bytes", sum(parts, "catalogBytes"));
        json.field("records", sum(parts, "records")).endObject();
        ManifestSupplements.append(ManifestSupplements.merged(manifests), json);
        json.field("rules", onlyOne("rules"));
        remembered(json);
        SummaryJson.append("products", counts(manifest -> SummaryJson.counts(manifest.get("products"))), json);
        delta(json);
        json.object(PreviousFeed.FIGURES);
        SummaryJson.append(manifests.stream().map(SummaryJson::read).reduce(FeedSummary.NONE, FeedSummary::plus), json);
        json.endObject().array("notChecked");
        manifests.stream()
                .flatMap(manifest -> SummaryJson.array(manifest.get("notChecked")).stream())
                .map(SummaryJson::text)
                .distinct()
                .sorted()
                .forEach(json::text);
        BigDecimal onDisk = manifests.stream()
                .map(manifest -> SummaryJson.number(manifest.get("checkDiskBytes")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        json.endArray().field("checkDiskBytes", onDisk.longValue());
        DocumentCount.append(
                manifests.stream()
                        .map(manifest -> SummaryJson.object(manifest.get("documents")))
                        .map(told -> new DocumentCount(
                                SummaryJson.count(told.get("records")), SummaryJson.count(told.get("diskBytes"))))
                        .reduce(DocumentCount.NONE, DocumentCount::plus),
                json);
        json.object("ledger").field("bytes", ledger.bytes());
        json.field("sha256", ledger.sha256()).endObject().array("parts");
        parts.forEach(part -> append(part, json));
        json.endArray().endObject().endLine();
        return out;
    }

    private static void append(Map<String, Object> part, JsonWriter json) {
        json.object();
        for (String name : List.of("catalog", "runAt", "feed", "sha256")) {
            json.field(name, SummaryJson.text(part.get(name)));
        }
        for (String name : List.of("catalogBytes", "records", "bytes", "lines")) {
            json.field(name, SummaryJson.count(part.get(name)));
        }
        json.endObject();
    }

    /** What rules want to know in the next run; equal rules leave the same. */
    private void remembered(JsonWriter json) {
        TreeMap<String, String> all = new TreeMap<>();
        for (Map<String, Object> manifest : manifests) {
            SummaryJson.object(manifest.get(PreviousFeed.REMEMBERED))
                    .forEach((name, value) ->
                            all.merge(name, SummaryJson.text(value), (a, b) -> a.compareTo(b) <= 0 ? a : b));
        }
        if (!all.isEmpty()) {
            json.object(PreviousFeed.REMEMBERED);
            all.forEach(json::field);
            json.endObject();
        }
    }

    private void destinations(JsonWriter json) {
        Set<String> names = new TreeSet<>();
        for (Map<String, Object> manifest : manifests) {
            SummaryJson.array(manifest.get("deliveredTo")).forEach(name -> names.add(SummaryJson.text(name)));
        }
        if (!names.isEmpty()) {
            json.array("deliveredTo");
            names.forEach(json::text);
            json.endArray();
        }
    }

    /** What is new in all parts; it stands in the files of the parts, and there is none that has all of it. */
    private void delta(JsonWriter json) {
        List<Map<String, Object>> deltas = manifests.stream()
                .map(manifest -> SummaryJson.object(manifest.get("delta")))
                .filter(delta -> !delta.isEmpty())
                .toList();
        if (deltas.isEmpty()) {
            return;
        }
        json.object("delta").field("feed", "").field("bytes", sum(deltas, "bytes"));
        json.field("sha256", "");
        json.field(
                "since",
                deltas.stream()
                        .map(delta -> SummaryJson.text(delta.get("since")))
                        .min(Comparator.naturalOrder())
                        .orElse(""));
        for (String count : List.of("added", "changed", "unchanged", "removed")) {
            json.field(count, sum(deltas, count));
        }
        Map<String, Long> fields = new TreeMap<>();
        deltas.forEach(delta ->
                SummaryJson.counts(delta.get("fields")).forEach((name, count) -> fields.merge(name, count, Long::sum)));
        json.object("fields");
        fields.forEach(json::field);
        json.endObject().endObject();
    }

    private Map<String, Long> counts(Function<Map<String, Object>, Map<String, Long>> of) {
        Map<String, Long> sums = new TreeMap<>();
        manifests.forEach(manifest -> of.apply(manifest).forEach((name, count) -> sums.merge(name, count, Long::sum)));
        return sums;
    }

    private static long sum(List<Map<String, Object>> parts, String name) {
        return parts.stream()
                .mapToLong(part -> SummaryJson.count(part.get(name)))
                .sum();
    }

    private static String latest(List<Map<String, Object>> parts) {
        return parts.stream()
                .map(part -> SummaryJson.text(part.get("runAt")))
                .max(Comparator.naturalOrder())
                .orElse("");
    }

    private static String names(List<Map<String, Object>> parts) {
        return ReportMerge.name(parts.stream()
                .map(part -> SummaryJson.text(part.get("catalog")))
                .distinct()
                .toList());
    }
}
