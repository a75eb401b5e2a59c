package io.feedkit.cli;

import io.feedkit.channel.generate.Description;
import io.feedkit.channel.generate.DescriptorGenerator;
import io.feedkit.channel.generate.GenerateLimits;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code feedkit channels generate mirakl}: the product file of an operator. */
@Command(
        name = "mirakl",
        description = "The product file of an operator on Mirakl, from the answers of H11, PM11 and VL11.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  feedkit channels generate mirakl --hierarchies h11.json --attributes pm11.json --values vl11.json \\",
            "      --name corner-products --read 2026-11-20 --country FR --language fr"
        })
final class GenerateMiraklCommand implements Subcommand {
    private final Terminal terminal;

    @Option(
            names = "--hierarchies",
            paramLabel = "FILE",
            required = true,
            description = "What GET /api/hierarchies answered (H11).")
    private Path hierarchies = Path.of("");

    @Option(
            names = "--attributes",
            paramLabel = "FILE",
            required = true,
            description = "What GET /api/products/attributes answered (PM11).")
    private Path attributes = Path.of("");

    @Option(
            names = "--values",
            paramLabel = "FILE",
            required = true,
            description = "What GET /api/values_lists answered (VL11).")
    private Path values = Path.of("");

    @Mixin
    private GenerateArguments arguments = new GenerateArguments();

    GenerateMiraklCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        GenerateLimits limits = arguments.options().limits();
        return arguments.write(
                DescriptorGenerator.mirakl(
                        Description.of(hierarchies, limits),
                        Description.of(attributes, limits),
                        Description.of(values, limits),
                        arguments.options()),
                terminal);
    }
}
