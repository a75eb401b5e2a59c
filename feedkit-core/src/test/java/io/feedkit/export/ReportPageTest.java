package io.feedkit.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class ReportPageTest {
    private static final String[] HOSTILE = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'onmouseover='alert(1)",
        "</style><style>@import url(http://evil.example)</style>",
        "<!--",
        "]]><svg onload=alert(1)>",
        "javascript:alert(1)",
        "{0} {1} $1 \\",
        "&lt;b&gt; &amp; &#x3C;",
        "\u202Eevil\u2066",
        "\u0000\u0007\u007F\uD800\uFFFE",
        "x".repeat(5000),
        "",
        "</title></textarea></bdi></p></table>",
        "a/b/required"
    };
    private static final Set<String> ELEMENTS = Set.of(
            "html", "head", "meta", "link", "title", "style", "body", "header", "main", "footer", "section", "article",
            "div", "span", "p", "a", "h1", "h2", "h3", "h4", "ul", "li", "dl", "dt", "dd", "strong", "em", "code",
            "bdi", "details", "summary", "figure", "table", "thead", "tbody", "tr", "th", "td", "svg", "rect");

    private static Document parsed(String html) {
        Parser parser = Parser.htmlParser().setTrackErrors(100);
        Document page = Jsoup.parse(html, parser);
        assertThat(parser.getErrors()).isEmpty();
        return page;
    }

    @Property(tries = 40)
    void whatStrangersWroteStaysText(@ForAll long seed) {
        Document page = parsed(Reports.of(seed, HOSTILE).html(Locale.FRENCH));

        assertThat(page.getAllElements().stream()
                        .map(element -> element.normalName())
                        .filter(name -> !name.equals("#root")))
                .allMatch(ELEMENTS::contains);
        for (Element element : page.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                assertThat(attribute.getKey()).doesNotStartWith("on").isNotEqualTo("src");
            }
        }
        assertThat(page.select("style")).hasSize(1);
    }

    @Property(tries = 10)
    void saysWhatStrangersWroteLetterByLetter(@ForAll long seed) {
        for (String text : List.of("<script>alert(1)</script>", "</style>", "&lt;b&gt; &amp;", "{0} {1}", "' \" `")) {
            assertThat(parsed(Reports.of(seed, text).html()).body().wholeText()).contains(text);
        }
    }

    @Test
    void asksTheNetworkForNothing() {
        Document page = parsed(Reports.of(3, HOSTILE).html());

        assertThat(page.select("[src], [srcset], object, iframe, form, script, base, embed"))
                .isEmpty();
        assertThat(page.select("[href]").eachAttr("href")).allMatch(to -> to.startsWith("#") || to.equals("data:,"));
        assertThat(page.select("style").first().data()).doesNotContain("url(", "@import", "http");
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .startsWith("default-src 'none'");
    }

    @Test
    void linksLeadToElementsOfTheirOwn() {
        Document page = parsed(Reports.of(4).html());
        List<String> ids = page.select("[id]").eachAttr("id");
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        assertThat(page.select("a[href]").eachAttr("href")).isNotEmpty().allMatch(to -> ids.contains(to.substring(1)));
        assertThat(page.select("[aria-labelledby]").eachAttr("aria-labelledby")).allMatch(ids::contains);
    }

    @Test
    void explainsProblemsInTheWordsOfTheHandbook() {
        ExportReport report = Reports.of(5, "value.no-unit");
        assertThat(parsed(report.html()).select(".explain").text()).contains("unit");
    }

    @Test
    void speaksTwoLanguagesWithTheSameWords() throws IOException {
        assertThat(keys("fr")).isEqualTo(keys("en"));
        assertThat(Reports.of(6).html(Locale.CANADA_FRENCH)).contains("lang=\"fr\"", "Rapport d’export");
        assertThat(Reports.of(6).html(Locale.GERMAN)).contains("lang=\"en\"", "Export report");
    }

    private static Set<String> keys(String language) throws IOException {
        Properties words = new Properties();
        try (InputStream in = ExportReport.class.getResourceAsStream("report/report_" + language + ".properties")) {
            words.load(in);
        }
        return words.keySet().stream().map(String::valueOf).collect(Collectors.toSet());
    }

    @Test
    void isTheSamePageWhateverTheMachineSpeaks() {
        ExportReport report = Reports.of(7);
        String page = report.html();
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(report.html()).isEqualTo(page);
        } finally {
            Locale.setDefault(usual);
        }
    }
}
