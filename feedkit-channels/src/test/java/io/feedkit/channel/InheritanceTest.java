package io.feedkit.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InheritanceTest {
    private static final String BASE = """
            channel: base
            label: Base
            kind: comparator
            version: 7
            layouts:
              csv: { format: delimited, delimiter: semicolon, join: "|" }
              xml: { format: xml, root: shop, record: offer }
            fields:
              id: { required: true, max-length: 20 }
              price: { type: price, required: true, above: 0 }
              state: { type: enum, values: [new, used] }
              note:
            rules:
              priced: { when: price is missing, message: No price. }
            """;

    private final List<Problem> problems = new ArrayList<>();

    private Optional<ChannelDescriptor> read(String yaml, Map<String, String> bases) {
        return ChannelDescriptor.parse(
                "own",
                yaml,
                DescriptorLimits.DEFAULTS,
                name -> Optional.ofNullable(bases.get(name)).map(text -> new BaseDescriptors.Text(name, text)),
                problems::add);
    }

    private ChannelDescriptor good(String yaml) {
        return read("channel: own\nextends: base\nversion: 1\n" + yaml, Map.of("base", BASE))
                .orElseThrow(() -> new AssertionError(problems.toString()));
    }

    @Test
    void takesOverWhatItDoesNotSayItself() {
        ChannelDescriptor own = good("");

        assertThat(own.name()).isEqualTo("own");
        assertThat(own.label()).isEqualTo("own");
        assertThat(own.version()).isEqualTo("1");
        assertThat(own.kind()).isEqualTo(ChannelKind.COMPARATOR);
        assertThat(own.fields()).extracting(FieldSpec::name).containsExactly("id", "price", "state", "note");
        assertThat(own.rules()).hasSize(1);
    }

    @Test
    void saysKeysOfAFieldAnewAndKeepsTheOthers() {
        ChannelDescriptor own = good("fields: { id: { max-length: 9 }, extra: }\n");

        FieldSpec id = own.field("id").orElseThrow();
        assertThat(id.text().maxLength()).isEqualTo(9);
        assertThat(id.needs().required()).isEqualTo(Condition.ALWAYS);
        assertThat(own.fields()).extracting(FieldSpec::name).endsWith("extra");
    }

    @Test
    void letsAKeyTakeThePlaceOfTheOneThatExcludesIt() {
        FieldSpec price = good("fields: { price: { required-when: state = \"new\", min: 1 } }\n")
                .field("price")
                .orElseThrow();

        assertThat(price.needs().required()).isNotEqualTo(Condition.ALWAYS);
        assertThat(price.number().range().toString()).contains("1");
    }

    @Test
    void startsAFieldOfAnotherTypeAnew() {
        FieldSpec price = good("fields: { price: { type: text, max-length: 9 } }\n")
                .field("price")
                .orElseThrow();

        assertThat(price.type()).isEqualTo(FieldType.TEXT);
        assertThat(price.needs().required()).isEqualTo(Condition.NEVER);
    }

    @Test
    void leavesOutWhatItDoesWithout() {
        ChannelDescriptor own = good("without: { fields: [note, price], layouts: [csv], rules: [priced] }\n");

        assertThat(own.fields()).extracting(FieldSpec::name).containsExactly("id", "state");
        assertThat(own.layouts()).containsOnlyKeys("xml");
        assertThat(own.rules()).isEmpty();
    }

    @Test
    void takesOutHowALetIsReadBackAloneOrWithTheLet() {
        String base = BASE + "let: { both: price, other: note }\nreads: { both: { price: }, other: { title: } }\n";
        String own = "channel: own\nextends: base\nversion: 1\nwithout: ";

        assertThat(read(own + "{ reads: [both] }\n", Map.of("base", base))
                        .orElseThrow()
                        .reads())
                .containsOnlyKeys("other");
        assertThat(read(own + "{ let: [both] }\n", Map.of("base", base))
                        .orElseThrow()
                        .reads())
                .containsOnlyKeys("other");
        assertThat(read(own + "{ reads: [both], let: [both, other] }\n", Map.of("base", base))
                        .orElseThrow()
                        .reads())
                .isEmpty();
        assertThat(problems).isEmpty();
        assertThat(read(own + "{ reads: [nobody] }\n", Map.of("base", base))).isEmpty();
    }

    @Test
    void saysWhatItCannotDoWithout() {
        assertThat(read("channel: own\nextends: base\nversion: 1\nwithout: { fields: [pric] }\n", Map.of("base", BASE)))
                .isEmpty();

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.message()).isEqualTo("The base has no \"pric\" among its fields.");
            assertThat(problem.fix()).contains("price");
            assertThat(problem.at().line()).hasValue(4);
        });
    }

    @Test
    void namesTheFileAMistakeIsIn() {
        String broken = BASE.replace("above: 0", "above: much");
        read("channel: own\nextends: base\nversion: 1\n", Map.of("base", broken));

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.at().toString()).startsWith("base:10"));
    }

    @Test
    void refusesCirclesAndBasesThatAreNotThere() {
        read("channel: own\nextends: ring\nversion: 1\n", Map.of("ring", "channel: ring\nextends: ring\nversion: 1\n"));
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("circle"));
        problems.clear();
        read("channel: own\nextends: nobody\nversion: 1\n", Map.of());
        assertThat(problems)
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).isEqualTo("There is no descriptor \"nobody\" to extend."));
    }

    @Test
    void looksForTheBaseBesideTheFileAndThenAmongTheChannels(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("base.yaml"), BASE);
        Path own = Files.writeString(folder.resolve("own.yaml"), "channel: own\nextends: base\nversion: 1\n");
        Path google =
                Files.writeString(folder.resolve("mine.yaml"), "channel: mine\nextends: google-shopping\nversion: 1\n");
        Path lost = Files.writeString(folder.resolve("lost.yaml"), "channel: lost\nextends: nobody\nversion: 1\n");

        assertThat(Channels.load(own).descriptor().fields()).hasSize(4);
        assertThat(Channels.load(google).descriptor().family()).isEqualTo("google");
        assertThatThrownBy(() -> Channels.load(lost))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("nobody");
    }
}
