package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.problem.Problem;
import io.feedkit.problem.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticTest {
    private static final SourceText SOURCE =
            SourceText.of("trunk.fk", "first\n\tset 名前 = “x”\nlast " + "y".repeat(400) + " z\n");

    @Test
    void placesCaretsUnderTabsAndWideCharacters() {
        Span quotes =
                SOURCE.span(SOURCE.content().indexOf('“'), SOURCE.content().indexOf('”') + 1);
        assertThat(diagnostic(quotes, List.of(new Diagnostic.Label(quotes, "here")))
                        .render())
                .isEqualTo("""
                        error[FK1003] trunk.fk:2:11  Wrong.
                          2 |     set 名前 = “x”
                            |                ^^^ here
                          why: because.
                          fix: do it.""");
    }

    @Test
    void drawsOtherLinesAndSecondaryMarks() {
        Span name = SOURCE.span(SOURCE.content().indexOf('名'), SOURCE.content().indexOf('前') + 1);
        Span set = SOURCE.span(SOURCE.content().indexOf("set"), SOURCE.content().indexOf("set") + 3);
        Span first = SOURCE.span(0, 5);
        assertThat(diagnostic(
                                name,
                                List.of(
                                        new Diagnostic.Label(name, "a"),
                                        new Diagnostic.Label(set, "b"),
                                        new Diagnostic.Label(first, "")))
                        .render())
                .isEqualTo("""
                        error[FK1003] trunk.fk:2:6  Wrong.
                          1 | first
                          2 |     set 名前 = “x”
                            |     --- ^^^^ a
                            |     b
                          why: because.
                          fix: do it.""");
    }

    @Test
    void cutsAVeryLongLineAroundItsCaret() {
        int z = SOURCE.content().lastIndexOf('z');
        String picture = diagnostic(SOURCE.span(z, z + 1), List.of()).render();
        assertThat(picture.lines().toList().get(1)).hasSizeLessThan(170).endsWith("y z");
        assertThat(picture.lines().toList().get(2).indexOf('^'))
                .isEqualTo(picture.lines().toList().get(1).indexOf('z'));
    }

    @Test
    void becomesAProblemWithItsPosition() {
        Problem problem = diagnostic(SOURCE.span(0, 1), List.of()).toProblem();
        assertThat(problem).hasToString("ERROR FK1003 trunk.fk:1:1: Wrong. do it.");
    }

    private static Diagnostic diagnostic(Span span, List<Diagnostic.Label> labels) {
        return new Diagnostic(
                RuleProblem.CURLY_QUOTES,
                Severity.ERROR,
                span,
                "Wrong.",
                labels,
                "because.",
                "do it.",
                List.of(),
                "",
                "");
    }
}
