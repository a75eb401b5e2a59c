package io.feedkit.cli;

import io.feedkit.channel.Channel;
import io.feedkit.channel.ChannelMember;
import io.feedkit.channel.Channels;
import io.feedkit.export.FeedTarget;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The feeds a command is about. */
final class FeedArguments {
    @Option(
            names = "--to",
            paramLabel = "FEED",
            converter = Target.Converter.class,
            description = {
                "One feed, as CHANNEL:COUNTRY[:LANGUAGE[:ACCOUNT]]=FILE. May be given several times: the catalogue is still read only once.",
                "Instead of a file also an address to send it to: ftp, ftpes, ftps, sftp, http, https or s3. For a channel that is called it is",
                "the address of its API, with what its paths need: google-product-input:FR=https://merchantapi.googleapis.com?account=1&data_source=2",
                "The file's extension picks the layout where a channel has several (.xml, .tsv). In a folder (out/, sftp://files.example/in/)",
                "the feed is called as its channel wants it, or as the channel and the country.",
            })
    private List<Target> targets = List.of();

    @Option(
            names = "--channel-file",
            paramLabel = "FILE",
            description =
                    "A channel descriptor of your own (YAML), which --to may then name. May be given several times.")
    private List<Path> channelFiles = List.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private DeliveryArguments deliveries = new DeliveryArguments();

    /** A feed that was asked for, with its channel found. */
    record Feed(ChannelMember member, FeedTarget target) {
        Path file() {
            return target.file();
        }
    }

    boolean isEmpty() {
        return targets.isEmpty();
    }

    DeliveryArguments deliveries() {
        return deliveries;
    }

    List<Path> channelFiles() {
        return channelFiles;
    }

    /** What rules may call channels: all there are, so that a slip in a name is noticed and a channel left out today is not one. */
    static Set<String> channelNames(List<Feed> feeds) {
        Map<String, String> known = Channels.families(Channels.class.getClassLoader());
        Set<String> names = new HashSet<>(known.keySet());
        names.addAll(known.values());
        for (Feed feed : feeds) {
            names.add(feed.member().member().channel());
            names.add(feed.member().member().family());
        }
        return names;
    }

    /** Feeds that are only asked about, so that no file and no address is needed. */
    static List<Feed> of(List<Target> asked, List<Path> channelFiles, CommandLine command) {
        Map<String, Channel> own = own(channelFiles);
        return asked.stream()
                .map(target -> new Feed(member(own, target, command), FeedTarget.at(target.file())))
                .toList();
    }

    private static Map<String, Channel> own(List<Path> files) {
        Map<String, Channel> own = new LinkedHashMap<>();
        for (Path file : files) {
            Channel channel = Channels.load(file);
            own.put(channel.name(), channel);
        }
        return own;
    }

    /** @param at the moment of the run, which names of files may say */
    List<Feed> feeds(Instant at) {
        Map<String, Channel> own = own(channelFiles);
        if (!deliveries.mistake().isEmpty()) {
            throw wrong(deliveries.mistake());
        }
        List<Feed> feeds = new ArrayList<>();
        Set<Path> files = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        for (Target target : targets) {
            ChannelMember member = member(own, target, command.commandLine());
            Target named = target.named(member.fileName(), member.fileName(at));
            Feed feed = new Feed(member, deliveries.target(named, member));
            if (!files.add(feed.file().toAbsolutePath().normalize())) {
                throw wrong("Two feeds would be written to " + feed.file() + "; give each a file of its own.");
            }
            if (named.isOneFile() && !addresses.add(named.address())) {
                throw wrong("Two feeds would be sent to " + named.address() + "; give each an address of its own.");
            }
            feeds.add(feed);
        }
        return feeds;
    }

    private static Channel channel(Map<String, Channel> own, String asked) {
        String[] parts = asked.split("@", 2);
        Channel found = own.get(parts[0]);
        return found == null ? Channels.get(asked) : parts.length == 1 ? found : found.version(parts[1]);
    }

    private static ChannelMember member(Map<String, Channel> own, Target target, CommandLine command) {
        Channel channel = channel(own, target.channel());
        ChannelMember member = channel.member(target.country(), language(target, command));
        return target.account().isEmpty() ? member : member.account(target.account());
    }

    /** The language of a target, or the country's own. */
    static String language(Target target, CommandLine command) {
        if (!target.language().isEmpty()) {
            return target.language();
        }
        return CountryLanguage.of(target.country()).orElseThrow(() -> {
            List<String> choices = CountryLanguage.choices(target.country());
            String language = choices.isEmpty() ? "en" : choices.get(0);
            String reason = choices.size() > 1
                    ? target.country() + " has several languages (" + String.join(", ", choices) + ")"
                    : "feedkit knows no usual language for " + target.country();
            return new ParameterException(
                    command,
                    reason + ": say which, for example " + target.channel() + ":" + target.country() + ":" + language
                            + "=" + target.file());
        });
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
