package io.feedkit.export.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code docs/problems.md} says of each code; the build puts that page beside the classes. */
final class Explanations {
    private static final String PAGE = "/META-INF/feedkit/problems.md";
    private static final String ENTRY = "### `";

    private final Map<String, String> byCode = new HashMap<>();

    Explanations() {
        String code = "";
        StringBuilder text = new StringBuilder();
        for (String line : lines()) {
            if (line.startsWith("#")) {
                keep(code, text);
                code = line.startsWith(ENTRY) ? line.substring(ENTRY.length(), line.lastIndexOf('`')) : "";
            } else {
                text.append(line).append('\n');
            }
        }
        keep(code, text);
    }

    private void keep(String code, StringBuilder text) {
        if (!code.isEmpty()) {
            byCode.put(code, text.toString().strip());
        }
        text.setLength(0);
    }

    /** No explanation is missing in a build; a page without them is still a report. */
    private static List<String> lines() {
        try (InputStream in = Explanations.class.getResourceAsStream(PAGE)) {
            return in == null
                    ? List.of()
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String code) {
        return byCode.containsKey(code);
    }

    /** Writes the entry of a code; of its markup, what stands in backquotes becomes code, and paragraphs, examples and fixes stand apart. */
    void write(String code, Html html) {
        String entry = byCode.getOrDefault(code, "")
                .replace("\nExample:", "\n\nExample:")
                .replace(" Fix:", "\n\nFix:")
                .replace("\nFix:", "\n\nFix:");
        for (String paragraph : entry.split("\n\n+")) {
            if (!paragraph.isBlank()) {
                html.open("p");
                words(paragraph.replace('\n', ' ').strip(), html);
                html.close();
            }
        }
    }

    private static void words(String paragraph, Html html) {
        String rest = paragraph;
        for (String head : List.of("Example:", "Fix:")) {
            if (rest.startsWith(head)) {
                html.element("strong", head).text(" ");
                rest = rest.substring(head.length()).strip();
            }
        }
        String[] pieces = rest.split("`", -1);
        for (int i = 0; i < pieces.length; i++) {
            if (i % 2 == 1 && i < pieces.length - 1) {
                html.element("code", pieces[i]);
            } else {
                html.text(pieces[i]);
            }
        }
    }
}
