package io.feedkit.rules.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class NextByteTest {

    @Property
    void findsWhatALoopOverTheBytesFinds(@ForAll @IntRange(max = 12) int kinds, @ForAll long seed) {
        Random random = new Random(seed);
        boolean[] wanted = new boolean[256];
        for (int i = 0; i < kinds; i++) {
            int low = random.nextInt(random.nextInt(4) == 0 ? 256 : 128);
            int high = Math.min(255, low + random.nextInt(5));
            boolean bothCases = random.nextBoolean();
            for (int b = low; b <= high; b++) {
                wanted[b] = true;
                if (bothCases && Character.isLetter(b) && b < 128) {
                    wanted[b ^ 0x20] = true;
                }
            }
        }
        NextByte next = new NextByte(wanted);
        byte[] text = new byte[60];
        random.nextBytes(text);
        for (int from = 0; from < text.length; from++) {
            for (int to = from; to <= text.length; to += 7) {
                int expected = from;
                while (expected < to && !wanted[text[expected] & 0xFF]) {
                    expected++;
                }
                assertThat(next.find(text, from, to)).isEqualTo(expected);
            }
        }
    }

    @Example
    void looksForALetterInBothCasesByEights() {
        boolean[] wanted = new boolean[256];
        wanted['h'] = true;
        wanted['H'] = true;
        NextByte next = new NextByte(wanted);
        byte[] text = "(a tidy sentence, ending in a Hood".getBytes(StandardCharsets.UTF_8);
        assertThat(next.isFast()).isTrue();
        assertThat(next.find(text, 0, text.length)).isEqualTo(text.length - 4);
    }
}
