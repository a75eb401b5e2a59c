package io.feedkit.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.TextBuffer;
import io.feedkit.export.call.Answers;
import io.feedkit.feed.json.JsonWriter;
import io.feedkit.location.PublishProblem;
import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a ledger once more, with what the channel said of the products it was sent: those it refused are {@code rejected}, with its words, and those that are left to the next run {@code waiting}.
 *
 * <p>Answers come in the order of the ledger, so both are gone through once.
 */
final class AnsweredLedger implements Answers.Taker, AutoCloseable {
    private static final byte[] STATUS = ",\"status\":\"".getBytes(UTF_8);
    private static final byte[] SENT = ProductStatus.SENT.word().getBytes(UTF_8);
    private static final byte[] NOTES = ",\"notes\":[".getBytes(UTF_8);
    private static final byte[] NOTES_END = "]}\n".getBytes(UTF_8);
    private static final byte[] END = "}\n".getBytes(UTF_8);

    private final Path ledger;
    private final InputStream in;
    private final LedgerFile to;
    private final FeedTally tally;
    private final TextBuffer prefix = new TextBuffer(128);
    private final TextBuffer line = new TextBuffer(256);
    private byte[] read = new byte[1 << 16];
    private int start;
    private int filled;

    /**
     * @param ledger as it was published
     * @param tally counted the products as sent
     */
    AnsweredLedger(Path ledger, LedgerFile to, FeedTally tally) {
        this.ledger = ledger;
        this.to = to;
        this.tally = tally;
        try {
            in = LedgerFiles.open(ledger);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void take(String id, boolean removes, Answers.Fate fate, List<String> reasons) {
        prefix.clear();
        new JsonWriter(prefix).object().field("id", id);
        prefix.append(STATUS);
        for (int end = lineEnd(); end > start; end = lineEnd()) {
            boolean found = isAt(start, prefix.bytes(), prefix.end())
                    && isAt(start + prefix.end(), SENT, SENT.length) != removes;
            if (found && fate != Answers.Fate.TAKEN) {
                write(end, removes, fate, reasons);
            } else {
                to.write(read, start, end);
            }
            start = end;
            if (found) {
                return;
            }
        }
    }

    /** Writes what stands behind the last product that anything was said of. */
    void end() {
        for (int end = lineEnd(); end > start; end = lineEnd()) {
            to.write(read, start, end);
            start = end;
        }
    }

    private void write(int end, boolean removes, Answers.Fate fate, List<String> reasons) {
        line.clear();
        int rest = start;
        if (!removes) {
            ProductStatus became = fate == Answers.Fate.REJECTED ? ProductStatus.REJECTED : ProductStatus.WAITING;
            tally.move(ProductStatus.SENT, became, 1);
            line.append(prefix.bytes(), 0, prefix.end());
            line.append(became.word().getBytes(UTF_8));
            rest += prefix.end() + SENT.length;
        }
        boolean noted = indexOf(NOTES, rest, end) >= 0;
        line.append(read, rest, end - (noted ? NOTES_END.length : END.length));
        for (String reason : reasons) {
            line.append(noted ? ",".getBytes(UTF_8) : NOTES);
            noted = true;
            JsonWriter json = new JsonWriter(line).object().field("kind", "rejected");
            json.field("by", Answers.REFUSED).field("text", reason).endObject();
        }
        line.append(noted ? NOTES_END : END);
        to.write(line.bytes(), 0, line.end());
    }

    private int indexOf(byte[] words, int from, int end) {
        for (int at = from; at <= end - words.length; at++) {
            if (isAt(at, words, words.length)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isAt(int place, byte[] words, int length) {
        return place + length <= filled && Arrays.equals(read, place, place + length, words, 0, length);
    }

    /** Behind the end of the line that begins at {@code start}; {@code start} itself behind the last. */
    private int lineEnd() {
        int from = start;
        while (true) {
            int end = TextBuffer.indexOf((byte) '\n', read, from, filled);
            if (end < filled) {
                return end + 1;
            }
            from = filled - start;
            if (!fill()) {
                return filled;
            }
        }
    }

    /** Reads more behind the line that has begun, which moves to the front. */
    private boolean fill() {
        if (filled - start == read.length) {
            read = Arrays.copyOf(read, read.length * 2);
        }
        System.arraycopy(read, start, read, 0, filled - start);
        filled -= start;
        start = 0;
        try {
            int got = in.read(read, filled, read.length - filled);
            filled += Math.max(got, 0);
            return got > 0;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private FeedException unreadable(IOException e) {
        return PublishProblem.CANNOT_WRITE.at(
                ledger.toString(), "The ledger cannot be read again: " + e.getMessage() + ".", e);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
