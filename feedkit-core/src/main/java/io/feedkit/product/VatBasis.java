package io.feedkit.product;

/**
 * Whether an amount of money includes value added tax.
 *
 * <p>The order is fixed: batches store ordinals, and {@link #UNKNOWN} is what an empty lane holds.
 */
public enum VatBasis {
    /** Nobody said. */
    UNKNOWN,
    /** Without VAT. */
    NET,
    /** With VAT, as a consumer pays. */
    GROSS
}
