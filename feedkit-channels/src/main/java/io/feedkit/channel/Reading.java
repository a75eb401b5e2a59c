package io.feedkit.channel;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.Mapping;
import io.feedkit.channel.reading.FeedMapping;
import io.feedkit.feed.FeedPath;
import io.feedkit.location.Location;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out in which of a channel's layouts a feed is, and opens it with the mapping of that one. */
final class Reading {
    private Reading() {}

    static Catalog of(ChannelMember member, Location feed, CatalogOptions options) {
        if (member.isChosen()) {
            return named(member, feed, options);
        }
        Catalog seen;
        try {
            seen = Catalog.open(feed, options.withMapping(Mapping.load("lenient: true", "none")));
        } catch (FeedException e) {
            // Nothing in the file shows what a record is: its first may be broken. The channel knows.
            Layout only = only(member.descriptor(), feed);
            if (only == null) {
                throw e;
            }
            return opened(member, feed, options, only, true);
        }
        Layout layout = layout(member.descriptor(), seen);
        boolean exact = !(layout instanceof Layout.Delimited table) || isDelimited(seen, table);
        Catalog catalog = opened(member, feed, options, layout, exact);
        boolean isEmpty =
                catalog.mapping().stream().allMatch(column -> column.column().equals(FeedMapping.CATEGORY_PATH));
        if (isEmpty && !seen.mapping().isEmpty()) {
            throw otherFeed(
                    seen,
                    "The feed has no records of " + member.member().channel() + "; its own are "
                            + found(seen, "record element") + ".");
        }
        return catalog;
    }

    private static FeedException otherFeed(Catalog feed, String message) {
        return new FeedException(new Problem(
                ChannelProblem.OTHER_FEED,
                SourcePosition.unknown(feed.name()),
                message,
                "Read it as a feed of the channel that it was written for, or as a catalogue with a mapping."));
    }

    /** The same, when somebody says which layout it is. */
    private static Catalog named(ChannelMember member, Location feed, CatalogOptions options) {
        Catalog catalog = opened(member, feed, options, member.chosen(), true);
        if (!isOf(member.chosen(), catalog.format()) && catalog.size() != 0) {
            throw otherFeed(
                    catalog,
                    "The feed is " + catalog.format() + ", and the layout "
                            + member.chosen().name() + " of " + member.member().channel() + " is not.");
        }
        return catalog;
    }

    private static Catalog opened(
            ChannelMember member, Location feed, CatalogOptions options, Layout layout, boolean exact) {
        String text = FeedMapping.of(member.descriptor(), member.member(), layout, exact);
        return Catalog.open(
                feed, options.withMapping(Mapping.load(text, member.member().channel())));
    }

    /** The one layout there is, or the one whose files are called so. */
    private static @Nullable Layout only(ChannelDescriptor descriptor, Location feed) {
        List<Layout> all = List.copyOf(descriptor.layouts().values());
        List<Layout> fitting = all.size() == 1
                ? all
                : all.stream()
                        .filter(layout -> feed.name().endsWith("." + layout.extension()))
                        .toList();
        return fitting.size() == 1 ? fitting.get(0) : null;
    }

    private static Layout layout(ChannelDescriptor descriptor, Catalog seen) {
        List<Layout> fitting = descriptor.layouts().values().stream()
                .filter(layout -> isOf(layout, seen.format()))
                .toList();
        if (fitting.isEmpty() && seen.size() == 0 && !seen.problems().isEmpty()) {
            throw new FeedException(seen.problems().get(0));
        }
        if (fitting.isEmpty()) {
            throw otherFeed(
                    seen,
                    "Channel " + descriptor.name() + " has no layout that is " + seen.format() + "; it has "
                            + String.join(", ", descriptor.layouts().keySet()) + ".");
        }
        return fitting.stream().filter(layout -> fits(layout, seen)).findFirst().orElse(fitting.get(0));
    }

    private static boolean isOf(Layout layout, String format) {
        return switch (format) {
            case "xml" -> layout instanceof Layout.Xml;
            case "json", "ndjson" -> layout instanceof Layout.Json;
            default -> layout instanceof Layout.Delimited;
        };
    }

    private static boolean fits(Layout layout, Catalog seen) {
        if (layout instanceof Layout.Delimited table) {
            return isDelimited(seen, table);
        }
        if (layout instanceof Layout.Xml xml) {
            String record = found(seen, "record element");
            String element = switch (xml.shape()) {
                case RSS -> "item";
                case ATOM -> "entry";
                case PLAIN -> FeedPath.parse(xml.record()).last().name();
            };
            return record.equals(element) || record.endsWith("/" + element);
        }
        return true;
    }

    private static boolean isDelimited(Catalog seen, Layout.Delimited table) {
        String delimiter = found(seen, "delimiter");
        return delimiter.equals(String.valueOf(table.delimiter()))
                || table.delimiter() == '\t' && delimiter.equals("tab");
    }

    private static String found(Catalog seen, String what) {
        return seen.detections().stream()
                .filter(detection -> detection.what().equals(what))
                .map(Detection::value)
                .findFirst()
                .orElse("");
    }
}
