package io.feedkit.cli;

import io.feedkit.product.Schema;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleModules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What rules may use besides the catalogue: modules beside the rule file, tables from files, functions of plugins on the class path. */
final class RuleArguments {
    @Option(
            names = "--table",
            paramLabel = "NAME[:KEYS]=FILE",
            converter = TableFile.Converter.class,
            description = {
                "Data for a table that rules bind with from 'NAME': a CSV file with a row of names, whose first"
                        + " columns are the key",
                "(one, or as many as KEYS says)."
            })
    private List<TableFile> tables = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** The surroundings of one rule file. */
    RuleEnvironment environment(Schema schema, Path rules, List<FeedArguments.Feed> wanted) {
        RuleEnvironment environment = RuleEnvironment.of(schema)
                .withChannels(FeedArguments.channelNames(wanted))
                .withContracts(wanted.stream().map(FeedArguments.Feed::member).toList())
                .withPlugins(RuleArguments.class.getClassLoader());
        Path folder = rules.toAbsolutePath().getParent();
        if (folder != null) {
            environment = environment.withModules(RuleModules.in(folder));
        }
        for (TableFile table : tables) {
            try {
                environment = environment.withTable(table.name(), table.read());
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
            }
        }
        return environment;
    }

    List<Path> files() {
        return tables.stream().map(TableFile::file).toList();
    }
}
