package io.feedkit.product;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A unit of measure with its exact factor, the spellings merchants use for it and a small number for batches.
 *
 * <p><b>Units:</b> factors are relative to g, mm, sqcm, ml, one piece, second, month. Inches, pounds and ounces are the international ones (1959); {@code floz},
 * {@code pt}, {@code qt} and {@code gal} are those of the US, as sales channels define them, so a British pint has to be given in ml. <b>Shape:</b> the order
 * is append-only because batches store {@link #index}. <b>Source:</b> spellings of three letters such as {@code KGM} are the codes of UN/ECE Recommendation 20, which BMEcat and invoices use.
 */
public enum Unit {
    MG(Dimension.MASS, "mg", "0.001", "milligram milligrams milligramm milligramme milligrammes mgm"),
    G(Dimension.MASS, "g", "1", "gr grs gm gms gram grams gramm gramme grammes gramo gramos grammo grammi grm"),
    KG(
            Dimension.MASS,
            "kg",
            "1000",
            "kgs kilo kilos kilogram kilograms kilogramm kilogramme kilogrammes kilogramo kilogramos kgm"),
    T(Dimension.MASS, "t", "1000000", "tonne tonnes tonnen metricton metrictons tne"),
    OZ(Dimension.MASS, "oz", "28.349523125", "ozs ounce ounces onz"),
    LB(Dimension.MASS, "lb", "453.59237", "lbs pound pounds lbr"),

    MM(Dimension.LENGTH, "mm", "1", "millimeter millimeters millimetre millimetres mmt"),
    CM(Dimension.LENGTH, "cm", "10", "cms centimeter centimeters centimetre centimetres zentimeter cmt"),
    M(Dimension.LENGTH, "m", "1000", "mtr meter meters metre metres"),
    KM(Dimension.LENGTH, "km", "1000000", "kilometer kilometers kilometre kilometres kmt"),
    IN(Dimension.LENGTH, "in", "25.4", "inch inches \" '' \u2033 \u201d zoll pouce pouces inh"),
    FT(Dimension.LENGTH, "ft", "304.8", "foot feet ' \u2032 \u2019 fot"),
    YD(Dimension.LENGTH, "yd", "914.4", "yds yard yards yrd"),

    SQCM(
            Dimension.AREA,
            "sqcm",
            "1",
            "cm2 squarecentimeter squarecentimeters squarecentimetre squarecentimetres qcm cmk"),
    SQM(
            Dimension.AREA,
            "sqm",
            "10000",
            "m2 squaremeter squaremeters squaremetre squaremetres qm quadratmeter m\u00e8trecarr\u00e9 m\u00e8trescarr\u00e9s mtk"),
    SQIN(Dimension.AREA, "sqin", "6.4516", "in2 squareinch squareinches"),
    SQFT(Dimension.AREA, "sqft", "929.0304", "ft2 squarefoot squarefeet"),

    ML(Dimension.VOLUME, "ml", "1", "mls milliliter milliliters millilitre millilitres cc cm3 ccm mlt cmq"),
    CL(Dimension.VOLUME, "cl", "10", "centiliter centiliters centilitre centilitres zentiliter clt"),
    DL(Dimension.VOLUME, "dl", "100", "deciliter deciliters decilitre decilitres deziliter dlt"),
    L(Dimension.VOLUME, "l", "1000", "ltr ltrs liter liters litre litres dm3 \u2113"),
    CBM(Dimension.VOLUME, "cbm", "1000000", "m3 cubicmeter cubicmeters cubicmetre cubicmetres kubikmeter mtq"),
    FLOZ(Dimension.VOLUME, "floz", "29.5735295625", "flozs fluidounce fluidounces"),
    PT(Dimension.VOLUME, "pt", "473.176473", "pts pint pints"),
    QT(Dimension.VOLUME, "qt", "946.352946", "qts quart quarts"),
    GAL(Dimension.VOLUME, "gal", "3785.411784", "gals gallon gallons"),

    CT(
            Dimension.COUNT,
            "ct",
            "1",
            "count pc pcs piece pieces ea each unit units stk stck st\u00fcck pi\u00e8ce pi\u00e8ces pz pza stuk stuks szt pce c62 h87"),

    S(Dimension.TIME, "s", "1", "sec secs second seconds"),
    MIN(Dimension.TIME, "min", "60", "mins minute minutes"),
    H(Dimension.TIME, "h", "3600", "hr hrs hour hours"),
    D(Dimension.TIME, "d", "86400", "day days"),
    WK(Dimension.TIME, "wk", "604800", "week weeks"),

    MO(Dimension.CALENDAR, "mo", "1", "month months"),
    YR(Dimension.CALENDAR, "yr", "12", "year years");

    /** What a unit measures. Measures convert inside one dimension only. */
    public enum Dimension {
        MASS,
        LENGTH,
        AREA,
        VOLUME,
        COUNT,
        /** Time of fixed length: seconds to weeks. */
        TIME,
        /** Months and years, which have no fixed number of days. */
        CALENDAR
    }

    private static final List<Unit> BY_INDEX = List.of(values());
    private static final Map<String, Unit> BY_SPELLING = new HashMap<>();

    static {
        for (Unit unit : BY_INDEX) {
            for (String spelling : (unit.symbol + " " + unit.spellings).split(" ")) {
                Unit other = BY_SPELLING.put(spelling, unit);
                if (other != null) {
                    throw new IllegalStateException(spelling + " is spelled for " + other + " and " + unit);
                }
            }
        }
    }

    private final Dimension dimension;
    private final String symbol;
    private final BigDecimal factor;
    private final String spellings;

    Unit(Dimension dimension, String symbol, String factor, String spellings) {
        this.dimension = dimension;
        this.symbol = symbol;
        this.factor = new BigDecimal(factor);
        this.spellings = spellings;
    }

    public Dimension dimension() {
        return dimension;
    }

    /** The spelling feedkit writes, which is the one most channels ask for: {@code sqm}, {@code floz}. */
    public String symbol() {
        return symbol;
    }

    /** How much of the dimension's base unit this is; exact. */
    public BigDecimal factor() {
        return factor;
    }

    /** The unit's number in batches, from 1; 0 means that no unit was stated. Never changes. */
    public short index() {
        return (short) (ordinal() + 1);
    }

    /** The unit with a number that {@link #index} gave. */
    public static Unit ofIndex(int index) {
        return BY_INDEX.get(index - 1);
    }

    /** The unit a merchant means by {@code Kg}, {@code kilograms}, {@code fl. oz.}, {@code m²} or {@code "}; case, dots and spaces do not matter. */
    public static Optional<Unit> named(String spelling) {
        StringBuilder plain = new StringBuilder();
        String lower = spelling.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c == '\u00b2') {
                plain.append('2');
            } else if (c == '\u00b3') {
                plain.append('3');
            } else if (c != '.' && !Blank.is(c)) {
                plain.append(c);
            }
        }
        return Optional.ofNullable(BY_SPELLING.get(plain.toString()));
    }

    @Override
    public String toString() {
        return symbol;
    }
}
