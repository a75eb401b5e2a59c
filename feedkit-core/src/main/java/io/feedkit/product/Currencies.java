package io.feedkit.product;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The currencies feedkit knows, each with a small number for batches and its minor digits.
 *
 * <p>The table is our own and not {@link java.util.Currency}: what that class knows differs between Java versions and can be changed by a file on the
 * host, and the same catalogue must become the same bytes everywhere. A test compares the two.
 *
 * <p><b>Shape:</b> numbers are dense from 0 and never change; {@code XXX} ("not stated") is 0; a new currency is appended. A lane packs the number with the VAT
 * basis into a {@code short}; lane 0 is {@code XXX} of unknown basis. <b>Units:</b> minor digits are decimal places of the smallest accounting unit, -1 for
 * {@code XXX}, which has nothing to round to. <b>Source:</b> ISO 4217 list one without metals, test codes and units of account, plus currencies withdrawn since 2015
 * that still stand in merchants' files.
 */
public final class Currencies {
    /** The code of an amount whose currency nobody stated. */
    public static final String NOT_STATED = "XXX";

    private static final int BASIS_BITS = 2;
    private static final VatBasis[] BASES = VatBasis.values();

    // Append only: the position is the number. A digit after a code is its minor digits, 2 when absent.
    private static final String[] TABLE =
            ("XXX AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD3 BIF0 BMD BND BOB BOV BRL BSD BTN BWP BYN BZD "
                            + "CAD CDF CHE CHF CHW CLF4 CLP0 CNY COP COU CRC CUC CUP CVE CZK DJF0 DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
                            + "GNF0 GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD3 IRR ISK0 JMD JOD3 JPY0 KES KGS KHR KMF0 KPW KRW0 KWD3 KYD KZT LAK LBP LKR "
                            + "LRD LSL LYD3 MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR3 PAB PEN PGK PHP PKR "
                            + "PLN PYG0 QAR RON RSD RUB RWF0 SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND3 TOP TRY TTD "
                            + "TWD TZS UAH UGX0 USD USN UYI0 UYU UYW4 UZS VED VES VND0 VUV0 WST XAF0 XCD XCG XOF0 XPF0 YER ZAR ZMW ZWG ZWL")
                    .split(" ");

    private static final String[] CODES = new String[TABLE.length];
    private static final byte[] MINOR_DIGITS = new byte[TABLE.length];
    private static final Map<String, Integer> INDEXES = new HashMap<>();

    static {
        for (int i = 0; i < TABLE.length; i++) {
            String row = TABLE[i];
            CODES[i] = row.substring(0, 3);
            MINOR_DIGITS[i] = (byte) (row.length() == 3 ? 2 : row.charAt(3) - '0');
            INDEXES.put(CODES[i], i);
        }
        MINOR_DIGITS[0] = -1;
    }

    private Currencies() {}

    /** How many currencies there are; their numbers are 0 to this, exclusive. */
    public static int count() {
        return CODES.length;
    }

    /** Whether {@code code} is a code of the table, in upper case. {@code XXX} is one. */
    public static boolean isKnown(String code) {
        return INDEXES.containsKey(code);
    }

    /** The number of a known code; fails for any other. */
    public static short index(String code) {
        Integer index = INDEXES.get(code);
        if (index == null) {
            throw new IllegalArgumentException("no ISO 4217 currency has the code '" + code + "'");
        }
        return index.shortValue();
    }

    public static String code(int index) {
        return CODES[index];
    }

    public static int minorDigits(int index) {
        return MINOR_DIGITS[index];
    }

    public static int minorDigits(String code) {
        return MINOR_DIGITS[index(code)];
    }

    /** The code as the table spells it, for a merchant's {@code eur}. */
    static Optional<String> named(String text) {
        String code = text.toUpperCase(Locale.ROOT);
        return INDEXES.containsKey(code) ? Optional.of(code) : Optional.empty();
    }

    /** Currency and VAT basis in a {@code short}, as batches hold them. */
    public static short lane(int index, VatBasis basis) {
        return (short) (index << BASIS_BITS | basis.ordinal());
    }

    public static short lane(String code, VatBasis basis) {
        return lane(index(code), basis);
    }

    /** The number of the currency in a lane. */
    public static int laneIndex(short lane) {
        return lane >> BASIS_BITS;
    }

    public static String laneCode(short lane) {
        return CODES[lane >> BASIS_BITS];
    }

    public static VatBasis laneBasis(short lane) {
        return BASES[lane & (1 << BASIS_BITS) - 1];
    }

    /** All codes, by number. */
    static String[] codes() {
        return Arrays.copyOf(CODES, CODES.length);
    }
}
