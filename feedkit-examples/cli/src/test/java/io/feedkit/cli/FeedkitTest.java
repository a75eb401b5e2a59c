package io.feedkit.cli;

import static io.feedkit.cli.Shell.feedkit;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.cli.Shell.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedkitTest {

    @Test
    void withoutACommandItSaysWhatThereIsAndDidNotRun() {
        Outcome outcome = feedkit();

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).contains("export", "check", "inspect", "channels", "demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"export", "check", "inspect", "channels"})
    void everyCommandExplainsItselfWithExamples(String command) {
        Outcome outcome = feedkit(command, "--help");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("Usage: feedkit " + command, "Examples:", "  feedkit " + command + " ");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void helpFitsAHundredColumns() {
        for (String command : new String[] {"export", "check", "inspect", "channels", "demo"}) {
            assertThat(feedkit("help", command).out().lines()).allMatch(line -> line.length() <= 100);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chanels | There is no command \"chanels\".",
                "inspect a.csv b.csv | \"b.csv\" is one argument too many.",
                "inspect a.csv --charsett utf-8 | There is no option --charsett.",
                "inspect no-such-file.csv | no-such-file.csv",
                "channels gogle-shopping | Did you mean \"google-shopping\"?",
                "export a.csv | Say where to: add --to, for example --to google-shopping:FR=google-fr.xml",
                "export a.csv --to google-shopping:FR | \"google-shopping:FR\" names no file.",
                "export a.csv --to google-shopping=g.xml | names no country. Write it as CHANNEL:COUNTRY",
                "export a.csv --to google-shopping:France=g.xml | has \"France\" where a country of two letters belongs",
                "export a.csv --to google-shopping:BE=g.xml | BE has several languages (nl, fr, de)",
                "export a.csv --to google-shopping:FR=g.xml --to google-shopping:DE=g.xml | Two feeds would be written to g.xml",
                "export a.csv --to gogle-shopping:FR=g.xml | Did you mean \"google-shopping\"?",
                "export a.csv --to google-shopping:FR=g.xml --at yesterday | \"yesterday\" is no instant.",
                "export a.csv --to google-shopping:FR=g.xml --threads 0 | --threads needs at least 1.",
                "check a.fk | '--catalog=FILE'",
            })
    void aMistakeIsExplainedInOneOrTwoLines(String command, String words) {
        Outcome outcome = feedkit((Object[]) command.split(" "));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains(words).doesNotContain("\tat ", "Exception");
        assertThat(outcome.err().lines().count()).isLessThanOrEqualTo(3);
    }

    @Test
    void developersMayAskForTheStackTrace() {
        Outcome outcome = feedkit("inspect", "no-such-file.csv", "--stacktrace");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("FeedException", "\tat io.feedkit.");
    }

    @Test
    void saysItsVersion() {
        assertThat(feedkit("--version").out()).startsWith("feedkit ");
    }
}
