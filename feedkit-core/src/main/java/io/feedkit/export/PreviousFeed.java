package io.feedkit.export;

import io.feedkit.feed.json.JsonObject;
import io.feedkit.feed.json.JsonWriter;
import io.feedkit.location.PublishProblem;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The feed that stands where a new one shall appear, as far as its manifest tells of it. */
final class PreviousFeed {
    /** Where a manifest keeps what rules want to know in the next run. */
    static final String REMEMBERED = "remembered";

    /** Where a manifest keeps what guards want to know in the next run. */
    static final String FIGURES = "figures";

    /** Where a manifest names the files of a feed beyond the first. */
    static final String PARTS = "parts";

    /** Where a manifest has the number of a feed whose versions are kept. */
    static final String VERSION = "version";

    private static final long LARGEST_MANIFEST = 4L << 20;

    private final boolean exists;
    private final Map<String, Object> manifest;
    private final boolean belongs;

    private PreviousFeed(boolean exists, Map<String, Object> manifest, boolean belongs) {
        this.exists = exists;
        this.manifest = manifest;
        this.belongs = belongs;
    }

    /** Looks at it; a feed that is there and cannot be looked at is none to be replaced: nobody knows how many files it has, and what guards would say. */
    static PreviousFeed of(Path file, Path manifest) {
        try {
            long bytes = size(file);
            Map<String, Object> said = read(manifest);
            boolean belongs = number(said.get("bytes")).compareTo(BigDecimal.valueOf(bytes)) == 0;
            // A feed of which only deltas were ever written has no file of its own.
            boolean exists = bytes > 0 || belongs && said.containsKey("delta");
            return new PreviousFeed(exists, said, belongs && exists);
        } catch (IOException e) {
            throw PublishProblem.CANNOT_WRITE.at(
                    file.toString(), "The last feed cannot be looked at: " + e.getMessage() + ".", e);
        }
    }

    /** 0 when there is no such file. An answer of yes or no would take a disk that fails for a file that is not there. */
    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private static Map<String, Object> read(Path manifest) throws IOException {
        long bytes = size(manifest);
        boolean readable = bytes > 0 && bytes <= LARGEST_MANIFEST;
        return readable ? JsonObject.parse(Files.readAllBytes(manifest)) : Map.of();
    }

    /** What the last run left in the manifest for this one; nothing when there is none, or none of ours. */
    static Map<String, String> remembered(Path manifest) {
        Map<String, String> found = new TreeMap<>();
        try {
            object(read(manifest).get(REMEMBERED)).forEach((name, value) -> {
                if (value instanceof String text) {
                    found.put(name, text);
                }
            });
        } catch (IOException e) {
            found.clear();
        }
        return found;
    }

    /** Of how many files it consists, as far as known; 1 at least. */
    int parts() {
        return 1 + furtherParts().size();
    }

    private List<?> furtherParts() {
        return belongs && manifest.get(PARTS) instanceof List<?> parts ? parts : List.of();
    }

    /** Says of its further files what its manifest says, for a run that leaves them in place. */
    void appendParts(JsonWriter json) {
        if (furtherParts().isEmpty()) {
            return;
        }
        json.array(PARTS);
        for (Object part : furtherParts()) {
            Map<String, Object> said = object(part);
            json.object().field("name", text(said.get("name")));
            json.field("bytes", number(said.get("bytes")).longValue());
            json.field("sha256", text(said.get("sha256"))).endObject();
        }
        json.endArray();
    }

    /** Its number among the versions of the feed; 0 when it has none. */
    int version() {
        return belongs ? Math.max(0, number(manifest.get(VERSION)).intValue()) : 0;
    }

    long products() {
        return Math.max(0, sent());
    }

    String runAt() {
        return manifest.get("runAt") instanceof String text ? text : "";
    }

    /** The checksum the manifest has of one of the files; empty when it says nothing of it. */
    String checksumOf(String name) {
        if (name.equals(manifest.get("feed"))) {
            return text(manifest.get("sha256"));
        }
        for (Object part : furtherParts()) {
            Map<String, Object> said = object(part);
            if (name.equals(said.get("name"))) {
                return text(said.get("sha256"));
            }
        }
        return name.startsWith(manifest.get("feed") + LedgerFiles.PLAIN)
                ? text(object(manifest.get("ledger")).get("sha256"))
                : "";
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    /** Whether there is a file at all, with anything in it. */
    boolean exists() {
        return exists;
    }

    /** Whether it may hold products; only a manifest that belongs to the very file can say that it does not. */
    boolean holdsProducts() {
        return exists && !(belongs && sent() == 0);
    }

    /** The size its manifest says, 0 when there is none. */
    long bytes() {
        return manifest.containsKey("bytes") ? number(manifest.get("bytes")).longValue() : 0;
    }

    /** The checksum its manifest says, or empty. */
    String sha256() {
        return manifest.get("sha256") instanceof String sum ? sum : "";
    }

    private long sent() {
        Map<?, ?> products = object(manifest.get("products"));
        // A channel may hold what was refused or left waiting, as it was before.
        return Stream.of("sent", "unchanged", "rejected", "waiting")
                .mapToLong(name -> Math.max(0, number(products.get(name)).longValue()))
                .sum();
    }

    /** The feed in numbers; {@link FeedSummary#NONE} when no manifest of ours belongs to it. */
    FeedSummary summary() {
        if (!belongs || !(manifest.get(FIGURES) instanceof Map)) {
            return FeedSummary.NONE;
        }
        return SummaryJson.read(manifest);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object value) {
        return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }

    /** A number, also where it stands as a text so that no reader makes it a double; else -1. */
    private static BigDecimal number(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        try {
            return value instanceof String text ? new BigDecimal(text) : BigDecimal.ONE.negate();
        } catch (NumberFormatException e) {
            return BigDecimal.ONE.negate();
        }
    }
}
