package io.feedkit.channel.tooling;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.Channels;
import io.feedkit.channel.DescriptorLimits;
import io.feedkit.channel.tooling.Change.Effect;
import io.feedkit.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class DescriptorDiffTest {

    private static ChannelDescriptor descriptor(String below) {
        String yaml = "channel: x\nkind: file\nversion: 1\nlayouts: { csv: { format: delimited } }\n" + below + "\n";
        List<Problem> problems = new ArrayList<>();
        return ChannelDescriptor.parse("x", yaml, DescriptorLimits.DEFAULTS, problems::add)
                .orElseThrow(() -> new AssertionError(problems + yaml));
    }

    private static List<String> changes(String before, String after) {
        return DescriptorDiff.between(descriptor(before), descriptor(after)).changes().stream()
                .map(change -> change.effect() + " " + change.name() + " " + change.key() + ": " + change.before()
                        + " > " + change.after())
                .toList();
    }

    /** A field before and after, then what is said of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ required: true, max-length: 9 } | { required: true, max-length: 5 } | REFUSES f max-length: 9 > 5",
                "{ max-length: 9 } | { max-length: 5 } | LEAVES_OUT f max-length: 9 > 5",
                "{ max-length: 9 } | { max-length: 5, unverified: [max-length] } | WARNS f max-length: 9 > 5",
                "{ max-length: 9, convert: [truncate] } | { max-length: 5, convert: [truncate] } | REWRITES f max-length: 9 > 5",
                "{ max-length: 5 } | { } | LOOSENS f max-length: 5 >",
                "{ } | { required: true } | REFUSES f required:  > always",
                "{ } | { required: true, verified: false } | WARNS f required:  > always",
                "{ required: true } | { required-when: g is present } | LOOSENS f required: always > g is present",
                "{ type: integer, min: 0 } | { type: integer, above: 0 } | LEAVES_OUT f range: at least 0 > more than 0",
                "{ type: integer, above: 0 } | { type: integer, min: 0 } | LOOSENS f range: more than 0 > at least 0",
                "{ type: integer, max: 5 } | { type: integer } | LOOSENS f range: at most 5 >",
                "{ values: [a, b] } | { values: [a] } | LEAVES_OUT f values: b >",
                "{ values: [a, b] } | { values: { a: [b] } } | REWRITES f values: b >",
                "{ values: [a] } | { values: [a, b] } | LOOSENS f values:  > b",
                "{ values: { a: [z] } } | { values: [a] } | LEAVES_OUT f synonyms: z >",
                "{ } | { unique: true, required: true } | REFUSES f unique: false > true",
                "{ repeat: { max: 5 } } | { repeat: { max: 3 } } | LEAVES_OUT f repeat: 5 > 3",
                "{ column: a } | { column: b } | REWRITES f column: a > b",
                "{ verified: false, required: true } | { required: true } | REFUSES f verified: false > true",
            })
    void saysWhatAChangeOfAFieldMeans(String before, String after, String expected) {
        assertThat(changes("fields: { g: , f: " + before + " }", "fields: { g: , f: " + after + " }"))
                .contains(expected.strip().endsWith(">") ? expected.strip() + " " : expected.strip());
    }

    @Test
    void saysItInFrench() {
        DescriptorDiff diff = DescriptorDiff.between(
                descriptor("fields: { g: , f: { type: integer, max: 9 } }"),
                descriptor("fields: { f: { type: integer, max: 5, required-when: f > 2 } }"),
                Locale.FRENCH);

        assertThat(diff.summary()).isEqualTo("refus possibles\u00A0: 2, autre écriture du flux\u00A0: 1");
        assertThat(diff.changes())
                .extracting(Change::meaning)
                .containsExactly(
                        "Les produits qui ne l'ont pas et pour lesquels f > 2 sont refusés.",
                        "Les nombres hors de la plage «\u00A0au plus 5\u00A0» font refuser leur produit.",
                        "Le champ n'est plus écrit.");
        assertThat(diff.heading(Effect.REFUSES)).isEqualTo("Des produits peuvent être refusés");
    }

    @Test
    void knowsEveryWordInBothLanguages() {
        Set<String> same = Set.of("one.minute", "many.minute");
        DiffWords french = DiffWords.in(Locale.FRENCH);
        DiffWords english = DiffWords.in(Locale.ENGLISH);

        assertThat(french.keys()).isEqualTo(english.keys()).hasSizeGreaterThan(90);
        assertThat(english.keys().stream()
                        .filter(key -> !same.contains(key) && english.say(key).equals(french.say(key)))
                        .toList())
                .as("not translated")
                .isEmpty();
    }

    /** Every shipped channel against another: whatever there is to say, there are words for it. */
    @ParameterizedTest
    @MethodSource("shipped")
    void hasWordsForWhateverIsDifferent(String name) {
        ChannelDescriptor google = Channels.get("google-shopping").descriptor();

        assertThat(DescriptorDiff.between(Channels.get(name).descriptor(), google, Locale.FRENCH)
                        .changes())
                .allSatisfy(change -> assertThat(change.meaning()).isNotBlank().doesNotContain("{0}", "{1}"));
    }

    @Test
    void saysWhichFieldsAndRulesCameAndWent() {
        assertThat(
                        changes(
                                "fields: { a: , b: }\nrules: { r: { when: a is missing, message: No a. } }",
                                "fields: { a: , c: { required: true } }\nrules: { s: { when: a is missing, severity: warning, message: No a. } }"))
                .containsExactly(
                        "REFUSES c :  > text", "REWRITES b : text > ", "WARNS s :  > warning", "LOOSENS r : error > ");
    }

    @Test
    void saysWhatLimitsMembersAndGroupsMean() {
        assertThat(
                        changes(
                                "limits: { products: { max: 5 } }\nmembers: { countries: [FR, DE] }\nfields: { g: { type: group, parts: { p: { max-length: 5 } } } }",
                                "limits: { products: { max: 4 } }\nmembers: { countries: [FR] }\nfields: { g: { type: group, parts: { p: { max-length: 4 } } } }"))
                .containsExactly(
                        "REFUSES  countries: DE FR > FR",
                        "LEAVES_OUT g.p max-length: 5 > 4",
                        "WARNS products max: 5 > 4");
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void aDescriptorIsNotDifferentFromItself(String name) {
        DescriptorDiff diff = DescriptorDiff.between(
                Channels.get(name).descriptor(), Channels.get(name).descriptor());

        assertThat(diff.changes()).isEmpty();
        assertThat(diff.summary()).isEqualTo("no difference");
    }

    static List<String> shipped() {
        return Channels.names(DescriptorDiffTest.class.getClassLoader());
    }

    /** One may compare any two: nothing breaks, and the way back mentions the same fields. */
    @ParameterizedTest
    @MethodSource("shipped")
    void comparesAnyTwo(String name) {
        ChannelDescriptor one = Channels.get(name).descriptor();
        ChannelDescriptor other = Channels.get("google-shopping").descriptor();

        assertThat(added(one, other)).isEqualTo(removed(other, one));
    }

    private static List<String> added(ChannelDescriptor before, ChannelDescriptor after) {
        return DescriptorDiff.between(before, after).changes().stream()
                .filter(change -> change.section().equals("fields")
                        && change.key().isEmpty()
                        && change.before().isEmpty())
                .map(Change::name)
                .sorted()
                .toList();
    }

    private static List<String> removed(ChannelDescriptor before, ChannelDescriptor after) {
        return DescriptorDiff.between(before, after).changes().stream()
                .filter(change -> change.section().equals("fields")
                        && change.key().isEmpty()
                        && change.after().isEmpty())
                .map(Change::name)
                .sorted()
                .toList();
    }

    @Test
    void anOlderVersionIsReadAsItWasAndItsNotesAreShown() {
        ChannelDescriptor present = Channels.get("openai").descriptor();
        ChannelDescriptor older = Channels.get("openai@1").descriptor();

        assertThat(older.version()).isEqualTo("1");
        assertThat(older.name()).isEqualTo("openai");
        assertThat(older.field("return_policy").orElseThrow().needs().required().isAlways())
                .isTrue();
        assertThat(present.field("return_policy")
                        .orElseThrow()
                        .needs()
                        .required()
                        .isNever())
                .isTrue();
        DescriptorDiff diff = DescriptorDiff.between(older, present);
        assertThat(diff.mayRefuse()).isFalse();
        assertThat(diff.changes())
                .allMatch(change -> change.effect() == Effect.LOOSENS)
                .hasSize(6);
        assertThat(diff.notes())
                .singleElement()
                .satisfies(note -> assertThat(note.name()).isEqualTo("2"));
    }
}
