package io.feedkit.catalog.csv;

import io.feedkit.catalog.Detection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Decides whether the first record of a table names its columns; sheets of workbooks ask it too. */
public final class HeaderFinder {
    public static final String PRESENT = "present";
    public static final String ABSENT = "absent";

    private static final int LONGEST_NAME = 80;
    private static final Set<String> WORDS = Set.of(
            "id",
            "sku",
            "title",
            "name",
            "price",
            "link",
            "url",
            "image",
            "description",
            "brand",
            "gtin",
            "ean",
            "mpn",
            "quantity",
            "stock",
            "qty",
            "handle",
            "category",
            "categories",
            "availability",
            "condition",
            "code",
            "artnr",
            "preis",
            "titel",
            "titre",
            "prix",
            "nom",
            "bezeichnung",
            "beschreibung",
            "reference",
            "référence",
            "item_id",
            "product_id",
            "family",
            "groups",
            "store",
            "type",
            "enabled",
            "key",
            "label",
            "currency",
            "color",
            "size");

    private HeaderFinder() {}

    /** What the first record is, judged by itself and by the records below it. */
    public static Detection find(List<String> first, List<List<String>> rest) {
        int known = 0;
        int values = 0;
        int named = 0;
        Set<String> different = new HashSet<>();
        for (String cell : first) {
            String text = cell.strip();
            String word = text.toLowerCase(Locale.ROOT);
            different.add(word);
            if (WORDS.contains(word)) {
                known++;
            }
            if (isValue(text)) {
                values++;
            } else if (!text.isEmpty() && text.length() <= LONGEST_NAME && text.indexOf('\n') < 0) {
                named++;
            }
        }
        if (values == 0 && known > 0) {
            return present(known + " of " + first.size() + " cells of the first record are usual names", true);
        }
        if (values > 0 && known * 2 < first.size()) {
            return new Detection(
                    "header", ABSENT, values + " of " + first.size() + " cells of the first record are values", false);
        }
        if (first.isEmpty() || rest.isEmpty()) {
            return present("there is no other record to compare with", false);
        }
        int contrasts = contrasts(first, rest);
        if (contrasts > 0 && values == 0) {
            return present(contrasts + " columns hold values below a name", true);
        }
        int repeated = repeated(first, rest);
        if (repeated > 0 && known == 0) {
            return new Detection(
                    "header", ABSENT, repeated + " cells of the first record stand further down as well", false);
        }
        return present(
                named + " of " + first.size() + " cells of the first record look like names",
                different.size() == first.size() && known > 0);
    }

    private static Detection present(String evidence, boolean sure) {
        return new Detection("header", PRESENT, evidence, sure);
    }

    /** Columns whose cells are all values, though the first is none. */
    private static int contrasts(List<String> first, List<List<String>> rest) {
        int contrasts = 0;
        for (int column = 0; column < first.size(); column++) {
            int values = 0;
            int filled = 0;
            for (List<String> record : rest) {
                if (column < record.size() && !record.get(column).isBlank()) {
                    filled++;
                    if (isValue(record.get(column).strip())) {
                        values++;
                    }
                }
            }
            if (filled > 0 && values * 10 >= filled * 9 && !first.get(column).isBlank()) {
                contrasts++;
            }
        }
        return contrasts;
    }

    private static int repeated(List<String> first, List<List<String>> rest) {
        int repeated = 0;
        for (int column = 0; column < first.size(); column++) {
            for (List<String> record : rest) {
                if (column < record.size()
                        && !first.get(column).isBlank()
                        && record.get(column).equals(first.get(column))) {
                    repeated++;
                    break;
                }
            }
        }
        return repeated;
    }

    /** Numbers, amounts, dates, identifiers of digits and addresses: nothing a column is called. */
    private static boolean isValue(String text) {
        if (text.isEmpty()) {
            return false;
        }
        if (text.startsWith("http://") || text.startsWith("https://")) {
            return true;
        }
        int digits = 0;
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (Character.isLetter(c)) {
                letters++;
            }
        }
        return digits > 0 && letters <= 3 && digits > letters;
    }
}
