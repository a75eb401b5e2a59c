package io.feedkit.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code feedkit channels generate}: a descriptor from what a marketplace says about itself. */
@Command(
        name = "generate",
        description = "Makes a channel descriptor out of what a marketplace's API answered.",
        subcommands = {GenerateMiraklCommand.class, GenerateAmazonCommand.class},
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "KIND",
        footer = {"", "docs/channels/generating.md says where the answers come from and what becomes of them."})
final class GenerateCommand implements Subcommand {
    private final Terminal terminal;

    @Spec
    private CommandSpec command;

    GenerateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        command.commandLine().usage(terminal.out());
        return ExitCode.COULD_NOT_RUN;
    }
}
