package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.rules.Explainer;
import io.feedkit.rules.RuleSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A catalogue with many faults, told to a merchant who reads French: in summary, page and explanation no sentence is English. */
class FrenchReportTest {
    private static final String CATALOGUE = """
            id,title,description,link,image_link,price,sale_price,brand,gtin,mpn,quantity,color,condition,availability_date,shipping,item_group_id,unit_pricing_measure,unit_pricing_base_measure
            A1,Lampe en papier,Une lampe <b>belle</b>,https://shop.example/a1,https://img.example/a1.jpg,12.50,9.90,Acme,3760000000017,L1,5,rouge,new,,FR:::4.90 EUR,,,
            A2,,Une lampe,https://shop.example/a2,https://img.example/a2.jpg,12.50,,Acme,3760000000018,L2,5,#ff0000,comme neuf,,,,,
            A3,LAMPE GÉANTE LIVRAISON GRATUITE,LAMPE GÉANTE EN BOIS,/lampe à papier,img/été 1.jpg,-3,,n/a,12345,L3,0,r,,2020-01-01,,G1,,
            A4,Lampe,Une lampe avec www.site.fr,http//shop.example/été,https://img.example/a4.jpg,0,,Acme,2000000000008,,2,rouge,used,,XX:::4.90,G1,100 g,1 l
            A5,Lampe,Une lampe,https://shop.example/a5,https://img.example/a5.jpg,,99.00,Acme,,,,rouge,new,,,,,
            A1,Lampe en papier,Une lampe,https://shop.example/a1,https://img.example/a1.jpg,12.50,19.90,Acme,3760000000017,L1,5,rouge,new,,,,,
            """;

    /** Words that stand in no French sentence. */
    private static final Pattern ENGLISH = Pattern.compile(
            "(?<![-/_\\w])(the|is|are|was|were|has|have|its|this|there|which|with|from|here|it|record)(?![-/_\\w])",
            Pattern.CASE_INSENSITIVE);

    @TempDir
    private Path folder;

    private Catalog catalogue() {
        return Feeds.catalogue(folder, CATALOGUE);
    }

    private ExportReport report() {
        return Export.of(catalogue())
                .to(Channels.get("google-shopping").member("FR", "fr"), folder.resolve("google.xml"))
                .to(Channels.get("meta").member("FR", "fr"), folder.resolve("meta.csv"))
                .to(Channels.get("idealo").member("DE", "de"), folder.resolve("idealo.csv"))
                .to(Channels.get("google-product-input").member("FR", "fr"), folder.resolve("google.ndjson"))
                .at(Feeds.JUNE)
                .run();
    }

    private static List<String> english(String text) {
        return text.lines()
                .map(line -> line.replaceAll("\"[^\"]*\"", ""))
                .filter(line -> ENGLISH.matcher(line).find())
                .toList();
    }

    @Test
    void theSummaryIsFrench() {
        String summary = report().summary(Locale.FRENCH);
        assertThat(summary).contains("n'est pas une adresse complète");
        assertThat(english(summary)).isEmpty();
    }

    /** What the documentation says of the codes of problems is English, and the page says so. */
    @Test
    void thePageIsFrench() {
        String page = report().html(Locale.FRENCH);
        String sentences = page.replaceAll("(?s)<(style|svg|script|code)\\b.*?</\\1>", "")
                .replaceAll("(?s)<section [^>]*\"source\".*?</section>", "")
                .replaceAll("<[^>]+>", "\n")
                .replace("&quot;", "\"")
                .replace("&#39;", "'");
        assertThat(sentences).contains("n'est pas une adresse complète");
        assertThat(english(sentences)).isEmpty();
    }

    @Test
    void theExplanationIsFrench() {
        Path rules = Feeds.written(folder, "none.fk", "");
        Catalog catalog = catalogue();
        String text = Explainer.of(RuleSet.compile(rules, catalog.schema()), catalog)
                .with(List.of(Channels.get("google-shopping").member("FR", "fr")))
                .explain("A3", Feeds.JUNE)
                .orElseThrow()
                .text(Locale.FRENCH);
        assertThat(text).contains("n'est pas une adresse complète").contains("converti, link\u00A0: encode-url");
        assertThat(english(text)).isEmpty();
    }
}
