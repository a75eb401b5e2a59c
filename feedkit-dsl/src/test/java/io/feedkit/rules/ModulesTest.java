package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rule files that import others. */
class ModulesTest {
    private final Map<String, SourceText> texts = new HashMap<>();

    private void module(String name, String text) {
        texts.put(name, SourceText.of(name + ".fk", "module " + name + "\n" + text));
    }

    private RuleSet rules(String text) {
        return RuleSet.compile(environment(), SourceText.of("main.fk", text));
    }

    private RuleEnvironment environment() {
        return Shop.ENVIRONMENT.withModules(RuleModules.of(texts));
    }

    private String color(String text, Object... product) {
        return rules(text).tryOn(Shop.product(product), Shop.NOW).text("color");
    }

    private List<Diagnostic> check(String text) {
        return RuleSet.check(environment(), SourceText.of("main.fk", text));
    }

    @Test
    void aModuleRunsWhereItIsImportedAndOnlyOnce() {
        module("base", "set color = \"{color?}b\"");
        module("other", "import base\nset color = \"{color}o\"");
        assertThat(color("set color = \"a\"\nimport base\nimport other\nimport base\nset color = \"{color}z\""))
                .isEqualTo("aboz");
    }

    @Test
    void whatAModuleDeclaresIsKnownHereOrUnderItsAlias() {
        module(
                "base",
                "let twice = quantity * 2\nfn half(x: integer): decimal = x / 2\n"
                        + "table size(x: integer) -> (name: text, code: integer) first { | > 5 | \"L\" | 2 |\n | _ | \"S\" | 1 | }");
        assertThat(color("import base\nset color = \"{twice} {half(twice)} {size(twice).name}\"", "quantity", "4"))
                .isEqualTo("8 4 L");
        assertThat(color(
                        "import base as b\nset color = \"{b.twice} {b.half(3)} {b.size(quantity).code}\"",
                        "quantity",
                        "4"))
                .isEqualTo("8 1.5 1");
    }

    @Test
    void aModuleDoesNotSeeWhoImportsIt() {
        module("base", "set color = shade");
        assertThat(check("let shade = \"red\"\nimport base"))
                .singleElement()
                .matches(d -> d.code() == RuleProblem.UNKNOWN_ATTRIBUTE);
    }

    @Test
    void aScopeMaySwitchARuleOfAModuleOff() {
        module("base", "rule paint: set color = \"red\"");
        for (String name : List.of("paint", "base.paint", "g.paint")) {
            String text = "channel amazon { import base as g }\nimport base as g\ncountry DE { disable " + name + " }";
            assertThat(rules(text)
                            .tryOn(Map.of("id", "1"), Shop.AMAZON_DE, Shop.NOW)
                            .text("color"))
                    .as(name)
                    .isEqualTo("missing");
        }
        assertThat(rules("channel amazon { import base }")
                        .tryOn(Map.of("id", "1"), Shop.AMAZON_DE, Shop.NOW)
                        .text("color"))
                .isEqualTo("red");
    }

    @Test
    void twoModulesMayHaveRulesOfOneName() {
        module("a", "rule paint: set color = \"red\"");
        module("b", "rule paint: set size = \"L\"");
        RuleSet rules = rules("import a\nimport b");
        assertThat(rules.tryOn(Map.of("id", "1"), Shop.NOW).values()).containsKeys("color", "size");
    }

    @Test
    void circlesMissingAndMistakenModulesAreSaid() {
        module("a", "import b");
        module("b", "import a");
        texts.put("c", SourceText.of("c.fk", "module d"));
        assertThat(check("import a")).extracting(Diagnostic::code).containsExactly(RuleProblem.IMPORT_CYCLE);
        assertThat(check("import shop.aa")).extracting(Diagnostic::code).containsExactly(RuleProblem.UNKNOWN_MODULE);
        assertThat(check("import c")).extracting(Diagnostic::code).containsExactly(RuleProblem.OTHER_MODULE);
    }

    @Test
    void mistakesStandInTheFileTheyAreMadeIn() {
        module("base", "set colr = \"red\"");
        assertThat(check("import base").get(0).span()).hasToString("base.fk:2:5");
        assertThatThrownBy(() -> rules("import base")).isInstanceOf(RuleException.class);
    }

    @Test
    void anotherVersionOfAModuleIsAnotherRuleSet() {
        module("base", "set color = \"red\"");
        String before = rules("import base").hash();
        assertThat(rules("import base").hash()).isEqualTo(before);
        module("base", "set color = \"blue\"");
        assertThat(rules("import base").hash()).isNotEqualTo(before);
    }
}
