package io.feedkit.rules.function;

import static io.feedkit.rules.function.NastyTexts.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTextTest {
    private static final Pattern TAG = Pattern.compile("<[a-zA-Z/!?][^>]*>");

    @Provide
    Arbitrary<String> markup() {
        return Arbitraries.of(
                        "<",
                        ">",
                        "</",
                        "<p>",
                        "</p>",
                        "<br/>",
                        "<b class=\"x\">",
                        "<a href='a>b'>",
                        "<a title=\"",
                        "'",
                        "\"",
                        "=",
                        "<!--",
                        "-->",
                        "<!-->",
                        "--!>",
                        "<script>",
                        "</script>",
                        "<style type=x>",
                        "</STYLE>",
                        "<SCRIPT",
                        "<![CDATA[",
                        "]]>",
                        "<?php",
                        "?>",
                        "<!doctype html>",
                        "word",
                        " ",
                        "\n",
                        "é",
                        "👍",
                        "<3",
                        "< 60",
                        "a<b",
                        "&",
                        ";",
                        "<li>",
                        "<b",
                        "b>",
                        "<x-y>",
                        "</>",
                        "<é>",
                        "-")
                .list()
                .ofMaxSize(16)
                .map(pieces -> String.join("", pieces));
    }

    private static String strip(String html) {
        return run((text, slice) -> new HtmlText(HtmlText.Blocks.BLANK).strip(text, slice), html);
    }

    @Property(tries = 5000)
    void noTagIsLeft(@ForAll("markup") String html) {
        // What CDATA sections hold is text, and several of them side by side may spell a tag.
        String outsideCdata = html.replace("<![CDATA[", "");
        assertThat(strip(outsideCdata)).doesNotContainPattern(TAG);
    }

    @Property(tries = 5000)
    void nothingIsAddedButBlanks(@ForAll("markup") String html) {
        assertThat(isSubsequence(strip(html).replaceAll("\\s", ""), html)).isTrue();
    }

    @Property(tries = 5000)
    void textWithoutMarkupStays(@ForAll("markup") String html) {
        String plain = html.replaceAll("[<&]", "").replace("]]>", "");
        assertThat(strip(plain)).isEqualTo(plain);
    }

    @Property(tries = 5000)
    void linesAreNeverDoubledAndBulletsStartThem(@ForAll("markup") String html) {
        String lines = run((text, slice) -> new HtmlText(HtmlText.Blocks.LINES).strip(text, slice), html);
        if (!lines.equals(html)) {
            assertThat(lines).doesNotContain("\n\n").doesNotContain("  ").doesNotStartWith("\n");
            assertThat(lines).doesNotContainPattern("[^\\n]• ");
        }
    }

    private static boolean isSubsequence(String part, String whole) {
        int at = 0;
        for (int i = 0; i < part.length(); i++) {
            at = whole.indexOf(part.charAt(i), at) + 1;
            if (at == 0) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<p>One</p><p>Two</p>|One Two",
                "One<br><br/>Two|One Two",
                "bold<b>er</b>|bolder",
                "<div> One </div> <div>Two</div>|One Two",
                "width < 60 cm & height > 5 cm|width < 60 cm & height > 5 cm",
                "I <3 you|I <3 you",
                "a <a title=\"x > y\">b</a>|a b",
                "a <a title=\"x > y>b</a>|a  y>b",
                "cut off <a href=\"x|cut off <a href=\"x",
                "x<script>if (a<b) alert('</p>')</script>y|xy",
                "x<style>p{}</style ><p>y|x y",
                "x<!-- <p> -->y|xy",
                "x<!-- never closed|x",
                "<![CDATA[<b>x</b> y]]>|x y",
                "a&nbsp;b|a\u00a0b",
                "&lt;b&gt;|<b>",
                "&eacute;&#233;&#xE9;&hearts;&apos;|éééé♥'",
                "&unknown; &amp R&D &#x1F600; &#0; &#30;|&unknown; &amp R&D 😀 &#0; &#30;",
                "&#150;|–",
                "<<b>b>|< b>",
                "<td>1</td><td>2</td>|1 2",
                "<blockquote>a</blockquote>b|a b",
            })
    void marksOfRealDescriptions(String html, String text) {
        assertThat(strip(html)).isEqualTo(text.replace("éééé", "ééé"));
    }

    @Test
    void staysLinearOnHostileText() {
        for (String piece :
                new String[] {"<a \"", "<a ='", "<!--", "<script>", "<", "&#", "</", "<![CDATA[", "<a b='>", "]]>"}) {
            String hostile = piece.repeat(200_000 / piece.length());
            long start = System.nanoTime();
            strip(hostile);
            assertThat(System.nanoTime() - start).as(piece).isLessThan(2_000_000_000L);
        }
    }
}
