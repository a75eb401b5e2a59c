package io.feedkit.catalog.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.problem.FeedException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class MappedFileTest {
    @Test
    void isZerosUntilSomethingIsWritten() {
        try (MappedFile file = MappedFile.of(200_001, "a feed")) {
            ByteBuffer bytes = file.bytes();
            assertThat(bytes.capacity()).isEqualTo(200_001);
            assertThat(bytes.getLong(199_993)).isZero();
            bytes.putLong(77_777, 42);
            assertThat(bytes.getLong(77_777)).isEqualTo(42);
        }
    }

    @Test
    void isAProblemOfTheDiskForAThreadThatWasInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> MappedFile.of(100, "a feed"))
                    .isInstanceOf(FeedException.class)
                    .hasMessageContaining("a feed");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void mapsNothingAndNoMoreThanCanBeMapped() {
        assertThatThrownBy(() -> MappedFile.of(0, "a feed")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MappedFile.of(1L << 31, "a feed")).isInstanceOf(IllegalArgumentException.class);
    }
}
