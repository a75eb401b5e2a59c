package io.feedkit.rules.function;

import static io.feedkit.rules.function.NastyTexts.count;
import static io.feedkit.rules.function.NastyTexts.givesSameSlice;
import static io.feedkit.rules.function.NastyTexts.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;

@Domain(NastyTexts.class)
@Domain(net.jqwik.api.domains.DomainContext.Global.class)
class TextFunctionsTest {
    private static final String BLANK =
            "[\\t-\\r \\x{85}\\x{A0}\\x{1680}\\x{2000}-\\x{200B}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}\\x{FEFF}]";

    @Property
    void lowerIsWhatTheLanguageSays(@ForAll String text) {
        assertThat(run((t, s) -> Letters.lower(t, s, Locale.ROOT), text)).isEqualTo(text.toLowerCase(Locale.ROOT));
        Locale turkish = Letters.localeOf("tr");
        assertThat(run((t, s) -> Letters.lower(t, s, turkish), text)).isEqualTo(text.toLowerCase(turkish));
    }

    @Property(tries = 5000)
    void searchingInLowerCaseNeedsNoLowerCase(
            @ForAll String text, @ForAll("lowParts") String part, @ForAll @IntRange(max = 9) int shift) {
        byte[] bytes = (".".repeat(shift) + text + "AbK").getBytes(StandardCharsets.UTF_8);
        TextMatch search = Objects.requireNonNull(LoweredSearch.of(part.getBytes(StandardCharsets.UTF_8)));
        assertThat(search.test(bytes, shift, bytes.length - 3))
                .isEqualTo(text.toLowerCase(Locale.ROOT).contains(part));
    }

    @Provide
    Arbitrary<String> lowParts() {
        return Arbitraries.of("a", "b", "z", "i", "k", "word", " ", "1")
                .list()
                .ofMinSize(2)
                .ofMaxSize(4)
                .map(pieces -> String.join("", pieces));
    }

    @Property
    void upperIsWhatTheLanguageSays(@ForAll String text) {
        assertThat(run((t, s) -> Letters.upper(t, s, Locale.ROOT), text)).isEqualTo(text.toUpperCase(Locale.ROOT));
        Locale turkish = Letters.localeOf("tr");
        assertThat(run((t, s) -> Letters.upper(t, s, turkish), text)).isEqualTo(text.toUpperCase(turkish));
    }

    @Property
    void foldingBytesAndFoldingStringsAgree(@ForAll String text) {
        String folded = run(Letters::fold, text);
        assertThat(folded).isEqualTo(Letters.fold(text));
        assertThat(run(Letters::fold, folded)).isEqualTo(folded);
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
        assertThat(run(Letters::fold, decomposed)).isEqualTo(folded);
    }

    @Property
    void trimTakesBlanksOffTheEndsOnly(@ForAll String text) {
        String model = text.replaceAll("^" + BLANK + "+", "").replaceAll(BLANK + "+$", "");
        assertThat(run(CutFunctions::trim, text)).isEqualTo(withoutBlankEnds(model));
    }

    private static String withoutBlankEnds(String text) {
        // $ also matches before a last line end, so once is not always enough.
        Matcher ends = Pattern.compile("\\A" + BLANK + "*(.*?)" + BLANK + "*\\z", Pattern.DOTALL)
                .matcher(text);
        return ends.matches() ? ends.group(1) : text;
    }

    @Property
    void squeezeLeavesOneBlankBetweenWords(@ForAll String text) {
        String model = withoutBlankEnds(text).replaceAll(BLANK + "+", " ");
        String squeezed = run(Squeeze::of, text);
        assertThat(squeezed).isEqualTo(model);
        assertThat(givesSameSlice(Squeeze::of, squeezed)).isTrue();
    }

    @Property
    void lengthCountsCodePoints(@ForAll String text) {
        assertThat(count(Utf8::count, text)).isEqualTo(text.codePointCount(0, text.length()));
    }

    @Property(tries = 5000)
    void graphemesAreThoseOfTheJdk(@ForAll String text) {
        // Where a number sign of Arabic stands before an emoji, the JDK forgets that the emoji may go on.
        String common = text.replace("\u0600", "");
        assertThat(graphemes(common)).isEqualTo(jdkGraphemes(common));
    }

    private static List<String> graphemes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int end = Graphemes.end(bytes, at, bytes.length);
            all.add(new String(bytes, at, end - at, StandardCharsets.UTF_8));
            at = end;
        }
        return all;
    }

    private static List<String> jdkGraphemes(String text) {
        return Pattern.compile("\\X")
                .matcher(text)
                .results()
                .map(r -> r.group())
                .toList();
    }

    private static boolean endsAtGrapheme(String part, String text) {
        int length = 0;
        for (String grapheme : graphemes(text)) {
            if (length >= part.length()) {
                break;
            }
            length += grapheme.length();
        }
        return length == part.length();
    }

    @Property
    void truncateKeepsTheLengthAndCutsNoGrapheme(@ForAll String text, @ForAll @IntRange(min = 0, max = 20) int n) {
        String cut = run((t, s) -> CutFunctions.truncate(t, s, n, 0), text);
        assertThat(cut.codePointCount(0, cut.length())).isLessThanOrEqualTo(n);
        assertThat(text).startsWith(cut);
        if (text.codePointCount(0, text.length()) <= n) {
            assertThat(cut).isEqualTo(text);
        } else {
            String withBlanks = run((t, s) -> CutFunctions.left(t, s, n), text);
            assertThat(endsAtGrapheme(withBlanks, text)).isTrue();
            assertThat(withBlanks.substring(cut.length())).matches(BLANK + "*");
        }
    }

    @Property
    void truncateWordsEndsWithAWholeWord(@ForAll String text, @ForAll @IntRange(min = 0, max = 20) int n) {
        String cut = run((t, s) -> CutFunctions.truncateWords(t, s, n, 0), text);
        assertThat(cut.codePointCount(0, cut.length())).isLessThanOrEqualTo(n);
        assertThat(text).startsWith(cut);
        // A blank that carries an accent is no blank to a reader.
        Assume.that(!Pattern.compile(BLANK + "[\\p{M}\\x{200D}]").matcher(text).find() && !text.contains("\u0600"));
        boolean hasSeveralWords =
                Pattern.compile(BLANK).matcher(withoutBlankEnds(cut)).find();
        if (hasSeveralWords && cut.length() < text.length()) {
            assertThat(text.substring(cut.length()))
                    .as("what follows <%s>", cut)
                    .matches("(?s)" + BLANK + ".*");
        }
    }

    @Property
    void leftAndRightTakePartsOfAtMostThatLength(@ForAll String text, @ForAll @IntRange(min = 0, max = 20) int n) {
        String left = run((t, s) -> CutFunctions.left(t, s, n), text);
        String right = run((t, s) -> CutFunctions.right(t, s, n), text);
        assertThat(text).startsWith(left).endsWith(right);
        assertThat(left.codePointCount(0, left.length())).isLessThanOrEqualTo(n);
        assertThat(right.codePointCount(0, right.length())).isLessThanOrEqualTo(n);
        assertThat(endsAtGrapheme(text.substring(0, text.length() - right.length()), text))
                .isTrue();
    }

    @Property
    void replaceIsWhatStringsDo(@ForAll String text, @ForAll String what, @ForAll String with) {
        if (!what.isEmpty()) {
            String call = Call.run(
                    "replace(" + Call.quoted(text) + ", " + Call.quoted(what) + ", " + Call.quoted(with) + ")");
            assertThat(call).isEqualTo(Call.quoted(text.replace(what, with)));
        }
    }

    @Property
    void escapedHtmlDecodesToTheSameText(@ForAll String text) {
        String escaped = run(HtmlFunctions::escape, text);
        assertThat(run(HtmlFunctions::decode, escaped)).isEqualTo(text);
        assertThat(escaped).doesNotContain("<", ">", "\"", "'");
    }

    @Property
    void asciiHasNothingElse(@ForAll String text) {
        assertThat(Transliteration.ascii(text, "")).matches("[\\x00-\\x7f]*");
        assertThat(run((t, s) -> Transliteration.slug(t, s, ""), text)).matches("([a-z0-9]+(-[a-z0-9]+)*)?");
    }
}
