package io.feedkit.catalog.xlsx;

import io.feedkit.catalog.spill.Spill;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The directory at the end of a ZIP archive.
 *
 * <p>It has to end where the archive ends and to begin where the entries end; two programs that disagree about where the directory is would see two different
 * workbooks. Entries must not lie over each other, which is how small archives unpack to petabytes. Follows APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16.
 *
 * @param start where it begins, so where the last entry ends at the latest
 */
record ZipDirectory(List<ZipEntry> entries, long start) {
    private static final int END_BYTES = 22;
    private static final int LOCATOR_BYTES = 20;
    private static final int END64_BYTES = 56;
    private static final int RECORD_BYTES = 46;
    private static final int LOCAL_BYTES = 30;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int MOST_ENTRIES = 20_000;
    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final long UNSIGNED = 0xFFFFFFFFL;

    /** Where the directory says it is. */
    private record End(long entries, long bytes, long start, long place) {}

    static ZipDirectory read(Spill archive, String source) {
        End end = end(archive, source);
        if (end.entries > MOST_ENTRIES || end.bytes > MOST_BYTES) {
            throw Archive.refused(source, "it has " + end.entries + " parts, more than any workbook needs.");
        }
        if (end.start < 0 || end.bytes < 0 || end.start + end.bytes != end.place) {
            throw Archive.damaged(source, "its directory is not where it should be.", null);
        }
        ByteBuffer in = at(archive, end.start, (int) end.bytes);
        List<ZipEntry> entries = new ArrayList<>();
        for (long i = 0; i < end.entries; i++) {
            entries.add(entry(in, source));
        }
        refuseOverlaps(entries, end.start, source);
        return new ZipDirectory(entries, end.start);
    }

    private static ByteBuffer at(Spill archive, long at, int length) {
        byte[] bytes = new byte[length];
        archive.read(at, bytes, 0, length);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static End end(Spill archive, String source) {
        long size = archive.size();
        int length = (int) Math.min(size, END_BYTES + LONGEST_COMMENT);
        ByteBuffer tail = at(archive, size - length, length);
        for (int i = length - END_BYTES; i >= 0; i--) {
            boolean ends = tail.getInt(i) == 0x06054B50 && i + END_BYTES + unsigned(tail, i + 20) == length;
            if (ends) {
                long place = size - length + i;
                End small = new End(
                        unsigned(tail, i + 10), tail.getInt(i + 12) & UNSIGNED, tail.getInt(i + 16) & UNSIGNED, place);
                boolean large = small.entries == 0xFFFF || small.bytes == UNSIGNED || small.start == UNSIGNED;
                return large ? end64(archive, source, place, small) : small;
            }
        }
        throw Archive.damaged(source, "it ends before its directory, as a file does that was cut off.", null);
    }

    private static End end64(Spill archive, String source, long place, End small) {
        long locator = place - LOCATOR_BYTES;
        if (locator < END64_BYTES || at(archive, locator, 4).getInt(0) != 0x07064B50) {
            return small;
        }
        long at = at(archive, locator, LOCATOR_BYTES).getLong(8);
        if (at < 0 || at + END64_BYTES > locator || at(archive, at, 4).getInt(0) != 0x06064B50) {
            throw Archive.damaged(source, "its directory is not where it should be.", null);
        }
        ByteBuffer end = at(archive, at, END64_BYTES);
        return new End(end.getLong(32), end.getLong(40), end.getLong(48), at);
    }

    private static int unsigned(ByteBuffer in, int at) {
        return in.getShort(at) & 0xFFFF;
    }

    private static ZipEntry entry(ByteBuffer in, String source) {
        int at = in.position();
        if (in.remaining() < RECORD_BYTES || in.getInt(at) != 0x02014B50) {
            throw Archive.damaged(source, "its directory is cut short.", null);
        }
        int nameBytes = unsigned(in, at + 28);
        int extraBytes = unsigned(in, at + 30);
        int all = RECORD_BYTES + nameBytes + extraBytes + unsigned(in, at + 32);
        if (in.remaining() < all) {
            throw Archive.damaged(source, "its directory is cut short.", null);
        }
        String name = new String(in.array(), at + RECORD_BYTES, nameBytes, StandardCharsets.UTF_8);
        long[] sizes = {in.getInt(at + 24) & UNSIGNED, in.getInt(at + 20) & UNSIGNED, in.getInt(at + 42) & UNSIGNED};
        widen(in, at + RECORD_BYTES + nameBytes, extraBytes, sizes);
        in.position(at + all);
        return new ZipEntry(
                name,
                unsigned(in, at + 8),
                unsigned(in, at + 10),
                in.getInt(at + 16) & UNSIGNED,
                sizes[1],
                sizes[0],
                sizes[2],
                false);
    }

    /** Sizes beyond four gigabytes stand in an extra field, in a fixed order and only those that need it. */
    private static void widen(ByteBuffer in, int from, int length, long[] sizes) {
        int at = from;
        while (at + 4 <= from + length) {
            int end = Math.min(at + 4 + unsigned(in, at + 2), from + length);
            if (unsigned(in, at) == 1) {
                int next = at + 4;
                for (int i = 0; i < sizes.length; i++) {
                    if (sizes[i] == UNSIGNED && next + 8 <= end) {
                        sizes[i] = in.getLong(next);
                        next += 8;
                    }
                }
            }
            at = end;
        }
    }

    private static void refuseOverlaps(List<ZipEntry> entries, long start, String source) {
        List<ZipEntry> inOrder = new ArrayList<>(entries);
        inOrder.sort(Comparator.comparingLong(ZipEntry::offset));
        for (int i = 0; i < inOrder.size(); i++) {
            ZipEntry entry = inOrder.get(i);
            long next = i + 1 < inOrder.size() ? inOrder.get(i + 1).offset() : start;
            boolean sane = entry.offset() >= 0 && entry.packedSize() >= 0 && entry.size() >= 0;
            if (!sane || entry.packedSize() > start || entry.offset() + LOCAL_BYTES + entry.packedSize() > next) {
                throw Archive.refused(source, "its parts lie over each other.");
            }
        }
    }
}
