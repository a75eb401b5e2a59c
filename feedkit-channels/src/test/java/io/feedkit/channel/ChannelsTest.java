package io.feedkit.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelsTest {
    private static final String TINY = """
            channel: %s
            kind: file
            version: 1
            layouts: { csv: { format: delimited } }
            fields: { id: }
            """;

    @TempDir
    Path folder;

    @Test
    void findsAChannelByName() {
        Channel channel = Channels.get("generic-csv");

        assertThat(channel.label()).isEqualTo("CSV file");
        assertThat(channel.kind()).isEqualTo(ChannelKind.FILE);
    }

    @Test
    void readsEveryChannelOfTheIndex() {
        assertThat(Channels.all()).extracting(Channel::name).containsExactlyElementsOf(Channels.names());
    }

    @Test
    void asksWhichChannelWasMeant() {
        assertThatThrownBy(() -> Channels.get("generic-cvs"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("channel.not-found")
                .hasMessageContaining("Did you mean \"generic-csv\"?");
    }

    @Test
    void namesTheChannelsOfACompanyWhenItIsAskedForAnother() {
        assertThatThrownBy(() -> Channels.get("google-merchant"))
                .hasMessageContaining(
                        "Did you mean one of: google-lfp-inventory, google-lfp-text, google-local-inventory, ")
                .hasMessageContaining("google-shopping?");
        assertThatThrownBy(() -> Channels.get("nobody-knows")).hasMessageContaining("Known: acp, ");
    }

    @Test
    void neverLeavesTheFolderOfChannels() {
        assertThatThrownBy(() -> Channels.get("../../secret")).hasMessageContaining("channel.not-found");
    }

    @Test
    void findsTheChannelsOfAPluginJar() throws IOException {
        Path jar = jar(
                "plugin.jar",
                Map.of("index", "# ours\ncorner-shop\n", "corner-shop.yaml", TINY.formatted("corner-shop")));

        try (URLClassLoader loader = loader(jar)) {
            assertThat(Channels.names(loader)).contains("corner-shop", "generic-csv");
            assertThat(Channels.get("corner-shop", loader).descriptor().field("id"))
                    .isPresent();
        }
    }

    @Test
    void namesBothJarsThatBringTheSameChannel() throws IOException {
        Map<String, String> files = Map.of("index", "corner-shop", "corner-shop.yaml", TINY.formatted("corner-shop"));

        try (URLClassLoader loader = loader(jar("one.jar", files), jar("two.jar", files))) {
            for (ThrowableAssert.ThrowingCallable asking : List.<ThrowableAssert.ThrowingCallable>of(
                    () -> Channels.get("corner-shop", loader), () -> Channels.all(loader))) {
                assertThatThrownBy(asking)
                        .hasMessageContaining("channel.name-taken")
                        .hasMessageContaining("one.jar")
                        .hasMessageContaining("two.jar");
            }
        }
    }

    @Test
    void refusesAFileNamedOtherwiseThanItsChannel() throws IOException {
        Path jar = jar("plugin.jar", Map.of("index", "corner-shop", "corner-shop.yaml", TINY.formatted("other")));

        try (URLClassLoader loader = loader(jar)) {
            assertThatThrownBy(() -> Channels.get("corner-shop", loader)).hasMessageContaining("channel.name-differs");
        }
    }

    @Test
    void loadsAChannelFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), TINY.formatted("my-own"));

        assertThat(Channels.load(file).name()).isEqualTo("my-own");
    }

    @Test
    void listsAllProblemsOfAFileAtOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), "channel: Mine\nkinds: file\n");

        assertThatThrownBy(() -> Channels.load(file))
                .hasMessageContaining("mine.yaml:1:10: \"Mine\" is not a name of lower-case letters")
                .hasMessageContaining("mine.yaml:2:1: There is no key \"kinds\" here. Did you mean \"kind\"?");
    }

    @Test
    void refusesAFileThatIsNotUtf8() throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.write(file, "label: \u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Channels.load(file)).hasMessageContaining("channel.syntax");
    }

    @Test
    void saysThatAFileIsMissing() {
        assertThatThrownBy(() -> Channels.load(folder.resolve("none.yaml"))).hasMessageContaining("channel.unreadable");
    }

    @Test
    void keepsOnlyTheColumnsTheCallerNames() {
        Channel channel = Channels.get("generic-csv").withColumns(List.of("sku", "price"));

        assertThat(channel.descriptor().fields()).extracting(FieldSpec::name).containsExactly("sku", "price");
        assertThat(channel.descriptor().otherAttributes()).isEqualTo(ChannelDescriptor.OtherAttributes.DROP);
    }

    private URLClassLoader loader(Path... jars) throws IOException {
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = jars[i].toUri().toURL();
        }
        return new URLClassLoader(urls, Channels.class.getClassLoader());
    }

    private Path jar(String name, Map<String, String> channels) throws IOException {
        Path jar = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out)) {
            for (Map.Entry<String, String> file : channels.entrySet()) {
                zip.putNextEntry(new JarEntry("META-INF/feedkit/channels/" + file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return jar;
    }

    @Test
    void listsTheFamilyThatEachDescriptorSays() {
        ClassLoader loader = ChannelsTest.class.getClassLoader();

        Channels.families(loader)
                .forEach((name, family) -> assertThat(
                                Channels.get(name, loader).descriptor().family())
                        .as(name)
                        .isEqualTo(family));
    }
}
