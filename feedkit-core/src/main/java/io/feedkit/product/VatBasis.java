package io.feedkit.product;

/** Whether VAT is part of an amount. */
public enum VatBasis {
    UNKNOWN,
    NET,
    GROSS
}
