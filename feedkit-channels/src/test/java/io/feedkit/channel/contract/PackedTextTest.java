package io.feedkit.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedTextTest {
    private static List<String> parts(String packed, int count) {
        List<String> all = all(packed, count, true);
        assertThat(all.get(count)).as("nothing is left over").isEqualTo("-");
        return all.subList(0, count);
    }

    /** The parts, and behind them what is left over. */
    private static List<String> all(String packed, int count, boolean open) {
        TextBuffer text = new TextBuffer(8);
        long slice = text.append(packed);
        List<String> parts = new ArrayList<>();
        for (long part : new PackedText(":").split(text, TextBuffer.start(slice), TextBuffer.end(slice), count, open)) {
            parts.add(part == Column.MISSING ? "-" : text.string(part));
        }
        return parts;
    }

    @Test
    void takesPartsBetweenSeparatorsAndBlankOnesAsMissing() {
        assertThat(parts("DE::Express:9.90 EUR", 5)).containsExactly("DE", "-", "Express", "9.90 EUR", "-");
    }

    @Test
    void keepsSeparatorsInsideQuotes() {
        assertThat(parts("default:\"Lamp: \"\"large\"\"\"", 2)).containsExactly("default", "Lamp: \"large\"");
    }

    @Test
    void leavesWhatStandsBehindTheLastPartInIt() {
        assertThat(parts("Engine:Fuel:E10:E5", 3)).containsExactly("Engine", "Fuel", "E10:E5");
    }

    @Test
    void leavesOverWhatNoPartTakes() {
        assertThat(all("FR::Express:0 EUR:0:1:1:2", 4, false))
                .containsExactly("FR", "-", "Express", "0 EUR", "0:1:1:2");
    }

    @Test
    void leavesNothingOverOfEmptyParts() {
        assertThat(all("FR::Express:0 EUR:: ::", 4, false)).containsExactly("FR", "-", "Express", "0 EUR", "-");
        assertThat(all("FR", 4, false)).containsExactly("FR", "-", "-", "-", "-");
    }
}
