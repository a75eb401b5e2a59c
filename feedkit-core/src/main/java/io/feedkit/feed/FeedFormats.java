package io.feedkit.feed;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The feed formats a run can write, by name. Immutable. */
public final class FeedFormats {
    private final Map<String, FeedFormat> byName = new TreeMap<>();

    private FeedFormats(Iterable<FeedFormat> formats) {
        for (FeedFormat format : formats) {
            FeedFormat other = byName.putIfAbsent(format.name(), format);
            if (other != null && other.getClass() != format.getClass()) {
                throw new FeedException(new Problem(
                        FeedProblem.FORMAT_TWICE,
                        SourcePosition.unknown(format.name()),
                        "Two plugins write the feed format " + Problem.quote(format.name()) + ": "
                                + other.getClass().getName() + " and "
                                + format.getClass().getName() + ".",
                        "Remove one of them from the class path."));
            }
        }
    }

    public static FeedFormats of(FeedFormat... formats) {
        return new FeedFormats(List.of(formats));
    }

    /** The formats that {@link ServiceLoader} finds with this class loader, feedkit's own among them. */
    public static FeedFormats discover(ClassLoader loader) {
        List<FeedFormat> found = new ArrayList<>();
        ServiceLoader.load(FeedFormat.class, loader).forEach(found::add);
        return new FeedFormats(found);
    }

    /** The format of that name; throws a {@link FeedException} that lists the known ones when there is none. */
    public FeedFormat get(String name) {
        FeedFormat format = byName.get(name);
        if (format == null) {
            throw new FeedException(new Problem(
                    FeedProblem.UNKNOWN_FORMAT,
                    SourcePosition.unknown(name),
                    "There is no feed format " + Problem.quote(name) + "; known are " + byName.keySet() + ".",
                    "Correct the layout, or add the plugin that writes this format."));
        }
        return format;
    }
}
