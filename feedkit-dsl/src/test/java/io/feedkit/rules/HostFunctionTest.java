package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.problem.FeedException;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.Money;
import io.feedkit.product.VatBasis;
import io.feedkit.rules.function.Function;
import io.feedkit.rules.function.Functions;
import io.feedkit.rules.function.Parameter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that a host or a plugin adds. */
class HostFunctionTest {
    private static final Function POINTS = new LoyaltyPlugin().functions().get(0);

    private static HostFunction textly(HostFunction.Body body) {
        return HostFunction.named("odd")
                .takes(Parameter.of("t", Kind.TEXT))
                .gives(AttributeType.TEXT)
                .by(body);
    }

    private static Outcome run(Function function, String rules, Map<String, ?> product) {
        RuleEnvironment environment =
                Shop.ENVIRONMENT.withFunctions(Functions.library().with(List.of(function)));
        return RuleSet.compile(environment, SourceText.of("shop.fk", rules)).tryOn(product, Shop.NOW);
    }

    @Test
    void rulesCallItLikeTheirOwn() {
        Outcome outcome = run(POINTS, "set tier = \"{price.loyalty_points()} points\"", Map.of("price", "25 EUR"));
        assertThat(outcome.text("tier")).isEqualTo("2 points");
        assertThat(run(POINTS, "set tier = \"{loyalty_points(price)}\"", Map.of())
                        .text("tier"))
                .isEqualTo("missing");
    }

    @Test
    void aWrongArgumentIsFoundBeforeTheRun() {
        RuleEnvironment environment =
                Shop.ENVIRONMENT.withFunctions(Functions.library().with(List.of(POINTS)));
        assertThat(RuleSet.check(environment, SourceText.of("shop.fk", "set quantity = loyalty_points(title)")))
                .singleElement()
                .matches(d -> d.code() == RuleProblem.WRONG_ARGUMENT);
        assertThat(RuleSet.check(environment, SourceText.of("shop.fk", "set quantity = loyalty_pionts(price)")))
                .singleElement()
                .matches(d -> d.fix().contains("The points a customer gets"));
    }

    @Test
    void everyKindOfValueGoesThroughUnchanged() {
        Map<AttributeType, String> kinds = Map.of(
                AttributeType.TEXT, "\"Käse\"",
                AttributeType.INTEGER, "9000000000",
                AttributeType.DECIMAL, "0.125",
                AttributeType.PERCENT, "5.5%",
                AttributeType.MONEY, "12.50 EUR",
                AttributeType.DATE, "2026-11-27",
                AttributeType.BOOLEAN, "true",
                AttributeType.TEXTS, "[\"a\", \"b\"]");
        kinds.forEach((type, literal) -> {
            Function same = HostFunction.named("same")
                    .takes(Parameter.of("x", type.kind()))
                    .gives(type)
                    .saying("The same.")
                    .example("same(" + literal + ")", literal)
                    .by(arguments -> arguments.get(0));
            assertThat(FunctionExamples.failures(List.of(same))).as(literal).isEmpty();
        });
    }

    @Test
    void whatItThrowsIsAFaultOfTheProduct() {
        Outcome refused = run(
                textly(arguments -> {
                    throw new HostFunction.Refusal("no such customer");
                }),
                "set tier = odd(title)\nset score = 1",
                Map.of("title", "x", "tier", "before"));
        assertThat(refused.text("tier")).isEqualTo("before");
        assertThat(refused.text("score")).isEqualTo("1");
        assertThat(refused.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.text()).isEqualTo("no such customer");
            assertThat(fault.failure().toString()).startsWith("`");
        });

        for (HostFunction.Body body : List.<HostFunction.Body>of(
                arguments -> arguments.get(7),
                arguments -> 3L,
                arguments -> "x".repeat(300_000),
                HostFunctionTest::deep)) {
            Outcome broken = run(textly(body), "set tier = odd(title)", Map.of("title", "x"));
            assertThat(broken.faults()).singleElement().asString().contains("the function odd");
        }
    }

    private static @Nullable Object deep(List<Object> arguments) {
        return deep(List.of(arguments));
    }

    @Test
    void aPureOneIsAskedOnceForWhatIsTheSameForEveryProduct() {
        AtomicInteger calls = new AtomicInteger();
        Function counting = textly(arguments -> "" + calls.incrementAndGet());
        RuleSet rules = RuleSet.compile(
                Shop.ENVIRONMENT.withFunctions(Functions.library().with(List.of(counting))),
                SourceText.of("shop.fk", "set tier = odd(\"x\")"));
        prices(rules);
        assertThat(calls).hasValue(1);
    }

    @Test
    void anImpureOneIsAskedForEveryProduct() {
        AtomicInteger calls = new AtomicInteger();
        Function counting = HostFunction.named("odd")
                .takes(Parameter.of("t", Kind.TEXT))
                .gives(AttributeType.TEXT)
                .purity(Function.Purity.IMPURE)
                .by(arguments -> "" + calls.incrementAndGet());
        RuleSet rules = RuleSet.compile(
                Shop.ENVIRONMENT.withFunctions(Functions.library().with(List.of(counting))),
                SourceText.of("shop.fk", "set tier = odd(\"x\")"));
        prices(rules);
        assertThat(calls).hasValue(600);
        assertThat(RuleSet.check(
                        rules.environment(), SourceText.of("shop.fk", "segment best = top 3 by odd(title).length()")))
                .singleElement()
                .matches(d -> d.code() == RuleProblem.NOT_OF_SOURCE);
    }

    @Test
    void anExpensiveOneIsAskedOnceForEqualArgumentsOfABatch() {
        AtomicInteger calls = new AtomicInteger();
        Function counting = HostFunction.named("odd")
                .takes(Parameter.of("t", Kind.TEXT))
                .gives(AttributeType.MONEY)
                .cost(Function.Cost.EXPENSIVE)
                .by(arguments -> {
                    calls.incrementAndGet();
                    return new Money(new BigDecimal(arguments.get(0) + ".123456789"), "EUR", VatBasis.UNKNOWN);
                });
        RuleSet rules = RuleSet.compile(
                Shop.ENVIRONMENT.withFunctions(Functions.library().with(List.of(counting))),
                SourceText.of("shop.fk", "set price = odd(\"{id.right(1)}\")"));
        assertThat(prices(rules)).contains("3.12 EUR");
        assertThat(calls).hasValueLessThanOrEqualTo(30);
    }

    /** The prices of six hundred products. */
    private static List<String> prices(RuleSet rules) {
        List<Map<String, Object>> products = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            products.add(Map.of("id", "P" + i));
        }
        return new CatalogRunner(rules, 256, 1)
                .run(products, List.of(), 0).stream()
                        .map(product -> product.getOrDefault("price", ""))
                        .toList();
    }

    @Test
    void anotherVersionIsAnotherHash() {
        String first = hash("1");
        assertThat(hash("1")).isEqualTo(first);
        assertThat(hash("2")).isNotEqualTo(first);
    }

    private static String hash(String version) {
        Function function = HostFunction.named("odd")
                .gives(AttributeType.TEXT)
                .version(version)
                .by(arguments -> version);
        return RuleSet.compile(
                        Shop.ENVIRONMENT.withFunctions(Functions.library().with(List.of(function))),
                        SourceText.of("shop.fk", "set tier = odd()"))
                .hash();
    }

    @Test
    void examplesAreRun() {
        assertThat(FunctionExamples.failures(List.of(POINTS))).isEmpty();
        Function lying = HostFunction.named("odd")
                .takes(Parameter.of("t", Kind.TEXT))
                .gives(AttributeType.TEXT)
                .saying("Odd.")
                .example("odd(\"a\")", "\"b\"")
                .example("odd(3)", "\"b\"")
                .by(arguments -> arguments.get(0));
        assertThat(FunctionExamples.failures(List.of(lying)))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).isEqualTo("odd: odd(\"a\") gives a, not b"));
        assertThat(FunctionExamples.failures(List.of(textly(arguments -> "x"))))
                .containsExactly("odd: say what it does, and show an example");
    }

    @Test
    void theLibraryPassesTheCheckForPluginsToo() {
        RuleEnvironment environment = RuleEnvironment.of(Shop.SCHEMA);
        assertThat(environment.functions().all()).allMatch(function -> function.purity() == Function.Purity.PURE);
    }

    @TempDir
    private Path jar;

    @Test
    void pluginsAreFound() {
        RuleEnvironment environment = Shop.ENVIRONMENT.withPlugins(new PluginJar(LoyaltyPlugin.class, jar));
        assertThat(RuleSet.compile(environment, SourceText.of("shop.fk", "set tier = \"{price.loyalty_points()}\""))
                        .tryOn(Map.of("price", "25 EUR"), Shop.NOW)
                        .text("tier"))
                .isEqualTo("2");
    }

    @Test
    void twoFunctionsOfOneNameAreRefusedAndBothNamed() {
        assertThatThrownBy(() -> Shop.ENVIRONMENT.withPlugins(new PluginJar(TrimmingPlugin.class, jar)))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("FK1119")
                .hasMessageContaining("TrimmingPlugin");
    }

    @Test
    void aNameRulesCouldNotWriteIsRefused() {
        assertThatThrownBy(() -> HostFunction.named("loyalty points")).isInstanceOf(IllegalArgumentException.class);
    }
}
