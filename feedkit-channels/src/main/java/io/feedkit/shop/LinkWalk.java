package io.feedkit.shop;

import io.feedkit.shop.answer.Answer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Follows the links that a shop gives from page to page. Links that lead back end the pass. One-shot and for one thread. */
public final class LinkWalk {
    private static final int STALE_PAGES = 3;

    private final ShopApi api;
    private final String list;
    private final String id;
    private final String next;
    private final SeenIds seen = new SeenIds();
    private String link = "";
    private int stale;

    /**
     * Before the first page.
     *
     * @param list the path of the entries in a page
     * @param id the member that tells entries apart
     * @param next the path of the link to the next page
     */
    public LinkWalk(ShopApi api, String list, String id, String next) {
        this.api = api;
        this.list = list;
        this.id = id;
        this.next = next;
    }

    /** Asks for the next page and takes its entries, each once; says whether there is more. */
    public boolean next(Supplier<Answer> first, Consumer<Answer> work) {
        Answer page = link.isEmpty() ? first.get() : api.follow(link).body();
        List<Answer> entries = api.list(page, list);
        boolean fresh = false;
        for (Answer entry : entries) {
            String its = entry.get(id).text();
            if (its.isBlank() || seen.add(its)) {
                fresh |= !its.isBlank();
                work.accept(entry);
            }
        }
        link = page.at(next).text();
        stale = fresh ? 0 : stale + 1;
        if (!link.isEmpty() && stale == STALE_PAGES) {
            throw api.unreadable("the shop sends the same page again and again.");
        }
        return !link.isEmpty();
    }
}
