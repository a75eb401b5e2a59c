package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import java.util.Arrays;

/** Puts the elements of lists together again, product by product in the order they come. */
final class ListAssembly {
    private final long[] lists = new long[ProductBatch.ROWS];
    private final boolean[] changed = new boolean[ProductBatch.ROWS];
    private int[] products = new int[ProductBatch.ROWS];
    private long[] elements = new long[ProductBatch.ROWS];
    private int count;

    void start(Selection rows) {
        count = 0;
        Arrays.fill(changed, false);
        for (int i = 0; i < rows.size; i++) {
            lists[rows.rows[i]] = Column.MISSING;
        }
    }

    /** Takes over the whole list of a product, of which no element was added. */
    void keep(int product, long list) {
        lists[product] = list;
    }

    /** Adds an element, or notes that one was left out; {@code before} is what it was in the source. */
    void add(int product, long element, long before) {
        changed[product] |= element != before;
        if (count == elements.length) {
            products = Arrays.copyOf(products, count * 2);
            elements = Arrays.copyOf(elements, count * 2);
        }
        products[count] = product;
        elements[count++] = element;
    }

    /** Notes that the end of a product's list is left out. */
    void cut(int product) {
        changed[product] = true;
    }

    /** Writes the lists; a product whose elements are all as they were keeps the list of the source. */
    void finish(TextBuffer text, long[] source) {
        for (int from = 0; from < count; ) {
            int product = products[from];
            int to = from;
            while (to < count && products[to] == product) {
                to++;
            }
            lists[product] = changed[product] ? join(text, from, to) : source[product];
            from = to;
        }
    }

    private long join(TextBuffer text, int from, int to) {
        int start = text.end();
        boolean any = false;
        for (int i = from; i < to; i++) {
            long element = elements[i];
            if (element == Column.MISSING) {
                continue;
            }
            int length = TextBuffer.length(element);
            byte[] bytes = text.room(length + 1);
            int at = text.end();
            if (any) {
                bytes[at++] = TextBuffer.LIST_SEPARATOR;
            }
            System.arraycopy(bytes, TextBuffer.start(element), bytes, at, length);
            text.advanceTo(at + length);
            any = true;
        }
        return any ? TextBuffer.slice(start, text.end()) : Column.MISSING;
    }

    /** The lists, a slice or {@link Column#MISSING} per product. */
    long[] lists() {
        return lists;
    }
}
