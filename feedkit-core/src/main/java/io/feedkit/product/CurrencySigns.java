package io.feedkit.product;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which currencies a code, sign or abbreviation beside an amount may mean.
 *
 * <p>The pound sign is read as sterling and the rupee sign as Indian: other uses are not found in catalogues. Dollars,
 * crowns, yen and yuan, and rupees written as {@code Rs} are really shared; a column's own currency chooses among them.
 */
final class CurrencySigns {
    private static final Map<String, List<String>> BY_SIGN = new HashMap<>();

    static {
        String table =
                "\u20ac EUR; euro EUR; euros EUR; \u00a3 GBP; \u20b9 INR; \u20ba TRY; tl TRY; \u20bd RUB; rur RUB; \u0440\u0443\u0431 RUB; \u0440 RUB; \u20b4 UAH; \u0433\u0440\u043d UAH; \u20aa ILS; \u20ab VND; "
                        + "\u0111 VND; \u20b1 PHP; \u20a6 NGN; \u20a9 KRW; \uc6d0 KRW; \u0e3f THB; \u20a1 CRC; \u20b2 PYG; \u20b5 GHS; \u20b8 KZT; \u20bc AZN; \u20be GEL; \u058f AMD; "
                        + "\u09f3 BDT; \u20ad LAK; \u20ae MNT; \u17db KHR; z\u0142 PLN; zl PLN; k\u010d CZK; kc CZK; ft HUF; \u043b\u0432 BGN; \u0434\u0438\u043d RSD; din RSD; \u0434\u0435\u043d MKD; km BAM; "
                        + "fr CHF; sfr CHF; r ZAR; rm MYR; rp IDR; s/ PEN; \u5143 CNY; \u5186 JPY; "
                        + "us$ USD; $us USD; usd$ USD; ca$ CAD; c$ CAD; a$ AUD; au$ AUD; nz$ NZD; hk$ HKD; s$ SGD; sg$ SGD; nt$ TWD; mx$ MXN; r$ BRL; "
                        + "$ USD CAD AUD NZD MXN SGD HKD TWD ARS CLP COP; \u00a5 JPY CNY; \uffe5 JPY CNY; kr SEK NOK DKK ISK; rs INR PKR LKR NPR MUR; lei RON MDL";
        for (String row : table.split("; ")) {
            List<String> words = List.of(row.split(" "));
            BY_SIGN.put(words.get(0), words.subList(1, words.size()));
        }
    }

    private CurrencySigns() {}

    /** The codes that {@code word} may mean; empty when it means no currency. */
    static List<String> candidates(String word) {
        StringBuilder plain = new StringBuilder();
        word.chars().filter(c -> !Blank.is((char) c)).forEach(c -> plain.append((char) c));
        while (!plain.isEmpty() && plain.charAt(plain.length() - 1) == '.') {
            plain.setLength(plain.length() - 1);
        }
        String sign = plain.toString().toLowerCase(Locale.ROOT);
        return Currencies.named(sign).map(List::of).orElseGet(() -> BY_SIGN.getOrDefault(sign, List.of()));
    }
}
