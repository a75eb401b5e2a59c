package io.feedkit.shop.magento;

import io.feedkit.shop.Query;

/** What a search asks for, in the many-bracketed form of this API: each filter stands in a group of its own, and all must hold. Immutable. */
record SearchCriteria(Query query, int groups) {

    /** The first so many by rising id. */
    static SearchCriteria pages(int size) {
        return new SearchCriteria(
                Query.of("searchCriteria[pageSize]", size)
                        .and("searchCriteria[currentPage]", 1)
                        .and("searchCriteria[sortOrders][0][field]", "entity_id")
                        .and("searchCriteria[sortOrders][0][direction]", "ASC"),
                0);
    }

    SearchCriteria after(long id) {
        return and("entity_id", "gt", Long.toString(id));
    }

    SearchCriteria and(String field, String condition, String value) {
        String filter = "searchCriteria[filterGroups][" + groups + "][filters][0]";
        return new SearchCriteria(
                query.and(filter + "[field]", field)
                        .and(filter + "[value]", value)
                        .and(filter + "[conditionType]", condition),
                groups + 1);
    }

    /** An article number as a piece of a path; one with a slash in it is encoded twice, as this API's servers decode it twice. */
    static String segment(String sku) {
        String once = Query.segment(sku);
        return sku.indexOf('/') < 0 ? once : once.replace("%2F", "%252F");
    }
}
