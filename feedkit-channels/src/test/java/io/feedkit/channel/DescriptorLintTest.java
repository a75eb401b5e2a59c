package io.feedkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class DescriptorLintTest {
    private static final Path SHIPPED = DescriptorCheck.folder("/META-INF/feedkit/channels");

    private static List<String> lint(String yaml, Locale language) {
        return DescriptorLint.text(
                        "x",
                        yaml,
                        DescriptorLimits.DEFAULTS,
                        name -> Optional.of(new BaseDescriptors.Text(name, DescriptorCheck.channel(name))),
                        language)
                .stream()
                .map(DescriptorLintTest::line)
                .toList();
    }

    private static String line(Problem problem) {
        return (problem.at().toString().replaceFirst("^x:?", "") + " "
                        + problem.code().id() + " " + problem.message() + " " + problem.fix())
                .strip();
    }

    /** Each line of expectation is part of the line of one problem. */
    private static void thenLintSays(String yaml, String... expected) {
        List<String> said = lint(yaml, Locale.ENGLISH);
        assertThat(said).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(said.get(i)).contains(expected[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void hasNothingToSayAboutWhatWeShip(String file) throws IOException {
        Path path = SHIPPED.resolve(file);

        assertThat(DescriptorLint.file(path, DescriptorLimits.DEFAULTS, Locale.ENGLISH))
                .isEmpty();
    }

    static List<String> shipped() {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String HEAD = """
            channel: x
            kind: comparator
            version: 1
            sources: { letter: { document: Their letter of May, read: 2026-11 } }
            layouts: { csv: { format: delimited } }
            """;

    @Test
    void tellsEveryMistakeOfExpressionsAtOnce() {
        thenLintSays(
                HEAD + """
                        let: { cheap: price < 5 EURO }
                        fields:
                          id: { required-when: titel is present }
                          title: { from: title ??? name, pattern: '[a-' , pattern-hint: letters }
                          price: { type: price, required-when: quantity }
                        rules:
                          no-price:
                            when: quantity + 1
                            message: "The price {prize} is odd."
                            fix: Change it.
                        """,
                "6:",
                "8:24 channel.bad-expression There is no attribute called `titel`. `title` (text) is near.",
                "9:",
                "9:",
                "10:40 channel.bad-expression \"quantity\" is no condition but integer",
                "13:11 channel.bad-expression \"quantity + 1\" is no condition but integer",
                "14:");
    }

    @Test
    void mistakesOfLoadingComeWithMistakesOfExpressions() {
        thenLintSays(
                HEAD + """
                        fields:
                          id: { max-lenght: 5, required-when: titel is present }
                        """,
                "7:9 channel.unknown-key There is no key \"max-lenght\" here. Did you mean \"max-length\"?",
                "7:39 channel.bad-expression There is no attribute called `titel`.");
    }

    @Test
    void advisesWhatLoadsButIsHardlyMeant() {
        thenLintSays(
                HEAD + """
                        lists: { seen: [FR], unseen: [DE] }
                        value-sets: { states: [a, b] }
                        let: { used_let: country in seen }
                        fields:
                          id: { required-when: used_let, pattern: '[a-z]+' }
                          title: { convert: [truncate-words, take-first] }
                          weight: { type: measure, max: 30 }
                          condition: { type: enum, assumed: fresh, values: [new, old] }
                          state: { type: enum, max-length: 3, values: [good, bad] }
                          part: { required: true }
                          other: { column: part }
                        rules:
                          both: { when: weight is present, message: No. }
                        """,
                "6:22 channel.unused Nothing uses \"unseen\".",
                "7:15 channel.unused Nothing uses \"states\".",
                "10:34 channel.no-words",
                "11:12 channel.no-effect There is no max-length to cut at",
                "12:3 channel.no-effect The number of \"weight\" is to be at most 30",
                "13:28 channel.contradiction \"fresh\" is assumed",
                "13:44 channel.missed-words The closed set does not know used",
                "14:24 channel.contradiction The value \"good\"",
                "15:3 channel.unfilled",
                "16:3 channel.same-place In layout csv \"other\" and \"part\"",
                "18:3 channel.no-words A merchant is told what is wrong, not what to do.");
    }

    @Test
    void noticesMembersOfCategoriesThatHaveNoNameOfTheirOwn() {
        String layout =
                "xml: { format: xml, root: shop, record: offer, categories: { field: shelf, list: shelves/shelf, "
                        + "id: \"@id\", name: ., parent: \"@up\", members: { element: on, product: \"@p\", of: sku, category: \"@c\" } } }";
        String head = HEAD.replace("csv: { format: delimited }", layout);
        thenLintSays(
                head + "fields: { sku: { from: id, required: true }, shelf: { type: path } }\n",
                "channel.contradiction Behind the records, products are named by \"sku\"");
        thenLintSays(head + "fields: { sku: { from: id, required: true, unique: true }, shelf: { type: path } }\n");
    }

    @Test
    void noticesCasesThatAreNone() {
        thenLintSays(
                HEAD + """
                        fields:
                          id:
                          title: { max-length: 9, limits-when: [ { when: brand is present, max-length: 9 } ] }
                        """, "channel.no-effect Where brand is present, the limits are as they are for all products.");
        thenLintSays(
                HEAD + "fields: { id: , size: { limits-when: [ { when: brand is presnt, max-length: 9 } ] } }\n",
                "channel.bad-expression `presnt` is not expected here.");
    }

    @Test
    void noticesNamesThatFeedsOfSeveralCountriesWouldShare() {
        String head = HEAD.replace("format: delimited", "format: delimited, file-name: \"feed-{language}.csv\"");
        thenLintSays(
                head + "fields: { id: }\n", "channel.same-place Feeds for several countries would all be called feed");
        thenLintSays(head.replace("{language}", "{country}") + "fields: { id: }\n");
    }

    @Test
    void asksForSourcesAndForWhatAnAuthorForgotToMark() {
        thenLintSays(
                "channel: x\nkind: comparator\nversion: 1\nlayouts: { csv: { format: delimited } }\nfields: { id: }\n",
                "1:1 channel.no-source");
        thenLintSays(
                HEAD.replace("format: delimited", "format: delimited, verified: false") + """
                        fields:
                          id: { verified: false }
                          title: { verified: false }
                          price: { type: price }
                        """,
                "9:3 channel.uneven-evidence Nearly everything else that \"letter\" says is marked");
    }

    @Test
    void seesABaseOfWhichNothingIsUsed() {
        thenLintSays(
                "extends: one-price\n" + HEAD + "fields: { id: }\n",
                "1:1 channel.unused Nothing that \"one-price\" lends is used here.");
        thenLintSays("extends: one-price\n" + HEAD + "fields: { cost: { type: price, from: offer_price } }\n");
    }

    @Test
    void aReasonInACommentKeepsAdviceBack() {
        String head = "channel: x\nkind: comparator\nversion: 1\nlayouts: { csv: { format: delimited } }\n";
        assertThat(lint("# lint: channel.no-source, nobody asks\n" + head + "fields: { id: }\n", Locale.ENGLISH))
                .isEmpty();
        assertThat(lint("# lint: channel.no-source\n" + head + "fields: { id: }\n", Locale.ENGLISH))
                .as("without a reason")
                .hasSize(1);
        assertThat(lint("# lint: channel.unknown-key, no\n" + head + "fields: { id: { max: } }\n", Locale.ENGLISH))
                .as("errors stay")
                .isNotEmpty();
    }

    @Test
    void speaksFrench() {
        assertThat(lint(HEAD + "fields:\n  id: { max-lenght: 5, required-when: titel is present }\n", Locale.FRENCH))
                .satisfiesExactly(
                        unknown -> assertThat(unknown)
                                .contains(
                                        "Il n'y a pas de clé \"max-lenght\" ici. Vouliez-vous dire \"max-length\"\u202F?"),
                        expression -> assertThat(expression).contains("titel"));
    }

    @Test
    void everySentenceIsThereInBothLanguages() {
        Set<String> english = DescriptorWords.english().keys();
        Set<String> french = DescriptorWords.in(Locale.FRENCH).keys();
        assertThat(french).isEqualTo(english);
        Set<String> same = english.stream()
                .filter(key -> key.matches("[a-z-]+(\\.fix)?"))
                .filter(key -> DescriptorWords.english()
                        .say(key, "0", "1", "2", "3")
                        .equals(DescriptorWords.in(Locale.FRENCH).say(key, "0", "1", "2", "3")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(same).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "#",
                "a",
                "[",
                "- a",
                "\u0000",
                "a: &x [*x]",
                "!!java.lang.Object {}",
                "fields:",
                "channel: 1"
            })
    void saysSomethingAboutEveryText(String yaml) {
        assertThat(lint(yaml, Locale.FRENCH)).isNotEmpty();
    }

    private static List<String> hostile(String yaml, BaseDescriptors bases) {
        return DescriptorLint.text("x", yaml, DescriptorLimits.DEFAULTS, bases, Locale.FRENCH).stream()
                .map(problem -> problem.code().id())
                .distinct()
                .toList();
    }

    @Test
    void hostileTextsEndSoonAndSaySo() {
        String extendsItself = "channel: x\nextends: x\nversion: 1\n";
        assertThat(hostile(extendsItself, name -> Optional.of(new BaseDescriptors.Text(name, extendsItself))))
                .containsExactly("channel.conflict");
        assertThat(hostile("a".repeat(2_000_001), BaseDescriptors.NONE)).containsExactly("channel.too-large");
        assertThat(hostile("[".repeat(100_000), BaseDescriptors.NONE)).containsExactly("channel.too-large");
        assertThat(hostile(
                        HEAD + "fields: { id: }\nlists:\n  a: &a [x, x, x, x, x, x, x, x, x, x]\n"
                                + "  b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n  c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
                                + "  d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n  e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\n"
                                + "  f: [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]\n",
                        BaseDescriptors.NONE))
                .containsExactly("channel.too-large");
    }

    @Test
    void versionsWithVersionsAndManyVersionsAreRefused() {
        StringBuilder many = new StringBuilder(HEAD + "fields: { id: }\nversions:\n  1: { changes: Now. }\n");
        for (int i = 2; i < 2_000; i++) {
            many.append("  v").append(i).append(": { changes: Then., instead: { fields: { id: { note: n } } } }\n");
        }
        assertThat(hostile(many.toString(), BaseDescriptors.NONE)).containsExactly("channel.too-large");
        thenLintSays(
                HEAD
                        + "fields: { id: }\nversions:\n  0: { changes: Then., instead: { versions: { 9: { changes: No. } }, channel: y } }\n",
                "7:1 channel.unknown-name \"versions\" has no note on version 1.",
                "8:35 channel.conflict \"versions\" is the same in every version.",
                "8:70 channel.conflict \"channel\" is the same in every version.");
    }

    @Test
    void whatWasDifferentInAnOlderVersionIsLintedToo() {
        thenLintSays(
                HEAD
                        + "fields: { id: }\nversions:\n  1: { changes: Now. }\n  0: { changes: Then., instead: { fields: { id: { required-when: titel is present } } } }\n",
                "9:66 channel.bad-expression There is no attribute called `titel`.");
        thenLintSays(
                HEAD
                        + "fields: { id: }\nversions:\n  1: { changes: Now. }\n  0: { changes: Then., instead: { fields: { id: { max-lenght: 5 } } } }\n",
                "9:51 channel.unknown-key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "versions: 1",
                "versions: []",
                "versions: { 1: }",
                "versions: { 1: [] }",
                "versions: { 1: { changes: [] } }",
                "versions: { 1: { changes: x, instead: 5 } }",
                "versions: { 1: { changes: x, instead: { fields: [] } } }",
                "base: 1",
                "base: maybe",
                "base: []",
                "versions: { 0: { changes: x, instead: { without: 5 } } }",
                "versions: { 0: { changes: x, instead: { without: { fields: [nope] } } } }",
                "versions: { 0: { changes: x, since: yesterday } }",
                "extends: []",
                "extends: ../x"
            })
    void wrongShapesAreProblemsAndNothingElse(String line) {
        assertThat(lint(HEAD + "fields: { id: }\n" + line + "\n", Locale.ENGLISH))
                .isNotEmpty()
                .allMatch(said -> said.contains("channel."));
    }

    /** A huge descriptor of a tenant costs seconds, not minutes. */
    @Test
    void manyFieldsAndExpressionsAreLintedInReasonableTime() {
        StringBuilder yaml = new StringBuilder(HEAD + "fields:\n  id:\n");
        for (int i = 0; i < 3_000; i++) {
            yaml.append("  f")
                    .append(i)
                    .append(": { required-when: f0 is present and id != \"")
                    .append(i)
                    .append("\" }\n");
        }
        long start = System.nanoTime();

        assertThat(lint(yaml.toString(), Locale.ENGLISH)).isEmpty();
        assertThat(System.nanoTime() - start).isLessThan(60_000_000_000L);
    }
}
