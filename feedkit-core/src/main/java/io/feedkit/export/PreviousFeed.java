package io.feedkit.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The feed that stands where a new one shall appear.
 *
 * @param exists whether there is a file at all, with anything in it
 * @param holdsProducts whether it may hold products; only a manifest that belongs to the very file can say that it does not
 */
record PreviousFeed(boolean exists, boolean holdsProducts) {
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
