package io.feedkit.rules.function;

import static io.feedkit.product.AttributeType.INTEGER;
import static io.feedkit.product.AttributeType.TEXT;
import static io.feedkit.rules.function.Definition.text;

import io.feedkit.batch.TextBuffer;
import java.util.List;
import java.util.Locale;

/** Length, case and form of texts. */
final class CaseFunctions {
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
                    .boundBy(site -> cased(site, Letters::lower)),
            Definition.of("upper")
                    .takes(text("t"), text("lang").orNothing())
                    .gives(TEXT)
                    .saying("Puts the text in upper case; a language is needed for Turkish, Azeri and Lithuanian only.")
                    .example("upper(\"été\")", "\"ÉTÉ\"")
                    .example("upper(\"groß\")", "\"GROSS\"")
                    .boundBy(site -> cased(site, Letters::upper)),
            Definition.of("fold")
                    .takes(text("t"))
                    .gives(TEXT)
                    .saying("Makes texts comparable: lower case, no accents, plain forms of special signs.")
                    .example("fold(\"Bleu Foncé\")", "\"bleu fonce\"")
                    .example("fold(\"ﬁn 2²\")", "\"fin 22\"")
                    .by(Kernels.text(Letters::fold)));

    private CaseFunctions() {}

    @FunctionalInterface
    private interface Casing {
        long of(TextBuffer text, long slice, Locale locale);
    }

    private static Kernel cased(CallSite site, Casing casing) {
        if (site.arguments() == 1) {
            return Kernels.text((text, slice) -> casing.of(text, slice, Locale.ROOT));
        }
        return Kernels.textText(
                (text, slice, language) -> casing.of(text, slice, Letters.localeOf(text.string(language))));
    }
}
