package io.feedkit.channel;

import java.util.HashMap;
import java.util.Map;

/**
 * The countries a feed can be for, each with the currency prices have there.
 *
 * <p>The table is our own, because what the JDK knows differs between Java versions, and a feed must not. <b>Source:</b> ISO 3166-1 alpha-2 with the currencies of
 * the ISO 4217 list; Bulgaria has the euro since January 2026. Antarctica has no currency and is left out.
 */
final class Countries {
    private static final Map<String, String> CURRENCIES = table();

    private Countries() {}

    static boolean isCountry(String code) {
        return CURRENCIES.containsKey(code);
    }

    /** ISO 4217, or {@code ""} for what is no country. */
    static String currency(String country) {
        return CURRENCIES.getOrDefault(country, "");
    }

    static Map<String, String> all() {
        return CURRENCIES;
    }

    private static Map<String, String> table() {
        // a currency, then the countries that use it
        String rows = "AED AE;AFN AF;ALL AL;AMD AM;AOA AO;ARS AR;AUD AU CC CX HM KI NF NR TV;AWG AW;AZN AZ;BAM BA;BBD "
                + "BB;BDT BD;BHD BH;BIF BI;BMD BM;BND BN;BOB BO;BRL BR;BSD BS;BTN BT;BWP BW;BYN BY;BZD BZ;CAD CA;CDF "
                + "CD;CHF CH LI;CLP CL;CNY CN;COP CO;CRC CR;CUP CU;CVE CV;CZK CZ;DJF DJ;DKK DK FO GL;DOP DO;DZD DZ;EGP "
                + "EG;ERN ER;ETB ET;EUR AD AT AX BE BG BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT "
                + "NL PM PT RE SI SK SM TF VA YT;FJD FJ;FKP FK;GBP GB GG GS IM JE;GEL GE;GHS GH;GIP GI;GMD GM;GNF "
                + "GN;GTQ GT;GYD GY;HKD HK;HNL HN;HTG HT;HUF HU;IDR ID;ILS IL PS;INR IN;IQD IQ;IRR IR;ISK IS;JMD JM;JOD"
                + " JO;JPY JP;KES KE;KGS KG;KHR KH;KMF KM;KPW KP;KRW KR;KWD KW;KYD KY;KZT KZ;LAK LA;LBP LB;LKR LK;LRD "
                + "LR;LSL LS;LYD LY;MAD EH MA;MDL MD;MGA MG;MKD MK;MMK MM;MNT MN;MOP MO;MRU MR;MUR MU;MVR MV;MWK MW;MXN"
                + " MX;MYR MY;MZN MZ;NAD NA;NGN NG;NIO NI;NOK BV NO SJ;NPR NP;NZD CK NU NZ PN TK;OMR OM;PAB PA;PEN "
                + "PE;PGK PG;PHP PH;PKR PK;PLN PL;PYG PY;QAR QA;RON RO;RSD RS;RUB RU;RWF RW;SAR SA;SBD SB;SCR SC;SDG "
                + "SD;SEK SE;SGD SG;SHP SH;SLE SL;SOS SO;SRD SR;SSP SS;STN ST;SVC SV;SYP SY;SZL SZ;THB TH;TJS TJ;TMT "
                + "TM;TND TN;TOP TO;TRY TR;TTD TT;TWD TW;TZS TZ;UAH UA;UGX UG;USD AS BQ EC FM GU IO MH MP PR PW TC TL "
                + "UM US VG VI;UYU UY;UZS UZ;VES VE;VND VN;VUV VU;WST WS;XAF CF CG CM GA GQ TD;XCD AG AI DM GD KN LC MS"
                + " VC;XCG CW SX;XOF BF BJ CI GW ML NE SN TG;XPF NC PF WF;YER YE;ZAR ZA;ZMW ZM;ZWG ZW";
        Map<String, String> currencies = new HashMap<>();
        for (String row : rows.split(";")) {
            String[] words = row.split(" ");
            for (int i = 1; i < words.length; i++) {
                currencies.put(words[i], words[0]);
            }
        }
        return Map.copyOf(currencies);
    }
}
