package io.feedkit.feed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How a feed's fields stand in a file.
 *
 * @param format name of the {@link FeedFormat}: {@code rss}, {@code delimited}
 * @param extension file name extension without the dot
 * @param fields in the order of the file
 * @param head what stands before the first product, as {@link InfoText} by path, in its order; only for formats that have a place for it
 * @param options what the format lets a channel choose (namespace, delimiter, root …), as the format documents it
 * @param documents whether several products stand in one record; {@link Documents#NONE} for a record each
 */
public record FeedLayout(
        String format,
        String extension,
        List<FeedField> fields,
        Map<String, String> head,
        Map<String, String> options,
        Documents documents) {

    /** What a field that stands once in a record of several products says of all of them. */
    public enum Together {
        /** What the first says, and nobody need be told that others say something else: it stands with each of them too. */
        FIRST,
        /** The sum of numbers. */
        SUM,
        /** All different texts, parted by commas; of a repeated field, all different values. */
        LIST
    }

    /**
     * Several products in one record, as the variants of a product.
     *
     * @param by the attribute in which products of one record say the same, for whoever has to change it
     * @param variants the {@link FeedPath} of the list or element that stands once for each product; everything outside it stands once, and is that of the first product
     * @param most products in one record
     * @param together what a field outside says of all products of the record, by its name; those that are not named say what the first product says
     */
    public record Documents(String by, String variants, int most, Map<String, Together> together) {
        /** No record holds more products than this, whatever the channel allows: each is put together in memory. */
        public static final int MOST_PRODUCTS = 5_000;

        /** A record for each product. */
        public static final Documents NONE = new Documents("", "", 1, Map.of());

        public Documents {
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(variants, "variants");
            together = Map.copyOf(together);
            if (most < 1 || most > MOST_PRODUCTS) {
                throw new IllegalArgumentException("a record holds 1 to " + MOST_PRODUCTS + " products: " + most);
            }
        }

        /** Several products of which the first says all that stands once. */
        public Documents(String by, String variants, int most) {
            this(by, variants, most, Map.of());
        }

        public boolean isNone() {
            return variants.isEmpty();
        }

        /** How many steps of a field's path lead to the part of the record that is one product's; 0 for a field that stands once. */
        public int depth(FeedPath field) {
            if (isNone()) {
                return 0;
            }
            List<FeedPath.Step> above = FeedPath.parse(variants).steps();
            List<FeedPath.Step> steps = field.steps();
            for (int i = 0; i < above.size(); i++) {
                if (i >= steps.size()
                        || !steps.get(i).name().equals(above.get(i).name())) {
                    return 0;
                }
            }
            return above.size();
        }
    }

    public FeedLayout {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(extension, "extension");
        fields = List.copyOf(fields);
        head = Collections.unmodifiableMap(new LinkedHashMap<>(head));
        options = Collections.unmodifiableMap(new TreeMap<>(options));
        Objects.requireNonNull(documents, "documents");
    }

    public FeedLayout(
            String format,
            String extension,
            List<FeedField> fields,
            Map<String, String> head,
            Map<String, String> options) {
        this(format, extension, fields, head, options, Documents.NONE);
    }

    public FeedLayout(String format, String extension, List<FeedField> fields, Map<String, String> options) {
        this(format, extension, fields, Map.of(), options);
    }

    /** The same with several products in one record. */
    public FeedLayout with(Documents several) {
        return new FeedLayout(format, extension, fields, head, options, several);
    }

    public String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }
}
