package io.feedkit.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Writes an invented catalogue: product {@code i} depends on the seed and {@code i} only, so any size is the beginning of a larger one.
 *
 * <p>30 columns, about 700 bytes a row, in three languages; two descriptions in three carry HTML, one in five has line ends inside, some titles have quotes, some GTINs
 * are placeholders. CSV with commas, RFC 4180 quoting and LF.
 */
final class CatalogueGenerator {
    static final String[] COLUMNS = {
        "id",
        "item_group_id",
        "title",
        "description",
        "brand",
        "category",
        "price",
        "sale_price",
        "cost",
        "currency",
        "quantity",
        "condition",
        "gtin",
        "mpn",
        "color",
        "size",
        "material",
        "gender",
        "age_group",
        "weight (kg)",
        "vat_rate",
        "link",
        "image_link",
        "additional_image_link",
        "season",
        "created",
        "rating",
        "pattern",
        "supplier",
        "locale"
    };

    private static final String[] LOCALES = {"fr-FR", "de-DE", "en-GB"};
    private static final String[] BRANDS = {
        "Brise Marine", "Nordhof", "Lantern & Co", "Atelier Fauve", "Grünwerk", "Oxbow Mill", "Petite Rive",
                "Kesselhaus", "Silverfen",
        "Côte d'Aube", "Hohenfels", "Quillon", "Trois Chênes", "Backstube Lang", "Redfield", "L'Étang Bleu",
                "Mondlicht", "Ashgrove"
    };
    private static final String[][] NOUNS = {
        {
            "Chemise en chanvre",
            "Lampe d'atelier",
            "Crème pour les mains 75 ml",
            "Sac cabas",
            "Bottines",
            "Infusion de thym 120 g",
            "Casserole 2 l",
            "Tabouret",
            "Gilet torsadé",
            "Bougie"
        },
        {
            "Hanfhemd",
            "Werkstattlampe",
            "Handcreme 75 ml",
            "Umhängetasche",
            "Stiefeletten",
            "Thymiantee 120 g",
            "Kochtopf 2 l",
            "Hocker",
            "Zopfweste",
            "Kerze"
        },
        {
            "Hemp shirt",
            "Workshop lamp",
            "Hand cream 75 ml",
            "Tote bag",
            "Ankle boots",
            "Thyme infusion 120 g",
            "Saucepan 2 l",
            "Stool",
            "Cable vest",
            "Candle"
        }
    };
    private static final String[][] ADJECTIVES = {
        {"légère", "série courte", "coupe ample", "reconditionnée", "très solide", "pour l'hiver"},
        {"leicht", "Kleinserie", "weiter Schnitt", "generalüberholt", "sehr robust", "für den Winter"},
        {"lightweight", "small batch", "loose cut", "refurbished", "very sturdy", "for winter"}
    };
    private static final String[][] SENTENCES = {
        {
            "Fabriquée près de la rivière, pièce par pièce.",
            "Se lave à 30 °C, ne pas sécher en machine.",
            "Nos clients disent : « on ne la quitte plus ».",
            "Retours gratuits sous 60 jours & emballage sans plastique.",
            "La couleur réelle peut différer de l'écran.",
            "Chaque pièce est contrôlée à la main avant l'envoi."
        },
        {
            "Am Fluss gefertigt, Stück für Stück.",
            "Bei 30 °C waschbar, nicht in den Trockner.",
            "Kunden sagen: „wir geben es nicht mehr her“.",
            "Kostenlose Rückgabe innerhalb von 60 Tagen & plastikfrei verpackt.",
            "Die Farbe kann am Bildschirm abweichen.",
            "Jedes Stück wird vor dem Versand von Hand geprüft."
        },
        {
            "Made by the river, piece by piece.",
            "Wash at 30 degrees, do not tumble dry.",
            "Customers say: \"we never part with it\".",
            "Free returns within 60 days & packed without plastic.",
            "The real colour may differ from your screen.",
            "Every piece is checked by hand before it leaves."
        }
    };
    private static final String[][] CONDITIONS = {
        {"neuf", "occasion", "reconditionné"}, {"neu", "gebraucht", "generalüberholt"}, {"new", "used", "refurbished"}
    };
    private static final String[][] GENDERS = {
        {"Homme", "Femme", "Mixte"}, {"Herren", "Damen", "Unisex"}, {"Men", "Women", "Unisex"}
    };
    private static final String[][] COLORS = {
        {"bleu nuit", "écru", "noir", ""},
        {"nachtblau", "natur", "schwarz", ""},
        {"midnight blue", "off-white", "black", ""}
    };
    private static final String[] SIZES = {"", "S", "M", "L", "38", "40", "42"};
    private static final String[] MATERIALS = {"hemp", "merino", "oak", "steel", "beeswax"};
    private static final String[] ROOTS = {
        "Mode", "Fashion", "Maison", "Electronique", "Jardin", "Beauté", "Küche", "Möbel"
    };
    private static final String[] BRANCHES = {"Femme", "Herren", "Zubehör", "Outdoor", "Cuisine"};
    private static final String[] LEAVES = {"Robes", "Hemden & Tops", "Lampes", "Audio", "Soin"};
    private static final String[] SEASONS = {"SS26", "FW26", "PERM", "PRE"};
    private static final String[][] VAT = {{"20", "5.5"}, {"19", "7"}, {"20", "0"}};
    private static final int[] PRICE_BANDS = {300, 1_200, 3_000, 8_000, 30_000};

    private final long seed;

    CatalogueGenerator(long seed) {
        this.seed = seed;
    }

    /** Writes the header and {@code rows} products. */
    void write(Path file, long rows) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            write(out, rows);
        }
    }

    /** The header and {@code rows} products in memory. */
    byte[] bytes(int rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(out, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void write(OutputStream out, long rows) throws IOException {
        StringBuilder line = new StringBuilder(header()).append('\n');
        out.write(line.toString().getBytes(UTF_8));
        for (long i = 0; i < rows; i++) {
            line.setLength(0);
            append(row(i), line);
            out.write(line.toString().getBytes(UTF_8));
        }
    }

    static String header() {
        return String.join(",", COLUMNS);
    }

    static void append(String[] cells, StringBuilder line) {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                line.append(',');
            }
            String cell = cells[i];
            if (cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n')) {
                line.append('"').append(cell.replace("\"", "\"\"")).append('"');
            } else {
                line.append(cell);
            }
        }
        line.append('\n');
    }

    /** The cells of product {@code i}, in the order of {@link #COLUMNS}. */
    String[] row(long i) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ i * 0xBF58476D1CE4E5B9L);
        int language = random.nextInt(3);
        String title = pick(random, NOUNS[language]) + " " + pick(random, ADJECTIVES[language]);
        if (random.nextInt(25) == 0) {
            title += " \"" + pick(random, ADJECTIVES[language]) + "\"";
        }
        int band = PRICE_BANDS[random.nextInt(PRICE_BANDS.length)];
        long price = band + random.nextInt(band);
        String name = "p" + Long.toHexString(i * 0x9E3779B1L & 0xFFFFFFFFL) + "-" + i;
        String image = "https://img.shop.example/large/" + name;
        return new String[] {
            "N" + (200_000 + i),
            "G" + i / 5,
            title,
            description(random, language, title),
            pick(random, BRANDS),
            pick(random, ROOTS) + " > " + pick(random, BRANCHES) + " > " + pick(random, LEAVES),
            cents(price),
            random.nextInt(3) == 0 ? cents(price * (65 + random.nextInt(35)) / 100) : "",
            cents(price * (35 + random.nextInt(60)) / 100),
            language == 2 && random.nextBoolean() ? "GBP" : "EUR",
            Integer.toString(random.nextInt(4) == 0 ? random.nextInt(5) : random.nextInt(400)),
            CONDITIONS[language][random.nextInt(10) < 8 ? 0 : 1 + random.nextInt(2)],
            random.nextInt(20) == 0 ? "n/a" : ean13(random),
            "M" + Integer.toHexString(random.nextInt()).toUpperCase(Locale.ROOT),
            pick(random, COLORS[language]),
            pick(random, SIZES),
            pick(random, MATERIALS),
            pick(random, GENDERS[language]),
            "adult",
            random.nextInt(9) + "." + (100 + random.nextInt(900)),
            pick(random, VAT[language]),
            "https://shop.example/" + LOCALES[language].substring(0, 2) + "/" + name
                    + (random.nextInt(3) == 0 ? "?v=" + i % 5 : ""),
            image + ".jpg",
            image + "-2.jpg," + image + "-3.jpg",
            pick(random, SEASONS),
            "2026-" + twoDigits(1 + random.nextInt(12)) + "-" + twoDigits(1 + random.nextInt(28)),
            1 + random.nextInt(4) + "." + random.nextInt(10),
            random.nextInt(3) == 0 ? "striped" : "",
            "Supplier " + random.nextInt(40),
            LOCALES[language]
        };
    }

    private static String description(SplittableRandom random, int language, String title) {
        boolean html = random.nextInt(3) != 0;
        String separator = random.nextInt(5) == 0 ? "\n" : " ";
        StringBuilder text = new StringBuilder();
        if (html) {
            text.append("<p><strong>")
                    .append(title)
                    .append("</strong></p>")
                    .append(separator)
                    .append("<ul>");
        }
        int sentences = 3 + random.nextInt(4);
        for (int i = 0; i < sentences; i++) {
            String sentence = pick(random, SENTENCES[language]);
            text.append(html ? "<li>" + sentence.replace("&", "&amp;") + "</li>" : sentence)
                    .append(separator);
        }
        return text.append(html ? "</ul>" : "").toString();
    }

    private static String ean13(SplittableRandom random) {
        String body = "400" + (100_000_000 + random.nextInt(900_000_000));
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            sum += (body.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return body + (10 - sum % 10) % 10;
    }

    private static String pick(SplittableRandom random, String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String cents(long amount) {
        return amount / 100 + "." + twoDigits((int) (amount % 100));
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
