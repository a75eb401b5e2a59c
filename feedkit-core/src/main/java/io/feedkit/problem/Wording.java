package io.feedkit.problem;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Texts for people in one language, by key: {@code name_en.properties} and its sisters, in UTF-8. What a language lacks is taken from English.
 * French gets its no-break spaces here; its files are written with plain ones.
 *
 * <p>Immutable and safe to share.
 *
 * @param language whose texts these are, as was asked for
 */
public record Wording(Locale language, Map<String, String> texts) {
    public Wording {
        texts = Map.copyOf(texts);
    }

    /**
     * Reads the texts of a language.
     *
     * @param name of the files, without language and ending
     * @param files opens a file by its name, or gives null when there is none; a class of the module that has them, since no other may read them
     */
    public static Wording load(String name, Locale language, Function<String, @Nullable InputStream> files) {
        Map<String, String> texts = new HashMap<>();
        read(name + "_en.properties", files, texts, UnaryOperator.identity());
        if (!language.getLanguage().equals("en")) {
            boolean isFrench = language.getLanguage().equals("fr");
            read(
                    name + "_" + language.getLanguage() + ".properties",
                    files,
                    texts,
                    isFrench ? FrenchSpaces::in : UnaryOperator.identity());
        }
        return new Wording(language, texts);
    }

    private static void read(
            String file,
            Function<String, @Nullable InputStream> files,
            Map<String, String> into,
            UnaryOperator<String> typography) {
        Properties properties = new Properties();
        try (InputStream in = files.apply(file)) {
            if (in != null) {
                properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        properties.forEach((key, text) -> into.put((String) key, typography.apply((String) text)));
    }

    /** Whether there is a text under a key. */
    public boolean has(String key) {
        return texts.containsKey(key);
    }

    /** The text under a key with values for its holes {@code {0}} to {@code {9}}; empty when there is none. Braces within a value stay as they are. */
    public String say(String key, Object... values) {
        String template = texts.getOrDefault(key, "");
        StringBuilder said = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            int hole = hole(template, i);
            if (hole >= 0 && hole < values.length) {
                said.append(values[hole]);
                i += 2;
            } else {
                said.append(template.charAt(i));
            }
        }
        return said.toString();
    }

    /** The number of the hole that begins here, or -1. */
    private static int hole(String template, int at) {
        boolean hole = template.charAt(at) == '{' && at + 2 < template.length() && template.charAt(at + 2) == '}';
        char digit = hole ? template.charAt(at + 1) : ' ';
        return digit >= '0' && digit <= '9' ? digit - '0' : -1;
    }
}
