package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.feed.Member;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final List<Map<String, Object>> PRODUCTS = List.of(
            Shop.product("id", "1", "quantity", "0", "brand", "Acme"),
            Shop.product("id", "2", "quantity", "5"),
            Shop.product("id", "3", "title", "a"));

    private static List<String> covered(String text, List<Member> members) {
        Coverage coverage = Shop.rules(text).coverage();
        CatalogRunner runner = new CatalogRunner(coverage.rules(), 2, 1);
        for (int member = 0; member < members.size(); member++) {
            runner.run(PRODUCTS, members.subList(member, member + 1), 0);
        }
        if (members.isEmpty()) {
            runner.run(PRODUCTS, members, -1);
        }
        List<String> lines = new ArrayList<>();
        coverage.statements().forEach(statement -> lines.add(statement.toString()));
        return lines;
    }

    @Test
    void countsProductsAndWhatConditionsSayOfThem() {
        assertThat(covered("""
            rule stock: quantity < 3 -> 0
            when brand = "Acme" { set tier = "a" } else { set tier = "b"; clear color }
            """, List.of()))
                .containsExactly(
                        "shop.fk:1:13  stock  3 products: 1 true, 1 false, 1 unknown",
                        "shop.fk:1:29  stock  1 product",
                        "shop.fk:2:1  shop.fk:2  3 products: 1 true, 0 false, 2 unknown",
                        "shop.fk:2:23  shop.fk:2  1 product",
                        "shop.fk:2:47  shop.fk:2  2 products",
                        "shop.fk:2:63  shop.fk:2  2 products");
    }

    @Test
    void tellsWhatNoProductAndNoFeedEverComesTo() {
        Coverage coverage = Shop.rules("""
            exclude when (quantity < 10) ?? true
            set tier = "left"
            channel google { set tier = "google" }
            channel amazon { set tier = "amazon" }
            """).coverage();
        new CatalogRunner(coverage.rules(), 10, 1).run(PRODUCTS, List.of(Shop.GOOGLE_FR), 0);
        assertThat(coverage.statements().stream().filter(Coverage.Statement::neverActed))
                .extracting(Coverage.Statement::toString)
                .containsExactly(
                        "shop.fk:2:1  shop.fk:2  0 products",
                        "shop.fk:3:18  shop.fk:3  0 products",
                        "shop.fk:4:18  shop.fk:4  0 products");
    }

    @Test
    void doesNotChangeWhatRulesDoNorTheirHash() {
        RuleSet rules = Shop.rules("segment best = top 1 by quantity\nbest -> set tier = \"best\"");
        Coverage coverage = rules.coverage();
        assertThat(new CatalogRunner(coverage.rules(), 10, 1).run(PRODUCTS, List.of(), -1))
                .isEqualTo(new CatalogRunner(rules, 10, 1).run(PRODUCTS, List.of(), -1));
        assertThat(coverage.rules().hash()).isEqualTo(rules.hash());
        assertThat(coverage.statements().get(0))
                .hasToString("shop.fk:2:1  shop.fk:2  3 products: 1 true, 2 false, 0 unknown");
    }

    @Test
    void countsAStatementThatIsMeantForEachLanguageOnce() {
        Schema schema = Schema.of(Attribute.of("title", AttributeType.TEXT))
                .withLanguage("title", "fr")
                .withLanguage("title", "de");
        Coverage coverage = RuleSet.compile(
                        RuleEnvironment.of(schema), SourceText.of("shop.fk", "set title = title.trim()"))
                .coverage();
        coverage.rules().tryOn(Map.of("title", " a ", "title@fr", " b "), Shop.NOW);
        assertThat(coverage.statements()).hasToString("[shop.fk:1:1  shop.fk:1  1 product]");
    }
}
