package io.feedkit.product;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One text in several languages.
 *
 * <p><b>Shape:</b> language tag to text, at least one, none blank, ordered by tag. Tags are BCP 47 in lower case with hyphens ({@code fr}, {@code fr-ca}); {@code fr_CA}
 * is taken as {@code fr-ca}. A language that lacks a text is absent.
 */
public final class LocalizedText {
    private final SortedMap<String, String> texts;

    private LocalizedText(SortedMap<String, String> texts) {
        this.texts = Collections.unmodifiableSortedMap(texts);
    }

    /** Blank texts are left out; what remains must not be empty. */
    public static LocalizedText of(Map<String, String> texts) {
        SortedMap<String, String> kept = new TreeMap<>();
        texts.forEach((language, text) -> {
            if (!Blank.strip(text).isEmpty()) {
                kept.put(tag(language), text);
            }
        });
        if (kept.isEmpty()) {
            throw new IllegalArgumentException("a localized text without any text is a missing one");
        }
        return new LocalizedText(kept);
    }

    public static LocalizedText of(String language, String text) {
        return of(Map.of(language, text));
    }

    private static String tag(String language) {
        String tag = Blank.strip(language).toLowerCase(Locale.ROOT).replace('_', '-');
        if (tag.isEmpty()) {
            throw new IllegalArgumentException("the language tag is blank");
        }
        return tag;
    }

    public LocalizedText with(String language, String text) {
        SortedMap<String, String> more = new TreeMap<>(texts);
        more.put(tag(language), text);
        return of(more);
    }

    /** The text of exactly this language, or of the wider one it belongs to: {@code fr-ca} falls back to {@code fr}. */
    public Optional<String> in(String language) {
        String tag = tag(language);
        while (!texts.containsKey(tag)) {
            int cut = tag.lastIndexOf('-');
            if (cut < 0) {
                return Optional.empty();
            }
            tag = tag.substring(0, cut);
        }
        return Optional.of(texts.get(tag));
    }

    /** The text of the first language of the chain that has one. */
    public Optional<String> inFirstOf(List<String> languages) {
        return languages.stream().map(this::in).flatMap(Optional::stream).findFirst();
    }

    /** Texts by language tag, in the order of tags. */
    public SortedMap<String, String> texts() {
        return texts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LocalizedText that && texts.equals(that.texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }

    /** {@code {de=Kessel, en=kettle}}. */
    @Override
    public String toString() {
        return texts.toString();
    }
}
