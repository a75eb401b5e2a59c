package io.feedkit.cli;

import io.feedkit.export.ExportReport;
import io.feedkit.location.FilePublication;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the report of a run goes. */
final class ReportArguments {
    private static final String PAGE = ".html";
    private static final String JSON = ".json";

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Write the report: a page to look at (.html) or JSON to keep and merge (.json). May be given several times.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--report-lang",
            paramLabel = "LANG",
            defaultValue = "en",
            description = "The language of the page and of what is said here: en (if not given) or fr.")
    private String language = "en";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    boolean isEmpty() {
        return files.isEmpty();
    }

    List<Path> files() {
        return files;
    }

    /** Refuses what could not be written when the run is over. */
    void check() {
        for (Path file : files) {
            String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
            if (!name.endsWith(PAGE) && !name.endsWith(JSON)) {
                throw new ParameterException(
                        command.commandLine(), "A report is .html or .json; " + file + " is neither.");
            }
        }
        if (!List.of("en", "fr").contains(language)) {
            throw new ParameterException(command.commandLine(), "--report-lang is en or fr.");
        }
    }

    void write(ExportReport report) {
        for (Path file : files) {
            boolean page = file.toString().toLowerCase(Locale.ROOT).endsWith(PAGE);
            String text = page ? report.html(Locale.forLanguageTag(language)) : report.json();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            try (FilePublication publication = FilePublication.open(file)) {
                publication.write(bytes, 0, bytes.length);
                publication.publish();
            }
        }
    }
}
