package io.feedkit.rules.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Keeps docs/functions.md equal to the library. When they differ, the right page is in target/functions.md, to review and copy. */
class FunctionsDocumentTest {

    @Test
    void theDocumentSaysWhatTheLibraryHas() throws IOException {
        Path document = Path.of("../docs/functions.md");
        Assumptions.assumeTrue(
                Files.isDirectory(document.getParent()), "the project's docs folder is not beside this module");
        String expected = page();
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/functions.md"), expected);
        assertThat(document).exists();
        assertThat(Files.readString(document))
                .as("docs/functions.md; the right one is target/functions.md")
                .isEqualTo(expected);
    }

    private static String page() {
        StringBuilder page = new StringBuilder();
        page.append("# Functions of the rule language\n\n");
        page.append(
                "Written from the library itself; every example runs as a test. `x.f(a)` means `f(x, a)`. A missing argument makes the result missing, except where\n");
        page.append(
                "*sees missing* stands. Positions count from 1, lengths are code points, and no character is ever cut in the middle. `fault` means: missing, and counted as\n");
        page.append("a fault of the rule. A text holds at most 256 KiB, a list 10 000 items.\n");
        for (Functions.Group group : Functions.GROUPS) {
            page.append("\n## ").append(group.title()).append("\n");
            for (Function function : group.functions()) {
                section(page, function);
            }
        }
        return page.toString();
    }

    private static void section(StringBuilder page, Function function) {
        page.append("\n### `")
                .append(function.name())
                .append("(")
                .append(signature(function.parameters()))
                .append(")`\n\n");
        page.append(function.summary());
        if (function.seesMissing()) {
            page.append(" *Sees missing.*");
        }
        page.append("\n\n```fk\n");
        for (Function.Example example : function.examples()) {
            page.append(example.call()).append("   # ").append(example.result()).append("\n");
        }
        page.append("```\n");
    }

    private static String signature(List<Parameter> parameters) {
        return parameters.stream()
                .map(p -> p.name() + (p.repeated() ? ", …" : "") + (p.optional() ? "?" : ""))
                .collect(Collectors.joining(", "));
    }
}
