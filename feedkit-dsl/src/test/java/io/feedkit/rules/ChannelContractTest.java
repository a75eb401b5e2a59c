package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a channel takes is a type inside its scopes. The toy takes {@code new}, {@code refurbished} and {@code used} as condition, and titles of twenty characters. */
class ChannelContractTest {
    private static final RuleEnvironment ENVIRONMENT = Shop.ENVIRONMENT
            .withChannels(Set.of("google", "amazon"))
            .withContracts(List.of(new ToyChannel(Shop.GOOGLE_FR)));

    private static List<String> said(String text) {
        return RuleSet.check(ENVIRONMENT, SourceText.of("shop.fk", text)).stream()
                .map(found -> found.code().id() + " " + found.span().text())
                .toList();
    }

    @Test
    void refusesAWordThatIsWrittenInItsScope() {
        assertThat(said("channel google { set condition = \"brand new\" }")).containsExactly("FK1207 \"brand new\"");
        assertThat(said("channel google { set condition = \"used\" }")).isEmpty();
    }

    @Test
    void looksIntoFormulasArmsAndTables() {
        assertThat(said("channel google { let word = \"brand new\"\nset condition = word }"))
                .containsExactly("FK1207 \"brand new\"");
        assertThat(
                        said(
                                "let f0 = \"brand new\"\nlet f1 = f0 ?? f0\nlet f2 = f1 ?? f1\nchannel google { set condition = f2 }"))
                .containsExactly("FK1207 \"brand new\"");
        assertThat(said("channel google { set condition = if quantity > 3 then \"new\" else \"as new\" }"))
                .containsExactly("FK1207 \"as new\"");
        assertThat(said("table t(n: text) -> (c: text) first { | \"a\" | \"old\" | \n| _ | \"new\" | }\n"
                        + "channel google { set condition = t(brand) }"))
                .containsExactly("FK1207 \"old\"");
    }

    @Test
    void knowsThatTheTrunkAndTheSourceSayTheSameWhereNoRuleWrites() {
        for (String asked : List.of("condition", "trunk.condition", "source.condition")) {
            assertThat(said("channel google { " + asked + " = \"brand new\" -> clear brand }"))
                    .as(asked)
                    .containsExactly("FK1207 \"brand new\"");
            assertThat(said("channel google { exclude when (" + asked + " in [\"broken\", \"used\"]) ?? false }"))
                    .as(asked)
                    .contains("FK1207 \"broken\"");
        }
    }

    @Test
    void asksInValuesToo() {
        assertThat(said("channel google { set title = if trunk.condition = \"brand new\" then \"a\" else \"b\" }"))
                .containsExactly("FK1207 \"brand new\"");
    }

    @Test
    void saysNothingOfAConditionThatMapsTheWord() {
        assertThat(said("channel google { trunk.condition = \"brand new\" -> set condition = \"new\" }"))
                .isEmpty();
        assertThat(
                        said(
                                "condition = \"brand new\" -> \"new\"\nchannel google { trunk.condition = \"b\" -> clear brand }"))
                .isEmpty();
        assertThat(said("channel where channel.kind = \"ads\" { clear condition }\n"
                        + "channel google { condition = \"brand new\" -> clear brand }"))
                .isEmpty();
    }

    @Test
    void isNotAppeasedByTheRulesOfAnotherChannel() {
        assertThat(said("channel amazon { condition = \"brand new\" -> \"new\" }\n"
                        + "channel google { condition = \"brand new\" -> clear brand }"))
                .containsExactly("FK1207 \"brand new\"");
    }

    @Test
    void saysThatNobodySeesAWriteThatOnlyTheTrunkOrTheSourceIsAskedFor() {
        assertThat(said("channel google { set tier = \"a\"\nset title = \"{tier}\" }"))
                .isEmpty();
        for (String view : List.of("trunk", "source")) {
            assertThat(said("channel google { set tier = \"a\"\nset title = \"{" + view + ".tier}\" }"))
                    .as(view)
                    .containsExactly("FK4003 set tier = \"a\"");
        }
        // The trunk has run before.
        assertThat(said("set brand = tier\nchannel google { set tier = \"a\" }"))
                .containsExactly("FK4003 set tier = \"a\"");
    }

    @Test
    void sayThatATextIsTooLong() {
        assertThat(
                        said(
                                "channel google { let more = \"words and more words\"\nset title = \"{brand?} {more} {more} 123456789 12345679\" }"))
                .isEmpty();
        assertThat(said("channel google { let t = \"words and more words, and more\"\nset title = t ?? \"none\" }"))
                .containsExactly("FK4001 \"words and more words, and more\"");
    }

    @Test
    void leavesTheTrunkAlone() {
        assertThat(said("set condition = \"brand new\"\ncondition = \"broken\" -> clear brand"))
                .isEmpty();
    }
}
