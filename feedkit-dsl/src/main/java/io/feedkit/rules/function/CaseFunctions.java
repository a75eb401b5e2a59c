package io.feedkit.rules.function;

import static io.feedkit.product.AttributeType.INTEGER;
import static io.feedkit.product.AttributeType.TEXT;
import static io.feedkit.rules.function.Definition.text;

import io.feedkit.batch.TextBuffer;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** Length, case and form of texts. */
final class CaseFunctions {
    /** {@code lower(t)} without a language; one object, so that who searches in its result can be seen to. */
    static final Kernel LOWER = Kernels.text((text, slice) -> Letters.lower(text, slice, Locale.ROOT));

    /** {@code upper(t)} without a language; one object for the same reason. */
    static final Kernel UPPER = Kernels.text((text, slice) -> Letters.upper(text, slice, Locale.ROOT));

    static final List<Function> ALL = List.of(
            Definition.of("length")
                    .takes(text("t"))
                    .gives(INTEGER)
                    .saying("Counts the characters (code points).")
                    .example("length(\"Café\")", "4")
                    .example("length(\"\")", "0")
                    .by(Kernels.count(Utf8::count)),
            Definition.of("byte_length")
                    .takes(text("t"))
                    .gives(INTEGER)
                    .saying("Counts the bytes the text has in UTF-8.")
                    .example("byte_length(\"Café\")", "5")
                    .example("byte_length(\"Cafe\")", "4")
                    .by(Kernels.count((bytes, from, to) -> to - from)),
            Definition.of("display_length")
                    .takes(text("t"))
                    .gives(INTEGER)
                    .saying("Counts the characters as a reader sees them: a flag or a letter with its accents is one.")
                    .example("display_length(\"🇫🇷!\")", "2")
                    .example("display_length(\"Café\")", "4")
                    .by(Kernels.count(Graphemes::count)),
            Definition.of("lower")
                    .takes(text("t"), text("lang").orNothing())
                    .gives(TEXT)
                    .saying("Puts the text in lower case; a language is needed for Turkish, Azeri and Lithuanian only.")
                    .example("lower(\"ÉTÉ Rouge\")", "\"été rouge\"")
                    .example("lower(\"DIZI\", \"tr\")", "\"dızı\"")
                    .boundBy(site -> cased(site, LOWER, Letters::lower)),
            Definition.of("upper")
                    .takes(text("t"), text("lang").orNothing())
                    .gives(TEXT)
                    .saying("Puts the text in upper case; a language is needed for Turkish, Azeri and Lithuanian only.")
                    .example("upper(\"été\")", "\"ÉTÉ\"")
                    .example("upper(\"groß\")", "\"GROSS\"")
                    .boundBy(site -> cased(site, UPPER, Letters::upper)),
            Definition.of("fold")
                    .takes(text("t"))
                    .gives(TEXT)
                    .saying("Makes texts comparable: lower case, no accents, plain forms of special signs.")
                    .example("fold(\"Bleu Foncé\")", "\"bleu fonce\"")
                    .example("fold(\"ﬁn 2²\")", "\"fin 22\"")
                    .by(Kernels.text(Letters::fold)),
            Definition.of("capitalize")
                    .takes(text("t"))
                    .gives(TEXT)
                    .saying("Puts the first letter in upper case and leaves the rest.")
                    .example("capitalize(\"été à Paris\")", "\"Été à Paris\"")
                    .example("capitalize(\"42 rue\")", "\"42 rue\"")
                    .by(WordCase.kernel((text, words) -> words.capitalized(text))),
            Definition.of("title_case")
                    .takes(text("t"), text("lang").orNothing())
                    .gives(TEXT)
                    .saying("Puts the first letter of each word in upper case, small words of the language excepted;"
                            + " words with capitals inside stay unless the whole text is in capitals.")
                    .example("title_case(\"the lord of the USB rings\", \"en\")", "\"The Lord of the USB Rings\"")
                    .example("title_case(\"ROBE D'ÉTÉ À FLEURS\", \"fr\")", "\"Robe d'Été à Fleurs\"")
                    .boundBy(site -> WordCase.kernel(site, (text, words) -> words.titled(text))),
            Definition.of("sentence_case")
                    .takes(text("t"), text("lang").orNothing())
                    .gives(TEXT)
                    .saying("Puts the text in lower case but for the first letter of each sentence; words with"
                            + " capitals inside stay unless the whole text is in capitals, and German nouns stay.")
                    .example("sentence_case(\"Robe Longue en Coton USB-C\", \"fr\")", "\"Robe longue en coton USB-C\"")
                    .example("sentence_case(\"ROBE LONGUE. TAILLE UNIQUE\", \"fr\")", "\"Robe longue. Taille unique\"")
                    .boundBy(site -> WordCase.kernel(site, (text, words) -> words.asSentences(text))),
            Definition.of("normalize")
                    .takes(text("t"), text("form").oneOf("nfc", "nfkc"))
                    .gives(TEXT)
                    .saying("Brings accents, and with nfkc also special signs, into their usual form.")
                    .example("normalize(\"ﬁn\", \"nfkc\")", "\"fin\"")
                    .example("normalize(\"ﬁn\", \"nfc\")", "\"ﬁn\"")
                    .boundBy(CaseFunctions::normalizing),
            Definition.of("ascii")
                    .takes(text("t"))
                    .gives(TEXT)
                    .saying("Writes the text with plain letters: é becomes e, ß ss, Ж Zh; what has no plain form is"
                            + " left out.")
                    .example("ascii(\"Crème brûlée – 5 €\")", "\"Creme brulee - 5 EUR\"")
                    .example("ascii(\"Größe\")", "\"Grosse\"")
                    .by(Kernels.text((text, slice) -> Transliteration.ascii(text, slice, ""))),
            Definition.of("slug")
                    .takes(text("t"), text("lang").orNothing())
                    .gives(TEXT)
                    .saying("Makes a part of an address: small plain letters and digits, with hyphens between the"
                            + " words.")
                    .example("slug(\"Robe d'Été, 100% coton\")", "\"robe-d-ete-100-coton\"")
                    .example("slug(\"Größe XL\", \"de\")", "\"groesse-xl\"")
                    .boundBy(CaseFunctions::slugging));

    private CaseFunctions() {}

    @FunctionalInterface
    private interface Casing {
        long of(TextBuffer text, long slice, Locale locale);
    }

    private static Kernel cased(CallSite site, Kernel ofNoLanguage, Casing casing) {
        if (site.arguments() == 1) {
            return ofNoLanguage;
        }
        return Kernels.textText(
                (text, slice, language) -> casing.of(text, slice, Letters.localeOf(text.string(language))));
    }

    private static Kernel normalizing(CallSite site) {
        Normalizer.Form form = switch (site.word(1, "nfc")) {
            case "nfc" -> Normalizer.Form.NFC;
            case "nfkc" -> Normalizer.Form.NFKC;
            default -> throw Objection.of("forms", "The forms are \"nfc\" and \"nfkc\".");
        };
        return Kernels.text((text, slice) -> {
            if (Utf8.isAscii(text.bytes(), TextBuffer.start(slice), TextBuffer.end(slice))) {
                return slice;
            }
            String old = text.string(slice);
            return Normalizer.isNormalized(old, form) ? slice : text.append(Normalizer.normalize(old, form));
        });
    }

    private static Kernel slugging(CallSite site) {
        if (site.arguments() == 1) {
            return Kernels.text((text, slice) -> Transliteration.slug(text, slice, site.language()));
        }
        return Kernels.textText((text, slice, language) -> Transliteration.slug(text, slice, text.string(language)));
    }
}
