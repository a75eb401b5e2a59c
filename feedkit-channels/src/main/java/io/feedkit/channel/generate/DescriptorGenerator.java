package io.feedkit.channel.generate;

/**
 * Makes descriptors out of what marketplaces say about themselves.
 *
 * <p>The same description and options give the same bytes. A description that cannot be used is a {@link io.feedkit.problem.FeedException} with a code of {@link GenerateProblem} and the place; what a
 * descriptor cannot say is in {@link GeneratedDescriptor#leftOut()}.
 */
public final class DescriptorGenerator {
    private DescriptorGenerator() {}

    /**
     * The product file of an operator on Mirakl: a descriptor that extends {@code mirakl-products}. The offer file is {@code mirakl-offers} for every operator.
     *
     * @param hierarchies the answer of H11
     * @param attributes the answer of PM11
     * @param values the answer of VL11
     */
    public static GeneratedDescriptor mirakl(
            Description hierarchies, Description attributes, Description values, GenerateOptions options) {
        return MiraklDescriptor.of(hierarchies, attributes, values, options);
    }

    /**
     * Listings of a product type on Amazon: a descriptor that extends {@code amazon-listings}.
     *
     * <p>A schema is of one marketplace and mostly of one language; the country follows from the marketplace where the options name none.
     *
     * @param schema the JSON Schema that the definition of a product type links to
     */
    public static GeneratedDescriptor amazon(Description schema, GenerateOptions options) {
        return AmazonDescriptor.of(schema, options);
    }
}
