package io.feedkit.cli;

import io.feedkit.channel.generate.GenerateLimits;
import io.feedkit.channel.generate.GenerateOptions;
import io.feedkit.channel.generate.GeneratedDescriptor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What all commands that make descriptors are told, and what they say. */
final class GenerateArguments {
    private static final int SHOWN = 20;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            required = true,
            description = "Name of the channel and of its files: lower case with hyphens.")
    private String name = "";

    @Option(
            names = "--read",
            paramLabel = "DATE",
            required = true,
            description = "When the marketplace was asked: 2026-11-20 or 2026-11.")
    private String read = "";

    @Option(names = "--label", paramLabel = "TEXT", defaultValue = "", description = "Name for people.")
    private String label = "";

    @Option(
            names = "--country",
            paramLabel = "CODE",
            description = "A country the channel sells to; may be given again.")
    private List<String> countries = new ArrayList<>();

    @Option(
            names = "--language",
            paramLabel = "CODE",
            defaultValue = "",
            description = "The language of the texts that are sent.")
    private String language = "";

    @Option(
            names = "--inline",
            paramLabel = "NUMBER",
            defaultValue = "24",
            description =
                    "Closed sets with more values stand in a table beside the descriptor; ${DEFAULT-VALUE} if not given.")
    private int inline;

    @Option(
            names = "--into",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "Where to write; here if not given.")
    private Path into = Path.of(".");

    @Option(
            names = "--lang",
            paramLabel = "LANG",
            defaultValue = "en",
            converter = CheckCommand.LanguageConverter.class,
            description = "The language of what is said of the description: en or fr.")
    private Locale said = Locale.ENGLISH;

    GenerateOptions options() {
        return GenerateOptions.of(name, read)
                .withLabel(label)
                .withCountries(countries)
                .withLanguage(language)
                .withLimits(GenerateLimits.DEFAULTS.withMaxInlineValues(Math.max(0, inline)));
    }

    /** Writes the files and says which, and what is not in them. */
    int write(GeneratedDescriptor generated, Terminal terminal) {
        PrintWriter out = terminal.out();
        generated.writeTo(into).forEach(out::println);
        generated.leftOut().stream().limit(SHOWN).forEach(problem -> Words.say(problem, said, terminal.err()));
        int more = generated.leftOut().size() - SHOWN;
        if (more > 0) {
            terminal.err().println(Words.in(said).say("generate.more", more));
        }
        return ExitCode.FINE;
    }
}
