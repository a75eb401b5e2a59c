package io.feedkit.rules.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.feedkit.batch.TextBuffer;
import java.util.Objects;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way through tags and remarks gives what RE2/J gives. */
class BracketsTest {
    private static String replaced(String regex, String text, String with) {
        Brackets brackets = Objects.requireNonNull(Brackets.of(regex), regex);
        TextBuffer buffer = new TextBuffer(16);
        long slice = buffer.append(text);
        long replacement = buffer.append(with);
        // What a copy by eights takes along from behind must not be seen.
        buffer.append("behind it");
        assertThat(Brackets.canPut(buffer, replacement)).isTrue();
        return buffer.string(brackets.replace(buffer, slice, replacement));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "<", ">", "(", ")", "[", "]", "\"", "a", "b ", "é", "€", "\n", "😀", "a long stretch of words ")
                .list()
                .ofMaxSize(30)
                .map(parts -> parts.stream().collect(Collectors.joining()));
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(
                "<[^>]*>",
                "<[^>]+>",
                "\\([^)]*\\)",
                "\\([^\\)]+\\)",
                "\\[[^\\]]*\\]",
                "\"[^\"]*\"",
                "\"[^\"]+\"",
                "<[^<]+<");
    }

    @Property
    void replacesWhatThePatternMatches(
            @ForAll("texts") String text, @ForAll("patterns") String regex, @ForAll("replacements") String with) {
        assertThat(replaced(regex, text, with))
                .isEqualTo(Pattern.compile(regex).matcher(text).replaceAll(with));
    }

    @Property
    void squeezesWhileItReplacesAsAfterwards(@ForAll("spaced") String text, @ForAll("patterns") String regex) {
        Brackets brackets = Objects.requireNonNull(Brackets.of(regex), regex);
        TextBuffer buffer = new TextBuffer(16);
        long slice = buffer.append(text);
        long blank = buffer.append(" ");
        buffer.append("< behind > it");
        String model = buffer.string(Squeeze.of(buffer, brackets.replace(buffer, slice, blank)));
        assertThat(buffer.string(brackets.blankedOut(buffer, slice))).isEqualTo(model);
    }

    @Provide
    Arbitrary<String> spaced() {
        return Arbitraries.of(
                        "<",
                        ">",
                        "<b>",
                        "</b>",
                        "(",
                        ")",
                        "[",
                        "]",
                        "\"",
                        " ",
                        "  ",
                        "\t",
                        "\n",
                        "\u00A0",
                        "\u2003",
                        "\u0001",
                        "a",
                        "é",
                        "“",
                        "😀",
                        "a long stretch of words ")
                .list()
                .ofMaxSize(30)
                .map(parts -> parts.stream().collect(Collectors.joining()));
    }

    @Provide
    Arbitrary<String> replacements() {
        return Arbitraries.of("", " ", "é", "--");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<[^>]*?>",
                "<.*>",
                "<[^>]{2}>",
                "([^)]*)",
                "<[^<]*>",
                "<[^>a]*>",
                "a[^b]*b",
                "<[^>]*>x",
                "^<[^>]*>",
                "<<[^>]*>"
            })
    void leavesPatternsThatAskForMore(String regex) {
        assertThat(Brackets.of(regex)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$1", "$$", "...", "€"})
    void leavesReplacementsThatNameGroupsOrAreLong(String with) {
        TextBuffer buffer = new TextBuffer(16);
        assertThat(Brackets.canPut(buffer, buffer.append(with))).isFalse();
    }
}
