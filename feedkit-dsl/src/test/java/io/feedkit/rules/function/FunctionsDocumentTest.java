package io.feedkit.rules.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.Schema;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleExpression;
import io.feedkit.rules.check.BuiltInsTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
        page.append(
                "a fault of the rule; what follows it is what the report says. A text holds at most 256 KiB, a list 10 000 items; a list without items is a missing list, and an\n");
        page.append(
                "empty text is no item. `x?` may be left out, `…` may go on. A call that does not fit is FK1102 (no such function), FK1205 (another type), FK1208 (too many or too few) or FK1211 (the function says why).\n");
        for (Functions.Group group : Functions.GROUPS) {
            page.append("\n## ").append(group.title()).append("\n");
            for (Function function : group.functions()) {
                section(page, function);
            }
        }
        return page.append(BuiltInsTest.page()).toString();
    }

    private static void section(StringBuilder page, Function function) {
        page.append("\n### `")
                .append(function.name())
                .append("(")
                .append(function.parameters().stream()
                        .map(parameter -> written(function, parameter))
                        .collect(Collectors.joining(", ")))
                .append(")")
                .append(result(function))
                .append("`\n\n")
                .append(function.summary());
        if (function.seesMissing()) {
            page.append(" *Sees missing.*");
        }
        page.append("\n\n```fk\n");
        for (Function.Example example : function.examples()) {
            page.append(example.call())
                    .append("   # ")
                    .append(explained(example))
                    .append("\n");
        }
        page.append("```\n");
    }

    /** {@code n: integer}, {@code mode?: "half_up" | "half_even"}. */
    private static String written(Function function, Parameter parameter) {
        boolean item = parameter.name().equals("x") && ListFunctions.ALL.contains(function);
        String accepted = item
                ? "an item"
                : parameter.words().isEmpty()
                        ? words(parameter.kinds())
                        : parameter.words().stream().map(Call::quoted).collect(Collectors.joining(" | "));
        return parameter.name() + (parameter.optional() ? "?" : "") + ": " + accepted
                + (parameter.repeated() ? ", …" : "");
    }

    private static String words(Set<Kind> kinds) {
        return kinds.size() == Kind.values().length
                ? "any"
                : kinds.stream().sorted().map(FunctionsDocumentTest::word).collect(Collectors.joining(" | "));
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** {@code → text}; for a function whose result follows from its first argument, what it gives for which. */
    private static String result(Function function) {
        if (OF_ITEMS.containsKey(function.name())) {
            return " → " + OF_ITEMS.get(function.name());
        }
        Parameter first = function.parameters().get(0);
        Map<String, Set<Kind>> byResult = new TreeMap<>();
        boolean same = true;
        for (Kind kind : first.kinds()) {
            String given = given(function, kind);
            if (!given.isEmpty()) {
                byResult.computeIfAbsent(given, result -> new TreeSet<>()).add(kind);
                same &= given.equals(word(kind));
            }
        }
        if (byResult.isEmpty()) {
            String call = function.examples().get(0).call();
            RuleEnvironment nothing = RuleEnvironment.of(Schema.of(List.of()));
            return " → "
                    + word(RuleExpression.compile(nothing, "example", call)
                            .type()
                            .kind());
        }
        return byResult.size() == 1
                ? " → " + byResult.keySet().iterator().next()
                : same
                        ? " → as " + first.name()
                        : byResult.entrySet().stream()
                                .map(entry -> entry.getKey() + " of " + words(entry.getValue()))
                                .collect(Collectors.joining(", ", " → ", ""));
    }

    /** What depends on the items of a list, which the checker knows and the library does not. */
    private static final Map<String, String> OF_ITEMS = Map.of(
            "first", "an item",
            "last", "an item",
            "nth", "an item",
            "sum", "an item",
            "min", "an item",
            "max", "an item",
            "avg", "an item, decimal of integers");

    /** The kind of the result when the first argument is of a kind and all others are the first that fits, or empty when that makes no sense. */
    private static String given(Function function, Kind kind) {
        List<AttributeType> types = new ArrayList<>();
        for (Parameter parameter : function.parameters()) {
            boolean like = parameter.kinds().contains(kind);
            types.add(Call.typeOf(
                    types.isEmpty() || like
                            ? kind
                            : parameter.kinds().stream().sorted().findFirst().orElseThrow()));
        }
        try {
            AttributeType result = function.resultType(new CallSite(
                    types, types.stream().map(type -> Optional.empty()).toList(), "", Instant.EPOCH, ZoneOffset.UTC));
            return word(result.kind());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String explained(Function.Example example) {
        return example.result().equals("fault")
                ? "fault: " + Call.faults(example.call()).get(0)
                : example.result();
    }
}
