package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.channel.Channel;
import io.feedkit.channel.ChannelMember;
import io.feedkit.channel.Channels;
import io.feedkit.channel.FieldSpec;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.rules.RuleSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a descriptor writes it reads: the demonstration catalogue, written in every layout of every channel, read back with the descriptor alone and written again without any rules, is the same
 * feed, byte for byte. Where a feed says less than its product did, the field says so ({@code lossy}), and only there.
 */
@Tag("slow")
class ReadBackTest {
    @TempDir
    private Path folder;

    private static List<String> channels() {
        return Channels.names(ReadBackTest.class.getClassLoader()).stream()
                .filter(name -> !name.equals("generic-csv"))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> readsEveryLayoutThatItWrites() {
        return channels().stream().map(name -> DynamicTest.dynamicTest(name, () -> roundTrips(name)));
    }

    /** Without the fields that say they lose something. */
    private void roundTrips(String name) {
        Channel channel = Channels.get(name);
        assertThat(String.join("\n", differences(channel, without(channel, lossy(channel)))))
                .isEmpty();
    }

    /** A field that loses nothing must not say so. */
    @TestFactory
    Stream<DynamicTest> losesWhatItSaysItLoses() {
        return channels().stream()
                .flatMap(name -> lossy(Channels.get(name)).stream()
                        .map(field -> DynamicTest.dynamicTest(name + " " + field, () -> {
                            Channel channel = Channels.get(name);
                            List<String> others = new ArrayList<>(lossy(channel));
                            others.remove(field);
                            assertThat(differences(channel, without(channel, others)))
                                    .isNotEmpty();
                        })));
    }

    private static List<String> lossy(Channel channel) {
        return channel.descriptor().fields().stream()
                .filter(field -> !field.readBack().lossy().isEmpty())
                .map(FieldSpec::name)
                .toList();
    }

    private static Channel without(Channel channel, List<String> fields) {
        List<String> left = channel.descriptor().fields().stream()
                .map(FieldSpec::name)
                .filter(field -> !fields.contains(field))
                .toList();
        return fields.isEmpty() ? channel : channel.withColumns(left);
    }

    private List<String> differences(Channel whole, Channel channel) {
        List<String> wrong = new ArrayList<>();
        for (ChannelMember member : members(channel)) {
            for (String layout : channel.descriptor().layouts().keySet()) {
                ChannelMember contract = member.layout(layout);
                Path place = folder.resolve(
                        String.join("-", channel.name(), member.member().country(), layout));
                Path first = demonstration(contract, layout, place);
                Path second = place.resolve("again." + extension(channel, layout));
                String country = member.member().country();
                Catalog read = whole.member(country, member.member().language())
                        .layout(layout)
                        .catalogue(first);
                ExportReport report = Export.of(read)
                        .shop("Demonstration", "https://shop.example")
                        .to(contract, second)
                        .at(Feeds.JUNE)
                        .run();
                assertThat(Feeds.failures(report)).isEmpty();
                String before = Feeds.text(first);
                String after = Feeds.text(second);
                if (!before.equals(after)) {
                    wrong.add(layout + " of " + member + "\n" + contract.mapping() + Feeds.notes(second)
                            + GoldenFile.difference(before, after));
                }
            }
        }
        return wrong;
    }

    private static List<ChannelMember> members(Channel channel) {
        String feeds = GoldenFile.text("channels/" + channel.name() + "/feeds");
        List<String> lines = feeds.isBlank() ? List.of("FR x") : feeds.lines().toList();
        return lines.stream()
                .map(line -> line.split(" ")[0])
                .distinct()
                .map(member -> channel.member(RejectedCases.country(member), RejectedCases.language(member)))
                .toList();
    }

    private static Path demonstration(ChannelMember contract, String layout, Path place) {
        String name = contract.member().channel();
        Feeds.written(place, "catalogue.csv", GoldenFile.text("demo/catalogue.csv"));
        String rules = GoldenFile.text("channels/" + name + "/rules.fk");
        Feeds.written(place, "rules.fk", rules.isEmpty() ? GoldenFile.text("demo/rules.fk") : rules);
        Catalog catalog = Catalog.open(place.resolve("catalogue.csv"));
        Path feed = place.resolve("feed." + extension(Channels.get(name), layout));
        Export.of(catalog)
                .rules(RuleSet.compile(
                        place.resolve("rules.fk"),
                        Channels.get(name)
                                .member(
                                        contract.member().country(),
                                        contract.member().language())
                                .extend(catalog.schema())))
                .shop("Demonstration", "https://shop.example")
                .to(contract, feed)
                .at(Feeds.JUNE)
                .run();
        return feed;
    }

    private static String extension(Channel channel, String layout) {
        return channel.descriptor().layout(layout).orElseThrow().extension();
    }
}
