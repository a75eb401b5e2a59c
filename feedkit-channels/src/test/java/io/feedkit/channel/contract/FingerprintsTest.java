package io.feedkit.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.Fingerprint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
    @Property(tries = 200)
    void remembersTheFirstRecordOfEveryValue(
            @ForAll @Size(max = 2_000) List<@IntRange(min = 0, max = 500) Integer> values) {
        Fingerprints table = new Fingerprints(new Fingerprints.Allowance(1 << 20));
        Map<Integer, Integer> model = new HashMap<>();
        for (int record = 0; record < values.size(); record++) {
            Integer value = values.get(record);
            int expected = model.getOrDefault(value, Fingerprints.NEW);
            assertThat(table.find(Fingerprint.end(value))).isEqualTo(expected);
            assertThat(table.put(Fingerprint.end(value), record)).isEqualTo(expected);
            model.putIfAbsent(value, record);
        }
        assertThat(table.size()).isEqualTo(model.size());
    }

    @Test
    void holdsAMillionInTwentyMegabytesAndStopsWhereTheMemoryEnds() {
        Fingerprints table = new Fingerprints(new Fingerprints.Allowance(24_000_000));
        int record = 0;
        while (table.put(Fingerprint.end(record), record) == Fingerprints.NEW) {
            record++;
        }
        assertThat(record).isGreaterThan(1_000_000);
        assertThat(table.find(Fingerprint.end(17))).isEqualTo(17);
        assertThat(table.put(Fingerprint.end(record), record)).isEqualTo(Fingerprints.FULL);
    }
}
