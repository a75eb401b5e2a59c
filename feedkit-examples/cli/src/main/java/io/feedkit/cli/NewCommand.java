package io.feedkit.cli;

import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.Channels;
import io.feedkit.channel.DescriptorLimits;
import io.feedkit.channel.tooling.DescriptorSkeleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code feedkit channels new}: the beginning of a descriptor. */
@Command(
        name = "new",
        description = "Begins a channel descriptor: a file that exports at once, with comments on what to look at.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  feedkit channels new corner-compare --from template.csv",
            "  feedkit channels new corner-compare-ch --extends corner-compare",
            "  feedkit channels new corner-compare --out channels/corner-compare.yaml"
        })
final class NewCommand implements Subcommand {
    private static final int HEAD_BYTES = 1 << 20;

    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", description = "The channel's name: lower case with hyphens.")
    private String name = "";

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "A sample of the channel's feed, or its template: a delimited file whose first line names the columns.")
    private @Nullable Path sample;

    @Option(
            names = "--extends",
            paramLabel = "CHANNEL",
            description = "A channel that the new one differs from only a little: a name, or a file beside it.")
    private @Nullable String base;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write it; NAME.yaml when not given.")
    private @Nullable Path out;

    @Option(names = "--overwrite", description = "Replace the file if it is there.")
    private boolean overwrite;

    @Spec
    private CommandSpec command;

    NewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (sample != null && base != null) {
            throw wrong("Give either --from or --extends.");
        }
        Path file = out == null ? Path.of(name + ".yaml") : out;
        String yaml = yaml(file);
        if (Files.exists(file) && !overwrite) {
            throw wrong(file + " is there already; give --overwrite to replace it, or --out for another place.");
        }
        Files.writeString(file, yaml);
        terminal.out().println(file + " written. Edit it, then:");
        terminal.out().println("  feedkit channels lint " + file);
        terminal.out().println("  feedkit export CATALOGUE --channel-file " + file + " --to " + name + ":FR=feed.csv");
        return ExitCode.FINE;
    }

    private String yaml(Path file) throws IOException {
        DescriptorSkeleton skeleton;
        try {
            skeleton = DescriptorSkeleton.named(name, LocalDate.now(ZoneOffset.UTC));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
        if (base != null) {
            return skeleton.extending(base(base, file));
        }
        if (sample == null) {
            return skeleton.usual();
        }
        if (!Files.isRegularFile(sample)) {
            throw wrong("There is no file " + sample + ".");
        }
        try (InputStream in = Files.newInputStream(sample)) {
            return skeleton.from(String.valueOf(sample.getFileName()), in.readNBytes(HEAD_BYTES));
        }
    }

    /** The descriptor beside the new one comes first, as it will when the new one is read. */
    private static ChannelDescriptor base(String named, Path file) {
        Path beside = file.toAbsolutePath().resolveSibling(named + ".yaml");
        return Files.isRegularFile(beside)
                ? Channels.load(beside, DescriptorLimits.DEFAULTS).descriptor()
                : Channels.get(named).descriptor();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
