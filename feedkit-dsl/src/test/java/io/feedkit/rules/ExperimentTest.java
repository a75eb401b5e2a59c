package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Experiments deal by a published hash, so that other systems can tell the arm of a product too. */
class ExperimentTest {
    private static final String TEST =
            "experiment photo on id { arm packshot 80%; arm lifestyle 20% }\nset color = photo";

    @Test
    void dealsEveryKeyAsPublished() {
        // Worked out with another implementation of MurmurHash3: hash_bucket(key, 1 000 000, "photo/1").
        assertDealt("sku-1", 902_899, "lifestyle");
        assertDealt("sku-2", 641_597, "packshot");
        assertDealt("sku-3", 895_049, "lifestyle");
        assertDealt("sku-4", 916_958, "lifestyle");
        assertDealt("sku-5", 599_660, "packshot");
        assertDealt("sku-6", 729_196, "packshot");
    }

    private static void assertDealt(String key, int bucket, String arm) {
        assertThat(Shop.run(TEST, "id", key).text("color")).as(key).isEqualTo(arm);
        assertThat(Shop.run("set quantity = hash_bucket(id, 1_000_000, \"photo/1\")", "id", key)
                        .text("quantity"))
                .as(key)
                .isEqualTo(Integer.toString(bucket));
    }

    @Test
    void sharesAreKeptOverManyKeys() {
        RuleSet rules = Shop.rules(TEST);
        int lifestyle = 0;
        for (int i = 0; i < 5_000; i++) {
            lifestyle +=
                    rules.tryOn(Map.of("id", "p" + i), Shop.NOW).text("color").equals("lifestyle") ? 1 : 0;
        }
        assertThat(lifestyle).isBetween(900, 1_100);
    }

    @Test
    void aNewVersionDealsAnew() {
        RuleSet first = Shop.rules(TEST);
        RuleSet second = Shop.rules("@version(2)\n" + TEST);
        int moved = 0;
        for (int i = 0; i < 300; i++) {
            Map<String, Object> product = Map.of("id", "p" + i);
            moved += first.tryOn(product, Shop.NOW)
                            .text("color")
                            .equals(second.tryOn(product, Shop.NOW).text("color"))
                    ? 0
                    : 1;
        }
        assertThat(moved).isBetween(50, 150);
    }

    @Test
    void whoDoesNotTakePartHasNoArm() {
        String text = "@from(2026-11-01) @until(2026-12-01)\n"
                + "experiment order on item_group_id ?? id where images.count() >= 2 { arm a 50%; arm b 50% }\n"
                + "set color = order ?? \"none\"";
        RuleSet rules = Shop.rules(text);
        Map<String, Object> two = Shop.product("id", "1", "images", "a.jpg, b.jpg");
        assertThat(rules.tryOn(two, Shop.NOW).text("color")).isIn("a", "b");
        assertThat(rules.tryOn(two, Instant.parse("2026-12-01T00:00:00Z")).text("color"))
                .isEqualTo("none");
        assertThat(rules.tryOn(Shop.product("id", "1"), Shop.NOW).text("color")).isEqualTo("none");
    }

    @Test
    void variantsOfOneModelShareAnArmWhateverRulesMakeOfTheKey() {
        String text = "set item_group_id = id\n"
                + "experiment order on item_group_id { arm a 50%; arm b 50% }\nset color = order";
        RuleSet rules = Shop.rules(text);
        for (int i = 0; i < 20; i++) {
            assertThat(rules.tryOn(Shop.product("id", "x" + i, "item_group_id", "m"), Shop.NOW)
                            .text("color"))
                    .isEqualTo(rules.tryOn(Shop.product("id", "x", "item_group_id", "m"), Shop.NOW)
                            .text("color"));
        }
    }
}
