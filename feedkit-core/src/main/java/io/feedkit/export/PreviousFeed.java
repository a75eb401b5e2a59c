package io.feedkit.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final long LARGEST_MANIFEST = 4 << 20;

    static PreviousFeed of(Path file, Path manifest) {
        try {
            long bytes = Files.exists(file) ? Files.size(file) : 0;
            return new PreviousFeed(bytes > 0, bytes > 0 && !saysEmpty(manifest, bytes));
        } catch (IOException e) {
            return new PreviousFeed(true, true);
        }
    }

    /** Whether the manifest is of a file of that size and counts no product in it. */
    private static boolean saysEmpty(Path manifest, long feedBytes) throws IOException {
        if (!Files.isRegularFile(manifest) || Files.size(manifest) > LARGEST_MANIFEST) {
            return false;
        }
        long bytes = -1;
        long sent = -1;
        try (InputStream in = Files.newInputStream(manifest);
                JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            String inside = "";
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                String name = json.currentName();
                if (token == JsonToken.START_OBJECT) {
                    inside = name == null ? "" : name;
                } else if (token == JsonToken.END_OBJECT) {
                    inside = "";
                } else if (token == JsonToken.VALUE_NUMBER_INT && inside.isEmpty() && "bytes".equals(name)) {
                    bytes = json.getLongValue();
                } else if (token == JsonToken.VALUE_NUMBER_INT && inside.equals("products") && "sent".equals(name)) {
                    sent = json.getLongValue();
                }
            }
        } catch (JacksonException notAManifest) {
            return false;
        }
        return bytes == feedBytes && sent == 0;
    }
}
