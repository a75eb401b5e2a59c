package io.feedkit.catalog.text;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How likely characters beyond ASCII are in a language: its own letters by rank (the n-th most frequent is about 1/n as frequent as the first), a few capitals, and the
 * signs that all texts share. Ranks are enough: charsets differ in whole letters, not in how often one stands.
 */
final class Language {
    /** What a character costs that the language does not use; about one in 60 000. */
    static final double UNKNOWN = -11;

    private static final String SIGNS = "\u00A0’–“”„°€®™«»…—‘•×²½©³£·§º¼ªµ±¾¿¡‹›¹†";
    private static final double LETTERS_SHARE = 0.85;
    private static final double CAPITALS_SHARE = 0.07;
    private static final double SIGNS_SHARE = 0.08;

    static final Language ENGLISH = new Language("éèïöüñ", 0.15, 0.05, 0.8);
    static final List<Language> WESTERN = List.of(
            new Language("éàèêçôâîûùœïëÿæ"),
            new Language("äüöß"),
            new Language("óíáéñúü"),
            new Language("ãçáéíóêõâúàô"),
            new Language("àèùòìé"),
            new Language("äöå"),
            new Language("øåæéö"),
            new Language("ëéïóöü"),
            new Language("àéíòóèçúïü"));
    static final Language ICELANDIC = new Language("áðíéöþóýúæ");
    static final List<Language> CENTRAL = List.of(
            new Language("ęąłóżśćńź"),
            new Language("íáéěščřžýůúňťďó"),
            new Language("áíéýščžťúľôňďóäŕĺ"),
            new Language("áéöőóüíúű"),
            new Language("ăîâşţ"),
            new Language("čšžćđ"));
    static final List<Language> CYRILLIC = List.of(
            new Language("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"),
            new Language("оанивретсклмдупьязібгчйхцїжшюєщфґ"),
            new Language("аиоентрсвлкдпмзгубъячжщцхшйюфь"));
    static final List<Language> GREEK = List.of(new Language("αοιετσνηυρπκμλςωίάόδέγχήύθφβώξζψϊΐϋΰ"));
    static final List<Language> TURKISH = List.of(new Language("ıüşçğöâî"));
    static final List<Language> HEBREW = List.of(new Language("יוהלאתרבשמנםדעקחפכןגסטצזךףץ", 0.95, 0, 0.05));
    static final List<Language> ARABIC =
            List.of(new Language("اليمنرتوبةعدسفهكقأحجشطصخىضذزثغإئءظؤآًٌٍَُِّْ", 0.95, 0, 0.05));
    static final List<Language> THAI =
            List.of(new Language("านรก่อเงยมล้วดทสัตีะปบคหิ์แจพชไขผาใ็ูุโซณำืธฟถศึภษญฉฐๆฝฎ๋ฆฮฏฑฒฬ๊", 0.97, 0, 0.03));
    static final List<Language> BALTIC = List.of(
            new Language("ėšųžįąčęū"),
            new Language("āīēšņļūžčķģ"),
            new Language("äõüöšž"),
            new Language("āēīūčšžņļķģō"));

    private final Map<Integer, Double> likely = new HashMap<>();

    private Language(String letters) {
        this(letters, LETTERS_SHARE, CAPITALS_SHARE, SIGNS_SHARE);
    }

    private Language(String letters, double ofLetters, double ofCapitals, double ofSigns) {
        share(letters, ofLetters);
        share(letters.toUpperCase(Locale.ROOT).replace("I", "İ"), ofCapitals);
        share(SIGNS, ofSigns);
    }

    private void share(String characters, double share) {
        double sum = 0;
        for (int i = 0; i < characters.length(); i++) {
            sum += 1 / (i + 1.5);
        }
        for (int i = 0; i < characters.length() && share > 0; i++) {
            likely.putIfAbsent((int) characters.charAt(i), share / (i + 1.5) / sum);
        }
    }

    /** The probability of a character among those beyond ASCII. */
    double of(char character) {
        return likely.getOrDefault((int) character, Math.exp(UNKNOWN));
    }
}
