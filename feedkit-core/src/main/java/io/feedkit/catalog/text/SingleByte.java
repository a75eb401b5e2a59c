package io.feedkit.catalog.text;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the charsets with a byte for each character, and how well a text reads in it.
 *
 * <p>Two things speak for a charset: its characters are those a language uses, as often as it uses them; and they stand where such characters stand. A capital behind a
 * small letter, a sign within a word, a Greek letter beside a Latin one are what the wrong charset makes of a text. The likelihood of both is added up, as logarithms.
 */
final class SingleByte {
    /** What a second language in one text costs. */
    private static final double SECOND_LANGUAGE = 6;

    private static final int LOOKED_AT = 20_000;
    private static final double CAPITAL_INSIDE = -3;
    private static final double SIGN_INSIDE = -4;
    /** Greek leaves letters out at the end of words, hardly ever at the beginning. */
    private static final double APOSTROPHE_BEFORE_GREEK = -4;

    private static final double FOREIGN_BESIDE = -4;
    private static final double ACCENT_BESIDE_ACCENT = -1.5;
    private static final double SAME_SCRIPT_BESIDE = 0.5;

    private final Charset charset;
    private final List<Language> languages;
    private final char[] characters;
    private final double unusual;

    private SingleByte(String charset, double unusual, List<Language> languages) {
        this.charset = Charset.forName(charset);
        this.unusual = unusual;
        this.languages = new ArrayList<>(languages);
        this.languages.add(Language.ENGLISH);
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        characters = new String(all, this.charset).toCharArray();
    }

    /** The charsets that are told apart, the usual one first; those that this Java does not have are left out. */
    static List<SingleByte> all() {
        List<Language> western = new ArrayList<>(Language.WESTERN);
        List<Language> north = List.of(Language.ICELANDIC);
        List<SingleByte> all = new ArrayList<>();
        add(all, "windows-1252", 0, western);
        add(all, "ISO-8859-15", 1, western);
        add(all, "windows-1250", 1, Language.CENTRAL);
        add(all, "ISO-8859-2", 2, Language.CENTRAL);
        add(all, "windows-1251", 1, Language.CYRILLIC);
        add(all, "KOI8-R", 2, Language.CYRILLIC);
        add(all, "ISO-8859-5", 4, Language.CYRILLIC);
        add(all, "windows-1253", 1, Language.GREEK);
        add(all, "ISO-8859-7", 2, Language.GREEK);
        add(all, "windows-1254", 1, Language.TURKISH);
        add(all, "windows-1255", 1, Language.HEBREW);
        add(all, "windows-1256", 1, Language.ARABIC);
        add(all, "ISO-8859-6", 3, Language.ARABIC);
        add(all, "x-windows-874", 1, Language.THAI);
        add(all, "windows-1257", 2, Language.BALTIC);
        add(all, "ISO-8859-13", 4, Language.BALTIC);
        add(all, "KOI8-U", 3, Language.CYRILLIC);
        add(all, "windows-1252", 4, north);
        // What programs on a Mac and under DOS wrote, and some still do.
        add(all, "x-MacRoman", 4, western);
        add(all, "IBM850", 4, western);
        add(all, "IBM852", 5, Language.CENTRAL);
        add(all, "IBM866", 5, Language.CYRILLIC);
        return all;
    }

    private static void add(List<SingleByte> all, String charset, double unusual, List<Language> languages) {
        if (Charset.isSupported(charset)) {
            all.add(new SingleByte(charset, unusual, languages));
        }
    }

    Charset charset() {
        return charset;
    }

    char character(int b) {
        return characters[b & 0xFF];
    }

    /** Whether both read these bytes alike. */
    boolean readsLike(SingleByte other, int[] histogram) {
        for (int b = 0x80; b < 0x100; b++) {
            if (histogram[b] > 0 && characters[b] != other.characters[b]) {
                return false;
            }
        }
        return true;
    }

    /** The logarithm of how likely the text is in this charset; negative infinity where it cannot be. */
    double likelihood(byte[] text, int[] histogram, int high) {
        int impossible = 0;
        for (int b = 0x80; b < 0x100; b++) {
            boolean none = characters[b] == '\uFFFD' || Character.isISOControl(characters[b]);
            impossible += none ? histogram[b] : 0;
        }
        if (impossible * 500 > high) {
            return Double.NEGATIVE_INFINITY;
        }
        return letters(histogram) + places(text) - unusual;
    }

    /** The text in its best language, or in the best two of them. */
    private double letters(int[] histogram) {
        double best = Double.NEGATIVE_INFINITY;
        for (int first = 0; first < languages.size(); first++) {
            best = Math.max(best, letters(histogram, languages.get(first), languages.get(first)));
            for (int second = first + 1; second < languages.size(); second++) {
                best = Math.max(
                        best, letters(histogram, languages.get(first), languages.get(second)) - SECOND_LANGUAGE);
            }
        }
        return best;
    }

    private double letters(int[] histogram, Language first, Language second) {
        double sum = 0;
        for (int b = 0x80; b < 0x100; b++) {
            if (histogram[b] > 0) {
                double likely = (first.of(characters[b]) + second.of(characters[b])) / 2;
                sum += histogram[b] * Math.log(likely);
            }
        }
        return sum;
    }

    private double places(byte[] text) {
        double sum = 0;
        int looked = 0;
        for (int i = 0; i < text.length && looked < LOOKED_AT; i++) {
            if (text[i] < 0) {
                looked++;
                sum += place(
                        i > 0 ? character(text[i - 1]) : ' ',
                        character(text[i]),
                        i + 1 < text.length ? character(text[i + 1]) : ' ');
            }
        }
        return sum;
    }

    private static double place(char before, char here, char after) {
        if (Character.getType(here) == Character.NON_SPACING_MARK) {
            // A vowel or tone above the letter before it.
            return Character.isLetter(before) && isLatin(before) ? FOREIGN_BESIDE : 0;
        }
        if (here == '’' && !Character.isLetter(before) && isGreek(after)) {
            return APOSTROPHE_BEFORE_GREEK;
        }
        if (!Character.isLetter(here)) {
            boolean inside = Character.isLetter(before) && Character.isLetter(after) && here != '’' && here != '\u00AD';
            return inside && here != '\u00A0' ? SIGN_INSIDE : 0;
        }
        double sum = Character.isUpperCase(here) && Character.isLowerCase(before) ? CAPITAL_INSIDE : 0;
        boolean latin = isLatin(here);
        if (Character.isLetter(before)) {
            sum += isLatin(before) == latin
                    ? latin ? before > 0x7F ? ACCENT_BESIDE_ACCENT : 0 : SAME_SCRIPT_BESIDE
                    : FOREIGN_BESIDE;
        }
        if (Character.isLetter(after)) {
            sum += isLatin(after) == latin ? latin ? 0 : SAME_SCRIPT_BESIDE : FOREIGN_BESIDE;
        }
        return sum;
    }

    private static boolean isGreek(char letter) {
        return Character.UnicodeScript.of(letter) == Character.UnicodeScript.GREEK;
    }

    private static boolean isLatin(char letter) {
        return Character.UnicodeScript.of(letter) == Character.UnicodeScript.LATIN;
    }
}
