package io.feedkit.cli;

import io.feedkit.channel.Channel;
import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.Channels;
import io.feedkit.channel.Condition;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.Limit;
import io.feedkit.channel.Members;
import io.feedkit.channel.Source;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code feedkit channels}: where a catalogue can go, and what is asked of it there. */
@Command(
        name = "channels",
        description = "Lists the channels; with a name, what that channel asks for.",
        mixinStandardHelpOptions = true,
        subcommands = {NewCommand.class, LintCommand.class, DiffCommand.class, GenerateCommand.class},
        footer = {
            "",
            "Examples:",
            "  feedkit channels",
            "  feedkit channels google-shopping",
            "  feedkit channels --channel-file my-channel.yaml",
            "  feedkit channels lint my-channel.yaml"
        })
final class ChannelsCommand implements Subcommand {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "A channel's name.")
    private @Nullable String name;

    @Option(
            names = "--channel-file",
            paramLabel = "FILE",
            description = "Show a descriptor of your own (YAML) instead.")
    private @Nullable Path channelFile;

    ChannelsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (channelFile != null) {
            show(Channels.load(channelFile).descriptor());
        } else if (name != null) {
            show(Channels.get(name).descriptor());
        } else {
            list();
        }
        return ExitCode.FINE;
    }

    private void list() {
        TextTable table = new TextTable().row("CHANNEL", "KIND", "LAYOUTS", "FIELDS", "LABEL");
        for (Channel channel : Channels.all()) {
            ChannelDescriptor descriptor = channel.descriptor();
            table.row(
                    channel.name(),
                    word(channel.kind()),
                    String.join(", ", descriptor.layouts().keySet()),
                    descriptor.fields().isEmpty()
                            ? "any"
                            : String.valueOf(descriptor.fields().size()),
                    channel.label());
        }
        table.print("", terminal.out());
    }

    private void show(ChannelDescriptor channel) {
        PrintWriter out = terminal.out();
        out.println(channel.name() + ": " + channel.label() + ", " + word(channel.kind()) + ", descriptor version "
                + channel.version());
        if (!channel.summary().isEmpty()) {
            out.println(channel.summary());
        }
        out.println();
        TextTable facts = new TextTable();
        facts.row("countries", any(channel.members().countries()));
        facts.row("languages", any(channel.members().languages()));
        facts.row("prices", prices(channel.members()));
        facts.row("layouts", String.join(", ", channel.layouts().keySet()));
        for (Limit limit : channel.limits()) {
            facts.row(
                    word(limit.what()),
                    String.format(
                            Locale.ROOT,
                            "at most %,d  [%s]",
                            limit.max(),
                            limit.provenance().source().id()));
        }
        facts.print("  ", out);
        out.println();
        fields(channel).print("  ", out);
        if (!channel.sources().isEmpty()) {
            out.println();
            out.println("Sources (a ? behind one: generally believed, so it may warn but never refuses a product)");
            TextTable sources = new TextTable();
            channel.sources().values().forEach(source -> sources.row("[" + source.id() + "]", about(source)));
            sources.print("  ", out);
        }
    }

    private static TextTable fields(ChannelDescriptor channel) {
        TextTable table = new TextTable().row("FIELD", "TYPE", "NEEDED", "SOURCE", "LIMITS");
        for (FieldSpec field : channel.fields()) {
            addField(table, field, "");
            field.parts().fields().forEach(part -> addField(table, part, field.name() + "."));
        }
        return table;
    }

    private static void addField(TextTable table, FieldSpec field, String group) {
        table.row(
                group + field.name(),
                word(field.type()),
                needed(field),
                field.provenance().source().id() + (field.provenance().verified() ? "" : "?"),
                FieldLimits.of(field));
    }

    private static String needed(FieldSpec field) {
        String legacy = field.status() == FieldSpec.FieldStatus.CURRENT ? "" : word(field.status()) + ", ";
        String required = condition("required", field.needs().required()).orElse("");
        String recommended =
                condition("recommended", field.needs().recommended()).orElse("");
        String needs = required.isEmpty() ? recommended : required;
        return legacy + (needs.isEmpty() ? "optional" : needs);
    }

    private static Optional<String> condition(String word, Condition condition) {
        if (condition instanceof Condition.When when) {
            return Optional.of(word + " when " + when.expression().text());
        }
        return condition.isAlways() ? Optional.of(word) : Optional.empty();
    }

    private static String any(Set<String> codes) {
        return codes.isEmpty() ? "any" : String.join(" ", new TreeSet<>(codes));
    }

    private static String prices(Members members) {
        StringBuilder text = new StringBuilder("VAT " + word(members.tax()));
        new TreeMap<>(members.perCountry()).forEach((country, terms) -> {
            if (terms.tax() != members.tax()) {
                text.append(", in ").append(country).append(' ').append(word(terms.tax()));
            }
        });
        return text.toString();
    }

    private static String about(Source source) {
        String dated = source.dated().isEmpty() ? "" : ", dated " + source.dated();
        String url = source.url().isEmpty() ? "" : "  " + source.url();
        return source.document() + dated + ", read " + source.read() + url;
    }

    /** A constant as people write it: {@code MAX_VALUE} is {@code max value}. */
    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
