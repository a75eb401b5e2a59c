package io.feedkit.catalog;

import io.feedkit.product.Attribute;
import io.feedkit.product.Attributes;
import io.feedkit.product.Currencies;
import io.feedkit.product.Unit;
import io.feedkit.product.VatBasis;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a column's name says about its values: a unit, a currency, a language, a sales channel.
 *
 * @param base the name without it
 * @param unit as written, or empty
 * @param currency an ISO 4217 code, or empty
 * @param language an ISO 639-1 code, or empty
 * @param channel a sales channel, or empty
 * @param vat whether prices are with VAT, or null
 */
record HeaderName(
        String base,
        String unit,
        String currency,
        String language,
        String channel,
        @Nullable VatBasis vat) {
    /** Longer names say nothing we understand, and searching one for its end would take the cube of its length. */
    private static final int LONGEST = 200;

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern CAPITAL =
            Pattern.compile("(?<=[\\p{Ll}\\d])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");
    private static final Pattern NUMBERED = Pattern.compile("(.*\\D)_?\\d{1,2}(?:_url)?");
    private static final Pattern TAIL = Pattern.compile(
            "(.+?)\\s*(?:[(\\[]\\s*(?:in\\s+)?([^()\\[\\]]+?)\\s*[)\\]]|\\s+in\\s+(\\S+)|[-_\\s:.@]+([^-_\\s:.@]+))");
    private static final Pattern LOCALE = Pattern.compile("(.+?)[-_:.@ (\\[]+([a-z]{2})(?:[-_]([A-Z]{2}))?[)\\]]?");
    private static final Pattern AKENEO = Pattern.compile("(.+?)-([a-z]{2})_[A-Z]{2}(?:-(\\w+))?");
    /** As mappings write it, and what rows in languages become. */
    private static final Pattern SAID = Pattern.compile("(.+?)@([a-z]{2})");

    private static final String VAT = "(?:vat|tax|taxes|tva|mwst|ust|iva|btw|vat\\.|dph|tax\\.|podatk\\w*)";
    private static final Pattern GROSS = Pattern.compile(
            "(?iu)\\b(?:(?:incl|inkl|inc|including|inclusive|con|avec|incluso|included|incluida|inclusa|vč|včetně|s|z)[\\s._-]*(?:of[\\s._-]*)?"
                    + VAT + "|" + VAT
                    + "[\\s._-]*(?:incl|inkl|inc|included|incluido|incluida|inclusa|inclusive|inbegrepen|comprise)"
                    + "|ttc|gross|brutto|bruto)\\b\\.?");
    private static final Pattern NET = Pattern.compile(
            "(?iu)\\b(?:(?:excl|exkl|exclusive|excluding|exc|ex|ohne|sin|hors|senza|zonder|without|bez|zzgl)[\\s._-]*(?:of[\\s._-]*)?"
                    + VAT + "|" + VAT + "[\\s._-]*(?:excl|exkl|exc|excluded|excluida|esclusa|exclusive)"
                    + "|ht|net|netto)\\b\\.?");
    private static final Set<String> NOISE = Set.of(
            "product",
            "products",
            "produkt",
            "produktu",
            "produktes",
            "produit",
            "produits",
            "producto",
            "prodotto",
            "produto",
            "artikel",
            "artikels",
            "article",
            "articulo",
            "articolo",
            "artikl",
            "variant",
            "variante",
            "variation",
            "item",
            "du",
            "de",
            "del",
            "der",
            "des",
            "di",
            "da",
            "do",
            "the",
            "of",
            "my",
            "shop",
            "col");
    private static final Set<String> IDENTIFIER = Set.of(
            "id",
            "sku",
            "code",
            "nr",
            "no",
            "num",
            "number",
            "numero",
            "nummer",
            "numer",
            "cislo",
            "kod",
            "key",
            "ref",
            "reference",
            "referenz",
            "referencia",
            "referentie",
            "codigo",
            "codice",
            "identifier",
            "identifiant",
            "clave",
            "cle");
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    /** A unit or a currency at the end: {@code Weight (kg)}, {@code price-EUR}, {@code Preis €}; empty when there is neither. */
    static Optional<HeaderName> counted(String column) {
        Matcher tail = TAIL.matcher(BLANKS.matcher(column.strip()).replaceAll(" "));
        if (column.length() > LONGEST || !tail.matches()) {
            return Optional.empty();
        }
        String base = tail.group(1);
        String word = tail.group(2) != null ? tail.group(2) : tail.group(3) != null ? tail.group(3) : tail.group(4);
        String code = word.equals("€") ? "EUR" : word.equals("£") ? "GBP" : word.toUpperCase(Locale.ROOT);
        if (Currencies.isKnown(code)) {
            return Optional.of(new HeaderName(base, "", code, "", "", null));
        }
        return Unit.named(word).isPresent()
                ? Optional.of(new HeaderName(base, word, "", "", "", null))
                : Optional.empty();
    }

    HeaderName withVat(@Nullable VatBasis basis) {
        return new HeaderName(base, unit, currency, language, channel, basis);
    }

    /** Whether prices are with VAT: {@code Price incl. VAT}, {@code Prix HT}, {@code Preis (netto)}; empty when the name does not say. */
    static Optional<HeaderName> priced(String column) {
        // Underscores and hyphens part words as blanks do; inside a word there is no "net".
        String words = column.replace('_', ' ').replace('-', ' ');
        for (VatBasis basis : List.of(VatBasis.NET, VatBasis.GROSS)) {
            Matcher said = (basis == VatBasis.NET ? NET : GROSS).matcher(words);
            if (said.find()) {
                String base = (words.substring(0, said.start()) + " " + words.substring(said.end()))
                        .replaceAll("[()\\[\\],]", " ")
                        .strip();
                return base.isEmpty() ? Optional.empty() : Optional.of(new HeaderName(base, "", "", "", "", basis));
            }
        }
        return Optional.empty();
    }

    /** The name without words that only say what kind of thing has it: {@code Product weight}, {@code Titre du produit}, {@code Brand *}. */
    static Optional<String> stripped(String column) {
        String withoutNotes = column.replaceAll("\\([^()]*\\)|\\[[^\\[\\]]*]", " ");
        List<String> words = List.of(Attributes.plain(withoutNotes).split("_"));
        String kept = words.stream().filter(word -> !NOISE.contains(word)).collect(Collectors.joining(" "));
        return kept.isEmpty() || kept.equals(column) ? Optional.empty() : Optional.of(kept);
    }

    /** The words of a name that only capitals part: {@code articleNumber}, {@code GTINCode}, {@code priceEUR}; empty where they do not. */
    static Optional<String> parted(String column) {
        if (column.length() > LONGEST) {
            return Optional.empty();
        }
        String parted = CAPITAL.matcher(column).replaceAll(" ").toLowerCase(Locale.ROOT);
        return parted.length() == column.length() ? Optional.empty() : Optional.of(parted);
    }

    /** Whether it is a name of pictures with a number behind it: {@code image_2}, {@code Bild 3}. */
    static boolean isNumberedPicture(String column) {
        Matcher numbered = NUMBERED.matcher(Attributes.plain(column));
        if (!numbered.matches()) {
            return false;
        }
        String base = numbered.group(1);
        return Stream.of(base, base + "_1", stripped(base).orElse(base))
                .flatMap(name -> Attributes.standard().knownAs(name).stream())
                .map(Attribute::name)
                .anyMatch(name ->
                        name.equals("image_link") || name.equals("images") || name.equals("additional_image_link"));
    }

    /** Whether a word of the name says that its values tell records apart. */
    static boolean soundsLikeIdentifier(String column) {
        String words = parted(column).orElse(column);
        return List.of(Attributes.unaccented(words).split("_")).stream().anyMatch(IDENTIFIER::contains);
    }

    /** A language at the end: {@code title_fr}, {@code description (de)}, {@code name-en_US}. */
    static Optional<HeaderName> inLanguage(String column) {
        Matcher locale = LOCALE.matcher(column.strip());
        return column.length() <= LONGEST && locale.matches() && LANGUAGES.contains(locale.group(2))
                ? Optional.of(new HeaderName(locale.group(1), "", "", locale.group(2), "", null))
                : Optional.empty();
    }

    /** Of a text in a language, {@code title@fr}, the name of the text in none. */
    static Optional<String> saidLanguage(String column) {
        Matcher said = SAID.matcher(column);
        return column.length() <= LONGEST && said.matches() && LANGUAGES.contains(said.group(2))
                ? Optional.of(said.group(1))
                : Optional.empty();
    }

    /** A locale and a sales channel, or one of both, as PIM exports write them: {@code description-en_US-print}. */
    static Optional<HeaderName> scoped(String column, List<String> channels) {
        Optional<String> said = saidLanguage(column);
        if (said.isPresent()) {
            String language = column.substring(said.get().length() + 1);
            return Optional.of(new HeaderName(said.get(), "", "", language, "", null));
        }
        Matcher locale = AKENEO.matcher(column);
        if (column.length() <= LONGEST && locale.matches() && LANGUAGES.contains(locale.group(2))) {
            String channel = locale.group(3) == null ? "" : locale.group(3);
            return Optional.of(new HeaderName(locale.group(1), "", "", locale.group(2), channel, null));
        }
        for (String channel : channels) {
            if (column.endsWith("-" + channel) && column.length() > channel.length() + 1) {
                String base = column.substring(0, column.length() - channel.length() - 1);
                return Optional.of(new HeaderName(base, "", "", "", channel, null));
            }
        }
        return Optional.empty();
    }
}
