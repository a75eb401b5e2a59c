package io.feedkit.export;

import java.util.List;
import java.util.Objects;

/**
 * What a rule says about itself, for reports: whom to ask, and what it belongs to.
 *
 * @param title a sentence for people, or empty
 * @param owner a team or a person, or empty
 * @param tags words to filter by
 */
public record RuleLabel(String title, String owner, List<String> tags) {
    public static final RuleLabel NONE = new RuleLabel("", "", List.of());

    public RuleLabel {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(owner, "owner");
        tags = List.copyOf(tags);
    }

    /** {@code [logistics: stock, season]}, or empty when there is neither an owner nor a tag. */
    @Override
    public String toString() {
        String words = String.join(", ", tags);
        if (owner.isEmpty()) {
            return words.isEmpty() ? "" : "[" + words + "]";
        }
        return words.isEmpty() ? "[" + owner + "]" : "[" + owner + ": " + words + "]";
    }
}
