package io.feedkit.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * What is said about descriptors, in one language: {@code descriptor_en.properties} and its sisters, by key. {@code {0}} stands for the first value. What a language lacks is taken from
 * English.
 */
final class DescriptorWords {
    private final Locale locale;
    private final Map<String, String> texts;

    private DescriptorWords(Locale locale, Map<String, String> texts) {
        this.locale = locale;
        this.texts = texts;
    }

    /** A value that has words of its own in each language. */
    record Term(String key) {}

    private static final class English {
        static final DescriptorWords LOADED = new DescriptorWords(Locale.ENGLISH, load("en"));
    }

    static DescriptorWords english() {
        return English.LOADED;
    }

    static DescriptorWords in(Locale language) {
        Map<String, String> texts = new HashMap<>(English.LOADED.texts);
        texts.putAll(load(language.getLanguage()));
        return new DescriptorWords(language, Map.copyOf(texts));
    }

    private static Map<String, String> load(String language) {
        Properties properties = new Properties();
        String file = "descriptor_" + language + ".properties";
        try (InputStream in = DescriptorWords.class.getResourceAsStream(file)) {
            if (in != null) {
                properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> texts = new HashMap<>();
        properties.forEach((key, text) -> texts.put((String) key, (String) text));
        return texts;
    }

    Locale locale() {
        return locale;
    }

    /** The keys there are words for. */
    Set<String> keys() {
        return texts.keySet();
    }

    /** The words under a key with their values filled in; empty when there are none. */
    String say(String key, Object... values) {
        String template = texts.getOrDefault(key, "");
        StringBuilder said = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            boolean hole = template.charAt(i) == '{'
                    && i + 2 < template.length()
                    && template.charAt(i + 2) == '}'
                    && Character.isDigit(template.charAt(i + 1))
                    && template.charAt(i + 1) - '0' < values.length;
            if (hole) {
                Object value = values[template.charAt(i + 1) - '0'];
                said.append(value instanceof Term term ? say(term.key()) : value);
                i += 2;
            } else {
                said.append(template.charAt(i));
            }
        }
        return said.toString();
    }
}
