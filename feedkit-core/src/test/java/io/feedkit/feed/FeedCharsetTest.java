package io.feedkit.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.TextBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedCharsetTest {

    private static byte[] converted(String format, String encoding, String text) {
        TextBuffer buffer = new TextBuffer(8);
        buffer.append(text);
        FeedCharset.of(new FeedLayout(format, "x", List.of(), Map.of("encoding", encoding)))
                .convert(buffer);
        return java.util.Arrays.copyOf(buffer.bytes(), buffer.end());
    }

    @Test
    void writesTheCharsetOfTheChannel() {
        assertThat(converted("delimited", "windows-1250", "Žluťoučký kůň"))
                .isEqualTo("Žluťoučký kůň".getBytes(Charset.forName("windows-1250")));
        assertThat(converted("delimited", "UTF-16LE", "Mug")).isEqualTo("Mug".getBytes(StandardCharsets.UTF_16LE));
    }

    @Test
    void writesWhatTheCharsetDoesNotHaveAsAReferenceInXml() {
        assertThat(new String(converted("xml", "ISO-8859-1", "5 € für 😀"), StandardCharsets.ISO_8859_1))
                .isEqualTo("5 &#8364; für &#128512;");
        assertThat(new String(converted("delimited", "ISO-8859-1", "5 €"), StandardCharsets.ISO_8859_1))
                .isEqualTo("5 ?");
    }
}
