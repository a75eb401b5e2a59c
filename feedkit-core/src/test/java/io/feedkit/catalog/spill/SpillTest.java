package io.feedkit.catalog.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpillTest {

    @Test
    void givesBackFromAnyPlaceWhateverTheBudget() {
        byte[] all = new byte[700_001];
        new Random(3).nextBytes(all);
        for (long budget : new long[] {0, 100_000, 1L << 30}) {
            try (Spill spill = new Spill("test", budget)) {
                Random random = new Random(5);
                int written = 0;
                while (written < all.length) {
                    int count = Math.min(all.length - written, random.nextInt(90_000));
                    spill.write(all, written, written + count);
                    written += count;
                    read(spill, all, written, random);
                }
                assertThat(spill.size()).isEqualTo(all.length);
                assertThat(spill.isOnDisk()).isEqualTo(budget < all.length);
            }
        }
    }

    private static void read(Spill spill, byte[] all, int written, Random random) {
        int from = random.nextInt(written + 1);
        int length = random.nextInt(written - from + 1);
        byte[] got = new byte[length + 2];
        spill.read(from, got, 1, length);
        assertThat(Arrays.copyOfRange(got, 1, length + 1)).isEqualTo(Arrays.copyOfRange(all, from, from + length));
    }

    @Test
    void refusesToReadBeyondItsEnd() {
        try (Spill spill = new Spill("test", 10)) {
            spill.write(new byte[] {1, 2, 3}, 0, 3);
            assertThatThrownBy(() -> spill.read(1, new byte[5], 0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> spill.read(-1, new byte[5], 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void keepsPagesApart() {
        try (Pages pages = new Pages("test", 0, 1000)) {
            for (int i = 0; i < 300; i++) {
                byte[] page = new byte[i];
                Arrays.fill(page, (byte) i);
                assertThat(pages.add(page, 0, i)).isEqualTo(i);
            }
            for (int i = 299; i >= 0; i--) {
                assertThat(pages.get(i)).hasSize(i);
                assertThat(i == 0 ? i : pages.get(i)[i - 1] & 0xFF).isEqualTo(i & 0xFF);
                assertThat(pages.get(i)).isEqualTo(pages.read(i));
            }
        }
    }
}
