package io.feedkit.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.batch.TextBuffer;
import io.feedkit.problem.FeedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CategoryTreeTest {
    private static CategoryTree tree(List<String> paths) {
        CategoryTree tree = new CategoryTree();
        for (String path : paths) {
            // Not at the start of its buffer, as no text of a batch is.
            byte[] bytes = ("x" + path + "> y").getBytes(StandardCharsets.UTF_8);
            tree.add(bytes, TextBuffer.slice(1, bytes.length - 3));
        }
        return tree;
    }

    private static long number(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        return CategoryTree.number(bytes, TextBuffer.slice(0, bytes.length));
    }

    private static List<CategoryTree.Category> listed(CategoryTree tree) {
        List<CategoryTree.Category> all = new ArrayList<>();
        tree.forEach(all::add);
        return all;
    }

    /** As a person would make the list: paths by the way their parents lead. */
    private static List<String> shown(CategoryTree tree) {
        Map<Long, String> paths = new HashMap<>();
        List<String> shown = new ArrayList<>();
        for (CategoryTree.Category category : listed(tree)) {
            String above = category.parent() == 0 ? "" : paths.get(category.parent()) + " > ";
            paths.put(category.number(), above + category.name());
            shown.add(above + category.name() + (category.isLeaf() ? "." : ""));
        }
        return shown;
    }

    @Test
    void listsCategoriesWithAllAboveThemOnceAndInOrder() {
        assertThat(shown(tree(List.of("Home > Kettles", "Garden", "Home > Cups > Small", "Home > Kettles"))))
                .containsExactly("Garden.", "Home", "Home > Cups", "Home > Cups > Small.", "Home > Kettles.");
    }

    @Test
    void takesBlanksAndEmptyLevelsForNothing() {
        assertThat(shown(tree(List.of(" Home>Kettles ", "Home >  > Kettles>", "Home > Kettles", "", " > "))))
                .containsExactly("Home", "Home > Kettles.");
        assertThat(number(" > ")).isZero();
    }

    /** The numbers stand in feeds that channels keep: they may never change. */
    @Test
    void givesTheSameNumbersInEveryVersion() {
        assertThat(List.of(number("Home"), number("Home > Kettles"), number("Дом > Чайники")))
                .containsExactly(653_069_002_656_443L, 114_874_422_321_199L, 942_420_618_855_534L);
    }

    @Test
    void numbersOfListAndProductsAreTheSame() {
        CategoryTree tree = tree(List.of("Home > Kettles"));

        assertThat(listed(tree).get(1).number()).isEqualTo(number("Home>Kettles"));
        assertThat(listed(tree).get(0).number()).isEqualTo(number("Home"));
    }

    @Test
    void refusesToListMoreThanAnyChannelTakes() {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i <= CategoryTree.MOST; i++) {
            paths.add("Category " + i);
        }

        assertThatThrownBy(() -> tree(paths)).isInstanceOf(FeedException.class).hasMessageContaining("100000");
    }

    @Provide
    Arbitrary<List<String>> paths() {
        return Arbitraries.of("A", "B", "Ç", "d e", "")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(names -> String.join(" > ", names))
                .list()
                .ofMaxSize(30);
    }

    @Property(tries = 200)
    void neitherOrderNorPiecesChangeTheList(@ForAll("paths") List<String> paths) {
        List<CategoryTree.Category> whole = listed(tree(paths));
        List<String> others = new ArrayList<>(paths);
        Collections.reverse(others);
        CategoryTree pieces = tree(others.subList(0, others.size() / 2));
        CategoryTree rest = tree(others.subList(others.size() / 2, others.size()));
        boolean held = pieces.holds(rest);
        pieces.addAll(rest);

        assertThat(listed(pieces)).isEqualTo(whole);
        assertThat(pieces.holds(rest)).isTrue();
        assertThat(held)
                .isEqualTo(listed(tree(others.subList(0, others.size() / 2))).size() == whole.size());
        whole.forEach(category -> assertThat(category.number()).isBetween(100_000_000_000_000L, 999_999_999_999_999L));
    }
}
