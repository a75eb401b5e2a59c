package io.feedkit.catalog.csv;

import io.feedkit.catalog.Detection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Decides whether the first record of a table names its columns; sheets of workbooks ask it too. */
public final class HeaderFinder {
    public static final String PRESENT = "present";
    public static final String ABSENT = "absent";

    private static final int LONGEST_NAME = 80;
    /** More words than this are a title, not a name. */
    private static final int MOST_WORDS = 4;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");
    /** What columns of products are called, in the languages that catalogues come in. */
    private static final Set<String> WORDS = Set.of(
            ("id sku skus title titles name names price prices link links url urls image images picture pictures photo "
                            + "description desc brand brands manufacturer maker vendor gtin ean ean13 upc isbn mpn quantity stock qty handle category categories "
                            + "availability condition code codes artnr artikel artikelnummer artikelnr preis preise titel titre prix nom bezeichnung beschreibung "
                            + "reference référence ref item product products family groups group store type enabled key label currency color colour size weight "
                            + "width height length depth material variant variants parent slug status active visible tax vat mwst marke hersteller kategorie "
                            + "kategorien bestand lager menge farbe größe groesse gewicht bild bilder marque fabricant catégorie catégories categorie quantité "
                            + "couleur taille poids lien nombre precio precios marca categoría categorias descripción descripcion cantidad enlace imagen referencia "
                            + "nome prezzo prezzi descrizione codice quantità categoria immagine colore taglia peso preço descrição quantidade imagem naam prijs "
                            + "merk omschrijving voorraad afbeelding nazwa cena opis ilość kategoria producent název popis výrobce navn pris beskrivelse namn "
                            + "артикул название наименование цена описание бренд количество категория картинка ссылка код όνομα τιμή περιγραφή κωδικός ad adı "
                            + "fiyat açıklama marka stok שם מחיר תיאור 商品名 価格 品番 说明 名称 价格 barcode facets assets options option value values "
                            + "date created updated language lang locale country unit")
                    .split(" "));

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
            if (isKnown(text, word)) {
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

    /** Whether these cells name columns for sure. */
    static boolean isHeader(List<String> cells, List<List<String>> below) {
        Detection found = find(cells, below);
        return found.value().equals(PRESENT) && found.sure();
    }

    /** How many of these cells are usual names; none when some of them are values. */
    public static int usualNames(List<String> cells) {
        int known = 0;
        for (String cell : cells) {
            String text = cell.strip();
            if (isValue(text)) {
                return 0;
            }
            known += isKnown(text, text.toLowerCase(Locale.ROOT)) ? 1 : 0;
        }
        return known;
    }

    /** A usual name, or several words one of which is one: {@code Variant SKU}, {@code product_name}. */
    private static boolean isKnown(String text, String word) {
        if (WORDS.contains(word)) {
            return true;
        }
        if (text.length() > LONGEST_NAME) {
            return false;
        }
        String[] words = BETWEEN_WORDS.split(text, MOST_WORDS + 1);
        return words.length <= MOST_WORDS
                && Stream.of(words).anyMatch(one -> one.length() > 1 && WORDS.contains(one.toLowerCase(Locale.ROOT)));
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
