package io.feedkit.shop.prestashop;

import io.feedkit.shop.Query;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.answer.Answer;
import java.util.Collection;
import java.util.List;

/** Asks the webservice for the entries of one resource: {@code products} is a list of {@code product}. */
record Resource(ShopApi api, String list, String entry) {
    static final int PAGE = 100;
    private static final String LAST = "2147483647";

    /** The first so many entries behind an id, by rising id, so that nothing is stepped over while the shop changes. */
    List<Answer> after(long id, Query filters) {
        return ask(filters.and("filter[id]", "[" + (id + 1) + "," + LAST + "]").and("limit", PAGE));
    }

    /** All entries; for what there is not much of. */
    List<Answer> all(Query filters) {
        return ask(filters);
    }

    /** All entries that belong to one of these. */
    List<Answer> of(String field, Collection<String> ids, Query filters) {
        return ids.isEmpty() ? List.of() : ask(filters.and("filter[" + field + "]", "[" + String.join("|", ids) + "]"));
    }

    private List<Answer> ask(Query filters) {
        Query query = filters.and("display", "full").and("sort", "[id_ASC]");
        Answer body = api.get(list, query).body();
        if (!body.get(list).isPresent()) {
            // No list is no empty list; the shop's own words for it, if it has any, are said here.
            return api.list(body, list);
        }
        return body.get(list).each(entry);
    }
}
