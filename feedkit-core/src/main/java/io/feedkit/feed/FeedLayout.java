package io.feedkit.feed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a feed's fields stand in a file.
 *
 * @param format name of the {@link FeedFormat}: {@code rss}, {@code delimited}
 * @param extension file name extension without the dot
 * @param fields in the order of the file
 * @param head what stands before the first product, as {@link InfoText} by path, in its order; only for formats that have a place for it
 * @param options what the format lets a channel choose (namespace, delimiter, root …), as the format documents it
 * @param documents whether several products stand in one record; {@link Documents#NONE} for a record each
 * @param categories the list of categories that stands before the first product, or null; only for formats that have a place for it
 */
public record FeedLayout(
        String format,
        String extension,
        List<FeedField> fields,
        Map<String, String> head,
        Map<String, String> options,
        Documents documents,
        @Nullable Categories categories) {

    /**
     * The categories that the products of a file are in, with all above them, in a list before the first product. A product, and the list itself, name a category by its {@link
     * CategoryTree number}.
     *
     * @param field what {@linkplain FeedField#called the field is called} that says a product's category, as {@code Home > Kettles}
     * @param list where each category stands, a {@link FeedPath} from below the outermost element on, as in {@link FeedLayout#head}
     * @param id place of its number in there
     * @param name place of its name
     * @param parent place of the number of the one above, which those at the top have not unless there is a {@code root}
     * @param type place of the word root, node or leaf, or empty
     * @param mostCharacters of a name; what is longer is cut
     * @param root what stands above all, or null
     * @param members what says the products' categories behind the last of them, or null where each record says its own
     */
    public record Categories(
            String field,
            String list,
            String id,
            String name,
            String parent,
            String type,
            int mostCharacters,
            @Nullable Root root,
            @Nullable Members members) {
        public Categories {
            Objects.requireNonNull(field, "field");
            Objects.requireNonNull(list, "list");
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(parent, "parent");
            Objects.requireNonNull(type, "type");
        }

        /**
         * An entry above all categories.
         *
         * @param id its number
         * @param parent the number it names as the one above, or empty
         * @param name its name, an {@link InfoText}
         */
        public record Root(String id, String parent, String name) {}

        /**
         * An entry for each product that has a category, behind the last product.
         *
         * @param element the element of one entry
         * @param product place of what names the product
         * @param of what the field is called that names it
         * @param category place of the category's number
         */
        public record Members(String element, String product, String of, String category) {}
    }

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
        this(format, extension, fields, head, options, Documents.NONE, null);
    }

    public FeedLayout(String format, String extension, List<FeedField> fields, Map<String, String> options) {
        this(format, extension, fields, Map.of(), options);
    }

    /** The same with several products in one record. */
    public FeedLayout with(Documents several) {
        return new FeedLayout(format, extension, fields, head, options, several, categories);
    }

    /** The same with a list of categories before the first product. */
    public FeedLayout with(Categories list) {
        return new FeedLayout(format, extension, fields, head, options, documents, list);
    }

    /** The same with something else before the first product, and other choices of its format. */
    public FeedLayout with(Map<String, String> otherHead, Map<String, String> otherOptions) {
        return new FeedLayout(format, extension, fields, otherHead, otherOptions, documents, categories);
    }

    /** Where a field stands among the others, by what it is called; -1 when it is none of them. */
    public int indexOf(String called) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).called().equals(called)) {
                return i;
            }
        }
        return -1;
    }

    public String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }
}
