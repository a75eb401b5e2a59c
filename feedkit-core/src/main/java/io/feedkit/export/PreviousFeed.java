package io.feedkit.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The feed that stands where a new one shall appear.
 *
 * @param exists whether there is a file at all, with anything in it
 * @param holdsProducts whether it may hold products; only a manifest that belongs to the very file can say that it does not
 */
record PreviousFeed(boolean exists, boolean holdsProducts) {
    /** Where a manifest keeps what rules want to know in the next run. */
    static final String REMEMBERED = "remembered";

    private static final JsonFactory JSON = new JsonFactory();
    private static final long LARGEST_MANIFEST = 4L << 20;
    private static final Pattern BYTES = Pattern.compile("\"bytes\":(\\d+),\"sha256\"");
    private static final Pattern SENT = Pattern.compile("\"products\":\\{[^}]*\"sent\":(\\d+)");

    static PreviousFeed of(Path file, Path manifest) {
        try {
            long bytes = Files.exists(file) ? Files.size(file) : 0;
            return new PreviousFeed(bytes > 0, bytes > 0 && !saysEmpty(manifest, bytes));
        } catch (IOException e) {
            return new PreviousFeed(true, true);
        }
    }

    /** What the last run left in the manifest for this one; nothing when there is none, or none of ours. */
    static Map<String, String> remembered(Path manifest) {
        Map<String, String> found = new TreeMap<>();
        try {
            if (!Files.isRegularFile(manifest) || Files.size(manifest) > LARGEST_MANIFEST) {
                return found;
            }
            try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), Files.readAllBytes(manifest))) {
                read(parser, found);
            }
        } catch (IOException | JacksonException e) {
            found.clear();
        }
        return found;
    }

    private static void read(JsonParser parser, Map<String, String> found) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return;
        }
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            boolean here = name.equals(REMEMBERED);
            if (parser.nextToken() != JsonToken.START_OBJECT || !here) {
                parser.skipChildren();
                continue;
            }
            for (String key = parser.nextName(); key != null; key = parser.nextName()) {
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    found.put(key, parser.getString());
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    /** Whether the manifest is of a file of that size and counts no product in it. */
    private static boolean saysEmpty(Path manifest, long feedBytes) throws IOException {
        if (!Files.isRegularFile(manifest) || Files.size(manifest) > LARGEST_MANIFEST) {
            return false;
        }
        // The manifest is our own; what does not look like it says nothing.
        String text = new String(Files.readAllBytes(manifest), StandardCharsets.UTF_8);
        Matcher bytes = BYTES.matcher(text);
        Matcher sent = SENT.matcher(text);
        return bytes.find()
                && sent.find()
                && Long.toString(feedBytes).equals(bytes.group(1))
                && "0".equals(sent.group(1));
    }
}
