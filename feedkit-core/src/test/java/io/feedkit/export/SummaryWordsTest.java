package io.feedkit.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SummaryWordsTest {
    private static Properties texts(String language) throws IOException {
        Properties texts = new Properties();
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(ReportText.class.getResourceAsStream("summary_" + language + ".properties")),
                StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts;
    }

    @Test
    void frenchHasEveryTextWithTheSameHoles() throws IOException {
        Properties french = texts("fr");
        Properties english = texts("en");

        assertThat(french.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        english.stringPropertyNames().forEach(key -> {
            for (int hole = 0; hole < 10; hole++) {
                String written = "{" + hole + "}";
                assertThat(french.getProperty(key).contains(written))
                        .as(key + " " + written)
                        .isEqualTo(english.getProperty(key).contains(written));
            }
        });
    }
}
