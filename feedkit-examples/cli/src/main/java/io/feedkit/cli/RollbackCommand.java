package io.feedkit.cli;

import io.feedkit.channel.ChannelMember;
import io.feedkit.export.FeedTarget;
import io.feedkit.export.FeedVersion;
import io.feedkit.export.FeedVersions;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code feedkit rollback}: an earlier version of a feed, here and where it was delivered to. */
@Command(
        name = "rollback",
        description = "Puts an earlier version of a feed back in its place, here and on the server it is for.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Versions are there when the feed was exported with --keep. The one that is replaced is kept as well.",
            "",
            "Examples:",
            "  feedkit rollback google-shopping:FR=fr.xml --list",
            "  feedkit rollback google-shopping:FR=fr.xml",
            "  feedkit rollback google-shopping:FR=sftp://files.example/in/fr.xml --to 12 --to-credentials user=feed,password=env:FILES_PASSWORD"
        })
final class RollbackCommand implements Subcommand {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "FEED",
            converter = Target.Converter.class,
            description =
                    "The feed as --to of the export names it: CHANNEL:COUNTRY[:LANGUAGE[:ACCOUNT]]=FILE, FOLDER/ or ADDRESS.")
    private Target feed = new Target("", "", "", "", java.nio.file.Path.of(""));

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            defaultValue = "0",
            description = "The number of the version; the one before that which stands there now if not given.")
    private int version;

    @Option(names = "--list", description = "Only show which versions there are.")
    private boolean list;

    @Mixin
    private DeliveryArguments deliveries = new DeliveryArguments();

    @Spec
    private CommandSpec command;

    RollbackCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (version < 0) {
            throw new ParameterException(command.commandLine(), "--to needs the number of a version.");
        }
        if (!deliveries.mistake().isEmpty()) {
            throw new ParameterException(command.commandLine(), deliveries.mistake());
        }
        FeedTarget target = deliveries.target(named(), member());
        FeedVersions versions = FeedVersions.of(target.file());
        List<FeedVersion> kept = versions.list();
        if (list) {
            kept.forEach(this::print);
            if (kept.isEmpty()) {
                terminal.out().println("No versions of " + target.file() + " are kept.");
            }
            return ExitCode.FINE;
        }
        FeedVersion restored = versions.rollback(version, target.destinations(), deliveries.whenBusy());
        terminal.out().print("Back in place: ");
        print(restored);
        return ExitCode.FINE;
    }

    /** A file that its channel names gets the name of this moment where it is delivered: channels whose names say a time read the latest. */
    private Target named() {
        if (!feed.isFolder()) {
            return feed;
        }
        ChannelMember member = FeedArguments.of(List.of(feed), List.of(), command.commandLine())
                .get(0)
                .member();
        return feed.named(member.fileName(), member.fileName(Instant.now()));
    }

    private String member() {
        String member =
                feed.channel() + ":" + feed.country() + ":" + FeedArguments.language(feed, command.commandLine());
        return feed.account().isEmpty() ? member : member + ":" + feed.account();
    }

    private void print(FeedVersion one) {
        terminal.out()
                .println("version " + one.number() + " of " + (one.runAt().isEmpty() ? "an unknown day" : one.runAt())
                        + ", "
                        + one.products() + (one.products() == 1 ? " product" : " products")
                        + (one.parts() > 1 ? " in " + one.parts() + " files" : ""));
    }
}
