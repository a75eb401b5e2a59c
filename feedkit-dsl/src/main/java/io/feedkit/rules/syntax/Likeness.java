package io.feedkit.rules.syntax;

/** How a text is compared with a pattern, or {@code contains}: also a list with a value. */
public enum Likeness {
    MATCHES("matches"),
    CONTAINS("contains"),
    STARTS_WITH("starts with"),
    ENDS_WITH("ends with");

    private final String words;

    Likeness(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
