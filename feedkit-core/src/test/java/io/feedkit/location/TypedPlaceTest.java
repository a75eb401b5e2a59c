package io.feedkit.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypedPlaceTest {
    private static final byte[] TEXT = "id\n1\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void aPathIsAFile() throws IOException {
        Path file = Files.write(folder.resolve("shop.csv"), TEXT);
        assertThat(read(Location.of(file.toString()))).isEqualTo(TEXT);
        assertThat(read(Location.of(file.toUri()))).isEqualTo(TEXT);
        assertThat(read(Location.of(file.toUri().toString()))).isEqualTo(TEXT);
    }

    @Test
    void aFileThatExistsWinsOverAnAddress() throws IOException {
        Path file = folder.resolve("http:export.csv");
        Files.write(file, TEXT);
        assertThat(read(Location.of(file.toString()))).isEqualTo(TEXT);
    }

    @Test
    void aResourceOfTheClassPathIsFound() throws IOException {
        assertThat(read(Location.of("classpath:io/feedkit/location/TypedPlaceTest.class")))
                .isNotEmpty();
        assertThat(codeOf("classpath:no/such/thing.csv")).isEqualTo(LocationProblem.NOT_FOUND);
    }

    @Test
    void anAddressOfAnUnknownKindIsNamed() {
        assertThat(codeOf("gopher://host/x")).isEqualTo(LocationProblem.UNKNOWN_SCHEME);
        assertThat(codeOf("https://shop.example/a b")).isEqualTo(LocationProblem.UNUSABLE_ADDRESS);
        assertThat(codeOf("")).isNotNull();
        assertThat(codeOf("C:\\exports\\shop.csv")).isEqualTo(LocationProblem.NOT_FOUND);
    }

    @Test
    void namesOfAddressesShowNoSecrets() {
        assertThat(AddressName.of("https://a:b@h/p?x=1&token=2#f")).isEqualTo("https://h/p?x=1&token=***");
        assertThat(AddressName.of("https://h:8080/p?page=2&limit=100")).isEqualTo("https://h:8080/p?page=2&limit=100");
        assertThat(AddressName.of("jdbc:h2:mem:x;USER=sa;PASSWORD=p;MODE=MySQL"))
                .isEqualTo("jdbc:h2:mem:x;USER=***;PASSWORD=***;MODE=MySQL");
        assertThat(AddressName.of("jdbc:oracle:thin:scott/tiger@//h:1521/s")).doesNotContain("tiger");
        assertThat(AddressName.of("jdbc:oracle:thin:scott/tiger@h:1521:s")).doesNotContain("tiger");
        assertThat(AddressName.of("jdbc:postgresql://u:p@h/db?password=x"))
                .isEqualTo("jdbc:postgresql://h/db?password=***");
    }

    @Test
    void tellsWhetherAFileChanged() throws IOException {
        Path file = Files.write(folder.resolve("shop.csv"), TEXT);
        Location location = Location.of(file);
        String seen;
        try (Source source = location.open(SourceLimits.DEFAULTS)) {
            seen = source.version();
        }
        assertThat(location.openIfChanged(seen, SourceLimits.DEFAULTS)).isEmpty();
        Files.write(file, "id\n1\n2\n".getBytes(StandardCharsets.UTF_8));
        assertThat(location.openIfChanged(seen, SourceLimits.DEFAULTS)).isPresent();
    }

    private static Object codeOf(String typed) {
        return catchThrowableOfType(
                        FeedException.class,
                        () -> Location.of(typed).open(SourceLimits.DEFAULTS).close())
                .problem()
                .code();
    }

    private static byte[] read(Location location) throws IOException {
        try (Source source = location.open(SourceLimits.DEFAULTS)) {
            return source.bytes().readAllBytes();
        }
    }
}
