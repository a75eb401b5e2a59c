package io.feedkit.channel;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One field of a channel's feed, or one part of a group.
 *
 * @param name what the channel calls it; also the attribute it is filled from when {@code from} is null
 * @param type what its value is
 * @param label name for people
 * @param note one or two sentences for people, or empty
 * @param status whether new feeds should still use it
 * @param aliases older names, read but never written
 * @param needs when it must be there
 * @param from where the value comes from, or null for the attribute of the same name
 * @param assumed what the channel takes when the field is absent, or empty
 * @param text limits of the text
 * @param number limits of the number
 * @param values the closed set, {@link ValueSet#ANY} when open
 * @param gtin which trade item numbers are taken
 * @param taxonomy which taxonomy it refers to
 * @param media what the file behind an address must be
 * @param unique whether no two records of a feed may share the value
 * @param maxDistinct how many different values a feed may have, {@link Integer#MAX_VALUE} when not limited
 * @param repeat how often it may occur
 * @param parts the inside of a group
 * @param cases other limits for some products; the first whose condition holds counts, without one what the field says
 * @param convert what makes a value fit
 * @param format how the value is spelled, complete: merged from field, channel and our own
 * @param spelling under which name it is written
 * @param readBack what becomes of its value when a feed is read
 * @param provenance where all this comes from
 */
public record FieldSpec(
        String name,
        FieldType type,
        String label,
        String note,
        FieldStatus status,
        List<String> aliases,
        Needs needs,
        @Nullable Expression from,
        String assumed,
        TextLimits text,
        NumberLimits number,
        ValueSet values,
        GtinRules gtin,
        TaxonomyUse taxonomy,
        Media media,
        boolean unique,
        int maxDistinct,
        Repeat repeat,
        Parts parts,
        List<LimitCase> cases,
        List<Conversion> convert,
        Format format,
        Spelling spelling,
        ReadBack readBack,
        Provenance provenance) {

    private static final Pattern OF_CURRENCY = Pattern.compile("currency|[a-zA-Z_][a-zA-Z0-9_]*\\.currency\\(\\)");

    public FieldSpec {
        aliases = List.copyOf(aliases);
        cases = List.copyOf(cases);
        convert = List.copyOf(convert);
    }

    /** Whether new feeds should still use a field. */
    public enum FieldStatus {
        CURRENT,
        /** Accepted, but superseded or for a closed programme. */
        LEGACY,
        /** Defined for later use. */
        RESERVED
    }

    /** A field that takes an attribute as it is. */
    public static FieldSpec plain(String name, Provenance provenance) {
        return new FieldSpec(
                name,
                FieldType.ANY,
                name,
                "",
                FieldStatus.CURRENT,
                List.of(),
                Needs.OPTIONAL,
                null,
                "",
                TextLimits.NONE,
                NumberLimits.NONE,
                ValueSet.ANY,
                GtinRules.DEFAULTS,
                TaxonomyUse.NONE,
                Media.ANY,
                false,
                Integer.MAX_VALUE,
                Repeat.ONCE,
                Parts.NONE,
                List.of(),
                List.of(),
                Format.defaultFor(FieldType.ANY),
                Spelling.of(name),
                ReadBack.UNSAID,
                provenance);
    }

    /** The same field, filled from another source. */
    public FieldSpec withFrom(Expression source) {
        return with(source, text, number, repeat, cases, provenance);
    }

    /** The same field with the limits of one of its cases, which hold for all then. */
    public FieldSpec in(LimitCase limits) {
        return with(from, limits.text(), limits.number(), limits.repeat(), List.of(), provenance.ofCases());
    }

    /** The same field for products that none of its cases is about. */
    public FieldSpec withoutCases() {
        return with(from, text, number, repeat, List.of(), provenance);
    }

    private FieldSpec with(
            @Nullable Expression source,
            TextLimits texts,
            NumberLimits numbers,
            Repeat occurrences,
            List<LimitCase> otherCases,
            Provenance known) {
        return new FieldSpec(
                name,
                type,
                label,
                note,
                status,
                aliases,
                needs,
                source,
                assumed,
                texts,
                numbers,
                values,
                gtin,
                taxonomy,
                media,
                unique,
                maxDistinct,
                occurrences,
                parts,
                otherCases,
                convert,
                format,
                spelling,
                readBack,
                known);
    }

    /** Whether it only says what the amounts of other fields are counted in. */
    public boolean isOfCurrency() {
        return format.pattern().equals("{currency}")
                || from != null && OF_CURRENCY.matcher(from.text().strip()).matches();
    }

    /** The attribute or expression the value comes from. */
    public Optional<Expression> source() {
        return Optional.ofNullable(from);
    }
}
