package io.feedkit.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.Currencies;
import io.feedkit.product.Schema;
import io.feedkit.product.VatBasis;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The twenty rules of {@code twenty.fk} as a loop over the rows of a batch: the same columns in, the same columns out.
 *
 * <p>Fast and ugly on purpose, as {@link HandWrittenJob}: amounts are the columns' scaled longs, the regex is a scanner, no reason is noted, and amounts that are missing or
 * too large for a long are not thought of because this catalogue has none. A test holds it to the values that feedkit computes.
 */
final class HandWrittenRules {
    private static final long ONE = 1_000_000;
    private static final String[] NAMES = {
        "title",
        "description",
        "brand",
        "category",
        "price",
        "sale_price",
        "cost",
        "quantity",
        "condition",
        "gtin",
        "color",
        "size",
        "gender",
        "weight",
        "vat_rate",
        "link",
        "season",
        "availability",
        "short_title",
        "unit_pricing_measure",
        "margin",
        "custom_label_0",
        "custom_label_1",
        "custom_label_2",
        "shipping.price"
    };
    private static final byte[] DOTS = bytes("...");
    private static final byte[] UTM = bytes("utm_source=feed&utm_campaign=");
    private static final byte[] RECOND = bytes("recond");
    private static final byte[] MODE = bytes("Mode");
    private static final byte[][] BANNED = all("Redfield", "Hohenfels", "Petite Rive");
    private static final byte[][] MALE = all("homme", "herren", "men");
    private static final byte[][] FEMALE = all("femme", "damen", "women");
    private static final byte[][] NEW = all("neuf", "neu", "new");
    private static final byte[][] USED = all("occasion", "gebraucht", "used");
    private static final byte[][] SEASONS = all("SS26", "FW26");
    private static final byte[][] PRE = all("PRE");
    private static final short EUR = Currencies.lane("EUR", VatBasis.UNKNOWN);

    /** Slots, in the order of {@link #NAMES}. */
    private final int[] slots;

    private final Map<String, byte[]> slugs = new HashMap<>();
    private byte[] bytes = {};

    HandWrittenRules(Schema schema) {
        slots = Arrays.stream(NAMES)
                .mapToInt(name -> schema.slot(name).orElseThrow())
                .toArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[][] all(String... texts) {
        return Arrays.stream(texts).map(HandWrittenRules::bytes).toArray(byte[][]::new);
    }

    /** Enriches the live rows. */
    void run(ProductBatch batch) {
        TextBuffer text = batch.text();
        long[] inTitle = batch.column(slots[0]).bits;
        long[] inDescription = batch.column(slots[1]).bits;
        long[] brand = batch.column(slots[2]).bits;
        long[] category = batch.column(slots[3]).bits;
        Column inPrice = batch.column(slots[4]);
        long[] cost = batch.column(slots[6]).bits;
        long[] inCondition = batch.column(slots[8]).bits;
        long[] color = batch.column(slots[10]).bits;
        long[] size = batch.column(slots[11]).bits;
        long[] inGender = batch.column(slots[12]).bits;
        long[] weight = batch.column(slots[13]).bits;
        long[] vat = batch.column(slots[14]).bits;
        long[] inLink = batch.column(slots[15]).bits;
        long[] season = batch.column(slots[16]).bits;

        long[] sale = batch.writable(slots[5]).bits;
        long[] quantity = batch.writable(slots[7]).bits;
        long[] gtin = batch.writable(slots[9]).bits;
        long[] title = batch.overwritten(slots[0]).bits;
        long[] description = batch.overwritten(slots[1]).bits;
        Column price = batch.overwritten(slots[4]);
        long[] condition = batch.overwritten(slots[8]).bits;
        long[] gender = batch.overwritten(slots[12]).bits;
        long[] link = batch.overwritten(slots[15]).bits;
        long[] availability = batch.overwritten(slots[17]).bits;
        long[] shortTitle = batch.overwritten(slots[18]).bits;
        long[] unit = batch.overwritten(slots[19]).bits;
        long[] margin = batch.overwritten(slots[20]).bits;
        long[] label0 = batch.overwritten(slots[21]).bits;
        long[] label1 = batch.overwritten(slots[22]).bits;
        long[] label2 = batch.overwritten(slots[23]).bits;
        Column shipping = batch.overwritten(slots[24]);

        long inStock = text.append(bytes("in_stock"));
        long outOfStock = text.append(bytes("out_of_stock"));
        long preorder = text.append(bytes("preorder"));
        long high = text.append(bytes("margin-high"));
        long mid = text.append(bytes("margin-mid"));
        long low = text.append(bytes("margin-low"));
        long none = text.append(bytes("margin-none"));
        long below10 = text.append(bytes("0-10"));
        long below25 = text.append(bytes("10-25"));
        long below50 = text.append(bytes("25-50"));
        long below100 = text.append(bytes("50-100"));
        long above = text.append(bytes("100+"));
        long male = text.append(bytes("male"));
        long female = text.append(bytes("female"));
        long unisex = text.append(bytes("unisex"));
        long isNew = text.append(bytes("new"));
        long used = text.append(bytes("used"));
        long refurbished = text.append(bytes("refurbished"));
        long permanent = text.append(bytes("permanent"));

        int[] rows = batch.live().rows;
        int kept = 0;
        for (int i = 0; i < batch.live().size; i++) {
            int row = rows[i];
            bytes = text.bytes();
            long amount = inPrice.bits[row];
            if (isOneOf(BANNED, brand[row])
                    || quantity[row] == 0 && amount > 300 * ONE
                    || contains(inTitle[row], RECOND)) {
                continue;
            }
            rows[kept++] = row;
            availability[row] = quantity[row] >= 3 ? inStock : isOneOf(PRE, season[row]) ? preorder : outOfStock;
            unit[row] = unit(inTitle[row]);
            long profit = amount - cost[row];
            margin[row] = rounded(profit / 10_000 * 1000, amount / 10_000) * 100_000;
            label0[row] = profit * 100 >= amount * 50
                    ? high
                    : profit * 100 >= amount * 30 ? mid : profit * 100 >= amount * 15 ? low : none;
            label1[row] = amount < 10 * ONE
                    ? below10
                    : amount < 25 * ONE ? below25 : amount < 50 * ONE ? below50 : amount < 100 * ONE ? below100 : above;
            if (sale[row] != Column.MISSING && sale[row] * 100 >= amount * 95) {
                sale[row] = Column.MISSING;
            }
            shipping.bits[row] = amount >= 49 * ONE ? 0 : weight[row] > 5 * ONE ? 9_900_000 : 4_900_000;
            shipping.units[row] = EUR;
            price.bits[row] = rounded(amount / 10_000 * (ONE + vat[row]), ONE) * 10_000;
            price.units[row] = inPrice.units[row];
            gender[row] =
                    isOneOfLower(MALE, inGender[row]) ? male : isOneOfLower(FEMALE, inGender[row]) ? female : unisex;
            if (!isGtin(gtin[row])) {
                gtin[row] = Column.MISSING;
            }
            condition[row] =
                    isOneOf(NEW, inCondition[row]) ? isNew : isOneOf(USED, inCondition[row]) ? used : refurbished;
            label2[row] = startsWith(category[row], MODE) && isOneOf(SEASONS, season[row])
                    ? lower(text, season[row])
                    : permanent;
            shortTitle[row] = shortened(text, inTitle[row]);
            title[row] = joined(text, brand[row], inTitle[row], color[row], size[row]);
            description[row] = plain(text, inDescription[row]);
            link[row] = tracked(text, inLink[row], brand[row]);
            if (quantity[row] < 3) {
                quantity[row] = 0;
            }
        }
        batch.live().size = kept;
    }

    private boolean is(byte[] word, long slice) {
        return slice != Column.MISSING
                && Arrays.equals(bytes, TextBuffer.start(slice), TextBuffer.end(slice), word, 0, word.length);
    }

    private boolean isOneOf(byte[][] words, long slice) {
        for (byte[] word : words) {
            if (is(word, slice)) {
                return true;
            }
        }
        return false;
    }

    /** The words are in small letters. */
    private boolean isOneOfLower(byte[][] words, long slice) {
        if (slice == Column.MISSING) {
            return false;
        }
        int start = TextBuffer.start(slice);
        int length = TextBuffer.length(slice);
        for (byte[] word : words) {
            int k = 0;
            while (k < length && length == word.length && (bytes[start + k] | 0x20) == word[k]) {
                k++;
            }
            if (k == word.length) {
                return true;
            }
        }
        return false;
    }

    private boolean startsWith(long slice, byte[] word) {
        return slice != Column.MISSING
                && TextBuffer.length(slice) >= word.length
                && Arrays.equals(
                        bytes, TextBuffer.start(slice), TextBuffer.start(slice) + word.length, word, 0, word.length);
    }

    private boolean contains(long slice, byte[] lower) {
        for (int i = TextBuffer.start(slice); i + lower.length <= TextBuffer.end(slice); i++) {
            int k = 0;
            while (k < lower.length && (bytes[i + k] | 0x20) == lower[k]) {
                k++;
            }
            if (k == lower.length) {
                return true;
            }
        }
        return false;
    }

    private boolean isGtin(long slice) {
        int length = slice == Column.MISSING ? 0 : TextBuffer.length(slice);
        if (length != 8 && (length < 12 || length > 14)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int digit = bytes[TextBuffer.end(slice) - 1 - i] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            sum += i % 2 == 0 ? digit : digit * 3;
        }
        return sum % 10 == 0;
    }

    /** {@code [0-9]+ ?(ml|l|g)\b}. */
    private long unit(long slice) {
        int end = TextBuffer.end(slice);
        for (int i = TextBuffer.start(slice); i < end; i++) {
            if (!isDigit(bytes[i])) {
                continue;
            }
            int start = i;
            while (i < end && isDigit(bytes[i])) {
                i++;
            }
            int at = i < end && bytes[i] == ' ' ? i + 1 : i;
            int stop = at + (at + 1 < end && bytes[at] == 'm' && bytes[at + 1] == 'l' ? 2 : 1);
            boolean isUnit = at < end && (stop == at + 2 || bytes[at] == 'l' || bytes[at] == 'g');
            if (isUnit && (stop >= end || bytes[stop] >= 0 && !Character.isLetterOrDigit(bytes[stop]))) {
                return TextBuffer.slice(start, stop);
            }
        }
        return Column.MISSING;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static long rounded(long a, long b) {
        long quotient = a / b;
        return Math.abs(a - quotient * b) * 2 >= b ? quotient + Long.signum(a) : quotient;
    }

    private static long lower(TextBuffer text, long slice) {
        int length = TextBuffer.length(slice);
        byte[] out = text.room(length);
        for (int i = 0; i < length; i++) {
            byte b = out[TextBuffer.start(slice) + i];
            out[text.end() + i] = (byte) (b >= 'A' && b <= 'Z' ? b + 32 : b);
        }
        return text.advanceTo(text.end() + length);
    }

    private long shortened(TextBuffer text, long slice) {
        int start = TextBuffer.start(slice);
        int end = TextBuffer.end(slice);
        int points = 0;
        int cut = end;
        for (int i = start; i < end; i++) {
            if ((bytes[i] & 0xC0) != 0x80 && points++ == 42) {
                cut = i;
            }
        }
        if (points <= 45) {
            return slice;
        }
        byte[] out = text.room(cut - start + DOTS.length);
        System.arraycopy(out, start, out, text.end(), cut - start);
        System.arraycopy(DOTS, 0, out, text.end() + cut - start, DOTS.length);
        return text.advanceTo(text.end() + cut - start + DOTS.length);
    }

    private static long joined(TextBuffer text, long... parts) {
        int at = text.end();
        for (long part : parts) {
            if (part != Column.MISSING) {
                byte[] out = text.room(at - text.end() + TextBuffer.length(part) + 1);
                if (at > text.end()) {
                    out[at++] = ' ';
                }
                System.arraycopy(out, TextBuffer.start(part), out, at, TextBuffer.length(part));
                at += TextBuffer.length(part);
            }
        }
        return text.advanceTo(at);
    }

    /** Tags out, the one entity of this catalogue decoded, one blank between words. */
    private static long plain(TextBuffer text, long slice) {
        byte[] out = text.room(TextBuffer.length(slice));
        int at = text.end();
        int end = TextBuffer.end(slice);
        boolean blank = true;
        for (int i = TextBuffer.start(slice); i < end; i++) {
            byte b = out[i];
            if (b == '<') {
                while (i < end && out[i] != '>') {
                    i++;
                }
                b = ' ';
            } else if (b == '&' && i + 4 < end && out[i + 1] == 'a' && out[i + 4] == ';') {
                i += 4;
            }
            if (b != ' ' && b != '\n') {
                out[at++] = b;
                blank = false;
            } else if (!blank) {
                out[at++] = ' ';
                blank = true;
            }
        }
        return text.advanceTo(at > text.end() && out[at - 1] == ' ' ? at - 1 : at);
    }

    private long tracked(TextBuffer text, long link, long brand) {
        byte[] slug = slugs.computeIfAbsent(
                text.string(brand), name -> bytes(name.toLowerCase(Locale.ROOT).replace(' ', '-')));
        int length = TextBuffer.length(link);
        byte[] out = text.room(length + 1 + UTM.length + slug.length);
        int at = text.end();
        byte sign = '?';
        for (int i = TextBuffer.start(link); i < TextBuffer.end(link); i++) {
            sign = out[i] == '?' ? (byte) '&' : sign;
        }
        System.arraycopy(out, TextBuffer.start(link), out, at, length);
        out[at + length] = sign;
        System.arraycopy(UTM, 0, out, at + length + 1, UTM.length);
        System.arraycopy(slug, 0, out, at + length + 1 + UTM.length, slug.length);
        return text.advanceTo(at + length + 1 + UTM.length + slug.length);
    }
}
