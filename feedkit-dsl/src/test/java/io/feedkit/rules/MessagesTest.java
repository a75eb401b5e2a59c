package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessagesTest {
    @ParameterizedTest
    @EnumSource
    void everyProblemHasASentence(RuleProblem problem) {
        assertThat(Messages.english().has(problem.id())).as(problem.id()).isTrue();
    }

    @Test
    void frenchHasWhatEnglishHasAboutReading() {
        Messages french = Messages.in(Locale.FRENCH);
        for (RuleProblem problem : RuleProblem.values()) {
            if (problem.id().startsWith("FK10") || problem.id().startsWith("FK19")) {
                Span nowhere = SourceText.of("a.fk", "a").span(0, 1);
                assertThat(french.about(problem, nowhere).build().sentence())
                        .isNotEqualTo(Messages.english()
                                .about(problem, nowhere)
                                .build()
                                .sentence());
            }
        }
    }

    @Test
    void whatALanguageLacksIsSaidInEnglish() {
        Span span = SourceText.of("a.fk", "a;b").span(0, 1);
        assertThat(Messages.in(Locale.JAPANESE)
                        .about(RuleProblem.FOREIGN_COMMENT, span)
                        .build()
                        .sentence())
                .isEqualTo("A comment starts with `#`.");
    }

    @Test
    void aValueThatLooksLikeAHoleStaysAsItIs() {
        Span span = SourceText.of("a.fk", "a").span(0, 1);
        assertThat(Messages.english()
                        .about(RuleProblem.FOREIGN_OPERATOR, span)
                        .with("found", "{fix}")
                        .with("fix", "x")
                        .build()
                        .sentence())
                .isEqualTo("`{fix}` is not an operator of the rule language.");
    }
}
