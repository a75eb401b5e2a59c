package io.feedkit.product;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The attributes that every catalogue has a slot for, whether or not it fills it: what rules and channels may name without asking the merchant.
 *
 * <p><b>Source:</b> the file {@code META-INF/feedkit/attributes.txt}: what the rule language assumes, and every attribute of Google's product data
 * specification, since other channels' names are mostly its. Immutable.
 */
public final class Attributes {
    private static final String RESOURCE = "/META-INF/feedkit/attributes.txt";

    private final List<Attribute> all;
    private final Map<String, Attribute> byName = new HashMap<>();
    private final Map<String, List<Attribute>> bySpelling = new HashMap<>();
    private final Map<String, List<Attribute>> byUnaccented = new HashMap<>();

    private Attributes(List<Attribute> all) {
        this.all = List.copyOf(all);
        for (Attribute attribute : all) {
            if (byName.put(attribute.name(), attribute) != null) {
                throw new IllegalStateException("attribute " + attribute.name() + " is given twice");
            }
            spell(attribute.name(), attribute);
            attribute.synonyms().forEach(synonym -> spell(synonym, attribute));
        }
    }

    private void spell(String spelling, Attribute attribute) {
        String plain = plain(spelling);
        bySpelling.computeIfAbsent(plain, key -> new ArrayList<>(1)).add(attribute);
        byUnaccented
                .computeIfAbsent(isAscii(spelling) ? plain : unaccented(spelling), key -> new ArrayList<>(1))
                .add(attribute);
    }

    private static final class Standard {
        static final Attributes LOADED = load();
    }

    /** The standard attributes. */
    public static Attributes standard() {
        return Standard.LOADED;
    }

    private static Attributes load() {
        try (InputStream in = Attributes.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is not in the jar of feedkit-core");
            }
            // Lines, since every run begins with them: reading the same as YAML took a twelfth of a small run.
            List<Attribute> found = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Attributes::attribute)
                    .toList();
            return new Attributes(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Attribute attribute(String line) {
        List<String> parts = split(line, '|');
        String[] kind = parts.get(1).split(" ");
        return new Attribute(
                parts.get(0),
                AttributeType.named(kind[0]).orElseThrow(() -> new IllegalStateException(line + " names no type")),
                parts.get(2),
                parts.size() > 3 ? split(parts.get(3), ',') : List.of(),
                List.of(),
                false,
                kind.length > 1);
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
            parts.add(text.substring(from, to).strip());
            from = to + 1;
        }
        parts.add(text.substring(from).strip());
        return parts;
    }

    /** All of them, in the order people look for them. */
    public List<Attribute> all() {
        return all;
    }

    /** The attribute with exactly this name. */
    public Optional<Attribute> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The attribute that goes by this name in exports and in people's mouths; case, spaces, punctuation and, if need be, accents do not matter. */
    public Optional<Attribute> knownAs(String spelling) {
        List<Attribute> found = bySpelling.get(plain(spelling));
        found = found == null ? byUnaccented.get(unaccented(spelling)) : found;
        return found == null ? Optional.empty() : Optional.of(found.get(0));
    }

    /** Letters and digits in lower case, whatever else stands between them as one underscore: {@code Prix d'achat} is {@code prix_d_achat}. */
    public static String plain(String spelling) {
        String composed = (isAscii(spelling) ? spelling : Normalizer.normalize(spelling, Normalizer.Form.NFC))
                .toLowerCase(Locale.ROOT);
        StringBuilder plain = new StringBuilder(composed.length());
        boolean gap = false;
        for (int i = 0; i < composed.length(); ) {
            int c = composed.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isLetterOrDigit(c)) {
                if (gap && plain.length() > 0) {
                    plain.append('_');
                }
                gap = false;
                plain.appendCodePoint(c);
            } else {
                gap = true;
            }
        }
        return plain.toString();
    }

    /** As {@link #plain}, with every letter in its plain form: {@code Größe} is {@code grosse}, {@code Nº de artículo} is {@code no_de_articulo}. */
    public static String unaccented(String spelling) {
        if (isAscii(spelling)) {
            return plain(spelling);
        }
        String apart = Normalizer.normalize(
                spelling.replace("ß", "ss").replace("ł", "l").replace("Ł", "L").replace("ø", "o"),
                Normalizer.Form.NFKD);
        StringBuilder letters = new StringBuilder(apart.length());
        for (int i = 0; i < apart.length(); i++) {
            if (Character.getType(apart.charAt(i)) != Character.NON_SPACING_MARK) {
                letters.append(apart.charAt(i));
            }
        }
        return plain(letters.toString());
    }

    /** Nearly every name is, and the tables of Unicode need not be read for it. */
    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
