package io.feedkit.catalog.spill;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.Fingerprint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FirstSeenTest {
    private static FirstSeen.Allowance allowance(long memoryBytes, long diskBytes) {
        return new FirstSeen.Allowance("a feed", memoryBytes, diskBytes);
    }

    @Property(tries = 200)
    void remembersTheFirstRecordOfEveryValueWhereverItLies(
            @ForAll @Size(max = 2_000) List<@IntRange(min = 0, max = 500) Integer> values,
            @ForAll @LongRange(min = 0, max = 9_000) long memoryBytes) {
        try (FirstSeen seen = new FirstSeen(allowance(memoryBytes, 1 << 20))) {
            Map<Integer, Integer> model = new HashMap<>();
            for (int record = 0; record < values.size(); record++) {
                Integer value = values.get(record);
                int expected = model.getOrDefault(value, FirstSeen.NEW);
                assertThat(seen.find(Fingerprint.end(value))).isEqualTo(expected);
                assertThat(seen.put(Fingerprint.end(value), record)).isEqualTo(expected);
                model.putIfAbsent(value, record);
            }
            assertThat(seen.size()).isEqualTo(model.size());
        }
    }

    /** No fingerprints of real values are alike in most of their bits. They are found nevertheless. */
    @Property(tries = 100)
    void findsNumbersThatAreNoGoodFingerprints(@ForAll @Size(max = 300) List<Long> numbers) {
        try (FirstSeen seen = new FirstSeen(allowance(0, 1 << 20))) {
            Map<Long, Integer> model = new HashMap<>();
            for (Long number : numbers) {
                if (number != 0) {
                    Integer known = model.putIfAbsent(number, model.size());
                    assertThat(seen.put(number, model.size() - 1)).isEqualTo(known == null ? FirstSeen.NEW : known);
                }
            }
            model.forEach((number, record) -> assertThat(seen.find(number)).isEqualTo(record));
        }
    }

    @Test
    void growsOnDiskWithoutLosingAValue() {
        FirstSeen.Allowance allowance = allowance(100_000, 100_000_000);
        try (FirstSeen seen = new FirstSeen(allowance)) {
            for (int record = 0; record < 300_000; record++) {
                assertThat(seen.put(Fingerprint.end(record), record)).isEqualTo(FirstSeen.NEW);
            }
            for (int record = 0; record < 300_000; record++) {
                assertThat(seen.find(Fingerprint.end(record))).isEqualTo(record);
                assertThat(seen.put(Fingerprint.end(record), 7)).isEqualTo(record);
            }
            assertThat(seen.find(Fingerprint.end(300_000))).isEqualTo(FirstSeen.NEW);
            assertThat(seen.size()).isEqualTo(300_000);
            assertThat(allowance.bytesOnDisk()).isEqualTo(12L << 19);
        }
    }

    @Test
    void holdsAMillionInTwentyMegabytesAndStopsWhereTheMemoryEndsIfThereIsNoDisk() {
        FirstSeen.Allowance allowance = allowance(24_000_000, 0);
        FirstSeen seen = new FirstSeen(allowance);
        int record = 0;
        while (seen.put(Fingerprint.end(record), record) == FirstSeen.NEW) {
            record++;
        }
        assertThat(record).isGreaterThan(1_000_000);
        assertThat(seen.find(Fingerprint.end(17))).isEqualTo(17);
        assertThat(seen.put(Fingerprint.end(record), record)).isEqualTo(FirstSeen.FULL);
        assertThat(allowance.bytesOnDisk()).isZero();
    }

    @Test
    void neverTakesMoreThanSeveralOfThemAreAllowed() {
        FirstSeen.Allowance allowance = allowance(0, 2_000_000);
        try (FirstSeen one = new FirstSeen(allowance);
                FirstSeen other = new FirstSeen(allowance)) {
            int held = 0;
            for (int record = 0; record < 200_000; record++) {
                held += one.put(Fingerprint.end(record), record) == FirstSeen.NEW ? 1 : 0;
                held += other.put(Fingerprint.end(record), record) == FirstSeen.NEW ? 1 : 0;
            }
            assertThat(allowance.bytesOnDisk()).isLessThanOrEqualTo(2_000_000);
            assertThat(held).isBetween(90_000, 125_000);
            for (int record = 0; record < 40_000; record++) {
                assertThat(one.find(Fingerprint.end(record))).isEqualTo(record);
                assertThat(other.find(Fingerprint.end(record))).isEqualTo(record);
            }
        }
    }
}
