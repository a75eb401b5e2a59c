package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.channel.GtinRules;
import io.feedkit.channel.LengthUnit;
import io.feedkit.channel.TaxonomyUse;
import io.feedkit.channel.TextLimits;
import io.feedkit.channel.ValueSet;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Currencies;
import io.feedkit.product.Gtin;
import io.feedkit.product.Reading;
import io.feedkit.product.ValueReader;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The checks on single texts of a field. Each names what was found, what was expected and, where there is one way out, the way out. */
final class TextChecks {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?");

    private static final ValueReader INSTANTS = ValueReader.DEFAULTS.withZone(ZoneOffset.UTC);

    private static final int MOST_LISTED = 100;
    /** Of a trade item number. */
    private static final int MOST_DIGITS = 14;

    private final FieldScope scope;
    private final FieldSpec field;
    /** Whether messages show addresses as they came: nobody would know them again percent-encoded. */
    private final boolean showsSource;

    private final List<FieldStep> steps = new ArrayList<>();

    private TextChecks(FieldScope scope, FieldSpec field, AttributeType type) {
        this.scope = scope;
        this.field = field;
        showsSource = field.type() == FieldType.URL && type.kind() == AttributeType.Kind.TEXT;
    }

    /** @param type of the values before they are spelled */
    static List<FieldStep> of(FieldScope scope, FieldSpec field, AttributeType type, Formulas formulas) {
        TextChecks checks = new TextChecks(scope, field, type);
        checks.words();
        checks.lengths();
        checks.forbidden();
        checks.sections();
        checks.pattern(formulas);
        checks.form();
        return checks.steps;
    }

    /** What is wrong with a text, or nothing. */
    @FunctionalInterface
    private interface Complaint {
        Optional<String> about(String text);
    }

    private void each(String key, Complaint complaint) {
        Verdict verdict = Verdict.of(scope, field, key);
        FineTexts fine = new FineTexts();
        steps.add((values, findings) -> {
            for (int i = 0; i < values.rows.size; i++) {
                int row = values.rows.rows[i];
                long text = values.texts[row];
                if (text == Column.MISSING || fine.has(values.buffer(), text)) {
                    continue;
                }
                Optional<String> said = complaint.about(values.text(row));
                if (said.isPresent()) {
                    verdict.strike(values, row, findings, said.get());
                } else {
                    fine.add(values.buffer(), text);
                }
            }
        });
    }

    /** Finds the channel's own word for every spelling. */
    private void words() {
        ValueSet set = field.values();
        if (set.isAny() || field.type() == FieldType.BOOLEAN || field.type() == FieldType.MEASURE) {
            return;
        }
        Verdict verdict = Verdict.of(scope, field, "values");
        String allowed = listed(set.words());
        WordMemory memory = new WordMemory(set);
        steps.add((values, findings) -> {
            for (int i = 0; i < values.rows.size; i++) {
                int row = values.rows.rows[i];
                long text = values.texts[row];
                if (text == Column.MISSING) {
                    continue;
                }
                byte[] word = memory.find(values.buffer(), text);
                if (word.length == 0) {
                    String found = Problem.quote(values.text(row));
                    verdict.strike(values, row, findings, found + " is not one of " + allowed + ".");
                } else if (!WordMemory.isSame(word, values.buffer(), text)) {
                    values.texts[row] = values.buffer().append(word);
                }
            }
        });
    }

    /** Nobody reads thousands. */
    private static String listed(List<String> words) {
        int more = words.size() - MOST_LISTED;
        return more <= 0
                ? String.join(", ", words)
                : String.join(", ", words.subList(0, MOST_LISTED)) + " or one of " + more + " others";
    }

    private void lengths() {
        TextLimits limits = field.text();
        if (limits.hasMaxLength()) {
            Verdict verdict = Verdict.of(scope, field, "max-length");
            steps.add((values, findings) -> {
                for (int i = 0; i < values.rows.size; i++) {
                    int row = values.rows.rows[i];
                    long text = values.texts[row];
                    // No unit counts more than bytes, so most texts are done with here.
                    if (text != Column.MISSING && TextBuffer.length(text) > limits.maxLength()) {
                        checkLength(values, row, verdict, findings);
                    }
                }
            });
        }
        if (limits.minLength() > 0) {
            each(
                    "min-length",
                    text -> limits.unit().length(text) >= limits.minLength()
                            ? Optional.empty()
                            : Optional.of(Problem.quote(text) + " is shorter than " + limits.minLength() + " "
                                    + name(limits.unit()) + "."));
        }
    }

    private void checkLength(Values values, int row, Verdict verdict, Findings findings) {
        TextLimits limits = field.text();
        String text = values.text(row);
        int length = limits.unit().length(text);
        if (length > limits.maxLength()) {
            verdict.strike(
                    values,
                    row,
                    findings,
                    "The text has " + length + " " + name(limits.unit()) + ", " + limits.maxLength() + " are allowed: "
                            + Problem.quote(shown(values, row)) + ".");
        }
    }

    /** The text as messages show it. */
    private String shown(Values values, int row) {
        return showsSource ? values.source(row) : values.text(row);
    }

    private static String name(LengthUnit unit) {
        switch (unit) {
            case CODE_POINTS:
                return "characters";
            case UTF16:
                return "UTF-16 units";
            case BYTES:
                return "bytes";
        }
        throw new AssertionError(unit);
    }

    private void forbidden() {
        if (!field.text().forbidden().isEmpty()) {
            Set<String> words = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            words.addAll(field.text().forbidden());
            each(
                    "forbidden",
                    text -> words.contains(text.strip())
                            ? Optional.of(
                                    Problem.quote(text) + " says nothing about the product; leave it empty instead.")
                            : Optional.empty());
        }
    }

    private void sections() {
        TextLimits.Split split = field.text().split();
        if (split != null) {
            LengthUnit unit = field.text().unit();
            Pattern by = Pattern.compile(split.by(), Pattern.LITERAL);
            each("split", text -> {
                String[] parts = by.split(text, -1);
                if (parts.length > split.max()) {
                    return Optional.of(Problem.quote(text) + " has " + parts.length + " parts with " + split.by()
                            + " between them, " + split.max() + " are allowed.");
                }
                for (String part : parts) {
                    if (unit.length(part.strip()) > split.maxLength()) {
                        return Optional.of(Problem.quote(part.strip()) + " is longer than " + split.maxLength() + " "
                                + name(unit) + ".");
                    }
                }
                return Optional.empty();
            });
        }
    }

    /** The rule language's own regular expressions, so that no pattern of a descriptor can take more than linear time. */
    private void pattern(Formulas formulas) {
        TextLimits.TextPattern pattern = field.text().pattern();
        if (pattern == null) {
            return;
        }
        Formula matches = formulas.onValue(
                TextConversions.VALUE + " matches r\"^(?:" + pattern.regex().text() + ")$\"");
        Verdict verdict = Verdict.of(scope, field, "pattern");
        String expected = pattern.hint().isEmpty() ? "what the channel expects" : pattern.hint();
        steps.add((values, findings) -> {
            Column truth = matches.evaluate(formulas.besideWithValue(values), values.rows);
            for (int i = 0; i < values.rows.size; i++) {
                int row = values.rows.rows[i];
                if (values.texts[row] != Column.MISSING && truth.bits[row] == 0) {
                    verdict.strike(
                            values, row, findings, Problem.quote(shown(values, row)) + " is not " + expected + ".");
                }
            }
        });
    }

    /** A category is named by its number or by its path; whether there is such a category is for the taxonomy to know. */
    private void taxonomy() {
        TaxonomyUse.Spelling wanted = field.taxonomy().write();
        if (wanted == TaxonomyUse.Spelling.EITHER) {
            return;
        }
        boolean ids = wanted == TaxonomyUse.Spelling.ID;
        each(
                "taxonomy",
                text -> DIGITS.matcher(text).matches() == ids
                        ? Optional.empty()
                        : Optional.of(Problem.quote(text) + " is not the "
                                + (ids ? "number of a category." : "path of a category, written in words.")));
    }

    /** What the type itself asks for. */
    private void form() {
        switch (field.type()) {
            case URL:
                urls();
                break;
            case GTIN:
                gtins();
                break;
            case COUNTRY:
                oneOf("ISO 3166-1 country code of two letters", Set.of(Locale.getISOCountries()));
                break;
            case CURRENCY:
                each(
                        "type",
                        text -> Currencies.isKnown(text) && !text.equals(Currencies.NOT_STATED)
                                ? Optional.empty()
                                : Optional.of(Problem.quote(text) + " is not an ISO 4217 currency code."));
                break;
            case TIME:
                each(
                        "type",
                        text -> TIME.matcher(text).matches()
                                ? Optional.empty()
                                : Optional.of(Problem.quote(text) + " is not a time of day such as 14:30."));
                break;
            case TAXONOMY:
                taxonomy();
                break;
            case DATETIME_RANGE:
                // As a part; a field of its own is taken apart.
                each(
                        "type",
                        text -> INSTANTS.instantRange(text)
                                .problem(SourcePosition.unknown("feed"))
                                .map(Problem::message));
                break;
            case LANGUAGE:
                oneOf("ISO 639-1 language code of two letters", Set.of(Locale.getISOLanguages()));
                break;
            default:
                break;
        }
    }

    private void oneOf(String what, Set<String> known) {
        each(
                "type",
                text -> known.contains(text)
                        ? Optional.empty()
                        : Optional.of(Problem.quote(text) + " is not an " + what + "."));
    }

    /** Looks at the bytes, since every product has several addresses and nearly all are fine. */
    private void urls() {
        Verdict verdict = Verdict.of(scope, field, "type");
        steps.add((values, findings) -> {
            for (int i = 0; i < values.rows.size; i++) {
                int row = values.rows.rows[i];
                long text = values.texts[row];
                if (text != Column.MISSING
                        && !isUrl(values.buffer().bytes(), TextBuffer.start(text), TextBuffer.end(text))) {
                    verdict.strike(
                            values,
                            row,
                            findings,
                            Problem.quote(shown(values, row))
                                    + " is not a complete address: it must begin with http:// or https:// and hold no blanks.");
                }
            }
        });
    }

    private static boolean isUrl(byte[] bytes, int from, int to) {
        int i = from;
        for (char c : new char[] {'h', 't', 't', 'p'}) {
            if (i == to || (bytes[i++] | 0x20) != c) {
                return false;
            }
        }
        if (i < to && (bytes[i] | 0x20) == 's') {
            i++;
        }
        if (to - i < 4 || bytes[i] != ':' || bytes[i + 1] != '/' || bytes[i + 2] != '/') {
            return false;
        }
        for (i += 3; i < to; i++) {
            if (bytes[i] >= 0 && bytes[i] <= ' ') {
                return false;
            }
        }
        return true;
    }

    /** Looks at the digits as they stand, since every product has another number. */
    private void gtins() {
        Verdict verdict = Verdict.of(scope, field, "gtin");
        steps.add((values, findings) -> {
            for (int i = 0; i < values.rows.size; i++) {
                int row = values.rows.rows[i];
                long text = values.texts[row];
                if (text != Column.MISSING && !isGtin(values.buffer().bytes(), text)) {
                    gtin(values.text(row)).ifPresent(said -> verdict.strike(values, row, findings, said));
                }
            }
        });
    }

    /** Whether a text is a number that is taken; if not, it is still to be found out why. */
    private boolean isGtin(byte[] bytes, long text) {
        int from = TextBuffer.start(text);
        int length = TextBuffer.length(text);
        if (length > MOST_DIGITS || !field.gtin().lengths().contains(length)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int digit = bytes[from + i] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            sum += (length - i & 1) == 0 ? 3 * digit : digit;
        }
        return sum % 10 == 0 && (length == 8 || length >= 12) && !beginsForbidden(bytes, from, length);
    }

    private boolean beginsForbidden(byte[] bytes, int from, int length) {
        List<String> prefixes = field.gtin().forbiddenPrefixes();
        for (int i = 0; i < prefixes.size(); i++) {
            if (begins(bytes, from, length, prefixes.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the form of 13 digits begins so. */
    private static boolean begins(byte[] bytes, int from, int length, String prefix) {
        for (int i = 0; i < prefix.length(); i++) {
            int place = i + 1 - (MOST_DIGITS - length);
            int digit = place < 0 ? '0' : place < length ? bytes[from + place] : 0;
            if (digit != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private Optional<String> gtin(String text) {
        GtinRules rules = field.gtin();
        Reading<Gtin> reading = Gtin.read(text);
        Optional<Problem> problem = reading.problem(SourcePosition.unknown("feed"));
        if (problem.isPresent()) {
            return problem.map(p -> p.fix().isEmpty() ? p.message() : p.message() + " " + p.fix());
        }
        return reading.found().flatMap(gtin -> refusal(gtin, rules));
    }

    private static Optional<String> refusal(Gtin gtin, GtinRules rules) {
        if (!rules.lengths().contains(gtin.digits().length())) {
            return Optional.of(gtin.digits() + " has " + gtin.digits().length()
                    + " digits; the channel takes numbers of "
                    + Remedy.listed(
                            new TreeSet<>(rules.lengths())
                                    .stream().map(String::valueOf).toList(),
                            "or")
                    + ".");
        }
        String thirteen = gtin.canonical14().substring(1);
        return rules.forbiddenPrefixes().stream()
                .filter(thirteen::startsWith)
                .findFirst()
                .map(prefix -> gtin.digits() + " begins with " + prefix
                        + ", a range for numbers used inside one company or for coupons.");
    }
}
