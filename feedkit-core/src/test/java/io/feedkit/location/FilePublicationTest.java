package io.feedkit.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePublicationTest {
    @TempDir
    Path folder;

    private static void write(FilePublication publication, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        publication.write(bytes, 0, bytes.length);
    }

    @Test
    void putsTheWholeFileInItsPlaceWithItsChecksum() throws IOException {
        Path file = folder.resolve("new/feed.xml");
        try (FilePublication publication = FilePublication.open(file)) {
            write(publication, "ab");
            write(publication, "c");
            assertThat(file).doesNotExist();
            FilePublication.Published published = publication.publish();
            assertThat(published.bytes()).isEqualTo(3);
            assertThat(published.sha256())
                    .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        }
        assertThat(file).hasContent("abc");
    }

    @Test
    void leavesTheOldFileWhenTheNewOneIsGivenUp() throws IOException {
        Path file = Files.writeString(folder.resolve("feed.xml"), "old");
        try (FilePublication publication = FilePublication.open(file)) {
            write(publication, "half of the n");
        }
        assertThat(file).hasContent("old");
        assertThat(folder.resolve(".feed.xml.part")).doesNotExist();
    }

    @Test
    void overwritesWhatAKilledWriterLeftBehind() throws IOException {
        Path file = folder.resolve("feed.xml");
        Files.writeString(folder.resolve(".feed.xml.part"), "a very long rest of a killed run");
        try (FilePublication publication = FilePublication.open(file)) {
            write(publication, "new");
            publication.publish();
        }
        assertThat(file).hasContent("new");
    }

    @Test
    void keepsASecondWriterOut() {
        Path file = folder.resolve("feed.xml");
        try (FilePublication first = FilePublication.open(file)) {
            assertThatThrownBy(() -> FilePublication.open(file))
                    .isInstanceOf(FeedException.class)
                    .hasMessageContaining("publish.busy");
            write(first, "first");
            first.publish();
        }
        assertThat(file).hasContent("first");
        FilePublication.open(file).close();
    }

    @Test
    void letsTheNextWriterInWhenThePartFileCouldNotBeOpened() throws IOException {
        Path file = folder.resolve("feed.xml");
        Path inTheWay = Files.createDirectory(folder.resolve(".feed.xml.part"));
        assertThatThrownBy(() -> FilePublication.open(file)).hasMessageContaining("publish.cannot-write");
        Files.delete(inTheWay);
        try (FilePublication publication = FilePublication.open(file)) {
            write(publication, "new");
            publication.publish();
        }
        assertThat(file).hasContent("new");
    }

    @Test
    void leavesNoPartBehindWhenTheFileCannotTakeItsPlace() throws IOException {
        Path file = folder.resolve("feed.xml");
        try (FilePublication publication = FilePublication.open(file)) {
            write(publication, "new");
            Files.createDirectories(file.resolve("made/meanwhile"));
            assertThatThrownBy(publication::publish).hasMessageContaining("publish.cannot-write");
        }
        assertThat(folder.resolve(".feed.xml.part")).doesNotExist();
    }

    @Test
    void saysSoWhenTheFileIsAFolder() {
        assertThatThrownBy(() -> FilePublication.open(folder))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("publish.cannot-write");
    }
}
