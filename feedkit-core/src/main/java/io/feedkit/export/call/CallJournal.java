package io.feedkit.export.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * What was done about the products of a queue, line by line as it happened: {@code begun 3-7,9} before a call, {@code done 3-6} and {@code refused 7,9} after its answer, each with a checksum. Who is
 * killed leaves at most one torn line, which says nothing. Thread-safe, and not for an interrupted thread to close: what a channel answered is noted although somebody stops the run just then.
 */
final class CallJournal implements AutoCloseable {
    private static final String BEGUN = "begun";
    private static final String DONE = "done";
    private static final String REFUSED = "refused";

    private final FileOutputStream file;

    private CallJournal(FileOutputStream file) {
        this.file = file;
    }

    /** Begins a journal anew. */
    static CallJournal begin(Path file) throws IOException {
        return new CallJournal(new FileOutputStream(file.toFile()));
    }

    /** Notes that these are about to be sent, and brings it to the disk: whatever happens now, nobody takes them for unsent. */
    synchronized void begun(BitSet items) throws IOException {
        append(BEGUN, items);
        file.getFD().sync();
    }

    /** Notes what the channel confirmed; a line that is lost means that it is sent once more. */
    synchronized void done(BitSet items) throws IOException {
        append(DONE, items);
    }

    /** Notes what the channel refused. */
    synchronized void refused(BitSet items) throws IOException {
        append(REFUSED, items);
    }

    private void append(String word, BitSet items) throws IOException {
        if (items.isEmpty()) {
            return;
        }
        StringBuilder line = new StringBuilder(word).append(' ');
        for (int from = items.nextSetBit(0); from >= 0; ) {
            int to = items.nextClearBit(from) - 1;
            line.append(from == to ? String.valueOf(from) : from + "-" + to);
            from = items.nextSetBit(to + 1);
            line.append(from >= 0 ? "," : "");
        }
        file.write((line + " " + checksum(line.toString()) + "\n").getBytes(UTF_8));
    }

    private static String checksum(String line) {
        CRC32 crc = new CRC32();
        crc.update(line.getBytes(UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** What a journal says. */
    static final class Entries {
        final BitSet begun = new BitSet();
        final BitSet done = new BitSet();
        final BitSet refused = new BitSet();
    }

    /** Reads a journal as far as its lines are whole; there may be none. */
    static Entries read(Path file) throws IOException {
        Entries entries = new Entries();
        if (!Files.exists(file)) {
            return entries;
        }
        // One byte a character: a torn write must not spoil the lines before it.
        try (BufferedReader lines = Files.newBufferedReader(file, ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line, entries);
            }
        }
        return entries;
    }

    private static void take(String line, Entries entries) {
        String[] words = line.split(" ", -1);
        if (words.length != 3 || !checksum(words[0] + " " + words[1]).equals(words[2])) {
            return;
        }
        BitSet into = switch (words[0]) {
            case BEGUN -> entries.begun;
            case DONE -> entries.done;
            default -> entries.refused;
        };
        for (String range : words[1].split(",")) {
            int hyphen = range.indexOf('-');
            int from = Integer.parseInt(hyphen < 0 ? range : range.substring(0, hyphen));
            int to = hyphen < 0 ? from : Integer.parseInt(range.substring(hyphen + 1));
            into.set(from, to + 1);
        }
    }
}
