package io.feedkit.export.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallJournalTest {
    @TempDir
    private Path folder;

    private static BitSet items(int... items) {
        BitSet bits = new BitSet();
        Arrays.stream(items).forEach(bits::set);
        return bits;
    }

    private Path written() throws IOException {
        Path file = folder.resolve("calls");
        try (CallJournal journal = CallJournal.begin(file)) {
            journal.begun(items(0, 1, 2, 7, 9));
            journal.done(items(0, 1, 9));
            journal.refused(items(7));
            journal.begun(items());
        }
        return file;
    }

    @Test
    void saysWhatWasWritten() throws IOException {
        CallJournal.Entries entries = CallJournal.read(written());

        assertThat(entries.begun).isEqualTo(items(0, 1, 2, 7, 9));
        assertThat(entries.done).isEqualTo(items(0, 1, 9));
        assertThat(entries.refused).isEqualTo(items(7));
        assertThat(Files.readAllLines(written()).get(0)).startsWith("begun 0-2,7,9 ");
    }

    @Test
    void neverSaysMoreThanWasWrittenWhereverItEnds() throws IOException {
        byte[] whole = Files.readAllBytes(written());
        for (int bytes = 0; bytes < whole.length; bytes++) {
            Path torn = Files.write(folder.resolve("torn"), Arrays.copyOf(whole, bytes));
            CallJournal.Entries entries = CallJournal.read(torn);
            entries.done.andNot(items(0, 1, 9));
            entries.refused.andNot(items(7));
            entries.begun.andNot(items(0, 1, 2, 7, 9));
            assertThat(entries.done.cardinality() + entries.refused.cardinality() + entries.begun.cardinality())
                    .isZero();
        }
    }

    @Test
    void passesOverWhatIsNoneOfItsLines() throws IOException {
        Path file = written();
        Files.write(file, new byte[] {(byte) 0xff, 0, 'x', '\n'}, java.nio.file.StandardOpenOption.APPEND);

        assertThat(CallJournal.read(file).done).isEqualTo(items(0, 1, 9));
        assertThat(CallJournal.read(folder.resolve("nowhere")).begun).isEqualTo(items());
    }
}
