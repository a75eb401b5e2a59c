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

/** Finds out in which of a channel's layouts a feed is, and opens it with the mapping of that one. */
final class Reading {
    private Reading() {}

    static Catalog of(ChannelMember member, Location feed, CatalogOptions options) {
        Layout layout = member.chosen();
        boolean exact = member.isChosen();
        if (!exact) {
            Catalog seen = Catalog.open(feed, options.withMapping(Mapping.load("lenient: true", "none")));
            layout = layout(member.descriptor(), seen);
            exact = !(layout instanceof Layout.Delimited table) || isDelimited(seen, table);
        }
        String text = FeedMapping.of(member.descriptor(), member.member(), layout, exact);
        return Catalog.open(
                feed, options.withMapping(Mapping.load(text, member.member().channel())));
    }

    private static Layout layout(ChannelDescriptor descriptor, Catalog seen) {
        List<Layout> fitting = descriptor.layouts().values().stream()
                .filter(layout -> isOf(layout, seen.format()))
                .toList();
        if (fitting.isEmpty()) {
            throw new FeedException(new Problem(
                    ChannelProblem.UNKNOWN_NAME,
                    SourcePosition.unknown(seen.name()),
                    "Channel " + descriptor.name() + " has no layout that is " + seen.format() + "; it has "
                            + String.join(", ", descriptor.layouts().keySet()) + ".",
                    "Read it as another channel's feed, or as a catalogue with a mapping."));
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
