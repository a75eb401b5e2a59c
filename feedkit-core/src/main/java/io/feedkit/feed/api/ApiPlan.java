package io.feedkit.feed.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How products get to a channel that is called. Fields are named as the feed's layout names them.
 *
 * @param calls in the order in which they are preferred where several carry what is needed
 * @param stock names of the fields that say how many there are
 * @param offer names of the fields that say what it costs and how it is delivered; those of {@code stock} count among them
 * @param soldOut by field the text that says that none is left; of these fields one suffices
 * @param name how the channel calls a product in a path, as a template
 * @param limits how often it may be called
 * @param listing how the channel tells what it has, or null when it does not
 */
public record ApiPlan(
        List<ApiCall> calls,
        Set<String> stock,
        Set<String> offer,
        Map<String, String> soldOut,
        ProductName name,
        List<CallLimit> limits,
        @Nullable ListCall listing) {
    public ApiPlan {
        calls = List.copyOf(calls);
        stock = Set.copyOf(stock);
        offer = Set.copyOf(offer);
        soldOut = Collections.unmodifiableMap(new LinkedHashMap<>(soldOut));
        Objects.requireNonNull(name, "name");
        limits = List.copyOf(limits);
    }

    /**
     * How the channel calls a product: {@code {name}} of templates.
     *
     * @param text a template, such as {@code {language}~{country}~{id}}
     * @param codedWhen characters of an id that a path cannot carry here: then the name is sent as base64url without padding
     */
    public record ProductName(String text, String codedWhen) {
        /** The id itself. */
        public static final ProductName ID = new ProductName("{id}", "");
    }
}
