package io.feedkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** Reader and JSON Schema give the same verdict on descriptors that are one small accident away from a good one. */
@Tag("slow")
class DescriptorAgreementTest {
    private static final String COMPLETE = DescriptorCheck.resource("/channels/complete.yaml");

    /** What no JSON Schema can see: references, duplicates, order of bounds, clashes between values. */
    private static final Set<ChannelProblem> BEYOND_THE_SCHEMA =
            Set.of(ChannelProblem.UNKNOWN_NAME, ChannelProblem.DUPLICATE_KEY, ChannelProblem.CONFLICT);

    /** Nor names of charsets, paths and texts with places. */
    private static final Pattern TEXTS_WITH_A_GRAMMAR =
            Pattern.compile("^There is no encoding| is no path to a field: | cannot be filled: ");

    /** Takes a line out of the descriptor that has everything; reader and schema must still agree. */
    @Property(tries = 60)
    void agreesWithTheReaderWhenALineIsMissing(@ForAll @IntRange(min = 0, max = 10_000) int random) {
        List<String> lines = new ArrayList<>(COMPLETE.lines().toList());
        lines.remove(random % lines.size());

        assertAgreement(String.join("\n", lines));
    }

    /** Takes a character out of it. */
    @Property(tries = 60)
    void agreesWithTheReaderWhenACharacterIsMissing(@ForAll @IntRange(min = 0, max = 100_000) int random) {
        assertAgreement(new StringBuilder(COMPLETE)
                .deleteCharAt(random % COMPLETE.length())
                .toString());
    }

    /** Makes one word of it another word of it. */
    @Property(tries = 60)
    void agreesWithTheReaderWhenAWordIsExchanged(
            @ForAll @IntRange(min = 0, max = 100_000) int from, @ForAll @IntRange(min = 0, max = 100_000) int to) {
        String[] words = COMPLETE.split("(?<=\\b)|(?=\\b)");
        words[from % words.length] = words[to % words.length];

        assertAgreement(String.join("", words));
    }

    /** Of a key that is there twice the schema is shown the last, and we read the first. */
    private static boolean hidesWhatTheSchemaWouldSee(List<Problem> problems) {
        return problems.stream().anyMatch(problem -> problem.code() == ChannelProblem.DUPLICATE_KEY);
    }

    private static void assertAgreement(String yaml) {
        List<Problem> problems = new ArrayList<>();
        boolean read = ChannelDescriptor.parse("x", yaml, DescriptorLimits.DEFAULTS, problems::add)
                .isPresent();
        List<String> schemaErrors = DescriptorCheck.schemaErrors(yaml);

        assertThat(read).isEqualTo(problems.isEmpty());
        if (read) {
            assertThat(schemaErrors).as(yaml).isEmpty();
        } else if (schemaErrors.isEmpty() && !hidesWhatTheSchemaWouldSee(problems)) {
            assertThat(problems)
                    .as(yaml)
                    .allMatch(problem -> BEYOND_THE_SCHEMA.contains((ChannelProblem) problem.code())
                            || TEXTS_WITH_A_GRAMMAR.matcher(problem.message()).find());
        }
    }
}
