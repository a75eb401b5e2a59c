package io.feedkit.catalog.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The decoder of the JDK is the judge. */
class Utf8Test {
    /** Bytes at which something begins or ends to be a character. */
    private static final int[] EDGES = {
        'a', 'z', ' ', 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBD, 0xBE, 0xBF, 0xC0, 0xC1, 0xC2, 0xC3, 0xDF, 0xE0, 0xE1,
        0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF
    };

    @Property(tries = 20_000)
    void findsTheByteThatTheDecoderStopsAt(@ForAll @IntRange(max = 90) int length, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; at++) {
            bytes[at] = (byte) (random.nextInt(3) == 0 ? 'x' : EDGES[random.nextInt(EDGES.length)]);
        }
        int from = length == 0 ? 0 : random.nextInt(length);
        assertThat(Utf8.firstInvalid(bytes, from, length)).isEqualTo(firstRefused(bytes, from, length));
    }

    /** Mostly valid, so that a mistake within a long text is met as well. */
    @Property(tries = 20_000)
    void findsOneWrongByteAmongCharactersOfAllLengths(
            @ForAll @IntRange(min = 1, max = 60) int characters, @ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < characters; i++) {
            int[] samples = {
                'a', 'b', ' ', 'é', 'ß', 0x7FF, 0x800, '’', '漢', 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x1F600, 0x10FFFF
            };
            text.appendCodePoint(samples[random.nextInt(samples.length)]);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(Utf8.firstInvalid(bytes, 0, bytes.length)).isEqualTo(bytes.length);
        bytes[random.nextInt(bytes.length)] = (byte) EDGES[random.nextInt(EDGES.length)];
        assertThat(Utf8.firstInvalid(bytes, 0, bytes.length)).isEqualTo(firstRefused(bytes, 0, bytes.length));
    }

    @Test
    void refusesTheTwoCodePointsThatAreNoCharactersInXml() {
        byte[] text = "a fairly long text, so that it is looked at by words: \uFFFE".getBytes(StandardCharsets.UTF_8);
        assertThat(Utf8.firstInvalid(text, 0, text.length)).isEqualTo(text.length - 3);
    }

    private static int firstRefused(byte[] bytes, int from, int to) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer characters = CharBuffer.allocate(bytes.length + 2);
        ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
        CoderResult result = decoder.decode(in, characters, true);
        int valid = result.isError() ? in.position() : to;
        String read = characters.flip().toString();
        for (int i = 0; i < read.length(); i++) {
            if (read.charAt(i) >= 0xFFFE) {
                return from + read.substring(0, i).getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return valid;
    }
}
