package io.feedkit.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The limit: the twenty rules and the two feeds of the whole job, written by hand for these thirty columns only.
 *
 * <p>Fast and ugly on purpose. No strings on the way: cells are slices of the input buffer, amounts are whole cents, every output is copied once. Nothing is general, nothing
 * is checked or reported, no ledger is kept, and what this catalogue cannot contain (a description longer than the buffer, another entity than {@code &amp;}) is not
 * thought of; so it shows what the job costs at least. {@link FeedComparison} holds it to the same texts as feedkit's.
 */
final class HandWrittenJob {
    private static final int ID = 0;
    private static final int GROUP = 1;
    private static final int TITLE = 2;
    private static final int DESCRIPTION = 3;
    private static final int BRAND = 4;
    private static final int CATEGORY = 5;
    private static final int PRICE = 6;
    private static final int SALE = 7;
    private static final int COST = 8;
    private static final int CURRENCY = 9;
    private static final int QUANTITY = 10;
    private static final int CONDITION = 11;
    private static final int GTIN = 12;
    private static final int MPN = 13;
    private static final int COLOR = 14;
    private static final int SIZE = 15;
    private static final int MATERIAL = 16;
    private static final int GENDER = 17;
    private static final int AGE = 18;
    private static final int WEIGHT = 19;
    private static final int VAT = 20;
    private static final int LINK = 21;
    private static final int IMAGE = 22;
    private static final int IMAGES = 23;
    private static final int SEASON = 24;

    private static final Tag T_DESCRIPTION = Tag.of("description");
    private static final Tag T_ADDITIONAL_IMAGE_LINK = Tag.of("g:additional_image_link");
    private static final Tag T_AGE_GROUP = Tag.of("g:age_group");
    private static final Tag T_AVAILABILITY = Tag.of("g:availability");
    private static final Tag T_BRAND = Tag.of("g:brand");
    private static final Tag T_COLOR = Tag.of("g:color");
    private static final Tag T_CONDITION = Tag.of("g:condition");
    private static final Tag T_CUSTOM_LABEL_0 = Tag.of("g:custom_label_0");
    private static final Tag T_CUSTOM_LABEL_1 = Tag.of("g:custom_label_1");
    private static final Tag T_CUSTOM_LABEL_2 = Tag.of("g:custom_label_2");
    private static final Tag T_GENDER = Tag.of("g:gender");
    private static final Tag T_GTIN = Tag.of("g:gtin");
    private static final Tag T_ID = Tag.of("g:id");
    private static final Tag T_IMAGE_LINK = Tag.of("g:image_link");
    private static final Tag T_ITEM_GROUP_ID = Tag.of("g:item_group_id");
    private static final Tag T_MATERIAL = Tag.of("g:material");
    private static final Tag T_MPN = Tag.of("g:mpn");
    private static final Tag T_PRICE = Tag.of("g:price");
    private static final Tag T_PRODUCT_TYPE = Tag.of("g:product_type");
    private static final Tag T_SALE_PRICE = Tag.of("g:sale_price");
    private static final Tag T_SIZE = Tag.of("g:size");
    private static final Tag T_UNIT_PRICING_MEASURE = Tag.of("g:unit_pricing_measure");
    private static final Tag T_LINK = Tag.of("link");
    private static final Tag T_TITLE = Tag.of("title");
    private static final byte[] BANNED_1 = bytes("Redfield");
    private static final byte[] BANNED_2 = bytes("Hohenfels");
    private static final byte[] BANNED_3 = bytes("Petite Rive");
    private static final byte[] RECOND = bytes("recond");
    private static final byte[] IN_STOCK = bytes("in_stock");
    private static final byte[] OUT_OF_STOCK = bytes("out_of_stock");
    private static final byte[] PREORDER = bytes("preorder");
    private static final byte[] PRE = bytes("PRE");
    private static final byte[] HOMME = bytes("Homme");
    private static final byte[] HERREN = bytes("Herren");
    private static final byte[] MEN = bytes("Men");
    private static final byte[] FEMME = bytes("Femme");
    private static final byte[] DAMEN = bytes("Damen");
    private static final byte[] WOMEN = bytes("Women");
    private static final byte[] MALE = bytes("male");
    private static final byte[] FEMALE = bytes("female");
    private static final byte[] UNISEX = bytes("unisex");
    private static final byte[] NEUF = bytes("neuf");
    private static final byte[] NEU = bytes("neu");
    private static final byte[] NEW = bytes("new");
    private static final byte[] OCCASION = bytes("occasion");
    private static final byte[] GEBRAUCHT = bytes("gebraucht");
    private static final byte[] USED = bytes("used");
    private static final byte[] REFURBISHED = bytes("refurbished");
    private static final byte[] MODE = bytes("Mode");
    private static final byte[] SS26 = bytes("SS26");
    private static final byte[] FW26 = bytes("FW26");
    private static final byte[] PERMANENT = bytes("permanent");
    private static final byte[] DOTS = bytes("...");
    private static final byte[] UTM = bytes("utm_source=feed&utm_campaign=");
    private static final byte[] ITEM = bytes("<item>\n");
    private static final byte[] ITEM_END = bytes("</item>\n");
    private static final byte[][] MARGINS = {
        bytes("margin-high"), bytes("margin-mid"), bytes("margin-low"), bytes("margin-none")
    };
    private static final byte[][] BANDS = {bytes("0-10"), bytes("10-25"), bytes("25-50"), bytes("50-100"), bytes("100+")
    };
    private static final byte[][] SHIPPING = {
        bytes("<g:shipping><g:price>0.00 EUR</g:price></g:shipping>\n"),
        bytes("<g:shipping><g:price>9.90 EUR</g:price></g:shipping>\n"),
        bytes("<g:shipping><g:price>4.90 EUR</g:price></g:shipping>\n")
    };

    private final byte[] input = new byte[1 << 20];
    private final int[] from = new int[64];
    private final int[] to = new int[64];
    private final Sink rss;
    private final Sink csv;
    private final Sink title = new Sink(4096);
    private final Sink text = new Sink(1 << 16);
    private final Sink link = new Sink(4096);
    private final Sink price = new Sink(64);
    private final Sink shortTitle = new Sink(256);
    private final Map<String, byte[]> slugs = new HashMap<>();
    private int position;
    private int end;
    private long sent;

    private HandWrittenJob(OutputStream rss, OutputStream csv) {
        this.rss = new Sink(rss, 1 << 17);
        this.csv = new Sink(csv, 1 << 17);
    }

    /** Runs the job; returns how many products were sent. */
    static long run(Path catalogue, Path rssFile, Path csvFile) throws IOException {
        try (InputStream in = Files.newInputStream(catalogue);
                OutputStream rss = Files.newOutputStream(rssFile);
                OutputStream csv = Files.newOutputStream(csvFile)) {
            HandWrittenJob job = new HandWrittenJob(rss, csv);
            job.all(in);
            return job.sent;
        }
    }

    private void all(InputStream in) throws IOException {
        rss.add(
                bytes(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:g=\"http://base.google.com/ns/1.0\">\n<channel>\n"));
        csv.add(bytes(
                "id,short_title,description,link,image_link,availability,quantity,price,sale_price,brand,gtin,condition,category,gender,"
                        + "margin,custom_label_0,custom_label_1,custom_label_2\n"));
        boolean header = true;
        while (true) {
            int read = in.read(input, end, input.length - end);
            boolean last = read < 0;
            end += Math.max(read, 0);
            while (record(last)) {
                if (header) {
                    header = false;
                } else {
                    product();
                }
            }
            if (last) {
                break;
            }
            System.arraycopy(input, position, input, 0, end - position);
            end -= position;
            position = 0;
        }
        rss.add(bytes("</channel>\n</rss>\n"));
        rss.flush();
        csv.flush();
    }

    /** Finds the cells of the next record, if all of it is there. */
    private boolean record(boolean last) {
        int p = position;
        int cell = 0;
        while (p < end) {
            boolean quoted = input[p] == '"';
            int start = quoted ? p + 1 : p;
            boolean doubled = false;
            if (quoted) {
                p++;
                while (true) {
                    p = next(p, '"', '"');
                    if (p + 1 >= end && !(last && p < end)) {
                        return false;
                    }
                    if (p + 1 < end && input[p + 1] == '"') {
                        doubled = true;
                        p += 2;
                        continue;
                    }
                    break;
                }
                from[cell] = start;
                // A negative end: squeezed once the record is complete, since an incomplete one is looked at again.
                to[cell++] = doubled ? -p : p;
                p++;
            } else {
                p = next(p, ',', '\n');
                if (p >= end && !last) {
                    return false;
                }
                from[cell] = start;
                to[cell++] = p;
            }
            if (p >= end || input[p] == '\n') {
                position = Math.min(p + 1, end);
                return true;
            }
            p++;
        }
        return false;
    }

    private int next(int start, char a, char b) {
        int p = start;
        long as = a * Sink.ONES;
        long bs = b * Sink.ONES;
        while (p + 8 <= end) {
            long eight = Sink.eight(input, p);
            long found = Sink.zeros(eight ^ as) | Sink.zeros(eight ^ bs);
            if (found != 0) {
                return p + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            p += 8;
        }
        while (p < end && input[p] != a && input[p] != b) {
            p++;
        }
        return p;
    }

    private void product() {
        for (int i = 0; i < 30; i++) {
            if (to[i] < 0) {
                int at = from[i];
                for (int r = from[i]; r < -to[i]; r++) {
                    input[at++] = input[r];
                    if (input[r] == '"') {
                        r++;
                    }
                }
                to[i] = at;
            }
        }
        long quantity = number(QUANTITY, 0);
        long cents = number(PRICE, 2);
        if (is(BRAND, BANNED_1)
                || is(BRAND, BANNED_2)
                || is(BRAND, BANNED_3)
                || quantity == 0 && cents > 30_000
                || contains(TITLE, RECOND)) {
            return;
        }
        sent++;
        byte[] availability = quantity >= 3 ? IN_STOCK : is(SEASON, PRE) ? PREORDER : OUT_OF_STOCK;
        long cost = number(COST, 2);
        long margin = cents - cost;
        byte[] label0 = margin * 100 >= cents * 50
                ? MARGINS[0]
                : margin * 100 >= cents * 30 ? MARGINS[1] : margin * 100 >= cents * 15 ? MARGINS[2] : MARGINS[3];
        byte[] label1 = cents < 1000
                ? BANDS[0]
                : cents < 2500 ? BANDS[1] : cents < 5000 ? BANDS[2] : cents < 10_000 ? BANDS[3] : BANDS[4];
        long sale = from[SALE] == to[SALE] ? -1 : number(SALE, 2);
        boolean onSale = sale >= 0 && sale * 100 < cents * 95;
        byte[] shipping = cents >= 4900 ? SHIPPING[0] : number(WEIGHT, 3) > 5000 ? SHIPPING[1] : SHIPPING[2];
        long gross = rounded(cents * (1000 + number(VAT, 1)), 1000);
        byte[] gender = is(GENDER, HOMME) || is(GENDER, HERREN) || is(GENDER, MEN)
                ? MALE
                : is(GENDER, FEMME) || is(GENDER, DAMEN) || is(GENDER, WOMEN) ? FEMALE : UNISEX;
        byte[] condition = is(CONDITION, NEUF) || is(CONDITION, NEU) || is(CONDITION, NEW)
                ? NEW
                : is(CONDITION, OCCASION) || is(CONDITION, GEBRAUCHT) || is(CONDITION, USED) ? USED : REFURBISHED;
        boolean seasonal = startsWith(CATEGORY, MODE) && (is(SEASON, SS26) || is(SEASON, FW26));
        boolean gtin = isGtin();
        title();
        description();
        link();
        price.length = 0;
        price.decimal(gross, 2);
        price.add((byte) ' ');
        price.add(input, from[CURRENCY], to[CURRENCY]);
        rss(availability, label0, label1, onSale ? sale : -1, shipping, gender, condition, seasonal, gtin);
        csv(
                availability,
                quantity < 3 ? 0 : quantity,
                onSale ? sale : -1,
                condition,
                gender,
                rounded(margin * 1000, cents),
                label0,
                label1,
                seasonal,
                gtin);
    }

    private void title() {
        title.length = 0;
        for (int column : new int[] {BRAND, TITLE, COLOR, SIZE}) {
            if (to[column] > from[column]) {
                if (title.length > 0) {
                    title.add((byte) ' ');
                }
                title.add(input, from[column], to[column]);
            }
        }
    }

    /** Tags out, the one entity of this catalogue decoded, one blank between words. */
    private void description() {
        text.length = 0;
        text.room(to[DESCRIPTION] - from[DESCRIPTION]);
        byte[] out = text.bytes;
        int n = 0;
        boolean blank = true;
        for (int i = from[DESCRIPTION]; i < to[DESCRIPTION]; i++) {
            byte b = input[i];
            if (b == '<') {
                while (i < to[DESCRIPTION] && input[i] != '>') {
                    i++;
                }
                b = ' ';
            } else if (b == '&' && i + 4 < to[DESCRIPTION] && input[i + 1] == 'a' && input[i + 4] == ';') {
                i += 4;
            }
            if (b == ' ' || b == '\n') {
                if (!blank) {
                    out[n++] = ' ';
                    blank = true;
                }
            } else {
                out[n++] = b;
                blank = false;
            }
        }
        text.length = n > 0 && out[n - 1] == ' ' ? n - 1 : n;
    }

    private void link() {
        link.length = 0;
        link.add(input, from[LINK], to[LINK]);
        boolean query = false;
        for (int i = from[LINK]; i < to[LINK]; i++) {
            query |= input[i] == '?';
        }
        link.add((byte) (query ? '&' : '?'));
        link.add(UTM);
        String brand = new String(input, from[BRAND], to[BRAND] - from[BRAND], UTF_8);
        link.add(slugs.computeIfAbsent(
                brand, b -> bytes(b.toLowerCase(Locale.ROOT).replace(' ', '-'))));
    }

    private void rss(
            byte[] availability,
            byte[] label0,
            byte[] label1,
            long sale,
            byte[] shipping,
            byte[] gender,
            byte[] condition,
            boolean seasonal,
            boolean gtin) {
        rss.add(ITEM);
        element(T_ID, ID);
        element(T_TITLE, title.bytes, 0, title.length);
        element(T_DESCRIPTION, text.bytes, 0, text.length);
        element(T_LINK, link.bytes, 0, link.length);
        element(T_IMAGE_LINK, IMAGE);
        for (int start = from[IMAGES]; start < to[IMAGES]; ) {
            int stop = start;
            while (stop < to[IMAGES] && input[stop] != ',') {
                stop++;
            }
            element(T_ADDITIONAL_IMAGE_LINK, input, start, stop);
            start = stop + 1;
        }
        element(T_AVAILABILITY, availability);
        element(T_PRICE, price.bytes, 0, price.length);
        if (sale >= 0) {
            Tag tag = T_SALE_PRICE;
            rss.add(tag.open);
            rss.decimal(sale, 2);
            rss.add((byte) ' ');
            rss.add(input, from[CURRENCY], to[CURRENCY]);
            rss.add(tag.close);
        }
        element(T_BRAND, BRAND);
        if (gtin) {
            element(T_GTIN, GTIN);
        }
        element(T_MPN, MPN);
        element(T_CONDITION, condition);
        element(T_PRODUCT_TYPE, CATEGORY);
        element(T_ITEM_GROUP_ID, GROUP);
        element(T_COLOR, COLOR);
        element(T_SIZE, SIZE);
        element(T_MATERIAL, MATERIAL);
        element(T_GENDER, gender);
        element(T_AGE_GROUP, AGE);
        rss.add(shipping);
        element(T_CUSTOM_LABEL_0, label0);
        element(T_CUSTOM_LABEL_1, label1);
        if (seasonal) {
            rss.add(T_CUSTOM_LABEL_2.open);
            lower(rss, SEASON);
            rss.add(T_CUSTOM_LABEL_2.close);
        } else {
            element(T_CUSTOM_LABEL_2, PERMANENT);
        }
        unit();
        rss.add(ITEM_END);
        rss.flushIfFull();
    }

    /** {@code [0-9]+ ?(ml|l|g)\b} in the title. */
    private void unit() {
        for (int i = from[TITLE]; i < to[TITLE]; i++) {
            if (input[i] < '0' || input[i] > '9') {
                continue;
            }
            int start = i;
            while (i < to[TITLE] && input[i] >= '0' && input[i] <= '9') {
                i++;
            }
            int u = i < to[TITLE] && input[i] == ' ' ? i + 1 : i;
            int stop = u + (u + 1 < to[TITLE] && input[u] == 'm' && input[u + 1] == 'l' ? 2 : 1);
            boolean unit = u < to[TITLE] && (stop == u + 2 || input[u] == 'l' || input[u] == 'g');
            if (unit && (stop >= to[TITLE] || input[stop] >= 0 && !Character.isLetterOrDigit(input[stop]))) {
                element(T_UNIT_PRICING_MEASURE, input, start, stop);
                return;
            }
        }
    }

    private void csv(
            byte[] availability,
            long quantity,
            long sale,
            byte[] condition,
            byte[] gender,
            long margin,
            byte[] label0,
            byte[] label1,
            boolean seasonal,
            boolean gtin) {
        cell(ID);
        if (to[TITLE] - from[TITLE] > 45 && points(TITLE) > 45) {
            int stop = from[TITLE];
            for (int points = 0; points < 42; points++) {
                stop++;
                while ((input[stop] & 0xC0) == 0x80) {
                    stop++;
                }
            }
            shortTitle.length = 0;
            shortTitle.add(input, from[TITLE], stop);
            shortTitle.add(DOTS);
            cell(shortTitle.bytes, 0, shortTitle.length);
        } else {
            cell(TITLE);
        }
        cell(text.bytes, 0, text.length);
        cell(link.bytes, 0, link.length);
        cell(IMAGE);
        cell(availability, 0, availability.length);
        csv.decimal(quantity, 0);
        csv.add((byte) ',');
        cell(price.bytes, 0, price.length);
        if (sale >= 0) {
            csv.decimal(sale, 2);
            csv.add((byte) ' ');
            csv.add(input, from[CURRENCY], to[CURRENCY]);
        }
        csv.add((byte) ',');
        cell(BRAND);
        cell(gtin ? input : DOTS, gtin ? from[GTIN] : 0, gtin ? to[GTIN] : 0);
        cell(condition, 0, condition.length);
        cell(CATEGORY);
        cell(gender, 0, gender.length);
        csv.shortest(margin);
        csv.add((byte) ',');
        cell(label0, 0, label0.length);
        cell(label1, 0, label1.length);
        if (seasonal) {
            lower(csv, SEASON);
        } else {
            csv.add(PERMANENT);
        }
        csv.add((byte) '\n');
        csv.flushIfFull();
    }

    private int points(int column) {
        int points = 0;
        for (int i = from[column]; i < to[column]; i++) {
            points += (input[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return points;
    }

    private void lower(Sink out, int column) {
        for (int i = from[column]; i < to[column]; i++) {
            byte b = input[i];
            out.add((byte) (b >= 'A' && b <= 'Z' ? b + 32 : b));
        }
    }

    private void cell(int column) {
        cell(input, from[column], to[column]);
    }

    private void cell(byte[] source, int start, int stop) {
        csv.cell(source, start, stop);
        csv.add((byte) ',');
    }

    private void element(Tag tag, int column) {
        if (to[column] > from[column]) {
            element(tag, input, from[column], to[column]);
        }
    }

    private void element(Tag tag, byte[] value) {
        element(tag, value, 0, value.length);
    }

    private void element(Tag tag, byte[] source, int start, int stop) {
        rss.add(tag.open);
        rss.xml(source, start, stop);
        rss.add(tag.close);
    }

    private record Tag(byte[] open, byte[] close) {
        static Tag of(String name) {
            return new Tag(bytes("<" + name + ">"), bytes("</" + name + ">\n"));
        }
    }

    private boolean isGtin() {
        int length = to[GTIN] - from[GTIN];
        if (length != 8 && (length < 12 || length > 14)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int digit = input[to[GTIN] - 1 - i] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            sum += i % 2 == 0 ? digit : digit * 3;
        }
        return sum % 10 == 0;
    }

    private long number(int column, int scale) {
        long value = 0;
        int decimals = -1;
        for (int i = from[column]; i < to[column]; i++) {
            byte b = input[i];
            if (b == '.') {
                decimals = 0;
            } else {
                value = value * 10 + (b - '0');
                decimals += decimals >= 0 ? 1 : 0;
            }
        }
        for (int i = Math.max(decimals, 0); i < scale; i++) {
            value *= 10;
        }
        return value;
    }

    private static long rounded(long a, long b) {
        long quotient = a / b;
        return Math.abs(a - quotient * b) * 2 >= b ? quotient + Long.signum(a) : quotient;
    }

    private boolean is(int column, byte[] word) {
        return Arrays.equals(input, from[column], to[column], word, 0, word.length);
    }

    private boolean startsWith(int column, byte[] word) {
        return to[column] - from[column] >= word.length
                && Arrays.equals(input, from[column], from[column] + word.length, word, 0, word.length);
    }

    private boolean contains(int column, byte[] lower) {
        for (int i = from[column]; i + lower.length <= to[column]; i++) {
            int k = 0;
            while (k < lower.length && (input[i + k] | 0x20) == lower[k]) {
                k++;
            }
            if (k == lower.length) {
                return true;
            }
        }
        return false;
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
