package io.feedkit.location;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Tells archives of catalogues from single files, and opens them. */
final class Archives {
    private static final String SIGNATURE = "PK\u0003\u0004";
    private static final int NAME_AT = 30;
    private static final int HEAD = 128;
    private static final int SHOWN_NAMES = 6;
    private static final long HARMLESS_BYTES = 16L << 20;
    /** What makes a zip file a workbook or document, which is one file for whoever opens it. */
    private static final Set<String> DOCUMENT_MARKS = Set.of("[Content_Types].xml", "mimetype");

    private Archives() {}

    /** The parts of what was opened; takes the source over. The bytes of an archive are put into a temporary file, because its directory is at its end. */
    static Parts parts(Source source, SourceLimits limits) {
        return isArchive(source.head(HEAD)) ? parts(source, limits, null) : Parts.single(source);
    }

    /** Some parts of what was opened, which has to be an archive. */
    static Parts parts(Source source, SourceLimits limits, @Nullable EntryPattern wanted) {
        checkArchive(source, wanted);
        try (source) {
            return opened(source.name(), spooled(source), source.storedBytes().orElse(0), limits, wanted);
        } catch (IOException e) {
            throw new FeedException(
                    new Problem(
                            LocationProblem.READ_FAILED,
                            SourcePosition.unknown(source.name()),
                            "The archive cannot be put aside: " + Source.reason(e) + ".",
                            "Look at the folder for temporary files."),
                    e);
        }
    }

    /** The parts of a file, which needs no copy. */
    static Parts parts(Source source, Path file, SourceLimits limits) {
        if (!source.compression().isEmpty() || !isArchive(source.head(HEAD))) {
            return parts(source, limits);
        }
        return parts(source, file, limits, null);
    }

    /** Some parts of a file, which has to be an archive. */
    static Parts parts(Source source, Path file, SourceLimits limits, @Nullable EntryPattern wanted) {
        if (!source.compression().isEmpty()) {
            return parts(source, limits, wanted);
        }
        checkArchive(source, wanted);
        try (source) {
            return opened(source.name(), Files.newByteChannel(file), Files.size(file), limits, wanted);
        } catch (IOException e) {
            throw new FeedException(
                    new Problem(
                            LocationProblem.CANNOT_OPEN,
                            SourcePosition.unknown(source.name()),
                            "The archive cannot be opened: " + Source.reason(e) + ".",
                            "Check that the process may read it."),
                    e);
        }
    }

    private static void checkArchive(Source source, @Nullable EntryPattern wanted) {
        if (wanted != null && !isArchive(source.head(HEAD))) {
            String name = source.name();
            source.close();
            throw refused(
                    name,
                    LocationProblem.DAMAGED,
                    "This is no archive, so there is no " + Problem.quote(wanted.toString()) + " in it.",
                    "Name the file itself, without what follows the exclamation mark.");
        }
    }

    static boolean isArchive(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return text.startsWith(SIGNATURE) && DOCUMENT_MARKS.stream().noneMatch(mark -> text.startsWith(mark, NAME_AT));
    }

    private static SeekableByteChannel spooled(Source source) throws IOException {
        Path file = Files.createTempFile("feedkit", ".zip");
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try (InputStream in = source.bytes()) {
            byte[] buffer = new byte[64 * 1024];
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, got);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Parts opened(
            String name, SeekableByteChannel channel, long stored, SourceLimits limits, @Nullable EntryPattern wanted)
            throws IOException {
        ZipArchive archive;
        try {
            archive = ZipArchive.open(channel);
        } catch (ZipException e) {
            throw new FeedException(damaged(name, e), e);
        }
        try {
            List<String> names =
                    archive.entries().stream().map(ZipArchive.Entry::name).toList();
            if (wanted == null && names.stream().anyMatch(DOCUMENT_MARKS::contains)) {
                channel.position(0);
                InputStream bytes = Channels.newInputStream(channel);
                return Parts.single(Source.of(name, new StoredBytes(bytes, channel.size(), "", ""), limits));
            }
            return parts(name, archive, stored, limits, wanted);
        } catch (IOException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    private static Parts parts(
            String name, ZipArchive archive, long stored, SourceLimits limits, @Nullable EntryPattern wanted) {
        List<ZipArchive.Entry> all = archive.entries().stream()
                .filter(entry -> !entry.isFolder() && !isHidden(entry.name()))
                .sorted(Comparator.comparing(ZipArchive.Entry::name))
                .toList();
        if (all.isEmpty()) {
            throw refused(name, LocationProblem.NOT_FOUND, "The archive holds no file.", "Look at what packs it.");
        }
        List<ZipArchive.Entry> files = all.stream()
                .filter(entry -> wanted == null ? !Documents.isOne(entry.name()) : wanted.matches(entry.name()))
                .toList();
        if (files.isEmpty() && wanted == null) {
            files = all;
        }
        if (files.isEmpty()) {
            throw refused(
                    name + "!" + wanted,
                    LocationProblem.NOT_FOUND,
                    "No file of the archive matches; it holds " + few(all) + ".",
                    "Correct the name behind the exclamation mark; ** also finds files in folders.");
        }
        Set<String> kinds = files.stream()
                .map(entry -> Documents.kind(entry.name()))
                .collect(Collectors.toCollection(TreeSet::new));
        if (kinds.size() > 1) {
            throw refused(
                    name,
                    LocationProblem.MIXED_ARCHIVE,
                    "The archive holds files of several kinds: " + few(files) + ".",
                    "Say which are meant, as in \"all.zip!*.csv\", or pack only the catalogue's files.");
        }
        if (kinds.contains("zip")) {
            throw refused(
                    name,
                    LocationProblem.MIXED_ARCHIVE,
                    "The archive holds archives.",
                    "Unpack it once; an archive within an archive is not opened.");
        }
        checkSize(name, files, stored, limits);
        return new ZipParts(name, archive, files, wanted == null ? passedOver(name, all, files) : List.of(), limits);
    }

    /** What was left out although nobody said so. */
    private static List<Problem> passedOver(String name, List<ZipArchive.Entry> all, List<ZipArchive.Entry> files) {
        List<ZipArchive.Entry> others =
                all.stream().filter(entry -> !files.contains(entry)).toList();
        return others.isEmpty()
                ? List.of()
                : List.of(new Problem(
                        LocationProblem.PASSED_OVER,
                        SourcePosition.unknown(name),
                        "Of the archive " + few(files) + " is read; " + few(others)
                                + " is passed over, since such files are about a catalogue.",
                        "If it is part of the catalogue, say so, as in \"all.zip!*.txt\"."));
    }

    private static String few(List<ZipArchive.Entry> files) {
        String shown = files.stream()
                .limit(SHOWN_NAMES)
                .map(entry -> Problem.quote(entry.name()))
                .collect(Collectors.joining(", "));
        return shown + (files.size() > SHOWN_NAMES ? ", …" : "");
    }

    private static void checkSize(String name, List<ZipArchive.Entry> files, long stored, SourceLimits limits) {
        long size = 0;
        for (ZipArchive.Entry file : files) {
            size = Math.min(Long.MAX_VALUE / 2, size) + Math.min(Long.MAX_VALUE / 4, file.size());
        }
        if (size > limits.maxBytes()) {
            throw refused(
                    name,
                    LocationProblem.TOO_LARGE,
                    "The archive's files have more than " + limits.maxBytes() + " bytes.",
                    "If that is meant, raise maxSourceBytes of ReadLimits.");
        }
        if (stored > 0 && size > HARMLESS_BYTES && size / limits.maxInflation() > stored) {
            throw refused(
                    name,
                    LocationProblem.INFLATES_TOO_MUCH,
                    "The compressed data grows more than " + limits.maxInflation() + " times.",
                    "If this is no decompression bomb, raise maxInflation of ReadLimits.");
        }
    }

    /** What tools leave beside the files they pack. */
    private static boolean isHidden(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        return name.startsWith("__MACOSX/") || file.startsWith(".") || file.equalsIgnoreCase("Thumbs.db");
    }

    private static Problem damaged(String name, ZipException e) {
        return new Problem(
                LocationProblem.DAMAGED,
                SourcePosition.unknown(name),
                "The archive is damaged: " + Source.reason(e) + ".",
                "Get it again.");
    }

    private static FeedException refused(String name, LocationProblem code, String message, String fix) {
        return new FeedException(new Problem(code, SourcePosition.unknown(name), message, fix));
    }
}
