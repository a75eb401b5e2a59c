package io.feedkit.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.ProductBatch;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.ProductReader;
import io.feedkit.channel.ChannelMember;
import io.feedkit.channel.Channels;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A feed that is read back comes from a stranger. Whatever is wrong with it is told with its place, and what can be read is read. */
@Tag("slow")
class HostileReadBackTest {

    /** A feed of ours. */
    record Feed(String channel, String country, String language, String file) {
        String text() {
            return GoldenFile.text("channels/" + channel + "/" + file);
        }

        ChannelMember member() {
            return Channels.get(channel).member(country, language);
        }

        boolean isTable() {
            return form().equals("table");
        }

        String form() {
            return file.endsWith(".xml") ? channel : file.contains("json") ? "json" : "table";
        }

        @Override
        public String toString() {
            return channel + " " + file;
        }
    }

    record Read(List<String> ids, List<Problem> problems) {}

    static Stream<Feed> feeds() {
        return Stream.of(
                new Feed("heureka", "CZ", "cs", "feed.xml"),
                new Feed("bmecat-2005", "FR", "fr", "feed.xml"),
                new Feed("trovaprezzi", "IT", "it", "feed.xml"),
                new Feed("idealo", "DE", "de", "feed.csv"),
                new Feed("idealo", "DE", "de", "feed.tsv"),
                new Feed("openai", "FR", "fr", "feed.json"),
                new Feed("amazon-offers", "FR", "fr", "feed.ndjson"),
                new Feed("otto", "DE", "de", "feed.ndjson"));
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("feeds")
    void readsWhatStandsBeforeTheEndOfAFeedThatWasCutOff(Feed feed) {
        byte[] whole = feed.text().getBytes(UTF_8);
        List<String> all = read(feed, whole).ids();
        assertThat(all).hasSizeGreaterThan(6);
        int head = feed.text().indexOf(all.get(0));

        for (int cut = 4; cut < whole.length - 1; cut += 1 + whole.length / 17) {
            Read read = read(feed, Arrays.copyOf(whole, cut));

            // Of a table the last id may be cut, too.
            assertThat(all.subList(0, Math.max(0, read.ids().size() - 1)))
                    .isEqualTo(read.ids().subList(0, Math.max(0, read.ids().size() - 1)));
            assertThat(read.ids().size())
                    .as("of the first %s bytes: %s", cut, read.problems())
                    .isGreaterThanOrEqualTo((cut - head) * all.size() / whole.length - 1);
            if (!feed.isTable()) {
                assertThat(read.problems()).as("cut at " + cut).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void saysWhatAFeedOfNothingOrOneByteIs(Feed feed) {
        for (int each : new int[] {-1, 0, ' ', '\n', '<', '{', '[', '"', ';', '\t', 'a', '9', 0xEF, 0xFF, 0xFE}) {
            Read read = read(feed, each < 0 ? new byte[0] : new byte[] {(byte) each});

            assertThat(read.ids()).isEmpty();
            assertThat(read.problems()).as("byte " + each).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void readsAFeedInAnotherCharsetThanItSays(Feed feed) {
        List<String> all = read(feed, feed.text().getBytes(UTF_8)).ids();

        assertThat(read(feed, feed.text().getBytes(ISO_8859_1)).ids()).isEqualTo(all);
        Read wide = read(feed, feed.text().getBytes(UTF_16LE));
        if (wide.problems().isEmpty()) {
            assertThat(wide.ids()).isEqualTo(all);
        } else {
            assertThat(wide.problems().get(0).at().line()).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void readsTheRecordsBesideOneWithAGiantValue(Feed feed) {
        List<String> all = read(feed, feed.text().getBytes(UTF_8)).ids();
        String giant = feed.text().replaceFirst("SHIRT-BLUE-M", "x".repeat(1_500_000));

        Read read = read(feed, giant.getBytes(UTF_8));

        assertThat(read.ids())
                .isEqualTo(all.stream().filter(id -> !id.equals("SHIRT-BLUE-M")).toList());
        assertThat(read.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("1048576");
            assertThat(problem.at().record()).hasValue(2);
        });
    }

    /** What the first record is cannot be seen in such a file; the channel knows. */
    @ParameterizedTest
    @MethodSource("feeds")
    void readsTheRecordsBehindAGiantFirst(Feed feed) {
        List<String> all = read(feed, feed.text().getBytes(UTF_8)).ids();
        String giant = feed.text().replaceFirst("SHIRT-BLUE-S", "x".repeat(3_000_000));

        Read read = read(feed, giant.getBytes(UTF_8));

        assertThat(read.problems()).isNotEmpty();
        if (!feed.file().endsWith(".json")) {
            assertThat(read.ids()).isEqualTo(all.subList(1, all.size()));
        }
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void readsAProductThatSaysAValueTwice(Feed feed) {
        List<String> all = read(feed, feed.text().getBytes(UTF_8)).ids();
        String twice = feed.text()
                .replaceAll("(<(?:PRICE_VAT|PRICE_AMOUNT|Price)>)[^<]*(<[^>]*>)", "$0$1twice$2")
                .replaceAll("(\"(?:price|sku|amount)\": ?)", "$1null,$1");

        Read read = read(feed, twice.getBytes(UTF_8));

        assertThat(read.ids()).hasSameSizeAs(all);
    }

    /** Another root, other records, another form: nobody takes it for a feed without products. */
    @ParameterizedTest
    @MethodSource("feeds")
    void saysWhenAFeedIsOfAnotherChannel(Feed feed) {
        byte[] bytes = feed.text().getBytes(UTF_8);
        feeds().filter(other -> !other.form().equals(feed.form())).forEach(other -> {
            if (other.channel().equals("openai") && feed.isTable()) {
                return;
            }
            Read read = read(other.member(), bytes, feed.file());
            assertThat(read.ids()).isEmpty();
            assertThat(read.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.code().id()).isEqualTo("channel.other-feed"));
        });
    }

    @Test
    void readsAFeedWhoseRootIsCalledOtherwise() {
        Feed feed = feeds().findFirst().orElseThrow();
        byte[] bytes = feed.text().replace("SHOP>", "CATALOGUE>").getBytes(UTF_8);

        assertThat(read(feed, bytes).ids()).hasSize(8);
    }

    /** Layouts may be named; then nothing is found out. */
    @ParameterizedTest
    @MethodSource("feeds")
    void saysWhenTheLayoutThatWasNamedIsNotThatOfTheFile(Feed feed) {
        byte[] bytes = feed.text().getBytes(UTF_8);
        feeds().filter(other -> !other.form().equals(feed.form())).forEach(other -> {
            ChannelMember member = other.member();
            String last = List.copyOf(
                            Channels.get(other.channel()).descriptor().layouts().keySet())
                    .stream()
                    .reduce((one, next) -> next)
                    .orElseThrow();
            Read read = read(member.layout(last), bytes, feed.file());
            assertThat(read.problems()).as(feed + " as " + other + " " + last).isNotEmpty();
        });
    }

    /** Whatever happens to some of its bytes, reading ends, says where, and does not lose the products it has read. */
    @Property(tries = 25)
    void endsWithOrWithoutProblemsWhateverTheBytesAre(@ForAll Random random) throws IOException {
        folder = Files.createTempDirectory("hostile");
        List<Feed> feeds = feeds().toList();
        Feed feed = feeds.get(random.nextInt(feeds.size()));
        byte[] bytes = feed.text().getBytes(UTF_8);
        int at = bytes.length;
        for (int i = 0; i <= random.nextInt(6); i++) {
            int place = random.nextInt(bytes.length);
            bytes[place] = (byte) random.nextInt(256);
            at = Math.min(at, place);
        }

        Read read = read(feed, bytes);

        if (!feed.isTable()) {
            assertThat(read.ids().size())
                    .as(feed + " " + read.problems())
                    .isGreaterThanOrEqualTo(at * 7 / bytes.length - 2);
        }
    }

    private Read read(Feed feed, byte[] bytes) {
        return read(feed.member(), bytes, feed.file());
    }

    private Read read(ChannelMember member, byte[] bytes, String name) {
        List<String> ids = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        try {
            Path file = Files.write(folder.resolve(name), bytes);
            Catalog catalog = member.catalogue(file);
            try (ProductReader reader = catalog.read(catalog.schema(), problems::add)) {
                ProductBatch batch = reader.newBatch();
                while (reader.read(batch)) {
                    for (int i = 0; i < batch.live().size; i++) {
                        ids.add(batch.product(batch.live().rows[i]).text("id").orElse("?"));
                    }
                }
            }
        } catch (FeedException e) {
            problems.add(e.problem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.at().source()).endsWith(name);
            assertThat(problem.message()).isNotBlank();
        });
        return new Read(ids, problems);
    }
}
