package io.feedkit.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextValuesTest {

    @Test
    void fallsBackFromRegionToLanguageToTheNextOfTheChain() {
        LocalizedText text = LocalizedText.of(Map.of("fr", "bouilloire", "en_GB", "kettle", "de", " "));

        assertThat(text.in("fr-CA")).contains("bouilloire");
        assertThat(text.in("en-gb")).contains("kettle");
        assertThat(text.in("en")).isEmpty();
        assertThat(text.inFirstOf(List.of("de", "it", "FR"))).contains("bouilloire");
        assertThat(text.with("it", "bollitore")).hasToString("{en-gb=kettle, fr=bouilloire, it=bollitore}");
        assertThatIllegalArgumentException().isThrownBy(() -> LocalizedText.of("fr", "\u00a0"));
    }

    @Test
    void ordersCategoriesAsATree() {
        CategoryPath home = CategoryPath.of("Home");
        CategoryPath kettles = CategoryPath.of("Home", "Kitchen", "Kettles");

        assertThat(home).isLessThan(kettles);
        assertThat(CategoryPath.of("Home", "Garden")).isLessThan(kettles);
        assertThat(kettles.startsWith(home)).isTrue();
        assertThat(home.startsWith(kettles)).isFalse();
        assertThat(kettles.leaf()).isEqualTo("Kettles");
        assertThat(kettles.format("/")).isEqualTo("Home/Kitchen/Kettles");
        assertThatIllegalArgumentException().isThrownBy(() -> CategoryPath.of("Home", " "));
    }

    @Test
    void anImageHasALink() {
        assertThat(Image.main(" https://shop.example/1.jpg ").link()).isEqualTo("https://shop.example/1.jpg");
        assertThatIllegalArgumentException().isThrownBy(() -> Image.additional(" "));
    }

    @Test
    void aRangeIncludesItsStartOnly() {
        Instant start = Instant.parse("2026-11-20T00:00:00Z");
        InstantRange range = new InstantRange(start, start.plusSeconds(10));

        assertThat(range.contains(start)).isTrue();
        assertThat(range.contains(range.end())).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new InstantRange(start, start));
    }
}
