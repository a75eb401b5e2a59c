package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A server with many shops compiles rules again whenever somebody saves them. {@code -Dfeedkit.soak.sets=500 -Dfeedkit.soak.replacements=10000} for the whole of it; the build
 * looks at a portion.
 */
@Tag("slow")
class SoakTest {
    private static final int SETS = Integer.getInteger("feedkit.soak.sets", 40);
    private static final int REPLACEMENTS = Integer.getInteger("feedkit.soak.replacements", 240);
    private static final long SLACK_BYTES = 4 << 20;

    /** What is left after garbage was collected. */
    private record Footprint(long heapBytes, long metaspaceBytes, long classes) {
        static Footprint now() throws InterruptedException {
            for (int i = 0; i < 3; i++) {
                System.gc();
                Thread.sleep(20);
            }
            return new Footprint(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                    ManagementFactory.getMemoryPoolMXBeans().stream()
                            .filter(pool -> pool.getName().equals("Metaspace"))
                            .mapToLong(SoakTest::used)
                            .sum(),
                    ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        }
    }

    private static long used(MemoryPoolMXBean pool) {
        return pool.getUsage().getUsed();
    }

    @Test
    void replacingRuleSetsLeavesNothingBehind() throws InterruptedException {
        RuleSet[] shops = new RuleSet[SETS];
        int version = 0;
        for (int i = 0; i < SETS; i++) {
            shops[i] = saved(version++);
        }
        // The compiler itself warms up for a while.
        for (int i = 0; i < REPLACEMENTS / 4; i++) {
            shops[i % SETS] = saved(version++);
        }
        Footprint before = Footprint.now();
        for (int i = REPLACEMENTS / 4; i < REPLACEMENTS; i++) {
            shops[i * 7 % SETS] = saved(version++);
        }
        Footprint after = Footprint.now();
        String both = before + " → " + after;
        assertThat(after.heapBytes()).as(both).isLessThan(before.heapBytes() * 21 / 20 + SLACK_BYTES);
        assertThat(after.metaspaceBytes()).as(both).isLessThan(before.metaspaceBytes() * 21 / 20 + SLACK_BYTES / 4);
        assertThat(after.classes()).as(both).isLessThan(before.classes() + 60);
        assertThat(shops[0].tryOn(Shop.product("quantity", "1"), Shop.NOW).text("quantity"))
                .isEqualTo("0");
        if (Boolean.getBoolean("feedkit.soak.shown")) {
            throw new AssertionError(both);
        }
    }

    /** A rule set like no other, compiled and run. */
    private static RuleSet saved(int version) {
        StringBuilder text = new StringBuilder("quantity < 3 -> 0\n");
        text.append("segment best = top ").append(1 + version % 90).append(" by sales_30d per brand\n");
        text.append("let group_stock = sum(quantity) per item_group_id ?? id\n");
        text.append("table band(amount: money) -> (band: text) first {\n");
        for (int i = 1; i <= 10; i++) {
            text.append("  | < ")
                    .append(i * 10 + version % 7)
                    .append(" EUR | \"band ")
                    .append(version)
                    .append("-")
                    .append(i)
                    .append("\" |\n");
        }
        text.append("}\nset custom_label_0 = band(price)\n");
        for (int i = 0; i < 20; i++) {
            text.append("rule r")
                    .append(i)
                    .append(" { when title matches r\"shop")
                    .append(version)
                    .append("[a-f]{")
                    .append(i + 1)
                    .append("}\" and quantity > ")
                    .append(i)
                    .append(" { set tier = \"v")
                    .append(version)
                    .append("\" } }\n");
        }
        text.append("channel google { exclude when group_stock < ")
                .append(version % 5)
                .append(" and not best because \"few\" }\n");
        RuleSet rules = Shop.rules(text.toString());
        rules.tryOn(Shop.product("id", "1", "title", "shop" + version, "price", "12 EUR"), Shop.GOOGLE_FR, Shop.NOW);
        return rules;
    }
}
