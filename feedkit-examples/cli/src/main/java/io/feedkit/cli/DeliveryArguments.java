package io.feedkit.cli;

import io.feedkit.channel.ChannelMember;
import io.feedkit.export.FeedTarget;
import io.feedkit.export.api.ApiTarget;
import io.feedkit.feed.FeedLimits;
import io.feedkit.location.Credentials;
import io.feedkit.location.Destination;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.Trust;
import io.feedkit.location.WhenBusy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How feeds get to servers. */
final class DeliveryArguments {
    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            defaultValue = "feedkit-home",
            description = {
                "Where feeds for servers are made and checked before they are sent, with their ledgers and manifests;",
                "feedkit-home if not given. The next run compares with what stands there, so keep it."
            })
    private Path home = Path.of("feedkit-home");

    @Option(
            names = "--to-credentials",
            paramLabel = "[FEED/]REFERENCE",
            description = {
                "Where the secret of a server that feeds are sent to is kept, as with --credentials. CHANNEL:COUNTRY/ before it makes it",
                "for one feed. For s3 the user is the access key's id and the password its secret."
            })
    private List<String> credentials = new ArrayList<>();

    @Option(
            names = "--to-host-key",
            paramLabel = "SHA256:…",
            defaultValue = "",
            description = "The one host key of the SFTP server to send to, as ssh-keygen -lf prints it.")
    private String hostKey = "";

    @Option(
            names = "--to-known-hosts",
            paramLabel = "FILE",
            description = "The host keys of SFTP servers to send to, if not in ~/.ssh/known_hosts.")
    private @Nullable Path knownHosts;

    @Option(names = "--post", description = "Send feeds to web addresses with POST instead of PUT.")
    private boolean post;

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "0",
            description = "Keep so many earlier versions of each feed, which \"feedkit rollback\" puts back.")
    private int kept;

    @Option(
            names = "--split",
            paramLabel = "PRODUCTS",
            description =
                    "Write files of at most so many products each: fr.xml, fr-2.xml … What a channel asks for is done without it.")
    private @Nullable Long split;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description =
                    "When another run is writing a feed, wait so long for it to end, instead of leaving the feed to it.")
    private int waitSeconds;

    @Option(
            names = "--reconcile",
            description = {
                "Ask channels that are called (API) first what they have, and make up for every difference; where they",
                "cannot be asked, all products are sent again."
            })
    private boolean reconcile;

    @Option(
            names = "--remove-unknown",
            description =
                    "The same, and take away what they have and the feed never sent. Only for accounts nobody else writes to.")
    private boolean removeUnknown;

    @Option(
            names = "--call-time",
            paramLabel = "SECONDS",
            description =
                    "Call channels for so long at most; what is left is sent by the next run. Six hours if not given.")
    private @Nullable Integer callSeconds;

    WhenBusy whenBusy() {
        return WhenBusy.waitAtMost(Duration.ofSeconds(waitSeconds));
    }

    /** What is wrong with the numbers given; empty when nothing is. */
    String mistake() {
        if (kept < 0 || waitSeconds < 0) {
            return "--keep and --wait need at least 0.";
        }
        if (callSeconds != null && callSeconds < 1) {
            return "--call-time needs at least 1.";
        }
        return split != null && split < 1 ? "--split needs at least 1." : "";
    }

    private FeedTarget wished(FeedTarget target) {
        FeedTarget wished = target.keep(kept);
        return split == null ? wished : wished.split(FeedLimits.NONE.withProducts(split));
    }

    /**
     * Where a feed goes: a file, or an address and then a file in the home folder.
     *
     * @param member as {@code google-shopping:FR:fr}
     */
    FeedTarget target(Target asked, String member) {
        if (asked.address().isEmpty()) {
            return wished(FeedTarget.at(asked.file()));
        }
        return wished(FeedTarget.at(home(asked, member)).deliveredTo(destination(asked, member)));
    }

    /** Where a feed goes when its channel may be one that is called: the web address of its API, or what any channel's feed may go to. */
    FeedTarget target(Target asked, ChannelMember member) {
        boolean web = asked.address().matches("(?is)https?://.*");
        if (!member.isCalled() || !web) {
            return target(asked, member.toString());
        }
        ApiTarget api = ApiTarget.of(asked.address(), options(member.toString()));
        api = callSeconds == null ? api : api.within(Duration.ofSeconds(callSeconds));
        api = reconcile ? api.reconciling() : api;
        Path file = home.resolve(folder(member.toString())).resolve(asked.channel());
        return wished(FeedTarget.at(file).calling(removeUnknown ? api.removingUnknown() : api));
    }

    private Destination destination(Target asked, String member) {
        return Destination.of(asked.address(), options(member));
    }

    private LocationOptions options(String member) {
        return LocationOptions.DEFAULTS
                .withTrust(trust())
                .withMethod(post ? "POST" : "PUT")
                .withCredentials(Credentials.parse(reference(member)));
    }

    private static String folder(String member) {
        return member.replaceAll("[^A-Za-z0-9._-]", "-");
    }

    /** The file of this machine that a feed is made in. */
    Path home(Target asked, String member) {
        return asked.address().isEmpty()
                ? asked.file()
                : home.resolve(folder(member)).resolve(asked.file());
    }

    private Trust trust() {
        Trust trust = knownHosts == null ? Trust.DEFAULTS : Trust.DEFAULTS.withKnownHosts(knownHosts);
        return trust.withFingerprint(hostKey);
    }

    /** What is said for this feed, else what is said for all. */
    private String reference(String member) {
        String found = "";
        boolean own = false;
        for (String given : credentials) {
            int slash = given.indexOf('/');
            String feed = slash > 0 && given.indexOf('=') > slash ? given.substring(0, slash) : "";
            boolean fits = feed.isEmpty() ? !own : member.equals(feed) || member.startsWith(feed + ":");
            if (fits) {
                own = !feed.isEmpty();
                found = given.substring(feed.isEmpty() ? 0 : slash + 1);
            }
        }
        return found;
    }
}
