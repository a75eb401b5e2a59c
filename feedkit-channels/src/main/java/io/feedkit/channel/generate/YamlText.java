package io.feedkit.channel.generate;

import io.feedkit.catalog.yaml.YamlScalar;

/**
 * Writes YAML that people read: plain where it can be, in quotes where it must.
 *
 * <p>Whatever text comes in, what comes out is that text for any reader of YAML 1.2, and for those of YAML 1.1 too: no truth value, number or sign of YAML is ever left without quotes.
 */
final class YamlText {
    private static final int COMMENT_WIDTH = 170;

    private final StringBuilder text = new StringBuilder();

    /** A comment, in as many lines as it needs. */
    void comment(String words) {
        String rest = visible(words);
        do {
            int end = rest.length() <= COMMENT_WIDTH ? rest.length() : rest.lastIndexOf(' ', COMMENT_WIDTH);
            end = end < 1 ? Math.min(rest.length(), COMMENT_WIDTH) : end;
            text.append(rest.isEmpty() ? "#" : "# ").append(rest, 0, end).append('\n');
            rest = rest.substring(end).strip();
            rest = rest.isEmpty() ? rest : "  " + rest;
        } while (!rest.isBlank());
    }

    private static String visible(String words) {
        return words.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]+", " ");
    }

    void blank() {
        text.append('\n');
    }

    /** A key with what is written behind it, already YAML; nothing for a mapping that follows. */
    void entry(int indent, String key, String value) {
        text.append("  ".repeat(indent)).append(YamlScalar.inside(key)).append(':');
        text.append(value.isEmpty() ? "" : " ").append(value).append('\n');
    }

    String done() {
        return text.toString();
    }
}
