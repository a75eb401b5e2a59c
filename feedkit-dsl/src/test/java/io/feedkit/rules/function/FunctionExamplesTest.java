package io.feedkit.rules.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FunctionExamplesTest {

    @TestFactory
    Stream<DynamicTest> everyExampleGivesWhatItSays() {
        return Functions.library().all().stream()
                .flatMap(function -> function.examples().stream()
                        .map(example -> DynamicTest.dynamicTest(
                                example.call(),
                                () -> assertThat(Call.run(example.call()))
                                        .isEqualTo(Call.canonical(example.result())))));
    }

    @Test
    void everyFunctionIsExplainedWithTwoExamplesAtLeast() {
        for (Function function : Functions.library().all()) {
            assertThat(function.examples()).as(function.name()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(function.summary()).as(function.name()).endsWith(".").doesNotContain("\n");
            assertThat(function.examples())
                    .as(function.name())
                    .allSatisfy(example -> assertThat(example.call()).startsWith(function.name() + "("));
        }
    }
}
