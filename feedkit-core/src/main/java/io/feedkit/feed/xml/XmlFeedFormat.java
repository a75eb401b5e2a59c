package io.feedkit.feed.xml;

import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedFormat;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedProblem;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;

/**
 * Writes XML of any shape: one element for each product.
 *
 * <p>Options of the layout: {@code root} is the path from the outermost element to the one that holds the records ({@code yml_catalog/shop/offers}), {@code record} the element of one
 * record; {@code namespace} is that of elements without prefix, {@code namespace.P} binds the prefix {@code P}; {@code encoding} is declared, UTF-8 when absent. The head's paths start
 * below the outermost element. Names of fields are {@link io.feedkit.feed.FeedPath}s; an element no text stands in is left out.
 */
public final class XmlFeedFormat implements FeedFormat {

    /** For {@link java.util.ServiceLoader}. */
    public XmlFeedFormat() {}

    @Override
    public String name() {
        return "xml";
    }

    @Override
    public FeedEncoder encoder(FeedLayout layout) {
        return new XmlEncoder(layout, required(layout, "root"), required(layout, "record"));
    }

    private static String required(FeedLayout layout, String option) {
        String value = layout.option(option, "");
        if (value.isEmpty()) {
            throw new FeedException(new Problem(
                    FeedProblem.BAD_LAYOUT,
                    SourcePosition.unknown("layout"),
                    "The layout of an XML feed does not say its " + option + ".",
                    "Give it, such as root: shop/offers and record: offer."));
        }
        return value;
    }
}
