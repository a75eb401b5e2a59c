package io.feedkit.channel.tooling;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.channel.Channel;
import io.feedkit.channel.ChannelKind;
import io.feedkit.channel.Channels;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.Members;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Keeps docs/channels equal to the descriptors. When they differ, the right pages are in target/channels, to review and copy. */
class ChannelPagesTest {
    private static final Path DOCS = Path.of("../docs/channels");
    private static final Path NEW = Path.of("target/channels");
    /** Written by hand. */
    private static final Set<String> OTHERS = Set.of("descriptor.md", "adding-a-channel.md", "generating.md");

    private static final Map<ChannelKind, String> KINDS = new TreeMap<>(Map.of(
            ChannelKind.ADS, "Shopping ads and free listings",
            ChannelKind.SOCIAL, "Social networks",
            ChannelKind.COMPARATOR, "Price comparison",
            ChannelKind.RETARGETING, "Retargeting",
            ChannelKind.AFFILIATE, "Affiliate networks",
            ChannelKind.MARKETPLACE, "Marketplaces",
            ChannelKind.ASSISTANT, "Assistants",
            ChannelKind.CATALOGUE, "Catalogues for trade",
            ChannelKind.FILE, "Just a file"));

    @TestFactory
    Stream<DynamicTest> thePageOfEachChannelSaysWhatItsDescriptorSays() {
        return pages().entrySet().stream()
                .map(page -> DynamicTest.dynamicTest(page.getKey(), () -> compare(page.getKey(), page.getValue())));
    }

    @Test
    void thereIsNoPageWithoutAChannel() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(DOCS), "the project's docs folder is not beside this module");
        try (Stream<Path> files = Files.list(DOCS)) {
            Set<String> there =
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
            there.removeAll(OTHERS);
            assertThat(there).isEqualTo(pages().keySet());
        }
    }

    private static void compare(String file, String expected) throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(DOCS), "the project's docs folder is not beside this module");
        Files.createDirectories(NEW);
        Files.writeString(NEW.resolve(file), expected);
        assertThat(DOCS.resolve(file)).exists();
        assertThat(Files.readString(DOCS.resolve(file)))
                .as("docs/channels/" + file + "; the right one is target/channels/" + file)
                .isEqualTo(expected);
    }

    private static Map<String, String> pages() {
        Map<String, String> pages = new TreeMap<>();
        List<Channel> channels = Channels.all(ChannelPagesTest.class.getClassLoader());
        for (Channel channel : channels) {
            pages.put(channel.name() + ".md", ChannelPage.of(channel.descriptor(), yaml(channel.name())));
        }
        pages.put("README.md", index(channels));
        return pages;
    }

    private static String yaml(String name) {
        String resource = "/META-INF/feedkit/channels/" + name + ".yaml";
        try (InputStream in = Objects.requireNonNull(ChannelPagesTest.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String index(List<Channel> channels) {
        StringBuilder page = new StringBuilder("# Channels\n\n");
        page.append(channels.size())
                .append(
                        " channels, each a file of data. The pages are written from the files, which stand in `feedkit-channels/src/main/resources/META-INF/feedkit/channels`; the same facts in a\n");
        page.append(
                "shell: `feedkit channels NAME`. [Adding a channel](adding-a-channel.md) takes a YAML file and no Java; [the language](descriptor.md) of these files has a page of its own.\n");
        page.append(
                "*Believed* counts the fields of which something is only generally believed: that warns and refuses nothing.\n");
        KINDS.forEach((kind, title) -> {
            List<Channel> ofKind =
                    channels.stream().filter(channel -> channel.kind() == kind).toList();
            page.append("\n## ")
                    .append(title)
                    .append(
                            "\n\n| channel | name | layouts | countries | fields | required | believed |\n|---|---|---|---|---|---|---|\n");
            ofKind.forEach(channel -> row(page, channel));
        });
        return page.toString();
    }

    private static void row(StringBuilder page, Channel channel) {
        List<FieldSpec> fields = channel.descriptor().fields();
        long required = fields.stream()
                .filter(field -> field.needs().required().isAlways())
                .count();
        long believed = fields.stream()
                .filter(field -> !field.provenance().verified()
                        || !field.provenance().unverified().isEmpty())
                .count();
        page.append("| [")
                .append(channel.label())
                .append("](")
                .append(channel.name())
                .append(".md) | `")
                .append(channel.name())
                .append("` | ");
        page.append(String.join(", ", channel.descriptor().layouts().keySet())).append(" | ");
        page.append(countries(channel.descriptor().members())).append(" | ");
        page.append(fields.isEmpty() ? "any" : fields.size())
                .append(" | ")
                .append(required)
                .append(" | ")
                .append(believed)
                .append(" |\n");
    }

    private static String countries(Members members) {
        return members.countries().isEmpty()
                ? "any"
                : members.countries().size() > 8
                        ? String.format(Locale.ROOT, "%d", members.countries().size())
                        : String.join(" ", new TreeSet<>(members.countries()));
    }
}
