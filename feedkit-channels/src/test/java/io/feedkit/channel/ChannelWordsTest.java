package io.feedkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.problem.ProblemWords;
import io.feedkit.problem.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What channels say to a merchant, they say in French too: what the code of contracts says, and what stands in the descriptors of this jar. */
class ChannelWordsTest {
    @TempDir
    private Path folder;

    private static final Path CASES = Path.of("src/test/resources/acceptance/channels");
    private static final Pattern HOLE = Pattern.compile("\\{\\d}");
    private static final String DESCRIPTOR = "descriptor.";
    private static final String LABEL = DESCRIPTOR + "label.";
    /** Said by descriptors that are made of descriptions, of which none is in this jar. */
    private static final String GENERATED = DESCRIPTOR + "generated.";

    private static Map<String, String> texts(Locale language) {
        return new TreeMap<>(Wording.load(
                        "/META-INF/feedkit/problems",
                        language,
                        file -> ChannelWordsTest.class.getResourceAsStream(file))
                .texts());
    }

    private static Map<String, String> english(String prefix) {
        Map<String, String> texts = texts(Locale.ENGLISH);
        texts.keySet().removeIf(key -> !key.startsWith(prefix));
        return texts;
    }

    // Descriptors

    /** The descriptors of this jar, with those that only others extend. */
    private List<ChannelDescriptor> descriptors() throws IOException {
        List<ChannelDescriptor> all = new ArrayList<>();
        Channels.all().forEach(channel -> all.add(channel.descriptor()));
        for (String base : List.of("amazon-listings", "mirakl-products")) {
            Path file = folder.resolve("own-" + base + ".yaml");
            Files.writeString(
                    file,
                    "channel: own-" + base + "\nlabel: Own\nversion: 1\nextends: " + base
                            + "\nfields: { own: { label: Own } }\n");
            all.add(Channels.load(file).descriptor());
        }
        return all;
    }

    /** What a descriptor says, with the check that says it. */
    private static Map<String, String> said(ChannelDescriptor descriptor) {
        Map<String, String> said = new LinkedHashMap<>();
        descriptor.rules().forEach(rule -> add(said, rule.code(), rule.message(), rule.fix()));
        descriptor.groupRules().forEach(rule -> add(said, rule.code(), rule.message(), rule.fix()));
        descriptor.fields().forEach(field -> {
            field.parts().rules().forEach(rule -> add(said, rule.code(), rule.message(), rule.fix()));
            Stream.concat(Stream.of(field), field.parts().fields().stream())
                    .filter(part -> part.text().pattern() != null)
                    .filter(part -> !part.text().pattern().hint().isEmpty())
                    .forEach(part -> said.put(
                            "{0} is not " + part.text().pattern().hint() + ".",
                            descriptor.name() + "/" + part.name() + "/pattern"));
        });
        return said;
    }

    private static void add(Map<String, String> said, String code, Expression message, Expression fix) {
        said.put(withHoles(message.text()), code);
        said.put(withHoles(fix.text()), code);
    }

    /** What is worked out for each product is a hole. */
    private static String withHoles(String message) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        int holes = 0;
        for (char c : message.strip().replaceAll("\\s+", " ").toCharArray()) {
            if (c == '{' && depth++ == 0) {
                text.append('{').append(holes++);
            }
            depth -= c == '}' ? 1 : 0;
            if (depth == 0) {
                text.append(c);
            }
        }
        return text.toString();
    }

    @Test
    void everyTextOfADescriptorIsSaidInFrench() throws IOException {
        Map<String, String> missing = new TreeMap<>();
        for (ChannelDescriptor descriptor : descriptors()) {
            missing.putAll(said(descriptor));
        }
        missing.keySet().removeAll(Set.copyOf(english(DESCRIPTOR).values()));
        missing.remove("");
        assertThat(missing).isEmpty();
    }

    /** A field as sentences name it; where there are many of its kind, without its number. */
    private static String named(FieldSpec field) {
        return "{0} (" + field.label().replaceAll("\\b\\d+\\b", "{1}") + ")";
    }

    @Test
    void everyNameOfAFieldThatMayBeMissedIsSaidInFrench() throws IOException {
        Set<String> known = Set.copyOf(english(LABEL).values());
        Set<String> missing = new TreeSet<>();
        for (ChannelDescriptor descriptor : descriptors()) {
            descriptor.fields().stream()
                    .filter(field -> !field.needs().required().isNever()
                            || !field.needs().recommended().isNever())
                    .filter(field -> !field.label().replace(' ', '_').equalsIgnoreCase(field.name()))
                    .map(ChannelWordsTest::named)
                    .filter(name -> !known.contains(name))
                    .forEach(missing::add);
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void descriptorsSayWhatTheFileSays() throws IOException {
        Set<String> said = new TreeSet<>();
        for (ChannelDescriptor descriptor : descriptors()) {
            said.addAll(said(descriptor).keySet());
            descriptor.fields().forEach(field -> said.add(named(field)));
        }
        Map<String, String> left = english(DESCRIPTOR);
        left.keySet().removeIf(key -> key.startsWith(GENERATED));
        left.values().removeIf(said::contains);
        assertThat(left).isEmpty();
    }

    // The code

    /** The code of a room and those below it, with texts that are added to each other as one. */
    private static String code(String room) throws IOException {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files =
                Files.walk(Path.of("src/main/java/io/feedkit/channel").resolve(room))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                code.append(Files.readString(file)
                        .replaceAll("(?s)/\\*\\*.*?\\*/", "")
                        .replaceAll("\"\\s*\\+\\s*\"", ""));
            }
        }
        return code.toString();
    }

    /** Where the code puts sentences together, besides at holes. */
    private static final Pattern JOINTS = Pattern.compile(
            "\\{\\d}|(?<=[.?]) |(?<=^The product) |is not(?! as Amazon)( an(?= ISO)| the(?= number| path))?"
                    + "| (?=\\(line)|\\b(one of those|out of range:|at least|at most|more than|less than|and|or|characters|UTF-16 units|bytes|a text|vat_rate)\\b");

    @Test
    void theCodeSaysEverySentence() throws IOException {
        String code = code("").replace("\\\"", "\"");
        Map<String, String> all = english("contract.");
        all.putAll(english("channel."));
        all.putAll(english(GENERATED));
        Set<String> missing = new TreeSet<>();
        all.forEach((key, text) -> {
            for (String piece : JOINTS.split(text)) {
                String said = piece.strip().replaceAll("[.,:;?`]+$|^[,:`] *", "");
                if (!code.contains(said)) {
                    missing.add(key + ": " + said);
                }
            }
        });
        assertThat(missing).isEmpty();
    }

    /** What no merchant reads: where facts come from, and mistakes of programmers. */
    private static final Set<String> OTHERS =
            Set.of("The catalogue's own attributes", "no column holds", "texts are not read into");

    @Test
    void everySentenceOfContractsIsTranslated() throws IOException {
        String known = String.join("\n", texts(Locale.ENGLISH).values());
        Set<String> missing = new TreeSet<>();
        Matcher literals = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"").matcher(code("contract"));
        while (literals.find()) {
            for (String piece : literals.group(1).replace("\\\"", "\"").split("(?<=[.?]) ")) {
                String said = piece.strip();
                boolean words = said.matches("(?s).*\\b[a-z]+,? [a-z]+ [a-z]+.*");
                if (words && !known.contains(said) && !OTHERS.contains(said)) {
                    missing.add(said);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    // Pages

    /** Changes that nobody is told of. */
    private static final Set<Conversion> UNTOLD = EnumSet.of(
            Conversion.STRIP_CONTROLS, Conversion.TAKE_FIRST, Conversion.TAKE_NUMBER, Conversion.CONVERT_UNIT);

    /** A page names what was found about a field, and says what the check looks for. */
    @Test
    void pagesHaveWordsForEveryCheckAndConversion() throws IOException {
        Set<String> checks = new TreeSet<>();
        Matcher verdicts = Pattern.compile(
                        "\"/([a-z][a-z-]+)\"|Verdict\\.\\w+\\(scope, field, \"([a-z-]+)\"\\)|each\\(\\s*\"([a-z-]+)\"")
                .matcher(code("contract"));
        while (verdicts.find()) {
            IntStream.rangeClosed(1, 3)
                    .mapToObj(verdicts::group)
                    .filter(Objects::nonNull)
                    .forEach(checks::add);
        }
        EnumSet.complementOf(EnumSet.copyOf(UNTOLD)).forEach(conversion -> checks.add(Section.spelled(conversion)));
        assertThat(checks)
                .contains("required", "unique", "gtin", "with-tax", "strip-html")
                .hasSizeGreaterThan(35);
        Path words = Path.of("../feedkit-core/src/main/resources/io/feedkit/export/report");
        for (String language : List.of("en", "fr")) {
            String texts = Files.readString(words.resolve("report_" + language + ".properties"));
            assertThat(checks)
                    .as(language)
                    .allMatch(check ->
                            texts.contains("\nnamed." + check + "=") && texts.contains("\ncheck." + check + "="));
        }
    }

    // What comes of them

    /** What contracts said about the products of all channels, without the reasons of merchants' rules. */
    private static Set<String> saidInFeeds() throws IOException {
        Set<String> said = new TreeSet<>();
        try (Stream<Path> files = Files.walk(CASES)) {
            for (Path file : files.filter(path -> path.toString().matches(".*\\.(notes|expected)"))
                    .sorted()
                    .toList()) {
                String by = "";
                for (String line : Files.readAllLines(file)) {
                    boolean isText = line.startsWith("        ");
                    if (isText && !by.startsWith("excluded")) {
                        said.add(line.strip());
                    }
                    by = isText ? by : line.strip();
                }
            }
        }
        return said;
    }

    /** The values of merchants, which are quoted. */
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

    /** Words that stand in no French sentence, nor in values. */
    private static final Pattern ENGLISH = Pattern.compile(
            "(?<![-\\w])(the|is|are|was|were|has|have|its|this|there|which|with|from|here)(?![-\\w])",
            Pattern.CASE_INSENSITIVE);

    @Test
    void whatContractsSaidInFeedsIsFrench() throws IOException {
        ProblemWords french = ProblemWords.in(Locale.FRENCH);
        Map<String, String> english = new TreeMap<>();
        Set<String> said = saidInFeeds();
        assertThat(said).hasSizeGreaterThan(700);
        for (String text : said) {
            String spoken = french.say(text);
            boolean whole = Stream.of(QUOTED.matcher(text).replaceAll("\"\"").split("(?<=[.?]) (?=[A-Z])"))
                    .noneMatch(spoken::contains);
            if (!whole || ENGLISH.matcher(QUOTED.matcher(spoken).replaceAll("")).find()) {
                english.put(text, spoken);
            }
        }
        assertThat(english).isEmpty();
    }
}
