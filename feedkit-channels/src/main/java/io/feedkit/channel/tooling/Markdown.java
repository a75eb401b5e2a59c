package io.feedkit.channel.tooling;

/** Puts texts into Markdown so that they are read as they are. */
final class Markdown {
    private static final int LONGEST_CODE = 160;

    private Markdown() {}

    /** A text on one line, without signs that Markdown or HTML would take for its own. */
    static String text(String text) {
        return text.strip()
                .replaceAll("\\s+", " ")
                .replace("\\", "\\\\")
                .replace("*", "\\*")
                .replace("_", "\\_")
                .replace("`", "\\`")
                .replace("[", "\\[")
                .replace("<", "&lt;");
    }

    /** Code on one line; what nobody would read in a table is cut. */
    static String code(String code) {
        String line = code.strip().replaceAll("\\s+", " ");
        String cut = line.codePointCount(0, line.length()) <= LONGEST_CODE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_CODE)) + "…";
        String blank = line.isEmpty() ? " " : cut;
        return blank.indexOf('`') < 0 ? "`" + blank + "`" : "`` " + blank + " ``";
    }

    /** In a table a bar would end the cell, in code too. */
    static String cell(String markdown) {
        return markdown.replace("|", "\\|");
    }
}
