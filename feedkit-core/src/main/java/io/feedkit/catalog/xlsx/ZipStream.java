package io.feedkit.catalog.xlsx;

import io.feedkit.catalog.spill.Spill;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The bytes of one entry. They end with the entry, and only when size and check sum are what the directory said. */
final class ZipStream extends InputStream {
    private static final int LOCAL_BYTES = 30;
    private static final int BLOCK = 32 * 1024;

    private final Archive archive;
    private final Spill bytes;
    private final ZipEntry entry;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] packed = new byte[BLOCK];
    private final byte[] single = new byte[1];
    private long next;
    private long end;
    private long given;
    private boolean ended;
    private boolean closed;

    ZipStream(Archive archive, Spill bytes, ZipDirectory directory, ZipEntry entry) {
        this.archive = archive;
        this.bytes = bytes;
        this.entry = entry;
        check(directory);
    }

    /** What stands before the data has to agree with the directory, or another program would see another part. */
    private void check(ZipDirectory directory) {
        if (entry.ambiguous()) {
            throw Archive.refused(archive.source(), "two parts are called " + Problem.quote(entry.name()) + ".");
        }
        if (entry.isEncrypted()) {
            throw new FeedException(new Problem(
                    XlsxProblem.ENCRYPTED,
                    SourcePosition.unknown(archive.source()),
                    "the part " + Problem.quote(entry.name()) + " of the workbook is encrypted.",
                    "Save the workbook without a password."));
        }
        if (entry.method() != ZipEntry.STORED && entry.method() != ZipEntry.DEFLATED) {
            throw Archive.refused(
                    archive.source(),
                    "the part " + Problem.quote(entry.name()) + " is compressed in a way no workbook uses.");
        }
        if (entry.offset() + LOCAL_BYTES > directory.start()) {
            throw lies();
        }
        byte[] head = new byte[LOCAL_BYTES];
        bytes.read(entry.offset(), head, 0, LOCAL_BYTES);
        ByteBuffer local = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        int nameBytes = local.getShort(26) & 0xFFFF;
        next = entry.offset() + LOCAL_BYTES + nameBytes + (local.getShort(28) & 0xFFFF);
        end = next + entry.packedSize();
        if (local.getInt(0) != 0x04034B50
                || (local.getShort(8) & 0xFFFF) != entry.method()
                || end > directory.start()) {
            throw lies();
        }
        byte[] name = new byte[nameBytes];
        bytes.read(entry.offset() + LOCAL_BYTES, name, 0, nameBytes);
        if (!new String(name, StandardCharsets.UTF_8).equals(entry.name())) {
            throw lies();
        }
    }

    private FeedException lies() {
        return archive.damaged("its directory and its part " + Problem.quote(entry.name()) + " contradict each other.");
    }

    @Override
    public int read() {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        if (length == 0) {
            return 0;
        }
        if (ended || closed) {
            return -1;
        }
        int got = entry.method() == ZipEntry.STORED ? copy(into, from, length) : inflate(into, from, length);
        if (got < 0) {
            ended = true;
            boolean left = next != end || inflater.getRemaining() > 0;
            if (left || given != entry.size() || crc.getValue() != entry.crc()) {
                throw archive.damaged("its part " + Problem.quote(entry.name()) + " is not what its directory says.");
            }
            return -1;
        }
        given += got;
        crc.update(into, from, got);
        if (given > entry.size()) {
            throw archive.damaged("its part " + Problem.quote(entry.name()) + " is larger than its directory says.");
        }
        return got;
    }

    private int copy(byte[] into, int from, int length) {
        int count = (int) Math.min(length, end - next);
        if (count == 0) {
            return -1;
        }
        bytes.read(next, into, from, count);
        next += count;
        archive.grew(count, count);
        return count;
    }

    private int inflate(byte[] into, int from, int length) {
        try {
            while (true) {
                int got = inflater.inflate(into, from, length);
                if (got > 0) {
                    archive.grew(0, got);
                    return got;
                }
                if (inflater.finished()) {
                    return -1;
                }
                if (!inflater.needsInput() || next == end) {
                    throw lies();
                }
                int count = (int) Math.min(packed.length, end - next);
                bytes.read(next, packed, 0, count);
                next += count;
                archive.grew(count, 0);
                inflater.setInput(packed, 0, count);
            }
        } catch (DataFormatException e) {
            throw Archive.damaged(
                    archive.source(), "its part " + Problem.quote(entry.name()) + " cannot be unpacked.", e);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            inflater.end();
        }
    }
}
