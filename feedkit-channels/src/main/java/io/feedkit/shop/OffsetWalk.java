package io.feedkit.shop;

import io.feedkit.shop.answer.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Walks through a list that can only be asked for by position while somebody takes things out of it.
 *
 * <p>When an entry goes, all behind it move up by one, and the next page steps over one of them. So each page begins with the last entry of the one before; where that
 * entry is not in it, the walk goes back by a page. The total that comes with each page tells of it as well, and exactly: where it shrank, the page is not taken but asked for
 * again from as much further up. It does not where something came for what went. Entries may come twice; each is taken once. The total is believed in nothing else: a
 * page that is full has another behind it, whatever the total says, and where there is no total the walk ends at a page without anything new. A list that only repeats
 * itself ends the pass. One-shot and for one thread.
 */
public final class OffsetWalk {
    /** The total of a shop that does not say any, or none that can be one. */
    public static final long UNKNOWN = -1;

    /** More than so many pages of things seen before are no list that something was taken out of. */
    private static final int STALE_PAGES = 10;
    /** A list in which going back found nothing new so often does not hold what it gave, or knows positions of whole pages only. */
    private static final int FRUITLESS_STEPS = 2;

    private final ShopApi api;
    private final int pageSize;
    private final SeenIds seen = new SeenIds();
    private long offset;
    private long total = UNKNOWN;
    private long different;
    private int fresh;
    private long stale;
    private String last = "";
    private long furthest;
    private boolean wentBack;
    private int fruitless;

    /** Before the first page. */
    public OffsetWalk(ShopApi api, int pageSize) {
        this.api = api;
        this.pageSize = pageSize;
    }

    /**
     * One page of a list.
     *
     * @param total how many entries the shop says there are in all, or {@link #UNKNOWN}
     */
    public record Page(List<Answer> entries, long total) {}

    /** All entries of a list that is not long, each once. */
    public static List<Answer> all(ShopApi api, int pageSize, LongFunction<Page> ask) {
        OffsetWalk walk = new OffsetWalk(api, pageSize);
        List<Answer> all = new ArrayList<>();
        boolean more = true;
        while (more) {
            Page page = ask.apply(walk.offset());
            if (walk.holds(page.total())) {
                page.entries().stream()
                        .filter(entry -> walk.isNew(entry.get("id").text()))
                        .forEach(all::add);
                more = walk.taken(page.entries());
            }
        }
        return all;
    }

    /** Where the next page starts. */
    public long offset() {
        return offset;
    }

    /** Whether nothing was stepped over before this page; if not, it is to be asked for again. */
    public boolean holds(long nowTotal) {
        long gone = nowTotal < 0 ? 0 : total - nowTotal;
        total = nowTotal;
        if (gone > 0 && offset > 0) {
            offset -= Math.min(offset, gone);
            return false;
        }
        return true;
    }

    /** Takes down the entries of a page that did not come before, and goes on behind it; says whether there is more. */
    public boolean take(List<Answer> page, OfferLines offers, Consumer<Answer> work) {
        for (Answer entry : page) {
            String id = entry.get("id").text();
            if (id.isBlank()) {
                different++;
                offers.offer("a product without an id", () -> offers.text(entry, "id"));
            } else if (isNew(id)) {
                work.accept(entry);
            }
        }
        return taken(page);
    }

    private boolean isNew(String id) {
        boolean isNew = seen.add(id);
        if (isNew) {
            fresh++;
            different++;
        }
        return isNew;
    }

    private boolean taken(List<Answer> page) {
        int entries = page.size();
        boolean nothingNew = fresh == 0;
        stale = nothingNew ? stale + entries : 0;
        fresh = 0;
        fruitless = wentBack ? nothingNew ? fruitless + 1 : 0 : fruitless;
        wentBack = steppedOver(page);
        if (stale > (long) STALE_PAGES * pageSize) {
            throw api.unreadable("the shop sends the same page again and again.");
        }
        if (wentBack) {
            offset -= Math.min(offset, pageSize);
            return true;
        }
        if (total < 0 && nothingNew && entries < pageSize) {
            // Without a total a short page is asked behind; a list that knows no positions then comes whole once more.
            return false;
        }
        furthest = Math.max(furthest, offset + entries);
        boolean more = entries >= pageSize || entries > 0 && (total < 0 || offset + entries < total);
        goOn(page);
        if (!more && different < total) {
            api.fewerThan(total, different);
        }
        return more;
    }

    /** Whether what stood before this page is not where it was. */
    private boolean steppedOver(List<Answer> page) {
        return offset > 0
                && fruitless < FRUITLESS_STEPS
                && !last.isEmpty()
                && page.stream().noneMatch(entry -> last.equals(entry.get("id").text()));
    }

    private void goOn(List<Answer> page) {
        int entries = page.size();
        if (fruitless >= FRUITLESS_STEPS) {
            offset = Math.max(offset + entries, furthest);
            return;
        }
        last = entries == 0 ? "" : page.get(entries - 1).get("id").text();
        offset += entries > 1 ? entries - 1 : entries;
    }
}
