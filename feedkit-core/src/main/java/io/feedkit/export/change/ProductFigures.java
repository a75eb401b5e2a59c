package io.feedkit.export.change;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.Schema;
import java.util.OptionalInt;

/** Where the attributes stand that say what a product is worth to a feed: its price, the pieces in stock, the first level of its category. */
public final class ProductFigures {
    private static final byte LEVEL = '>';
    private static final int NONE = -1;

    private final int price;
    private final int quantity;
    private final int category;

    public ProductFigures(Schema schema) {
        price = slot(schema, "price", Kind.MONEY);
        quantity = slot(schema, "quantity", Kind.INTEGER);
        int own = slot(schema, "category", Kind.TEXT);
        category = own == NONE ? slot(schema, "product_type", Kind.TEXT) : own;
    }

    private static int slot(Schema schema, String name, Kind kind) {
        OptionalInt slot = schema.slot(name);
        boolean fits =
                slot.isPresent() && schema.attribute(slot.getAsInt()).type().kind() == kind;
        return fits ? slot.getAsInt() : NONE;
    }

    public Column prices(ProductBatch batch) {
        return column(batch, price);
    }

    public Column pieces(ProductBatch batch) {
        return column(batch, quantity);
    }

    public Column categories(ProductBatch batch) {
        return column(batch, category);
    }

    private static Column column(ProductBatch batch, int slot) {
        return slot == NONE ? Column.missing() : batch.column(slot);
    }

    /** The first level of a category path, as a slice of the same text; empty when there is none. */
    public static long firstLevel(byte[] text, long slice) {
        if (slice == Column.MISSING) {
            return TextBuffer.EMPTY_SLICE;
        }
        int from = TextBuffer.start(slice);
        int to = TextBuffer.indexOf(LEVEL, text, from, TextBuffer.end(slice));
        while (to > from && text[to - 1] == ' ') {
            to--;
        }
        return TextBuffer.slice(from, to);
    }
}
