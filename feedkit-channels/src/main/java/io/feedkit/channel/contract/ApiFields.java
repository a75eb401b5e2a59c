package io.feedkit.channel.contract;

import io.feedkit.channel.FieldSpec;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.api.ApiCall;
import io.feedkit.feed.api.ApiPlan;
import io.feedkit.feed.api.ListCall;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calls name fields as the descriptor does; exports name them as the layout does. */
final class ApiFields {
    private ApiFields() {}

    /** @param fields those that take part, in the order of the layout */
    static ApiPlan named(ApiPlan plan, List<FieldSpec> fields, FeedLayout layout) {
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            names.put(fields.get(i).name(), layout.fields().get(i).name());
        }
        ListCall listing = plan.listing();
        return new ApiPlan(
                plan.calls().stream()
                        .filter(call -> call.fields().isEmpty()
                                || !named(call.fields(), names).isEmpty())
                        .map(call -> named(call, names))
                        .toList(),
                named(plan.stock(), names),
                named(plan.offer(), names),
                named(plan.soldOut(), names),
                plan.name(),
                plan.limits(),
                listing == null
                        ? null
                        : new ListCall(
                                listing.path(),
                                listing.items(),
                                listing.id(),
                                listing.next(),
                                listing.nextQuery(),
                                listing.where(),
                                named(listing.fields(), names)));
    }

    private static ApiCall named(ApiCall call, Map<String, String> names) {
        return new ApiCall(
                call.name(),
                call.kind(),
                call.method(),
                call.path(),
                call.headers(),
                call.contentType(),
                call.records(),
                call.bodyBytes(),
                named(call.fields(), names),
                call.record(),
                call.answer());
    }

    private static Set<String> named(Collection<String> fields, Map<String, String> names) {
        Set<String> named = new HashSet<>();
        for (String field : fields) {
            if (names.containsKey(field)) {
                named.add(names.get(field));
            }
        }
        return named;
    }

    private static Map<String, String> named(Map<String, String> byField, Map<String, String> names) {
        Map<String, String> named = new LinkedHashMap<>();
        byField.forEach((field, value) -> {
            if (names.containsKey(field)) {
                named.put(names.get(field), value);
            }
        });
        return named;
    }
}
