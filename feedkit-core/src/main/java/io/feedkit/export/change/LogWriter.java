package io.feedkit.export.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.TextBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a log beside the one whose place it takes. For one thread. */
final class LogWriter implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 16;

    private final Path log;
    private final Path made;
    private final SentHeader header;
    private final NoteKinds kinds;
    private final FileChannel file;
    private final TextBuffer out = new TextBuffer(CHUNK_BYTES * 2);
    private int row;
    private long rows;
    /** Bytes that are in the file already. */
    private long written;

    private LogWriter(Path log, Path made, SentHeader header, NoteKinds kinds, FileChannel file) {
        this.log = log;
        this.made = made;
        this.header = header;
        this.kinds = kinds;
        this.file = file;
        out.append(header.bytes());
    }

    /**
     * Begins a log.
     *
     * @param kinds the kinds of what is said about the products whose rows stay as they are; what flagged rows say is not said again, so theirs need not be among them
     */
    static LogWriter open(Path log, SentHeader header, NoteKinds kinds) throws IOException {
        Path made = log.resolveSibling("." + log.getFileName() + ".made");
        FileChannel file = FileChannel.open(
                made, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        return new LogWriter(log, made, header, kinds, file);
    }

    SentHeader header() {
        return header;
    }

    /** Adds a row as it stands in another log with the same fields. */
    void copy(SentProducts.Cursor from) throws IOException {
        flush(CHUNK_BYTES);
        row = out.end();
        from.copyTo(out);
        rows++;
    }

    /** Adds a product that may be there, and of which nothing else is known. */
    void doubtful(long id, String idText) throws IOException {
        plain(id, idText);
        flag(SentRow.DOUBTFUL);
    }

    /** Adds a product of the feed of which only the id is known. */
    void plain(long id, String idText) throws IOException {
        flush(CHUNK_BYTES);
        row = out.end();
        SentRows.appendPlain(header, id, idText.getBytes(UTF_8), out);
        rows++;
    }

    /** What the source said does not hold for the row added last, which is of a product of the feed, so that it is worked on. */
    void flag(int flags) {
        SentRow.putShort(out.bytes(), row + SentRow.FLAGS, SentRow.SENT | flags);
        SentRow.putLong(out.bytes(), row + SentRow.SOURCE, 0);
    }

    /** Changes a field of the row added last. */
    void field(int number, int fingerprint) {
        SentRow.putInt(out.bytes(), SentRow.field(row, header.marks(), number), fingerprint);
    }

    /** Takes the row added last away again. */
    void drop() {
        out.truncate(row);
        rows--;
    }

    private void flush(int above) throws IOException {
        if (out.end() > above) {
            ByteBuffer bytes = ByteBuffer.wrap(out.bytes(), 0, out.end());
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            written += out.end();
            out.clear();
        }
    }

    /** Ends the log and puts it in its place. */
    void finish() throws IOException {
        out.append(SentProducts.tail(kinds, written + out.end(), rows));
        flush(0);
        file.force(true);
        file.close();
        Files.move(made, log, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Gives up what was not finished. */
    @Override
    public void close() throws IOException {
        file.close();
        Files.deleteIfExists(made);
    }
}
