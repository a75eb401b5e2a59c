package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.export.ExportReport;
import io.feedkit.export.api.ApiTarget;
import io.feedkit.export.api.Lane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel is called that takes a product with all its variants: what is sent, what is sent first, and what is sent again are products with their variants. */
class GroupApiTest {
    @TempDir
    private Path folder;

    private final GroupServer server = new GroupServer();
    private final VirtualPace pace = new VirtualPace();

    @AfterEach
    void stop() {
        server.close();
    }

    private ExportReport run(String csv) {
        return run(csv, target -> target);
    }

    private ExportReport run(String csv, UnaryOperator<ApiTarget> wishes) {
        server.calls.clear();
        return server.run(folder, csv, target -> wishes.apply(target.pace(pace)));
    }

    private String body(int call) {
        return server.calls.get(call).body().replaceAll("\\s", "");
    }

    private static final String START = """
            s1,SHIRT,Shirt,10 EUR,5
            m1,,Mug,4 EUR,9
            s2,SHIRT,Shirt,11 EUR,6
            h1,HAT,Hat,7 EUR,2
            """;

    @Test
    void sendsAProductWithAllItsVariantsAsOneElementOfACall() {
        ExportReport report = run(START);

        assertThat(Feeds.failures(report)).isEmpty();
        assertThat(server.lines()).containsExactly("POST /items", "POST /items");
        assertThat(server.products).containsOnlyKeys("SHIRT", "m1", "HAT");
        assertThat(server.of("SHIRT", "sku")).isEqualTo("s1 s2");
        assertThat(body(0)).contains("\"product\":\"SHIRT\"", "\"product\":\"m1\"");
        assertThat(report.feeds().get(0).calls().lanes().get(Lane.CONTENT).confirmed())
                .isEqualTo(3);

        assertThat(run(START).feeds().get(0).calls().calls()).isZero();
    }

    @Test
    void sendsWhatIsSoldOutFirstThenStocksThenTheRest() {
        run(START);

        run("""
            s1,SHIRT,Shirt,10 EUR,5
            m1,,Cup,4 EUR,9
            s2,SHIRT,Shirt,11 EUR,0
            h1,HAT,Hat,7 EUR,1
            """);

        assertThat(server.lines()).containsExactly("POST /stocks", "POST /stocks", "POST /items");
        assertThat(body(0))
                .isEqualTo(
                        "{\"items\":[{\"product\":\"SHIRT\",\"variants\":[{\"sku\":\"s1\",\"pieces\":5},{\"sku\":\"s2\",\"pieces\":0}]}]}");
        assertThat(body(1)).contains("HAT").doesNotContain("SHIRT");
        assertThat(body(2)).contains("Cup").doesNotContain("HAT");
        assertThat(server.of("SHIRT", "pieces")).isEqualTo("5 0");
    }

    @Test
    void sendsTheWholeProductWhenAVariantComesOrGoesToAnother() {
        run(START);

        run("""
            s1,SHIRT,Shirt,10 EUR,5
            m1,,Mug,4 EUR,9
            s2,HAT,Shirt,11 EUR,6
            h1,HAT,Hat,7 EUR,2
            """);

        assertThat(server.lines()).containsExactly("POST /items");
        assertThat(server.of("SHIRT", "sku")).isEqualTo("s1");
        assertThat(server.of("HAT", "sku")).isEqualTo("s2 h1");
    }

    @Test
    void speaksOfStocksAloneOnlyWhileTheChannelHasTheseVariants() {
        run(START.replace("11 EUR,6", "11 EUR,0"));

        run(START.replace("11 EUR,6", "11 EUR,0").replace("s1,SHIRT,Shirt,10 EUR,5\n", ""));

        assertThat(server.lines()).containsExactly("POST /items");
        assertThat(server.of("SHIRT", "sku")).isEqualTo("s2");
    }

    @Test
    void takesAwayTheProductWhoseVariantsAreAllGone() {
        run(START);

        ExportReport report = run("""
            m1,,Mug,4 EUR,9
            h1,HAT,Hat,7 EUR,2
            """);

        assertThat(server.lines()).containsExactly("DELETE /items/SHIRT");
        assertThat(server.products).containsOnlyKeys("m1", "HAT");
        assertThat(report.feeds().get(0).calls().lanes().get(Lane.STOCK).confirmed())
                .isEqualTo(1);
    }

    /** A group is called what a product without a group is called: both are one product to the channel. */
    @Test
    void doesNotTakeAwayAProductWhoseNameAnotherStillHas() {
        run("s1,X,Shirt,10 EUR,5\nX,,Mug,4 EUR,9\n");

        ExportReport report = run("X,,Mug,4 EUR,9\n");

        assertThat(report.feeds().get(0).changes().removed()).isEqualTo(1);
        assertThat(server.calls).isEmpty();
        assertThat(server.of("X", "sku")).isEqualTo("X");

        run("s2,Y,Hat,10 EUR,5\n");
        assertThat(server.products).containsOnlyKeys("Y");
    }

    /** The channel keeps what was sent last, and that may be what the one that is gone said. */
    @Test
    void sendsAgainWhatIsLeftOfTwoWithOneName() {
        String rest = "X,,Mug,4 EUR,9\na,,Cup,3 EUR,1\nb,,Hat,3 EUR,1\n";
        run(rest + "s1,X,Shirt,10 EUR,5\n");
        assertThat(server.of("X", "sku")).isEqualTo("s1");

        run(rest);
        assertThat(server.lines()).isEmpty();
        run(rest);

        assertThat(server.lines()).containsExactly("POST /items");
        assertThat(server.of("X", "sku")).isEqualTo("X");
        assertThat(run(rest).feeds().get(0).calls().calls()).isZero();
    }

    @Test
    void sendsAgainWhatWasRefused() {
        server.refused.add("SHIRT");

        ExportReport report = run(START);

        assertThat(report.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("\"SHIRT\"", "Not this one"))
                .satisfies(problem -> assertThat(problem.at().record()).hasValue(1));
        assertThat(server.products).containsOnlyKeys("m1", "HAT");

        server.refused.clear();
        run(START);

        assertThat(server.lines()).containsExactly("POST /items");
        assertThat(server.of("SHIRT", "sku")).isEqualTo("s1 s2");
    }

    @Test
    void sendsAgainWhatNobodyAnswered() {
        run(START);
        for (int i = 0; i < 5; i++) {
            server.misfortunes.add(server.cutAfterwards());
        }
        String changed = START.replace("10 EUR", "12 EUR");

        assertThat(Feeds.failures(run(changed))).isNotEmpty();

        run(changed);
        assertThat(server.lines()).containsExactly("POST /items");
        assertThat(server.of("SHIRT", "price")).isEqualTo("12.0 11.0");
        run(changed);
        assertThat(server.calls).isEmpty();
    }

    /** A list says one stock of a product, which is none of what its variants have. */
    @Test
    void sendsAgainWhatTheChannelLostAndLeavesTheRestAlone() {
        run(START);
        server.products.remove("SHIRT");
        server.products.put("m1", server.products.get("m1").replace("Mug", "Cup"));

        ExportReport report = run(START, ApiTarget::reconciling);

        assertThat(Feeds.failures(report)).isEmpty();
        assertThat(server.lines().stream().filter(line -> line.startsWith("POST")))
                .containsExactly("POST /items");
        assertThat(server.calls.get(server.calls.size() - 1).body())
                .contains("SHIRT", "Mug")
                .doesNotContain("HAT");
        assertThat(server.of("SHIRT", "sku")).isEqualTo("s1 s2");
        assertThat(run(START, ApiTarget::reconciling).feeds().get(0).calls().confirmed())
                .isZero();
    }

    @Test
    void goesOnWhereTheTimeOfARunEnded() {
        StringBuilder csv = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            csv.append("v" + i + ",G" + i / 4 + ",Thing,5 EUR,1\n");
        }
        ExportReport report = run(csv.toString(), target -> target.within(Duration.ofSeconds(30)));

        assertThat(report.feeds().get(0).calls().left()).isEqualTo(6);
        assertThat(server.products).hasSize(4);

        run(csv.toString());

        assertThat(server.lines()).containsExactly("POST /items", "POST /items", "POST /items");
        assertThat(server.products).hasSize(10);
        assertThat(server.of("G9", "sku")).isEqualTo("v36 v37 v38 v39");
    }
}
