package io.feedkit.shop;

import io.feedkit.shop.answer.Answer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Walks through a list by rising id, each page asked for as what lies behind the last id of the one before, so that nothing is stepped over while the shop changes.
 *
 * <p>The walk ends at an empty page, and before that where the shop says that nothing is left; a short page alone says nothing, since some servers keep pages shorter
 * than they are asked for. A page that does not go forward ends the pass: the walk could not. One-shot and for one thread.
 */
public final class IdWalk {
    private final ShopApi api;
    private final String member;
    private final int pageSize;
    private long last;
    private long different;

    /**
     * Before the first page.
     *
     * @param member where the id of an entry stands
     */
    public IdWalk(ShopApi api, String member, int pageSize) {
        this.api = api;
        this.member = member;
        this.pageSize = pageSize;
    }

    /** The id behind which the next page starts. */
    public long last() {
        return last;
    }

    /** As {@link #take(List, long, OfferLines, Consumer)}, of a system that gives as many as it is asked for: a shorter page is the last. */
    public boolean take(List<Answer> page, OfferLines offers, Consumer<Answer> work) {
        return take(page, page.size(), offers, work);
    }

    /**
     * Takes down the entries of a page, and goes on behind it; says whether there is more.
     *
     * @param left how many the shop says there are from the first of this page on; below zero when it does not say
     */
    public boolean take(List<Answer> page, long left, OfferLines offers, Consumer<Answer> work) {
        long pageLast = last;
        for (Answer entry : page) {
            long id = entry.get(member).whole().orElse(0);
            if (id <= 0) {
                different++;
                offers.offer("a product without a number", () -> offers.number(entry, member));
            } else if (id < pageLast) {
                throw api.unreadable("the shop does not go on by rising " + member + " as it was asked to: " + id
                        + " stands behind " + pageLast + ".");
            } else if (id > pageLast) {
                pageLast = id;
                different++;
                work.accept(entry);
            }
        }
        if (!page.isEmpty() && pageLast == last) {
            throw api.unreadable("the shop sends the same page again and again.");
        }
        last = pageLast;
        if (page.isEmpty() && left > 0) {
            api.fewerThan(different + left, different);
        }
        return page.size() >= pageSize || !page.isEmpty() && (left < 0 || left > page.size());
    }
}
