package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ReferencesTest {

    /** A map of everything is the simple model; a few hundred bytes of memory make pieces on disk, which are put together now and then. */
    @Property(tries = 60)
    void findsWhatAMapWouldHoldWhateverTheMemory(@ForAll long seed) {
        Random random = new Random(seed);
        Map<String, Set<String>> model = new LinkedHashMap<>();
        try (References tiny = new References("test", 400 + random.nextInt(4_000));
                References large = new References("test", 1 << 20)) {
            for (int step = 0; step < 600; step++) {
                String key = "k" + random.nextInt(80);
                if (random.nextInt(3) > 0) {
                    String value = "v" + random.nextInt(5) + "é";
                    assertThat(tiny.add("t", key, value, "")).isTrue();
                    large.add("t", key, value, "");
                    model.computeIfAbsent(key, name -> new LinkedHashSet<>()).add(value);
                } else {
                    List<String> expected = List.copyOf(model.getOrDefault(key, Set.of()));
                    assertThat(texts(tiny.find(key, List.of("t")))).isEqualTo(expected);
                    assertThat(texts(large.find(key, List.of("t")))).isEqualTo(expected);
                    assertThat(tiny.find(key, List.of("other"))).isEmpty();
                }
            }
        }
    }

    private static List<String> texts(List<byte[]> found) {
        List<String> texts = new ArrayList<>();
        found.forEach(text -> texts.add(new String(text, StandardCharsets.UTF_8)));
        return texts;
    }

    @Example
    void followsATreeThatLiesOnDiskToItsRoot() {
        try (References tree = new References("test", 2_000)) {
            for (int i = 1; i <= 1_000; i++) {
                tree.add("groups", "g" + i, "G" + i, i == 1 ? "" : "g" + i / 2);
                tree.add("members", "a" + i, "g" + i, "");
            }
            assertThat(texts(tree.find("a9", List.of("members", "groups")))).containsExactly("G1 > G2 > G4 > G9");
            tree.add("groups", "x", "X", "y");
            tree.add("groups", "y", "Y", "x");
            assertThat(texts(tree.find("x", List.of("groups")))).containsExactly("Y > X");
        }
    }

    @Example
    void saysWhenAKeyHasTooMuch() {
        try (References references = new References("test", 1 << 20)) {
            boolean room = true;
            for (int i = 0; i < 1_000; i++) {
                room &= references.add("t", "k", "v" + i, "");
            }
            assertThat(room).isTrue();
            assertThat(references.add("t", "k", "one more", "")).isFalse();
            assertThat(references.add("t", "x".repeat(2_000), "v", "")).isFalse();
            assertThat(references.add("t", "y", "v".repeat(1 << 20), "")).isFalse();
            assertThat(references.find("k", List.of("t"))).hasSize(1_000);
        }
        assertThat(References.NONE.add("t", "k", "v", "")).isFalse();
    }
}
