package io.feedkit.location;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has to happen in a folder so that new files take the place of old ones, as names and in this order. Doing it twice, or doing the rest of it later, comes to the same.
 *
 * @param keepIn a folder within the folder, to which the files that stand there now are linked first; empty for none
 * @param keep the names of those files
 * @param put names whose hidden files become them
 * @param remove names that are no more
 */
record Journal(String keepIn, List<String> keep, List<String> put, List<String> remove) {
    private static final String MARK = "feedkit-journal-1";
    private static final String END = "end";
    private static final long MOST_BYTES = 16L << 20;

    /** The hidden file that becomes a file. */
    static Path hidden(Path folder, String name) {
        return folder.resolve("." + name + ".part");
    }

    /** Writes it down in one step: from then on the new files are as good as there. */
    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(MARK));
        if (!keepIn.isEmpty()) {
            lines.add("keep-in " + keepIn);
            keep.forEach(name -> lines.add("keep " + name));
        }
        put.forEach(name -> lines.add("put " + name));
        remove.forEach(name -> lines.add("remove " + name));
        lines.add(END);
        byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel out = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(text);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            out.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What stands in a file; null when there is none, or nothing that was written whole. */
    static @Nullable Journal read(Path file) throws IOException {
        List<String> lines;
        try {
            if (Files.size(file) > MOST_BYTES) {
                return null;
            }
            lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (NoSuchFileException e) {
            return null;
        }
        if (lines.size() < 2
                || !lines.get(0).equals(MARK)
                || !lines.get(lines.size() - 1).equals(END)) {
            return null;
        }
        String keepIn = "";
        Journal journal = new Journal("", new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (String line : lines.subList(1, lines.size() - 1)) {
            int blank = line.indexOf(' ');
            String name = line.substring(blank + 1);
            switch (line.substring(0, Math.max(blank, 0))) {
                case "keep-in" -> keepIn = name;
                case "keep" -> journal.keep.add(name);
                case "put" -> journal.put.add(name);
                case "remove" -> journal.remove.add(name);
                default -> {
                    return null;
                }
            }
        }
        return new Journal(keepIn, journal.keep, journal.put, journal.remove);
    }

    /** How many files took their place; less than all only together with an exception. */
    static final class Done {
        int files;
    }

    /** Does what is not done yet. */
    void apply(Path folder, Done done) throws IOException {
        keep(folder);
        for (String name : put) {
            Path hidden = hidden(folder, name);
            try {
                Files.move(
                        hidden,
                        folder.resolve(name),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } catch (NoSuchFileException e) {
                done.files++; // done before
                continue;
            }
            done.files++;
        }
        for (String name : remove) {
            Files.deleteIfExists(folder.resolve(name));
        }
    }

    private void keep(Path folder) throws IOException {
        Path kept = folder.resolve(keepIn);
        if (keepIn.isEmpty() || Files.exists(kept)) {
            return;
        }
        Path beside = kept.resolveSibling("." + kept.getFileName() + ".part");
        Files.createDirectories(beside);
        try (DirectoryStream<Path> old = Files.newDirectoryStream(beside)) {
            for (Path file : old) {
                Files.delete(file);
            }
        }
        for (String name : keep) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                link(file, beside.resolve(name));
            }
        }
        Files.move(beside, kept, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A second name is enough: the file itself is never written again, only its first name given to another. */
    private static void link(Path file, Path to) throws IOException {
        try {
            Files.createLink(to, file);
        } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
            Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
