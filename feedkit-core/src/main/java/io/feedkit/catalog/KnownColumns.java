package io.feedkit.catalog;

import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Attributes;
import io.feedkit.product.VatBasis;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises columns by their names, and holds their values against what the name promises.
 *
 * <p>A name may be the attribute's own, one it goes by in some language, or one of these with a unit, a currency, a language, "incl. VAT" or "product" around it.
 * Values that cannot be what the name says, such as a "price" of words, take the attribute away from every name but its own.
 */
final class KnownColumns {
    private static final int EXACT = 95;
    private static final int KNOWN = 85;
    private static final int LOOSE = 65;
    /** Added to the rank of names that had to be stripped first. */
    private static final int STRIPPED = 1000;
    /** Below this share of fitting values, of 100, a name is not believed. */
    private static final int LEAST = 30;

    /** Codes of languages that are far more often words for a number. */
    private static final Set<String> NUMBERS = Set.of("id", "no", "nr");

    /** A whole line that was quoted, and so is one column. */
    private static final Pattern SEVERAL_NAMES = Pattern.compile("[,;\t|]");

    private static final Pattern LETTER = Pattern.compile("\\p{L}");
    private static final Pattern WORD = Pattern.compile("\\p{L}{3}");
    private static final Pattern PROSE = Pattern.compile("\\p{L}{2}\\S* \\S*\\p{L}{2}");

    private final Header header;
    private final Samples samples;
    private final String currency;

    /** @param currency that prices are wanted in, or empty */
    KnownColumns(Header header, Samples samples, String currency) {
        this.header = header;
        this.samples = samples;
        this.currency = currency;
    }

    /**
     * A column that may be a standard attribute.
     *
     * @param rank how directly its name says so: 0 for the attribute's own name
     * @param name what the rest of the name says, or null
     * @param agreement how many of its values fit, of 100
     */
    record Candidate(
            int index,
            Attribute attribute,
            int rank,
            @Nullable HeaderName name,
            int agreement) {

        int confidence() {
            int named = rank == 0 ? EXACT : rank < STRIPPED ? KNOWN : LOOSE;
            return agreement == Samples.NO_EVIDENCE ? named - 10 : named * (50 + agreement / 2) / 100;
        }

        String reason() {
            return rank == 0 ? "its own name" : "known as " + attribute.name();
        }
    }

    @Nullable
    Candidate candidate(int index) {
        String column = header.names.get(index);
        List<Candidate> found = named(index, column);
        String words = found.isEmpty() ? HeaderName.parted(column).orElse(column) : column;
        if (!words.equals(column)) {
            found = named(index, words);
        }
        if (found.isEmpty()) {
            String base = HeaderName.stripped(words).orElse("");
            add(index, base, null, STRIPPED, found);
        }
        return found.stream().findFirst().orElse(null);
    }

    /** What a name says of a column that may be spelled otherwise. */
    private List<Candidate> named(int index, String name) {
        List<Candidate> found = new ArrayList<>();
        add(index, name, null, 0, found);
        HeaderName.counted(name).ifPresent(counted -> counted(index, counted, found));
        HeaderName.priced(name).ifPresent(priced -> {
            add(index, priced.base(), priced, 0, found);
            HeaderName.counted(priced.base()).ifPresent(both -> counted(index, both.withVat(priced.vat()), found));
        });
        HeaderName.inLanguage(name)
                .filter(localized -> Attributes.standard()
                        .knownAs(localized.base())
                        .map(attribute -> attribute.type().equals(AttributeType.TEXT)
                                && isLanguage(localized, attribute, samples.of(header.names.get(index))))
                        .orElse(false))
                .ifPresent(localized -> add(index, localized.base(), localized, 0, found));
        return found;
    }

    /**
     * Whether the two letters are a language. They may as well be a word for a number ({@code brand_id}, {@code maker no}) or the country whose sizes these are
     * ({@code size_uk}); what stands in the column tells.
     */
    private boolean isLanguage(HeaderName name, Attribute attribute, List<String> values) {
        if (attribute.name().equals("size")) {
            return Samples.mostly(values, WORD);
        }
        return NUMBERS.contains(name.language())
                ? !values.isEmpty() && Samples.mostly(values, PROSE)
                        || hasOtherLanguage(name) && Samples.mostly(values, LETTER)
                : Samples.mostly(values, LETTER);
    }

    private boolean hasOtherLanguage(HeaderName name) {
        return header.names.stream()
                .flatMap(other -> HeaderName.inLanguage(other).stream())
                .anyMatch(other -> other.base().equals(name.base()) && !NUMBERS.contains(other.language()));
    }

    private void counted(int index, HeaderName name, List<Candidate> found) {
        AttributeType.Kind wanted = name.currency().isEmpty() ? AttributeType.Kind.MEASURE : AttributeType.Kind.MONEY;
        Optional<Attribute> attribute = Attributes.standard().knownAs(name.base());
        if (attribute.isPresent() && attribute.get().type().kind() == wanted) {
            add(index, name.base(), name, 0, found);
        }
    }

    private void add(int index, String spelling, @Nullable HeaderName name, int more, List<Candidate> found) {
        Attribute attribute =
                Attributes.standard().knownAs(ColumnPattern.fold(spelling)).orElse(null);
        if (attribute == null || name != null && name.vat() != null && !isMoney(attribute)) {
            return;
        }
        int agreement = samples.agreement(header.names.get(index), attribute);
        int rank = rank(attribute, spelling) + more;
        boolean believed = rank == 0 || agreement == Samples.NO_EVIDENCE || agreement >= LEAST;
        if (rank > 0 && attribute.name().equals("id")) {
            // Exports have columns for numbers that nobody gave; the id is one that is filled.
            believed = believed
                    && (samples.records() == 0
                            || !samples.of(header.names.get(index)).isEmpty());
        }
        if (believed) {
            found.add(new Candidate(index, attribute, rank, name, agreement));
        }
    }

    private static boolean isMoney(Attribute attribute) {
        return attribute.type().kind() == AttributeType.Kind.MONEY;
    }

    private static int rank(Attribute attribute, String spelling) {
        String plain = Attributes.plain(ColumnPattern.fold(spelling));
        if (plain.equals(Attributes.plain(attribute.name()))) {
            return 0;
        }
        for (int i = 0; i < attribute.synonyms().size(); i++) {
            if (plain.equals(Attributes.plain(attribute.synonyms().get(i)))) {
                return i + 1;
            }
        }
        return STRIPPED - 1;
    }

    /** The attribute's own name is best, then a price with VAT, then the column that has more values, then the more usual name. */
    boolean isBetter(Candidate candidate, Candidate other) {
        if (candidate.rank == 0 || other.rank == 0) {
            return candidate.rank < other.rank;
        }
        boolean net = isNet(candidate);
        if (net != isNet(other)) {
            return !net;
        }
        int values = samples.of(header.names.get(candidate.index)).size();
        int others = samples.of(header.names.get(other.index)).size();
        return values > 2 * others || candidate.rank < other.rank && others <= 2 * values;
    }

    private static boolean isNet(Candidate candidate) {
        HeaderName name = candidate.name;
        return name != null && name.vat() == VatBasis.NET;
    }

    /** Whether two columns are one price in two currencies; the one in the wanted currency comes first. */
    boolean sameButCurrency(Candidate a, Candidate b) {
        HeaderName one = a.name;
        HeaderName other = b.name;
        return one != null
                && other != null
                && !one.currency().isEmpty()
                && !other.currency().isEmpty()
                && !other.currency().equals(currency);
    }

    /**
     * The column that is the id although its name is none we know: one that sounds like a number or code, or the GTIN, and has another value in every record.
     *
     * @return the place in the header, or -1
     */
    int likelyId() {
        int gtin = -1;
        if (samples.records() < 2) {
            // Of a single record any column tells all records apart; an answer such as {"error":…,"code":401} is none.
            return gtin;
        }
        for (int i = 0; i < header.names.size(); i++) {
            String name = header.names.get(i);
            boolean line =
                    header.names.size() == 1 && SEVERAL_NAMES.matcher(name).find();
            if (line || !samples.isDistinct(name) || header.names.indexOf(name) != i) {
                continue;
            }
            if (HeaderName.soundsLikeIdentifier(name)) {
                return i;
            }
            Attribute attribute =
                    Attributes.standard().knownAs(ColumnPattern.fold(name)).orElse(null);
            gtin = gtin < 0 && attribute != null && attribute.name().equals("gtin") ? i : gtin;
        }
        return gtin;
    }
}
