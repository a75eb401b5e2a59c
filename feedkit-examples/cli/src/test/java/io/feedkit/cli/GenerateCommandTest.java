package io.feedkit.cli;

import static io.feedkit.cli.Shell.feedkit;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {
    @TempDir
    private Path folder;

    @Test
    void makesADescriptorOfAnOperatorOnMirakl() throws IOException {
        Outcome outcome = mirakl("""
                [{"code": "ref", "type": "TEXT", "requirement_level": "REQUIRED", "roles": [{"type": "SHOP_SKU"}], "validations": "ODD|1"}]
                """);

        assertThat(outcome.exitCode()).isZero();
        Path written = folder.resolve("corner-products.yaml");
        assertThat(outcome.out()).isEqualTo(written + System.lineSeparator());
        assertThat(outcome.err()).contains("warning[generate.left-out]", "pm11.json:1:2  The check \"ODD|1\" of ref");
        assertThat(feedkit("channels", "--channel-file", written).out())
                .containsPattern("(?m)^  ref +text +required +operator");
    }

    @Test
    void saysWhereADescriptionIsWrong() throws IOException {
        Outcome outcome = mirakl("[{\"code\": \"ref\"},\n {}]");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("error[generate.wrong-shape]", "pm11.json:2:2  An attribute has no code.");
    }

    @Test
    void makesADescriptorOfAProductTypeOfAmazon() throws IOException {
        Path schema = Files.writeString(folder.resolve("lunch-box.json"), """
                {"properties": {"brand": {"items": {"required": ["value"], "properties": {"value": {"type": "string", "oddWord": 1}}}}},
                 "required": ["brand"]}
                """);

        Outcome outcome = feedkit(
                "channels",
                "generate",
                "amazon",
                "--schema",
                schema,
                "--name",
                "lunch-box",
                "--read",
                "2026-11",
                "--country",
                "FR",
                "--into",
                folder);

        assertThat(outcome.exitCode()).isZero();
        Path written = folder.resolve("lunch-box.yaml");
        assertThat(outcome.out()).isEqualTo(written + System.lineSeparator());
        assertThat(outcome.err()).contains("lunch-box.json:1:", "The keyword \"oddWord\" of brand is not known.");
        assertThat(feedkit("channels", "--channel-file", written).out())
                .containsPattern("(?m)^  brand +text +required +schema");
    }

    private Outcome mirakl(String attributes) throws IOException {
        Path none = Files.writeString(folder.resolve("none.json"), "[]");
        Path pm11 = Files.writeString(folder.resolve("pm11.json"), attributes);
        return feedkit(
                "channels",
                "generate",
                "mirakl",
                "--hierarchies",
                none,
                "--attributes",
                pm11,
                "--values",
                none,
                "--name",
                "corner-products",
                "--read",
                "2026-11-20",
                "--into",
                folder);
    }
}
