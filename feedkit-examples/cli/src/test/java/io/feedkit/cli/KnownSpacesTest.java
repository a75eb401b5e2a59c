package io.feedkit.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;

class KnownSpacesTest {
    private static final String SAID = "prix\u00A0: «\u00A0dix\u00A0», vraiment\u202F?";

    @Test
    void writesSpacesATerminalCanShow() {
        assertThat(written(SAID, UTF_8)).isEqualTo(SAID);
        assertThat(written(SAID, ISO_8859_1)).isEqualTo("prix\u00A0: «\u00A0dix\u00A0», vraiment\u00A0?");
        assertThat(written("prix\u00A0: vraiment\u202F?", US_ASCII)).isEqualTo("prix : vraiment ?");
    }

    private static String written(String text, Charset charset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintWriter to = new PrintWriter(new KnownSpaces(new OutputStreamWriter(bytes, charset), charset))) {
            to.print(text);
        }
        return bytes.toString(charset);
    }
}
