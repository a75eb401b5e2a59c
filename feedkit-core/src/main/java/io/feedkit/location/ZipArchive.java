package io.feedkit.location;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Reads an archive by its directory, as PKWARE's APPNOTE 6.3.10 describes it.
 *
 * <p>The JDK's readers were not taken. {@code ZipInputStream} believes the headers between the files, which may contradict the directory, and {@code ZipFile} does not
 * say where a file's bytes lie: in a known kind of bomb thousands of entries share the same bytes, so that none of them is suspicious by itself. Here entries must
 * not overlap, and what an entry says of its size and checksum is held against its bytes.
 */
final class ZipArchive implements AutoCloseable {
    static final int MOST_ENTRIES = 10_000;

    private static final int END_MARK = 0x06054B50;
    private static final int END64_MARK = 0x06064B50;
    private static final int LOCATOR64_MARK = 0x07064B50;
    private static final int DIRECTORY_MARK = 0x02014B50;
    private static final int LOCAL_MARK = 0x04034B50;
    private static final int END_BYTES = 22;
    private static final int MOST_COMMENT = 0xFFFF;
    private static final int DIRECTORY_BYTES = 46;
    private static final int LOCAL_BYTES = 30;
    private static final int LOCATOR64_BYTES = 20;
    private static final int END64_BYTES = 56;
    private static final long MOST_DIRECTORY = 64L << 20;
    private static final long IN_EXTRA = 0xFFFFFFFFL;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int ENCRYPTED = 1;
    private static final int UTF8 = 1 << 11;

    private final SeekableByteChannel channel;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * A file in the archive.
     *
     * @param at where its local header begins
     * @param data where its bytes begin
     */
    record Entry(String name, int flags, int method, long crc, long compressed, long size, long at, long data) {
        boolean isFolder() {
            return name.endsWith("/");
        }
    }

    private record Directory(long at, long bytes, long entries, long shift) {}

    private ZipArchive(SeekableByteChannel channel) {
        this.channel = channel;
    }

    /** Reads the directory; closes the channel when that fails. Throws {@link ZipException} for an archive that contradicts itself. */
    static ZipArchive open(SeekableByteChannel channel) throws IOException {
        try {
            ZipArchive archive = new ZipArchive(channel);
            Directory directory = archive.directory();
            archive.readEntries(directory);
            archive.refuseOverlaps(directory);
            return archive;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Files and folders as the directory lists them. */
    List<Entry> entries() {
        return entries;
    }

    /** The bytes of a file, inflated and checked; throws {@link ZipException} where they are not what the directory says. */
    EntryStream open(Entry entry) throws IOException {
        if ((entry.flags() & ENCRYPTED) != 0) {
            throw new ZipException("it is encrypted; only what is not can be read");
        }
        if (entry.method() != STORED && entry.method() != DEFLATED) {
            throw new ZipException("it is compressed with method " + entry.method() + "; only deflate can be read");
        }
        return new EntryStream(entry);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            return; // it was only read
        }
    }

    private ByteBuffer read(long at, int bytes) throws IOException {
        if (at < 0 || at > channel.size() - bytes) {
            throw new ZipException("it ends too early");
        }
        ByteBuffer into = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(at);
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new EOFException("it ends too early");
            }
        }
        return into.flip();
    }

    private Directory directory() throws IOException {
        long size = channel.size();
        int searched = (int) Math.min(size, END_BYTES + MOST_COMMENT);
        if (searched < END_BYTES) {
            throw new ZipException("it has no directory, so it was cut off");
        }
        ByteBuffer tail = read(size - searched, searched);
        for (int at = searched - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END_MARK && at + END_BYTES + unsigned(tail.getShort(at + 20)) == searched) {
                return directory(tail, at, size - searched + at);
            }
        }
        throw new ZipException("it has no directory, so it was cut off");
    }

    private Directory directory(ByteBuffer tail, int at, long end) throws IOException {
        long entries = unsigned(tail.getShort(at + 10));
        long bytes = unsigned(tail.getInt(at + 12));
        long start = unsigned(tail.getInt(at + 16));
        long directoryEnd = end;
        if (end >= LOCATOR64_BYTES) {
            ByteBuffer locator = read(end - LOCATOR64_BYTES, LOCATOR64_BYTES);
            if (locator.getInt(0) == LOCATOR64_MARK) {
                directoryEnd = locator.getLong(8);
                ByteBuffer end64 = read(directoryEnd, END64_BYTES);
                if (end64.getInt(0) != END64_MARK) {
                    throw new ZipException("its directory is not where it says");
                }
                entries = end64.getLong(32);
                bytes = end64.getLong(40);
                start = end64.getLong(48);
            }
        }
        if (entries < 0 || entries > MOST_ENTRIES) {
            throw new ZipException("it has more than " + MOST_ENTRIES + " entries");
        }
        // What was put before the archive, such as a program that unpacks it, shifts everything.
        long shift = directoryEnd - bytes - start;
        if (bytes < 0 || bytes > MOST_DIRECTORY || start < 0 || shift < 0) {
            throw new ZipException("its directory is not where it says");
        }
        return new Directory(start + shift, bytes, entries, shift);
    }

    private void readEntries(Directory directory) throws IOException {
        ByteBuffer list = read(directory.at(), (int) directory.bytes());
        for (long i = 0; i < directory.entries(); i++) {
            if (list.remaining() < DIRECTORY_BYTES || list.getInt(list.position()) != DIRECTORY_MARK) {
                throw new ZipException("its directory is damaged");
            }
            int at = list.position();
            int name = unsigned(list.getShort(at + 28));
            int extra = unsigned(list.getShort(at + 30));
            int comment = unsigned(list.getShort(at + 32));
            if (list.remaining() < DIRECTORY_BYTES + name + extra + comment) {
                throw new ZipException("its directory is damaged");
            }
            entries.add(entry(list, at, name, extra, directory.shift()));
            list.position(at + DIRECTORY_BYTES + name + extra + comment);
        }
    }

    private Entry entry(ByteBuffer list, int at, int nameBytes, int extraBytes, long shift) throws IOException {
        byte[] name = new byte[nameBytes];
        list.get(at + DIRECTORY_BYTES, name);
        int flags = unsigned(list.getShort(at + 8));
        long[] wide = {
            unsigned(list.getInt(at + 24)), unsigned(list.getInt(at + 20)), unsigned(list.getInt(at + 42)),
        };
        widen(wide, list, at + DIRECTORY_BYTES + nameBytes, extraBytes);
        long local = wide[2] + shift;
        ByteBuffer header = read(local, LOCAL_BYTES);
        if (header.getInt(0) != LOCAL_MARK || wide[0] < 0 || wide[1] < 0 || wide[2] < 0) {
            throw new ZipException("its directory is damaged");
        }
        long data = local + LOCAL_BYTES + unsigned(header.getShort(26)) + unsigned(header.getShort(28));
        return new Entry(
                text(name, flags),
                flags,
                unsigned(list.getShort(at + 10)),
                unsigned(list.getInt(at + 16)),
                wide[1],
                wide[0],
                local,
                data);
    }

    /** Takes size, compressed size and place from the extra field where they need more than four bytes. */
    private static void widen(long[] wide, ByteBuffer list, int from, int bytes) throws ZipException {
        int at = from;
        while (at + 4 <= from + bytes) {
            int length = unsigned(list.getShort(at + 2));
            if (list.getShort(at) == 1) {
                int value = at + 4;
                for (int i = 0; i < wide.length; i++) {
                    if (wide[i] == IN_EXTRA) {
                        if (value + 8 > from + bytes) {
                            throw new ZipException("its directory is damaged");
                        }
                        wide[i] = list.getLong(value);
                        value += 8;
                    }
                }
            }
            at += 4 + length;
        }
    }

    private static String text(byte[] name, int flags) {
        Charset other = (flags & UTF8) != 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        String text;
        try {
            // Most tools write UTF-8 without saying so.
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(name, other);
        }
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private void refuseOverlaps(Directory directory) throws ZipException {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(Entry::at));
        for (int i = 0; i < sorted.size(); i++) {
            Entry entry = sorted.get(i);
            long end = i + 1 < sorted.size() ? sorted.get(i + 1).at() : directory.at();
            if (entry.compressed() > end - entry.data()) {
                throw new ZipException("its entries overlap");
            }
        }
    }

    private static int unsigned(short value) {
        return value & 0xFFFF;
    }

    private static long unsigned(int value) {
        return value & 0xFFFFFFFFL;
    }

    /** Inflates one file, and checks its size and checksum at the end. */
    final class EntryStream extends InputStream {
        private final Entry entry;
        private final Inflater inflater = new Inflater(true);
        private final CRC32 crc = new CRC32();
        private final byte[] input = new byte[32 * 1024];
        private final byte[] single = new byte[1];
        private volatile long taken;
        private long given;
        private boolean ended;
        private boolean closed;

        EntryStream(Entry entry) {
            this.entry = entry;
        }

        /** Bytes of the archive read so far. */
        long compressedRead() {
            return taken;
        }

        @Override
        public int read() throws IOException {
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (closed) {
                throw new IOException("the stream is closed");
            }
            if (ended || length == 0) {
                return ended ? -1 : 0;
            }
            int got = entry.method() == STORED ? stored(into, from, length) : inflated(into, from, length);
            if (got < 0) {
                end();
                return -1;
            }
            crc.update(into, from, got);
            given += got;
            if (given > entry.size()) {
                throw new ZipException("it is larger than it says");
            }
            return got;
        }

        private int stored(byte[] into, int from, int length) throws IOException {
            long left = entry.compressed() - taken;
            return left == 0 ? -1 : taken(into, from, (int) Math.min(length, left));
        }

        private int inflated(byte[] into, int from, int length) throws IOException {
            try {
                while (true) {
                    int got = inflater.inflate(into, from, length);
                    if (got > 0) {
                        return got;
                    }
                    if (inflater.finished()) {
                        return -1;
                    }
                    if (inflater.needsDictionary() || !inflater.needsInput()) {
                        throw new ZipException("its compressed data is damaged");
                    }
                    long left = entry.compressed() - taken;
                    if (left == 0) {
                        throw new EOFException("its compressed data ends too early");
                    }
                    inflater.setInput(input, 0, taken(input, 0, (int) Math.min(input.length, left)));
                }
            } catch (DataFormatException e) {
                throw new ZipException("its compressed data is damaged");
            }
        }

        @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread reads, others only look at the count
        private int taken(byte[] into, int from, int length) throws IOException {
            channel.position(entry.data() + taken);
            int got = channel.read(ByteBuffer.wrap(into, from, length));
            if (got < 0) {
                throw new EOFException("it ends too early");
            }
            long before = taken;
            taken = before + got;
            return got;
        }

        private void end() throws ZipException {
            ended = true;
            if (given != entry.size() || crc.getValue() != entry.crc()) {
                throw new ZipException(given != entry.size() ? "it is smaller than it says" : "its checksum is wrong");
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
}
