package io.feedkit.cli;

import io.feedkit.channel.generate.Description;
import io.feedkit.channel.generate.DescriptorGenerator;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code feedkit channels generate amazon}: listings of a product type. */
@Command(
        name = "amazon",
        description = "Listings of a product type on Amazon, from its JSON Schema.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "getDefinitionsProductType answers with a link to the schema, which is of one marketplace and one language.",
            "Country and language follow from it where you name none.",
            "",
            "Example:",
            "  feedkit channels generate amazon --schema lunch-box.json --name amazon-lunch-box --read 2026-11-20"
        })
final class GenerateAmazonCommand implements Subcommand {
    private final Terminal terminal;

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            required = true,
            description = "The JSON Schema of the product type.")
    private Path schema = Path.of("");

    @Mixin
    private GenerateArguments arguments = new GenerateArguments();

    GenerateAmazonCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return arguments.write(
                DescriptorGenerator.amazon(
                        Description.of(schema, arguments.options().limits()), arguments.options()),
                terminal);
    }
}
