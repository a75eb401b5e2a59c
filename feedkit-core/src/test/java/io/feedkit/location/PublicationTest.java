package io.feedkit.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PublicationTest {
    @TempDir
    Path folder;

    private static StagedFile write(Publication publication, String name, String text) {
        StagedFile file = publication.file(name);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        file.write(bytes, 0, bytes.length);
        return file;
    }

    private void publish(String... namesAndTexts) {
        try (Publication publication = Publication.open(folder.resolve(namesAndTexts[0]))) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                write(publication, namesAndTexts[i], namesAndTexts[i + 1]);
            }
            publication.publish();
        }
    }

    @Test
    void putsWholeFilesInTheirPlaceWithTheirChecksums() {
        Path file = folder.resolve("new/feed.xml");
        try (Publication publication = Publication.open(file)) {
            StagedFile staged = write(publication, "feed.xml", "abc");
            write(publication, "feed.xml.manifest.json", "{}");
            assertThat(file).doesNotExist();
            assertThat(staged.finish().sha256())
                    .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
            publication.publish();
        }
        assertThat(file).hasContent("abc");
        assertThat(folder.resolve("new/feed.xml.manifest.json")).hasContent("{}");
        assertThat(folder.resolve("new/.feed.xml.journal")).doesNotExist();
    }

    @Test
    void leavesTheOldFileWhenTheNewOneIsGivenUp() {
        publish("feed.xml", "old");
        try (Publication publication = Publication.open(folder.resolve("feed.xml"))) {
            write(publication, "feed.xml", "half of the n");
        }
        assertThat(folder.resolve("feed.xml")).hasContent("old");
        assertThat(folder.resolve(".feed.xml.part")).doesNotExist();
    }

    @Test
    void goesOnWithFurtherFilesWhileNobodyElseMayWrite() throws IOException {
        try (Publication publication = Publication.open(folder.resolve("feed.xml"))) {
            assertThatThrownBy(publication::goOn).isInstanceOf(IllegalStateException.class);
            write(publication, "feed.xml", "feed");
            write(publication, "feed.xml.ledger", "first");
            publication.publish();

            publication.goOn();
            write(publication, "feed.xml.ledger", "second");
            assertThat(folder.resolve("feed.xml.ledger")).hasContent("first");
            assertThatThrownBy(() -> publish("feed.xml", "of another")).isInstanceOf(FeedException.class);
            publication.publish();
        }
        assertThat(folder.resolve("feed.xml")).hasContent("feed");
        assertThat(folder.resolve("feed.xml.ledger")).hasContent("second");
        publish("feed.xml.ledger", "free");
    }

    @Test
    void overwritesWhatAWriterLeftThatWasKilledBeforeTheJournalStood() throws IOException {
        Files.writeString(folder.resolve(".feed.xml.part"), "a very long rest of a killed run");
        Files.writeString(folder.resolve(".feed.xml.journal.part"), "feedkit-journal-1\nput feed");
        publish("feed.xml", "new");
        assertThat(folder.resolve("feed.xml")).hasContent("new");
    }

    @Test
    void finishesWhatAWriterBeganThatWasKilledBetweenTwoRenames() throws IOException {
        publish("feed.xml", "old", "feed-2.xml", "old 2", "feed-3.xml", "old 3");
        Files.writeString(folder.resolve("feed.xml"), "new");
        Files.writeString(folder.resolve(".feed-2.xml.part"), "new 2");
        Files.writeString(
                folder.resolve(".feed.xml.journal"),
                "feedkit-journal-1\nput feed.xml\nput feed-2.xml\nremove feed-3.xml\nend\n");
        Publication.open(folder.resolve("feed.xml")).close();
        assertThat(folder.resolve("feed.xml")).hasContent("new");
        assertThat(folder.resolve("feed-2.xml")).hasContent("new 2");
        assertThat(folder.resolve("feed-3.xml")).doesNotExist();
        assertThat(folder.resolve(".feed.xml.journal")).doesNotExist();
    }

    @Test
    void takesNoJournalThatWasNotWrittenWhole() throws IOException {
        publish("feed.xml", "old");
        Files.writeString(folder.resolve(".feed.xml.journal"), "feedkit-journal-1\nremove feed.xml\n");
        Publication.open(folder.resolve("feed.xml")).close();
        assertThat(folder.resolve("feed.xml")).hasContent("old");
    }

    @Test
    void keepsWhatItReplaces() throws IOException {
        publish("feed.xml", "one", "note", "first");
        try (Publication publication = Publication.open(folder.resolve("feed.xml"))) {
            write(publication, "feed.xml", "two");
            publication.keep(".feed.xml.versions/1", List.of("feed.xml", "note", "none"));
            publication.publish();
        }
        assertThat(folder.resolve("feed.xml")).hasContent("two");
        assertThat(folder.resolve(".feed.xml.versions/1/feed.xml")).hasContent("one");
        assertThat(folder.resolve(".feed.xml.versions/1/note")).hasContent("first");
    }

    @Test
    void keepsASecondWriterOutAndSaysWhoIsAtIt() {
        Path file = folder.resolve("feed.xml");
        try (Publication first = Publication.open(file)) {
            assertThatThrownBy(() -> Publication.open(file))
                    .hasMessageContaining("publish.busy")
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThatThrownBy(() -> Publication.open(file, WhenBusy.waitAtMost(Duration.ofMillis(50))))
                    .hasMessageContaining("publish.busy");
            write(first, "feed.xml", "first");
            first.publish();
        }
        assertThat(file).hasContent("first");
        Publication.open(file).close();
    }

    @Test
    void twoPublicationsNeverWriteTheSameFile() {
        try (Publication other = Publication.open(folder.resolve("feed-2.xml"));
                Publication publication = Publication.open(folder.resolve("feed.xml"))) {
            write(other, "feed-2.xml", "other");
            assertThatThrownBy(() -> publication.file("feed-2.xml")).hasMessageContaining("publish.busy");
        }
    }

    @Test
    void waitsForTheOtherWriterIfAsked() throws Exception {
        Path file = folder.resolve("feed.xml");
        Publication first = Publication.open(file);
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> {
            try (Publication waiting = Publication.open(file, WhenBusy.waitAtMost(Duration.ofSeconds(30)))) {
                write(waiting, "feed.xml", "second");
                waiting.publish();
            }
        });
        write(first, "feed.xml", "first");
        first.publish();
        first.close();
        second.get(30, TimeUnit.SECONDS);
        assertThat(file).hasContent("second");
    }

    @Test
    void takesOverFromADeadProcessAndFromAnotherMachineOnlyAfterAWhile() throws IOException {
        Path file = folder.resolve("feed.xml");
        Path lock = folder.resolve(".feed.xml.lock");
        try (Publication publication = Publication.open(file)) {
            String holder = Files.readString(lock);
            assertThat(holder).startsWith("process ");
            write(publication, "feed.xml", "x");
            publication.publish();
        }
        assertThat(lock).isEmptyFile();

        Files.writeString(lock, "process 12 on elsewhere\n");
        assertThatThrownBy(() -> Publication.open(file))
                .hasMessageContaining("publish.busy")
                .hasMessageContaining("process 12 on elsewhere");
        Files.setLastModifiedTime(lock, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        Publication.open(file).close();

        Files.writeString(lock, "what is this");
        Publication.open(file).close();
    }

    @Test
    void letsTheNextWriterInWhenTheHiddenFileCouldNotBeOpened() throws IOException {
        Path inTheWay = Files.createDirectory(folder.resolve(".feed.xml.part"));
        assertThatThrownBy(() -> publish("feed.xml", "x")).hasMessageContaining("publish.cannot-write");
        Files.delete(inTheWay);
        publish("feed.xml", "new");
        assertThat(folder.resolve("feed.xml")).hasContent("new");
    }

    @Test
    void leavesNothingBehindWhenTheFileCannotTakeItsPlace() throws IOException {
        Path file = folder.resolve("feed.xml");
        try (Publication publication = Publication.open(file)) {
            write(publication, "feed.xml", "new");
            Files.createDirectories(file.resolve("made/meanwhile"));
            assertThatThrownBy(publication::publish).hasMessageContaining("publish.cannot-write");
        }
        assertThat(folder.resolve(".feed.xml.part")).doesNotExist();
        assertThat(folder.resolve(".feed.xml.journal")).doesNotExist();
    }

    @Test
    void saysSoWhenTheFileIsAFolder() {
        assertThatThrownBy(() -> Publication.open(folder)).hasMessageContaining("publish.cannot-write");
    }
}
