package io.feedkit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WordingTest {
    private static final Map<String, String> FILES = Map.of(
            "page_en.properties", "read=read {0} of {1}\nlost=lost\nask=really?\n",
            "page_fr.properties",
                    "read=lu {0} sur {1}, déjà\nask=vraiment ? « {0} », dit {1} : oui ! Écrivez `a ? b : c` ; voir https://shop.example/?a\n");

    @Test
    void saysItInTheLanguageThatWasAskedFor() {
        assertThat(in(Locale.FRENCH).say("read", 2, 3)).isEqualTo("lu 2 sur 3, déjà");
        assertThat(in(Locale.CANADA_FRENCH).say("read", 2, 3)).isEqualTo("lu 2 sur 3, déjà");
    }

    @Test
    void breaksNoFrenchLineBeforeASign() {
        assertThat(in(Locale.FRENCH).say("ask", "a : b", "lui"))
                .isEqualTo("vraiment\u202F? «\u00A0a : b\u00A0», dit lui\u00A0: oui\u202F! Écrivez `a ? b : c`\u202F;"
                        + " voir https://shop.example/?a");
    }

    @Test
    void takesFromEnglishWhatALanguageLacks() {
        assertThat(in(Locale.FRENCH).say("lost")).isEqualTo("lost");
        assertThat(in(Locale.GERMAN).say("read", 2, 3)).isEqualTo("read 2 of 3");
        assertThat(in(Locale.GERMAN).language()).isEqualTo(Locale.GERMAN);
    }

    @Test
    void fillsEachHoleOnceWhateverIsPutIn() {
        assertThat(in(Locale.ENGLISH).say("read", "{1}", "{0}")).isEqualTo("read {1} of {0}");
        assertThat(in(Locale.ENGLISH).say("read", "all")).isEqualTo("read all of {1}");
    }

    @Test
    void saysNothingUnderAKeyThatIsNotThere() {
        assertThat(in(Locale.ENGLISH).has("gone")).isFalse();
        assertThat(in(Locale.ENGLISH).say("gone", 1)).isEmpty();
    }

    private static Wording in(Locale language) {
        return Wording.load("page", language, WordingTest::open);
    }

    private static @Nullable InputStream open(String name) {
        String file = FILES.get(name);
        return file == null ? null : new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
    }
}
