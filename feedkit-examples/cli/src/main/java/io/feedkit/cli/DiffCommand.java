package io.feedkit.cli;

import io.feedkit.channel.Channel;
import io.feedkit.channel.Channels;
import io.feedkit.channel.DescriptorVersion;
import io.feedkit.channel.tooling.Change;
import io.feedkit.channel.tooling.DescriptorDiff;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** {@code feedkit channels diff}: what another version of a channel asks for, and which products that hits. */
@Command(
        name = "diff",
        description = "Compares two descriptors: what is asked for differently, and what that means for a feed.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "OLD and NEW are names of channels, with @version for an older version, or files.",
            "Ends with 1 when products that were sent may be refused, else with 0.",
            "",
            "Examples:",
            "  feedkit channels diff openai openai-checkout",
            "  feedkit channels diff openai@2026-04 openai",
            "  feedkit channels diff corner-compare.yaml corner-compare-new.yaml --format json"
        })
final class DiffCommand implements Subcommand {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "OLD", description = "What feeds are written for now.")
    private String old = "";

    @Parameters(index = "1", paramLabel = "NEW", description = "What they would be written for.")
    private String now = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text for people, json for programs.")
    private OutputFormat format = OutputFormat.TEXT;

    @Option(
            names = "--lang",
            paramLabel = "LANG",
            defaultValue = "en",
            converter = CheckCommand.LanguageConverter.class,
            description = "The language of what is said about changes: en or fr.")
    private Locale language = Locale.ENGLISH;

    DiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DescriptorDiff diff =
                DescriptorDiff.between(channel(old).descriptor(), channel(now).descriptor(), language);
        if (format == OutputFormat.JSON) {
            terminal.out().println(json(diff));
        } else {
            print(diff);
        }
        return diff.mayRefuse() ? ExitCode.PROBLEMS : ExitCode.FINE;
    }

    /** A file if there is one, or what looks like the name of one. */
    private static Channel channel(String named) {
        boolean file = named.endsWith(".yaml") || named.endsWith(".yml") || named.contains("/");
        return file || Files.isRegularFile(Path.of(named)) ? Channels.load(Path.of(named)) : Channels.get(named);
    }

    private void print(DescriptorDiff diff) {
        PrintWriter out = terminal.out();
        out.println(about(diff.before()) + " → " + about(diff.after()) + ": " + diff.summary());
        boolean french = language.getLanguage().equals("fr");
        for (DescriptorVersion note : diff.notes()) {
            out.println();
            out.println("Version " + note.name()
                    + (note.since().isEmpty() ? "" : (french ? ", depuis " : ", since ") + note.since())
                    + (french ? "\u00A0: " : ": ") + note.changes());
            if (!note.migrate().isEmpty()) {
                out.println((french ? "  À faire\u00A0: " : "  To do: ") + note.migrate());
            }
        }
        Change.Effect said = null;
        for (Change change : diff.changes()) {
            if (change.effect() != said) {
                said = change.effect();
                out.println();
                out.println(diff.heading(said));
            }
            out.println("  " + where(change) + ": " + difference(change, french));
            out.println("      " + change.meaning());
        }
    }

    private static String about(io.feedkit.channel.ChannelDescriptor descriptor) {
        return descriptor.name() + " " + descriptor.version();
    }

    private static String where(Change change) {
        String key = change.key().isEmpty() ? "" : change.name().isEmpty() ? change.key() : ", " + change.key();
        String section = change.section().equals("fields") ? "" : change.section() + " ";
        return section + change.name() + key;
    }

    private static String difference(Change change, boolean french) {
        if (change.before().isEmpty()) {
            return change.after().isEmpty() ? french ? "changé" : "changed" : "+ " + TextTable.cut(change.after(), 120);
        }
        return change.after().isEmpty()
                ? "- " + TextTable.cut(change.before(), 120)
                : TextTable.cut(change.before(), 80) + " → " + TextTable.cut(change.after(), 80);
    }

    private static String json(DescriptorDiff diff) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("before", about(diff.before()));
            json.writeStringProperty("after", about(diff.after()));
            json.writeBooleanProperty("mayRefuse", diff.mayRefuse());
            json.writeArrayPropertyStart("versions");
            diff.notes().forEach(note -> version(note, json));
            json.writeEndArray();
            json.writeArrayPropertyStart("changes");
            diff.changes().forEach(change -> change(change, json));
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void version(DescriptorVersion note, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("version", note.name());
        json.writeStringProperty("since", note.since());
        json.writeStringProperty("until", note.until());
        json.writeStringProperty("changes", note.changes());
        json.writeStringProperty("migrate", note.migrate());
        json.writeEndObject();
    }

    private static void change(Change change, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty(
                "effect", change.effect().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.writeStringProperty("section", change.section());
        json.writeStringProperty("name", change.name());
        json.writeStringProperty("key", change.key());
        json.writeStringProperty("before", change.before());
        json.writeStringProperty("after", change.after());
        json.writeStringProperty("meaning", change.meaning());
        json.writeEndObject();
    }
}
